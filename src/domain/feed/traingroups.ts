import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { DatedMilestone } from './feedwindow.ts';
import type { TrainIds } from '../calendar/trainids.ts';
import { isPatch } from '../calendar/patch.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';
import { isOffIn } from '../calendar/off.ts';
import { announcedDay, isDated } from '../when/when.ts';

/** The milestones of one event. */
export interface PatchGroup {
  readonly members: readonly DatedMilestone[];
  /** `patch-2026-06`, and all patches that are or were part of it; `undefined` where there is no train. */
  readonly train: { readonly id: string; readonly all: readonly Milestone[] } | undefined;
}

export function allPatches({ releases }: Calendar): readonly Milestone[] {
  return releases.flatMap(({ milestones }) => milestones.filter(isPatch));
}

/**
 * Where patches of one train stand on different days, the day with the most keeps the train, of as many the
 * day that was planned, then the first; never-planned ones count only without others. Of two trains on a day,
 * the one with more patches gives the identity, and the other is where else it has patches.
 */
export function withTrains(
  groups: readonly (readonly DatedMilestone[])[],
  trains: TrainIds,
): readonly PatchGroup[] {
  const idOf = ({ milestone }: DatedMilestone): string | undefined => trains.get(milestoneKey(milestone));
  const claims = groups.flatMap((members) =>
    [...Map.groupBy(members, idOf)].flatMap(([id, own]) =>
      id === undefined ? [] : [{ id, members, strength: strengthOf(own), day: dayOf(own) }],
    ),
  );
  const owned = new Map<readonly DatedMilestone[], string>();
  const given = new Set<string>();
  const order = (a: (typeof claims)[number], b: (typeof claims)[number]): number =>
    compareStrings(b.strength, a.strength) || compareStrings(a.day, b.day) || compareStrings(a.id, b.id);
  for (const { id, members } of claims.toSorted(order)) {
    if (given.has(id) || owned.has(members)) continue;
    owned.set(members, id);
    given.add(id);
  }
  return groups.map((members) => {
    const id = owned.get(members);
    if (id === undefined) return { members, train: undefined };
    const all = groups.flat().flatMap((one) => (idOf(one) === id ? [one.milestone] : []));
    return { members, train: { id, all } };
  });
}

function dayOf([first]: readonly DatedMilestone[]): string {
  return first ? announcedDay(first.milestone.when) : '';
}

/** What no plan named is planned for nowhere. */
function isPlanned({ milestone: { plan } }: DatedMilestone): boolean {
  return plan?.kind !== 'tbd';
}

/** Whether it stands on the day that was planned for it. */
function isPunctual({ milestone: { plan, when } }: DatedMilestone): boolean {
  return plan === undefined || (isDated(plan) && announcedDay(plan) === announcedDay(when));
}

function compareStrings(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/**
 * For comparing: how many are on and planned or expected, then how many of them stand on their planned day,
 * then how many are on, then how many in all.
 */
function strengthOf(members: readonly DatedMilestone[]): string {
  const on = members.filter((one) => !isOffIn(one.milestone, one.release));
  const planned = on.filter(isPlanned);
  return [planned, planned.filter(isPunctual), on, members]
    .map(({ length }) => String(length).padStart(4, '0'))
    .join(' ');
}
