import type { Problem } from './rule.ts';
import type { DatedRow } from './checkrows.ts';
import type { Row } from './row.ts';
import { dayOf, hasDay, tell, wrongWeeks } from './checkrows.ts';
import { cutoff, lastDay } from './when.ts';

/** A summary repeats the table: the table counts, and each difference is told at both places. */
export function checkSummary(summary: readonly Row[], table: readonly Row[]): readonly Problem[] {
  const start = table.find((row) => row.kind === 'start' && hasDay(row));
  const weeks = start && hasDay(start) ? wrongWeeks(summary, dayOf(start)) : [];
  const compared = summary.flatMap((bullet) => {
    const rows = new Set(bullet.ids.flatMap((id) => table.find(({ ids }) => ids.includes(id)) ?? []));
    return [...rows].flatMap((row) => differences(bullet, row).flatMap((found) => both(bullet, row, found)));
  });
  return [...weeks, ...compared];
}

/** What a bullet and a row say of one thing. */
interface Difference {
  readonly what: string;
  readonly summary: string;
  readonly table: string;
}

function differences(bullet: Row, row: Row): readonly Difference[] {
  const found: Difference[] = [];
  if (hasDay(bullet) && hasDay(row)) {
    if (days(bullet) !== days(row)) found.push({ what: 'the day', summary: days(bullet), table: days(row) });
    else if (time(bullet) !== time(row) && time(bullet) !== '' && time(row) !== '') {
      found.push({ what: 'the time', summary: time(bullet), table: time(row) });
    }
  }
  if (bullet.week !== undefined && row.week !== undefined && bullet.week !== row.week) {
    found.push({ what: 'the week', summary: `week ${bullet.week}`, table: `week ${row.week}` });
  }
  return found;
}

function days(row: DatedRow): string {
  const last = lastDay(row.when);
  return last === dayOf(row) ? last : `${dayOf(row)} to ${last}`;
}

/** Empty for a day without a time. */
function time({ when }: DatedRow): string {
  return when.kind === 'instant' || when.kind === 'aoe' ? `${cutoff(when).slice(0, 16)}Z` : '';
}

function both(bullet: Row, row: Row, { what, summary, table }: Difference): readonly Problem[] {
  const told = (words: string): string =>
    `${what} of ${row.name}: ${words}; wanted the same, and the table counts`;
  return [
    tell(bullet.at, {
      rule: 'summary-table-mismatch',
      says: told(`the summary says ${summary}, the table ${table} (line ${row.at.line})`),
    }),
    tell(row.at, {
      rule: 'summary-table-mismatch',
      says: told(`the table says ${table}, the summary ${summary} (line ${bullet.at.line})`),
    }),
  ];
}
