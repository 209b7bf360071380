import type { Effort, Figure } from './measure.ts';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { calendarsIn } from '../src/sources/index.ts';
import { inPairs, cpuOf } from './measure.ts';

/** Reading 200 files of 50 milestones, with the place of every value, beside js-yaml alone on the same text. */
export async function readingFigures(effort: Effort): Promise<readonly Figure[]> {
  const root = await mkdtemp(join(tmpdir(), 'bench-'));
  const folder = join(root, 'many');
  await mkdir(folder);
  await writeFile(join(folder, 'calendar.yaml'), 'id: many\ntitle: Many\nzone: UTC\n');
  const texts = Array.from({ length: 200 }, (_, index) => release(index));
  for (const [index, text] of texts.entries()) await writeFile(join(folder, `1.${index}.yaml`), text);
  const source = calendarsIn(root, { poll: false });
  const read = async (): Promise<number> =>
    cpuOf(async () => {
      const { calendars } = await source.read({ settled: false });
      const count = calendars[0]?.calendar?.releases.flatMap(({ milestones }) => milestones).length;
      if (count !== 10_000) throw new Error(`read ${count} milestones, wanted 10000`);
    });
  const yaml = async (): Promise<number> =>
    cpuOf(() => texts.forEach((text) => load(text, { schema: FAILSAFE_SCHEMA })));
  const pairs = await inPairs(effort.rounds, read, yaml);
  await rm(root, { recursive: true });
  const what = 'reading 10,000 milestones in 200 files';
  return [{ what, yardstick: 'js-yaml alone, same text', unit: 'ms', pairs, wanted: { atMost: 3 } }];
}

function release(index: number): string {
  const rows = Array.from({ length: 50 }, (_, row) => {
    const day = `2026-${String((row % 12) + 1).padStart(2, '0')}-${String((row % 28) + 1).padStart(2, '0')}`;
    return `  - id: step-${row}\n    name: Step ${row} of the way\n    kind: task\n    when: ${day}\n    role: [Lead, Docs]\n    note: Something to know about step ${row}.\n`;
  });
  return `release: "1.${index}"\nstatus: planned\nmilestones:\n${rows.join('')}`;
}
