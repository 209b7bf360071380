import type { Imported } from '../../src/service/ports/keep.ts';
import { keeperOf } from '../../src/sources/index.ts';
import { at } from '../domain/build.ts';
import { fieldText } from '../vocabulary.ts';
import { inFolder, put } from './folder.ts';

interface Asked {
  /** The name of a file; standard input when left out. */
  readonly name?: string;
  readonly release?: string;
  readonly calendar?: string;
  readonly year?: number;
}

/** What an import finds in a text, with a calendar of a project called Example beside it. */
export function imported(text: string, { name, ...ask }: Asked = {}): Promise<Imported> {
  return inFolder({}, async (root) => {
    const path = name === undefined ? '-' : `${root}/in/${name}`;
    await put(root, {
      'calendars/example/calendar.yaml': calendar,
      'calendars/example/vocabulary.yaml': fieldText,
      [`in/${name ?? 'none.yaml'}`]: text,
    });
    const keeper = keeperOf(`${root}/calendars`, () => at('2026-01-01'));
    return keeper.import({ path, ...(name === undefined && { text }), ...ask });
  });
}

const calendar = 'id: example\ntitle: Example\nzone: America/Los_Angeles\n';

/** As `1:2 error shape: what it says`. */
export function told({ problems }: Imported): readonly string[] {
  return problems.map(
    ({ at: { line, column }, severity, rule, says }) => `${line}:${column} ${severity} ${rule}: ${says}`,
  );
}

export function days({ release }: Imported): readonly string[] {
  return (release?.milestones ?? []).map(
    ({ id, when }) => `${id} ${'day' in when ? String(when.day) : when.kind}`,
  );
}

/** A README as release leads keep it. */
export function readme(...rows: readonly string[]): string {
  return `# Example 1.38\n\n## Timeline\n\n| What | Who | When | Week |\n|---|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}`;
}

export const start = 'Start of Release Cycle | Lead | Monday 7th September 2026 | week 1';
export const freezes = '**Code Freeze and Test Freeze** | Lead / Docs | Wednesday 4th November 2026 | week 9';
