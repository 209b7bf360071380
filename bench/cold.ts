import type { Effort, Figure } from './measure.ts';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inTurn, timeOf } from './measure.ts';

/** The whole process of a banner beside a Node that does nothing. */
export async function coldFigures(effort: Effort): Promise<readonly Figure[]> {
  const main = existsSync('dist/main.js') ? 'dist/main.js' : 'src/main.ts';
  const run = (args: readonly string[]): Promise<number> =>
    timeOf(() => {
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    });
  const { a, b } = await inTurn(
    effort.rounds * 5,
    () => run([main, 'banner', '--calendar', 'kubernetes', '--at', '2026-11-23']),
    () => run(['-e', '0']),
  );
  const what = `banner from ${main}, cold, whole process`;
  return [{ what, yardstick: 'node -e 0', unit: 'ms', ours: a, theirs: b, wanted: { atMost: 3 } }];
}
