import type { Effort, Figure } from './measure.ts';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inPairs } from './measure.ts';

/** The whole process of a banner, as an installed command, beside a Node that does nothing. */
export async function coldFigures(effort: Effort): Promise<readonly Figure[]> {
  const run = (args: readonly string[]): number => {
    const { status, stderr } = spawnSync(process.execPath, ['-r', './bench/cpu.cjs', ...args], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    return Number(/^cpu=(.*)$/m.exec(stderr)?.[1]);
  };
  const pairs = await inPairs(
    effort.rounds * 3,
    () => run(['bin/release-calendar', 'banner', '--calendar', 'kubernetes', '--at', '2026-11-23']),
    () => run(['-e', '0']),
  );
  const from = existsSync('dist/main.js') ? 'built' : 'not built';
  const what = `banner, cold, whole process (${from})`;
  return [{ what, yardstick: 'node -e 0', unit: 'ms', pairs, wanted: { atMost: 3 } }];
}
