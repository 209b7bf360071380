import type { Milestone, Release } from '../../domain/calendar/calendar.ts';
import { nameOf } from '../../domain/calendar/name.ts';
import { sameWords } from '../../domain/when/writewhen.ts';

/** Milestones that share a row: `Code Freeze and Test Freeze`. */
export type CycleRow = readonly [Milestone, ...Milestone[]];

/** The rows of a release's cycle, without patches, end of life and cancelled milestones. */
export function cycleRows({ milestones }: Release): readonly CycleRow[] {
  const found: [Milestone, ...Milestone[]][] = [];
  for (const milestone of milestones.filter(isOfCycle)) {
    const above = found.at(-1);
    if (above?.length === 1 && isPair(above[0], milestone)) above.push(milestone);
    else found.push([milestone]);
  }
  return found;
}

function isOfCycle({ kind, patch, status }: Milestone): boolean {
  const later = kind === 'patch' || kind === 'maintenance' || kind === 'end-of-life';
  return !later && patch === undefined && status !== 'cancelled';
}

/** Whether the calendar's vocabulary reads both from one row, and a row can say all that is known of them. */
function isPair(a: Milestone, b: Milestone): boolean {
  const facts = ({ role, week, banner, status }: Milestone): string =>
    JSON.stringify([role, week, banner, status]);
  const plain = [a, b].every(({ id, name }) => name === nameOf(id));
  return (
    a.id === a.term?.id && a.term.pair === b.id && plain && sameWords(a.when, b.when) && facts(a) === facts(b)
  );
}

/** Key dates, freezes and conferences. A second row of the same name is left out as ambiguous. */
export function keyRows(cycle: readonly CycleRow[]): readonly CycleRow[] {
  const found = new Map<string, CycleRow>();
  for (const row of cycle.filter(([{ key, kind }]) => key || kind === 'freeze' || kind === 'event')) {
    const names = row.map(({ term, name }) => term?.id ?? name.toLowerCase()).join('+');
    if (!found.has(names)) found.set(names, row);
  }
  return [...found.values()];
}

/** Rows in bold: freezes, the release, and milestones that count for the banner only when bold. */
export function isStressed([{ term, kind, banner }]: CycleRow): boolean {
  return banner && (kind === 'freeze' || kind === 'release' || term?.counts === 'bold');
}
