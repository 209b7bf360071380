import type { Instant } from '../../src/domain/time/time.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../service/wired.ts';

export type Row = Readonly<Record<string, string>>;

/** The rows of a table of facts. */
export function rowsOf(name: string): readonly Row[] {
  const [head = '', ...lines] = readFileSync(join('test', 'fixtures', name), 'utf8')
    .trimEnd()
    .split('\n');
  const names = head.split('\t');
  return lines.map((line) =>
    Object.fromEntries(line.split('\t').map((cell, index) => [names[index] ?? '', cell])),
  );
}

/** What was public of a file from an instant on, in words of our own. */
export interface Version {
  readonly file: string;
  readonly since: Instant;
  readonly text: string;
}

/** Each row tells what a line said from then on; a dash is a line that was taken out. */
export function readmes(): readonly Version[] {
  const lines = new Map<string, Map<string, string>>();
  const byVersion = Map.groupBy(
    rowsOf('replay.tsv'),
    ({ release, since }) => `${release ?? ''} ${since ?? ''}`,
  );
  return [...byVersion.values()].map((changed): Version => {
    const { release = '', since = '' } = changed[0] ?? {};
    const own = lines.get(release) ?? new Map<string, string>();
    for (const { what = '', when = '' } of changed) {
      if (when === '-') own.delete(what);
      else if (what !== '') own.set(what, when);
    }
    lines.set(release, own);
    const table = [...own].map(([what, when]) => `| ${what.replace(/ #\d+$/, '')} | | ${when} |\n`).join('');
    const head = '| **What** | **Who** | **When** |\n|---|---|---|\n';
    return {
      file: `${release}.md`,
      since: at(since),
      text: `# Project ${release}\n\n## Timeline\n\n${head}${table}`,
    };
  });
}
