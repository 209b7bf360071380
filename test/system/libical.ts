import { spawnSync } from 'node:child_process';
import type { Entry } from '../formats/expected.ts';

const python = '/usr/bin/python3';
/** Each Debian package and what runs only with it. */
const parts: [debian: string, program: string][] = [
  ['python3', ''],
  ['python3-gi', 'import gi'],
  ['gir1.2-ical-3.0', 'import gi; gi.require_version("ICalGLib", "3.0")'],
];

/** Throws, naming the package to install, when a part of the reader is missing. */
export function needLibical(): void {
  const missing = parts.find(([, program]) => spawnSync(python, ['-c', program]).status !== 0);
  if (missing)
    throw new Error(`test:system needs the Debian package ${missing[0]}: apt-get install ${missing[0]}`);
}

export interface LibicalEntry extends Entry {
  readonly description: string;
  readonly status: string;
  readonly sequence: number;
  readonly url: readonly string[];
}

/** Reads a feed with Debian's libical, in a process of its own. */
export function readWithLibical(ics: string): {
  readonly errors: number;
  readonly events: readonly LibicalEntry[];
} {
  const { status, stdout, stderr } = spawnSync(python, ['test/system/libical.py'], {
    input: ics,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`libical.py ended with ${String(status)}: ${stderr}`);
  return JSON.parse(stdout) as ReturnType<typeof readWithLibical>;
}
