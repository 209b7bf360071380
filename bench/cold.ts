import type { Effort, Figure } from './measure.ts';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inPairs } from './measure.ts';

/** The whole process of a banner, as an installed command, beside a Node that does nothing. */
export async function coldFigures(effort: Effort): Promise<readonly Figure[]> {
  execFileSync(process.execPath, ['bin/launch.cjs', 'tsc', '-p', 'tsconfig.build.json']);
  const installed = mkdtempSync(join(tmpdir(), 'bench-'));
  for (const part of ['bin', 'dist', 'calendars', 'templates', 'package.json'])
    cpSync(part, join(installed, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(installed, 'node_modules'));
  const run = (args: readonly string[]): number => {
    const { status, stderr } = spawnSync(process.execPath, ['-r', resolve('bench/cpu.cjs'), ...args], {
      cwd: installed,
      encoding: 'utf8',
      env: { ...process.env, HOME: installed },
    });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    return Number(/^cpu=(.*)$/m.exec(stderr)?.[1]);
  };
  const pairs = await inPairs(
    effort.rounds * 3,
    () => run(['bin/release-calendar', 'banner', '--calendar', 'kubernetes', '--at', '2026-11-23']),
    () => run(['-e', '0']),
  );
  rmSync(installed, { recursive: true });
  const what = 'banner, cold, whole process, installed';
  return [{ what, yardstick: 'node -e 0', unit: 'ms', pairs, wanted: { atMost: 3 } }];
}
