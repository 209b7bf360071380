import type { Problem } from '../problem/rule.ts';
import type { DatedRow, Row } from './checkrows.ts';
import { doubt } from '../problem/rule.ts';
import { checkRows, dayOf, hasDay, wrongWeeks } from './checkrows.ts';
import { endOf, lastDay, utcDay } from '../when/when.ts';

/** A schedule as it was written. */
interface Written {
  readonly rows?: readonly Row[];
  /** The rows of its summary. */
  readonly summary?: readonly Row[];
}

/** What the rows of each schedule say against each other. */
export function lint(schedules: readonly Written[]): readonly Problem[] {
  return schedules.flatMap(({ rows = [], summary = [] }) => [
    ...checkRows(rows, summary),
    ...checkSummary(summary, rows),
  ]);
}

/** A summary repeats the table: the table counts, and each difference is reported at both places. */
export function checkSummary(summary: readonly Row[], table: readonly Row[]): readonly Problem[] {
  const start = table.find((row) => row.kind === 'start' && hasDay(row));
  const weeks = start && hasDay(start) ? wrongWeeks(summary, dayOf(start)) : [];
  const byId = Map.groupBy(
    table.flatMap((row) => row.ids.map((id) => ({ id, row }))),
    ({ id }) => id,
  );
  const alike = (id: string): Row[] => (byId.get(id) ?? []).slice(0, mostAlike).map(({ row }) => row);
  const compared = summary.flatMap((bullet) => {
    const wrong = new Map(bullet.ids.flatMap((id) => disagreeing(bullet, alike(id))));
    return [...wrong].flatMap(([row, found]) => found.flatMap((one) => both(bullet, row, one)));
  });
  return [...weeks, ...compared];
}

/** Comparing with a few rows of an id is enough; more would take long and tell no more. */
const mostAlike = 20;

/** A bullet agrees if it matches any row of its id; else it is compared with the first. */
function disagreeing(bullet: Row, rows: readonly Row[]): readonly (readonly [Row, readonly Difference[]])[] {
  const compared = rows.map((row) => [row, differences(bullet, row)] as const);
  return compared.some(([, found]) => found.length === 0) ? [] : compared.slice(0, 1);
}

/** A contradiction between a bullet and a row. */
interface Difference {
  readonly what: string;
  readonly summary: string;
  readonly table: string;
}

function differences(bullet: Row, row: Row): readonly Difference[] {
  const found: Difference[] = [];
  if (hasDay(bullet) && hasDay(row) && !agree(bullet, row)) {
    if (isSameDay(bullet, row)) found.push({ what: 'the time', summary: time(bullet), table: time(row) });
    else found.push({ what: 'the day', summary: days(bullet), table: days(row) });
  }
  if (bullet.week !== undefined && row.week !== undefined && bullet.week !== row.week) {
    found.push({ what: 'the week', summary: `week ${bullet.week}`, table: `week ${row.week}` });
  }
  return found;
}

/** Whether both mean the same moment; a day without a time may be the announced or the UTC day. */
function agree(bullet: DatedRow, row: DatedRow): boolean {
  const [a, b] = [time(bullet), time(row)];
  if (a !== '' && b !== '') return a === b;
  if (days(bullet) === days(row)) return true;
  return (a === '' ? days(bullet) : utcDay(bullet.when)) === (b === '' ? days(row) : utcDay(row.when));
}

/** Two moments may be announced in different zones, so their UTC day counts too. */
function isSameDay(bullet: DatedRow, row: DatedRow): boolean {
  const timed = time(bullet) !== '' && time(row) !== '';
  return days(bullet) === days(row) || (timed && utcDay(bullet.when) === utcDay(row.when));
}

function days(row: DatedRow): string {
  const last = lastDay(row.when);
  return last === dayOf(row) ? last : `${dayOf(row)} to ${last}`;
}

/** Empty for a day without a time. */
function time({ when }: DatedRow): string {
  return when.kind === 'instant' || when.kind === 'aoe' ? `${endOf(when).slice(0, 16)}Z` : '';
}

function both(bullet: Row, row: Row, { what, summary, table }: Difference): readonly Problem[] {
  const told = (words: string): string =>
    `${what} of ${row.name}: ${words}; make them agree; until then the table is used`;
  const other = `the summary says ${summary}, the table ${table} (line ${row.at.line})`;
  const own = `the table says ${table}, the summary ${summary} (line ${bullet.at.line})`;
  return [
    doubt(bullet.at, 'summary-table-mismatch', told(other)),
    doubt(row.at, 'summary-table-mismatch', told(own)),
  ];
}
