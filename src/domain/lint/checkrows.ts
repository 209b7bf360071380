import type { Dated, When } from '../when/when.ts';
import type { Kind } from '../calendar/kind.ts';
import type { Place, Problem } from '../problem/rule.ts';
import type { PlainDate } from '../time/time.ts';
import { weekdayName } from '../time/datewords.ts';
import { doubt } from '../problem/rule.ts';
import { addDays, daysBetween, weekday } from '../time/time.ts';
import { quote } from '../problem/suggestion.ts';
import { announcedDay, isDated, lastDay } from '../when/when.ts';
import { expected } from '../problem/expected.ts';

/** One line of a schedule as its keeper wrote it: the linter compares lines, not milestones. */
export interface Row {
  /** Canonical ids: none for an unknown line, two for `Code Freeze and Test Freeze`. */
  readonly ids: readonly string[];
  readonly name: string;
  readonly kind: Kind;
  readonly when: When;
  readonly week?: number;
  /** Where its date stands. */
  readonly at: Place;
}

export interface DatedRow extends Row {
  readonly when: Dated;
}

export function hasDay(row: Row): row is DatedRow {
  return isDated(row.when);
}

export function dayOf({ when }: DatedRow): PlainDate {
  return announcedDay(when);
}

/** Contradictions among one release's rows, in the order of its file; a summary may name conferences too. */
export function checkRows(rows: readonly Row[], summary: readonly Row[]): readonly Problem[] {
  const start = rows.find((row) => row.kind === 'start' && hasDay(row));
  const began = start && hasDay(start) ? dayOf(start) : undefined;
  return [
    ...outOfOrder(rows),
    ...(began === undefined ? [] : [...wrongWeeks(rows, began), ...outside(rows, began)]),
    ...weekendDeadlines(rows),
    ...clashes(rows, [...rows, ...summary]),
    ...uncounted(rows),
  ];
}

/** A table in which nothing counts as what its rows speak of. */
function uncounted(rows: readonly Row[]): readonly Problem[] {
  const of = (kind: 'release' | 'freeze', word: RegExp): readonly Problem[] => {
    const said = rows.filter((row) => row.kind === 'task' && word.test(row.name));
    const [first] = said;
    if (!first || rows.some((row) => row.kind === kind)) return [];
    const names = said.slice(0, 3).map(({ name }) => quote(name));
    const wanted = `a row with kind: ${kind}, or a vocabulary.yaml that names one`;
    const speak = said.length === 1 ? 'mentions' : 'mention';
    const says = expected(wanted, `none, though ${names.join(', ')} ${speak} one`);
    return [doubt(first.at, `no-${kind}`, says)];
  };
  return [...of('release', /\breleased?( day| date)?$/i), ...of('freeze', /^(?!.*\b(end|lift)).*freez/i)];
}

function outOfOrder(rows: readonly Row[]): readonly Problem[] {
  return rows.flatMap((row, index) => {
    const above = rows[index - 1];
    if (!above || !hasDay(row) || !hasDay(above) || dayOf(row) >= dayOf(above)) return [];
    const says = expected(`${dayOf(above)} or later below ${above.name}`, dayOf(row));
    return [doubt(row.at, 'out-of-order', says)];
  });
}

/** Week 1 is the week of the cycle's start; weeks begin on Monday. */
export function weekOf(day: PlainDate, start: PlainDate): number {
  return Math.floor(daysBetween(addDays(start, 1 - weekday(start)), day) / 7) + 1;
}

/** Rows of a table or a summary; a schedule that has a week 0 begins with it. */
export function wrongWeeks(rows: readonly Row[], start: PlainDate): readonly Problem[] {
  const isFromZero = rows.some((row) => row.week === 0 && hasDay(row) && weekOf(dayOf(row), start) === 1);
  return rows.flatMap((row) => {
    if (row.week === undefined || !hasDay(row)) return [];
    const right = weekOf(dayOf(row), start) - (isFromZero ? 1 : 0);
    if (row.week === right) return [];
    const wanted = `week ${right} for ${dayOf(row)} in the cycle that starts on ${start}`;
    const says = expected(wanted, `week ${row.week}`);
    return [doubt(row.at, 'week-mismatch', says)];
  });
}

/** In days: teams form before a cycle and look back after it. */
const daysBefore = 42;
const daysAfter = 42;
/** Kinds that may come long after the release day. */
const afterwards = new Set(['cherry-pick', 'patch', 'maintenance', 'end-of-life']);

function outside(rows: readonly Row[], start: PlainDate): readonly Problem[] {
  const release = rows.find((row) => row.kind === 'release' && hasDay(row));
  const end = release && hasDay(release) ? dayOf(release) : undefined;
  return rows.filter(hasDay).flatMap((row) => {
    const day = dayOf(row);
    const early = daysBetween(day, start);
    const late = end === undefined || afterwards.has(row.kind) ? 0 : daysBetween(end, day);
    if (early <= daysBefore && late <= daysAfter) return [];
    const how =
      early > daysBefore
        ? `${early} days before the cycle starts on ${start}`
        : `${late} days after the release on ${end ?? ''}`;
    const says = expected('a date in or near the cycle', `${day}, ${how}`);
    return [doubt(row.at, 'outside-cycle', `${row.name}: ${says}`)];
  });
}

const closing: ReadonlySet<string> = new Set(['freeze', 'deadline', 'cherry-pick']);

/** What closes is done by people, who do not work on weekends. */
export function weekendDeadlines(rows: readonly Row[]): readonly Problem[] {
  return rows.filter(hasDay).flatMap((row) => {
    const number = weekday(dayOf(row));
    if (!closing.has(row.kind) || number < 6) return [];
    const says = expected('a workday', `${weekdayName(dayOf(row))} ${dayOf(row)}`);
    return [doubt(row.at, 'weekend-deadline', `${row.name}: ${says}`)];
  });
}

function clashes(rows: readonly Row[], all: readonly Row[]): readonly Problem[] {
  const during = new Map<PlainDate, DatedRow>();
  for (const conference of all.filter(hasDay).filter(isConference)) {
    for (const day of daysOf(conference)) if (!during.has(day)) during.set(day, conference);
  }
  return rows.filter(hasDay).flatMap((row) => {
    if (row.kind !== 'freeze' && row.kind !== 'deadline') return [];
    const day = dayOf(row);
    const other = during.get(day);
    if (!other) return [];
    const says = `${row.name} on ${day} is during ${other.name} (${dayOf(other)} to ${lastDay(other.when)})`;
    return [doubt(row.at, 'conference-clash', says)];
  });
}

/** In days; no conference is longer. */
const longestConference = 31;

function daysOf(row: DatedRow): readonly PlainDate[] {
  const length = Math.min(daysBetween(dayOf(row), lastDay(row.when)) + 1, longestConference);
  return Array.from({ length }, (_, index) => addDays(dayOf(row), index));
}

function isConference({ kind, ids, when }: DatedRow): boolean {
  return kind === 'event' && when.kind === 'span' && !ids.some((id) => id.startsWith('retro'));
}
