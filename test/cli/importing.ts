import type { Outcome } from './program.ts';
import { readFileSync } from 'node:fs';
import { inFolder, write } from '../service/folder.ts';
import { runHere } from './program.ts';

/** A README as release leads keep it, by its rows. */
function readme(...rows: readonly string[]): string {
  return `# Example 1.38\n\n## Timeline\n\n| What | Who | When |\n|---|---|---|\n${rows.map((row) => `| ${row} |\n`).join('')}`;
}

export const calendar = { 'all/example/calendar.yaml': 'id: example\ntitle: Example\nzone: UTC\n' };
export const good = readme('Code Freeze | Lead | Wednesday 4th November 2026', 'Docs Freeze | Docs | TBD');
/** The weekday is wrong: an error of `check`, though the date can be read. */
export const doubtful = good.replace('Wednesday', 'Tuesday');
/** 4rd: a warning. */
export const untidy = good.replace('4th', '4rd');

export const written = `release: "1.38"
zone: UTC
milestones:
  - id: code-freeze
    name: Code Freeze
    kind: freeze
    when: 2026-11-04
    role: [Lead]
  - id: docs-freeze
    name: Docs Freeze
    kind: freeze
    when: TBD
    role: [Docs]
`;

interface Imported extends Outcome {
  readonly file: (name: string) => string;
}

/** Runs it in a folder with a calendar and the README, at noon of the first of October. */
export async function importing(folder: string, text: string, ...args: readonly string[]): Promise<Imported> {
  write(folder, { 'README.md': text });
  const all = ['import', `${folder}/README.md`, '--calendars', `${folder}/all`, ...args];
  const outcome = await runHere(all, { now: '2026-10-01T12:00Z' });
  return { ...outcome, file: (name) => readFileSync(`${folder}/${name}`, 'utf8') };
}

/** The same in a folder of its own. */
export function imported(text: string, ...args: readonly string[]): Promise<Outcome> {
  return inFolder(calendar, (folder) => importing(folder, text, ...args));
}
