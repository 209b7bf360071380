import type { Around, Part } from './part.ts';
import type { Calendar, Release } from '../domain/calendar.ts';
import type { Problem } from '../domain/rule.ts';
import type { Reader } from './reader.ts';
import type { TextFile } from './files.ts';
import { hint, quote } from '../domain/nearest.ts';
import { instantOf, utc } from '../domain/time.ts';
import { inOrder, problem } from '../domain/rule.ts';
import { lint } from './lint.ts';
import { readParts } from './reader.ts';

/** One release of a file that somebody else keeps, and what is wrong in it; no release when nobody can tell which. */
export interface Imported {
  readonly release: Release | undefined;
  readonly problems: readonly Problem[];
}

/** What an import is told besides the file. */
interface Wish {
  /** Which release, when the file holds several or names none. */
  readonly release: string | undefined;
  /** The calendar that it will belong to. */
  readonly calendar: Calendar | undefined;
  readonly how: Omit<Reader, 'problems' | 'around'>;
}

/** Reads one release out of a file of any shape. */
export function importFile(file: TextFile, { release: wanted, calendar, how }: Wish): Imported {
  const problems: Problem[] = [];
  const around: Around = { zone: calendar?.zone ?? utc, counts: undefined, release: wanted };
  const others = calendar?.releases ?? [];
  const parts = readParts([file], { ...how, others, around, problems });
  for (const one of lint(parts)) problems.push(one);
  const cycles = parts.filter(({ shape }) => shape !== 'patch schedule' && shape !== 'end of life');
  const part =
    wanted === undefined && cycles.length === 1
      ? cycles[0]
      : cycles.find(({ version }) => version === wanted);
  if (part) return { release: releaseOf(part, calendar), problems: inOrder(problems) };
  if (!problems.some(({ blocks }) => blocks)) {
    const at = { file: file.path, line: 1, column: 1 };
    problems.push(problem(at, { rule: 'shape', says: sayWhich(parts, cycles, wanted) }, { blocks: true }));
  }
  return { release: undefined, problems: inOrder(problems) };
}

function sayWhich(parts: readonly Part[], cycles: readonly Part[], wanted: string | undefined): string {
  const versions = cycles.map(({ version }) => version);
  if (cycles.length === 0 && parts.length > 0)
    return `found a ${parts[0]?.shape ?? 'file'}, which is read as it is; wanted a release's schedule`;
  const found = versions.length === 0 ? 'no release' : `the releases ${versions.join(', ')}`;
  return wanted === undefined
    ? `found ${found}; wanted --release to name one of them`
    : `found ${found}; wanted ${quote(wanted)}${hint(wanted, versions)}`;
}

function releaseOf(part: Part, calendar: Calendar | undefined): Release {
  const { version, homepage, zone, status = 'planned', drafts } = part;
  const unknown = { sequence: 0, created: instantOf(0), changed: instantOf(0) };
  return {
    version,
    title: part.title ?? `${calendar?.title ?? ''} ${version}`.trim(),
    ...(homepage !== undefined && { homepage }),
    zone: zone ?? calendar?.zone ?? utc,
    status,
    milestones: drafts.map(({ draft }) => ({ ...draft, release: version, ...unknown })),
  };
}
