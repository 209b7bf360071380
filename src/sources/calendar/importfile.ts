import type { CalendarContext, Part, Placed } from '../shapes/part.ts';
import type { Calendar, Release } from '../../domain/calendar/calendar.ts';
import type { Imported } from '../../service/ports/keep.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { Reader } from '../shapes/reader.ts';
import type { TextFile } from '../files/files.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { instantOf, utc } from '../../domain/time/time.ts';
import { inOrder, problem } from '../../domain/problem/rule.ts';
import { version } from '../yaml/yamlfields.ts';
import { lint } from './lint.ts';
import { readParts } from '../shapes/reader.ts';

/** Options of an import. */
interface ImportWish {
  /** Which release, if the file has several or names none. */
  readonly release: string | undefined;
  /** The calendar that it will belong to. */
  readonly calendar: Calendar | undefined;
  readonly how: Omit<Reader, 'problems' | 'around'>;
}

/** Reads one release from a file of any known shape. */
export function importFile(file: TextFile, { release: wanted, calendar, how }: ImportWish): Imported {
  const problems: Problem[] = [];
  const around: CalendarContext = { zone: calendar?.zone ?? utc, counts: undefined, release: wanted };
  const others = calendar?.releases ?? [];
  const parts = readParts([file], { ...how, others, around, problems });
  for (const one of lint(parts)) problems.push(one);
  const cycles = parts.filter(({ about }) => about === 'cycle');
  const part =
    wanted === undefined && cycles.length === 1
      ? cycles[0]
      : cycles.find(({ version }) => version === wanted);
  if (part) {
    problems.push(...misnamed(part), ...repeated(part, cycles));
    return { release: releaseOf(part, calendar), problems: inOrder(problems) };
  }
  if (!problems.some(({ blocks }) => blocks)) {
    const at = { file: file.path, line: 1, column: 1 };
    problems.push(problem(at, { rule: 'shape', says: sayWhich(parts, cycles, wanted) }, { blocks: true }));
  }
  return { release: undefined, problems: inOrder(problems) };
}

function sayWhich(parts: readonly Part[], cycles: readonly Part[], wanted: string | undefined): string {
  const versions = [...new Set(cycles.map(({ version }) => version))];
  if (cycles.length === 0) {
    const found = parts[0] ? `the shape ${quote(parts[0].shape)}, which is read as it is` : 'no release';
    return `found ${found}; wanted a release's schedule`;
  }
  const found = `the release${versions.length === 1 ? '' : 's'} ${versions.join(', ')}`;
  return wanted === undefined
    ? `found ${found}; wanted --release to name one of them`
    : `found ${found}; wanted ${quote(wanted)}${hint(wanted, versions)}`;
}

/** --release need not be a version. */
function misnamed({ version: name, at }: Part): readonly Problem[] {
  const issues = version.safeParse(name).error?.issues ?? [];
  return issues.map(({ message }) =>
    problem(at, { rule: 'shape', says: `found the release ${quote(name)}, ${message}` }, { blocks: true }),
  );
}

/** Duplicates that a calendar would refuse: the same release or id twice. */
function repeated(part: Part, cycles: readonly Part[]): readonly Problem[] {
  const seconds = cycles.filter((one) => one !== part && one.version === part.version);
  const firsts = new Map<string, Placed>();
  const rows = part.drafts.flatMap((placed) => {
    const first = firsts.get(placed.draft.id);
    if (!first) firsts.set(placed.draft.id, placed);
    return first ? [twice(placed.at, `the id ${quote(placed.draft.id)}`, first.at)] : [];
  });
  return [...seconds.map(({ at }) => twice(at, `release ${part.version}`, part.at)), ...rows];
}

function twice(at: Problem['at'], what: string, first: Problem['at']): Problem {
  const says = `${what} stands at line ${first.line} too; wanted one place`;
  return problem(at, { rule: 'duplicate', says }, { blocks: true });
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
