import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { DatedMilestone } from './feedwindow.ts';
import type { TrainIds } from './train.ts';
import { isPatch } from '../calendar/patch.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';
import { isOffIn } from '../calendar/off.ts';

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
 * Where patches of one train stand on different days, the day with the most keeps the train; never-planned
 * ones count only without others. Of two trains on a day, the one with more patches gives the identity.
 */
export function withTrains(
  groups: readonly (readonly DatedMilestone[])[],
  trains: TrainIds,
): readonly PatchGroup[] {
  const idOf = ({ milestone }: DatedMilestone): string | undefined => trains.get(milestoneKey(milestone));
  const owner = new Map<string, { readonly members: readonly DatedMilestone[]; readonly strength: string }>();
  for (const members of groups)
    for (const [id, own] of Map.groupBy(members, idOf)) {
      const strength = strengthOf(own);
      const best = id === undefined ? undefined : owner.get(id);
      if (id !== undefined && (!best || strength > best.strength)) owner.set(id, { members, strength });
    }
  return groups.map((members) => {
    const owned = [...owner].filter(([, best]) => best.members === members);
    const [id] = owned.toSorted(([, a], [, b]) => (a.strength < b.strength ? 1 : -1))[0] ?? [];
    if (id === undefined) return { members, train: undefined };
    const all = groups.flat().flatMap((one) => (idOf(one) === id ? [one.milestone] : []));
    return { members, train: { id, all } };
  });
}

/** For comparing: how many are on and planned or expected, then how many are on, then how many in all. */
function strengthOf(members: readonly DatedMilestone[]): string {
  const on = members.filter((one) => !isOffIn(one.milestone, one.release));
  const planned = on.filter(({ milestone: { plan } }) => plan?.kind !== 'tbd');
  return [planned, on, members].map(({ length }) => String(length).padStart(4, '0')).join(' ');
}
