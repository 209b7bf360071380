import type { Deadline } from '../calendar/deadline.ts';
import type { Release } from '../calendar/calendar.ts';
import type { TrainMembers } from '../history/revisionfacts.ts';
import { isPatch } from '../calendar/patch.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';
import { isOffIn } from '../calendar/off.ts';
import { memoized } from '../memo/memoized.ts';
import { announcedDay, isDated } from '../when/when.ts';

export interface DatedMilestone {
  readonly milestone: Deadline;
  readonly release: Release;
  /** Of its release among all: a newer version has a higher one. */
  readonly rank: number;
}

/** The milestones of one event. */
export interface PatchGroup {
  readonly members: readonly DatedMilestone[];
  /** `undefined` where there is no train. */
  readonly train: TrainMembers | undefined;
}

/**
 * Patches of one kind and day are one event, apart from canceled and merely expected ones, which form their
 * own; everything else stands alone. Where patches of one train stand on different days, the day with the most
 * keeps the train, of as many the day that was planned, then the first; never-planned ones count only without
 * others. Of two trains on a day, the one with more patches gives the identity, and the other is where else it
 * has patches. `trains` are the ids of trains by milestone key.
 */
export function patchGroups(
  dated: readonly DatedMilestone[],
  trains: ReadonlyMap<string, string>,
): readonly PatchGroup[] {
  const idOf = ({ milestone }: DatedMilestone): string | undefined =>
    isPatch(milestone) ? trains.get(milestoneKey(milestone)) : undefined;
  const groups = [...Map.groupBy(dated, placeOf).values()];
  const byTrain = Map.groupBy(dated, idOf);
  const claims = groups.flatMap((members) =>
    [...Map.groupBy(members, idOf)].flatMap(([id, own]) =>
      id === undefined ? [] : [{ id, members, order: `${orderOf(own)} ${id}` }],
    ),
  );
  const owned = new Map<readonly DatedMilestone[], string>();
  const given = new Set<string>();
  for (const { id, members } of claims.toSorted((a, b) => (a.order < b.order ? -1 : 1))) {
    if (given.has(id) || owned.has(members)) continue;
    owned.set(members, id);
    given.add(id);
  }
  return groups.map((members) => {
    const id = owned.get(members);
    if (id === undefined) return { members, train: undefined };
    return { members, train: { id, all: (byTrain.get(id) ?? []).map(({ milestone }) => milestone) } };
  });
}

const placeOf = memoized(({ milestone, release }: DatedMilestone): string => {
  const { kind, when, expected } = milestone;
  if (!isPatch(milestone)) return milestoneKey(milestone);
  return [kind, announcedDay(when), isOffIn(milestone, release), expected].join(' ');
});

/** What no plan named is planned for nowhere. */
function isPlanned({ milestone: { plan } }: DatedMilestone): boolean {
  return plan?.kind !== 'tbd';
}

/** Whether it stands on the day that was planned for it. */
function isPunctual({ milestone: { plan, when } }: DatedMilestone): boolean {
  return plan === undefined || (isDated(plan) && announcedDay(plan) === announcedDay(when));
}

/**
 * For sorting, the strongest claim first: by how many are on and planned or expected, then how many of them
 * stand on their planned day, then how many are on, then how many in all, then by their day.
 */
function orderOf(members: readonly DatedMilestone[]): string {
  const on = members.filter((one) => !isOffIn(one.milestone, one.release));
  const planned = on.filter(isPlanned);
  const lacking = [planned, planned.filter(isPunctual), on, members].map(({ length }) => 9_999 - length);
  return [...lacking, ...members.slice(0, 1).map(({ milestone }) => announcedDay(milestone.when))].join(' ');
}
