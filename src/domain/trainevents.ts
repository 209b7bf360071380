import type { Calendar, Milestone } from './calendar.ts';
import type { Member } from './showing.ts';
import type { TrainIds } from './trainid.ts';
import { isPatch } from './patch.ts';
import { isOff } from './showing.ts';

/** The milestones of one event. */
export interface Together {
  readonly members: readonly Member[];
  /** `patch-2026-06`, and all patches that are or were of it; of what is no train, or has left it, none. */
  readonly train: { readonly id: string; readonly all: readonly Milestone[] } | undefined;
}

export function allPatches({ releases }: Calendar): readonly Milestone[] {
  return releases.flatMap(({ milestones }) => milestones.filter(isPatch));
}

/** Of the patches of one train that stand on different days, those are the train that are the most. */
export function withTrains(groups: readonly (readonly Member[])[], trains: TrainIds): readonly Together[] {
  const idOf = ({ milestone }: Member): string | undefined =>
    trains.get(`${milestone.release}/${milestone.id}`);
  const strength = (members: readonly Member[]): string => {
    const on = members.filter((one) => !isOff(one)).length;
    return `${String(on).padStart(4, '0')} ${String(members.length).padStart(4, '0')}`;
  };
  const owner = new Map<string, readonly Member[]>();
  for (const members of groups) {
    const id = members[0] && idOf(members[0]);
    const best = id === undefined ? undefined : owner.get(id);
    if (id !== undefined && (!best || strength(members) > strength(best))) owner.set(id, members);
  }
  return groups.map((members) => {
    const id = members[0] && idOf(members[0]);
    if (id === undefined || owner.get(id) !== members) return { members, train: undefined };
    const all = groups.flat().flatMap((one) => (idOf(one) === id ? [one.milestone] : []));
    return { members, train: { id, all } };
  });
}
