import type { PlainDate } from '../../domain/time/time.ts';
import type { Row } from '../../domain/lint/row.ts';
import type { Placed } from '../shapes/part.ts';
import type { TimelineLine, Timeline } from './linestomilestones.ts';
import { idsOf } from './linestomilestones.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';

/** A bullet and the row it describes. */
interface SummaryLine {
  readonly line: TimelineLine;
  readonly row: Row;
}

/** Reads the bullets; the table row with the same id tells the year. */
export function readSummary(bullets: readonly TimelineLine[], cycle: Timeline): readonly SummaryLine[] {
  const days = new Map<string, PlainDate>();
  for (const { ids, when } of cycle.rows) {
    for (const id of ids) if (isDated(when) && !days.has(id)) days.set(id, announcedDay(when));
  }
  const first = [...days.values()][0];
  return bullets.map((line) => {
    const near = idsOf(line.what).flatMap((id) => days.get(id) ?? [])[0] ?? first;
    return { line, row: cycle.rowOf(line, near) };
  });
}

/** Adds milestones that only the Summary has, before the first row of a later day. */
export function addUntold(summary: readonly SummaryLine[], cycle: Timeline): void {
  const known = new Set(cycle.rows.flatMap(({ ids }) => ids));
  const untold = summary.flatMap(({ line, row }) =>
    row.ids.filter((id) => !known.has(id)).map((id) => cycle.placed(id, row, line)),
  );
  const dated = untold
    .flatMap((placed) => ({ placed, day: dayOf(placed) ?? '' }))
    .filter(({ day }) => day !== '')
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  let next = 0;
  for (const row of cycle.drafts.splice(0)) {
    const day = dayOf(row) ?? '';
    for (let one = dated[next]; one && one.day < day; one = dated[++next]) cycle.drafts.push(one.placed);
    cycle.drafts.push(row);
  }
  for (const { placed } of dated.slice(next)) cycle.drafts.push(placed);
  for (const placed of untold) if (dayOf(placed) === undefined) cycle.drafts.push(placed);
}

function dayOf({ draft: { when } }: Placed): PlainDate | undefined {
  return isDated(when) ? announcedDay(when) : undefined;
}
