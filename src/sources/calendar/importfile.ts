import type { Part, Placed } from '../shapes/part.ts';
import type { Calendar, Release } from '../../domain/calendar/calendar.ts';
import type { Imported } from '../../service/ports/keep.ts';
import type { Reader } from '../shapes/reader.ts';
import type { TextFile } from '../files/files.ts';
import { expected } from '../../domain/problem/expected.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { instantOf, utc } from '../../domain/time/time.ts';
import { Report, inOrder, topOf } from '../../domain/problem/rule.ts';
import { sayIssue } from '../yaml/shape.ts';
import { version } from '../yaml/yamlfields.ts';
import { lint } from '../../domain/lint/checksummary.ts';
import { contextOf, milestoneOf } from '../shapes/part.ts';
import { readParts } from '../shapes/reader.ts';

/** Options of an import. */
interface ImportWish {
  /** Which release, if the file has several or names none. */
  readonly release: string | undefined;
  /** The year of dates that name none. */
  readonly year?: number | undefined;
  /** The calendar that it will belong to. */
  readonly calendar: Calendar | undefined;
  readonly how: Omit<Reader, 'report' | 'around'>;
}

/** Reads one release from a file of any known shape. */
export function importFile(file: TextFile, { release: wanted, year, calendar, how }: ImportWish): Imported {
  const report = new Report();
  const around = { ...contextOf(calendar), zone: calendar?.zone ?? utc, release: wanted, year };
  const others = calendar?.releases ?? [];
  const parts = readParts([file], { ...how, others, around, report });
  report.add(lint(parts));
  const cycles = parts.filter(({ about }) => about === 'cycle');
  const part =
    wanted === undefined && cycles.length === 1
      ? cycles[0]
      : cycles.find(({ version }) => version === wanted);
  if (part) check(part, cycles, report);
  else if (!report.isBlocked) report.stop(topOf(file.path), 'shape', sayWhich(parts, cycles, wanted));
  return { release: part && releaseOf(part, calendar), problems: inOrder(report.problems) };
}

function sayWhich(parts: readonly Part[], cycles: readonly Part[], wanted: string | undefined): string {
  const versions = [...new Set(cycles.map(({ version }) => version))];
  if (cycles.length === 0) {
    const found = parts[0]
      ? `the shape ${quote(parts[0].shape)}, which calendars read without an import`
      : 'no release';
    return expected("a release's schedule", found);
  }
  const found = `the release${versions.length === 1 ? '' : 's'} ${versions.join(', ')}`;
  return wanted === undefined
    ? expected('one release, or --release to choose one', found)
    : expected(`the release ${quote(wanted)}`, found) + hint(wanted, versions);
}

/** What a calendar would refuse: a name that is no version, for --release need not be one; a release or id twice. */
function check(part: Part, cycles: readonly Part[], report: Report): void {
  for (const issue of version.safeParse(part.version).error?.issues ?? [])
    report.stop(part.at, 'shape', sayIssue(issue, part.version));
  const twice = ({ at }: Pick<Placed, 'at'>, what: string, first: Pick<Placed, 'at'>): void =>
    report.stop(at, 'duplicate', expected(`${what} once`, `it at line ${first.at.line} too`));
  for (const one of cycles)
    if (one !== part && one.version === part.version) twice(one, `release ${part.version}`, part);
  const firsts = new Map<string, Placed>();
  for (const placed of part.drafts) {
    const first = firsts.get(placed.draft.id);
    if (first) twice(placed, `the id ${quote(placed.draft.id)}`, first);
    else firsts.set(placed.draft.id, placed);
  }
}

function releaseOf(part: Part, calendar: Calendar | undefined): Release {
  const { version, homepage, zone, status = 'planned', drafts } = part;
  return {
    version,
    title: part.title ?? `${calendar?.title ?? ''} ${version}`.trim(),
    ...(homepage !== undefined && { homepage }),
    zone: zone ?? calendar?.zone ?? utc,
    status,
    milestones: drafts.map(({ draft }) => milestoneOf(draft, version, instantOf(0))),
  };
}
