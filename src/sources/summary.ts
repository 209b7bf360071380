import type { PlainDate } from '../domain/time.ts';
import type { Row } from '../domain/row.ts';
import type { Line, Timeline } from './timeline.ts';
import { idsOf } from './timeline.ts';
import { announcedDay, isDated } from '../domain/when.ts';

/** A bullet, and what it says. */
interface Told {
  readonly line: Line;
  readonly row: Row;
}

/** Reads the bullets; one without a year is near the row of the table that it repeats. */
export function readSummary(bullets: readonly Line[], cycle: Timeline): readonly Told[] {
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

/** What only the summary tells becomes a milestone, before the first row of a later day. */
export function addUntold(summary: readonly Told[], cycle: Timeline): void {
  const known = new Set(cycle.rows.flatMap(({ ids }) => ids));
  for (const { line, row } of summary) {
    for (const id of row.ids) {
      if (known.has(id)) continue;
      const placed = cycle.placed(id, row, line);
      const day = isDated(row.when) ? announcedDay(row.when) : undefined;
      const later = cycle.drafts.findIndex(
        ({ draft: { when } }) => day !== undefined && isDated(when) && announcedDay(when) > day,
      );
      cycle.drafts.splice(later < 0 ? cycle.drafts.length : later, 0, placed);
    }
  }
}
