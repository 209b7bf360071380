import type { Draft } from '../../domain/calendar/draft.ts';
import type { When } from '../../domain/when/when.ts';
import type { Zone } from '../../domain/time/time.ts';
import { aoe } from '../../domain/time/time.ts';

/** What identifies a milestone. */
type NamedDraft = Pick<Draft, 'id' | 'aliases' | 'name'>;

export interface Pair<T> {
  readonly milestone: T;
  /** The old one's index, or -1. */
  readonly index: number;
}

/** By id, former id, then name; each old milestone once. */
export function paired<T extends NamedDraft>(
  told: readonly T[],
  old: readonly NamedDraft[],
): readonly Pair<T>[] {
  const open = new Set(told);
  const free = new Map(old.entries());
  const found = new Map<T, number>();
  const names: readonly ((one: NamedDraft) => readonly string[])[] = [
    ({ id }) => [id],
    ({ id, aliases }) => [id, ...aliases],
    ({ name }) => [name],
  ];
  for (const namesOf of names) {
    const places = new Map<string, number>();
    for (const [index, one] of free)
      for (const name of namesOf(one)) if (!places.has(name)) places.set(name, index);
    for (const milestone of open) {
      const index = namesOf(milestone).flatMap((name) => places.get(name) ?? [])[0];
      if (index === undefined || !free.delete(index)) continue;
      found.set(milestone, index);
      open.delete(milestone);
    }
  }
  return told.map((milestone) => ({ milestone, index: found.get(milestone) ?? -1 }));
}

/** Moves a bare date from the zone of one file to that of another. */
export function bareIn(when: When, from: Zone, to: Zone = from): When {
  if ((when.kind !== 'day' && when.kind !== 'span') || when.zone !== from) return when;
  return when.kind === 'day' && to === aoe ? { kind: 'aoe', day: when.day } : { ...when, zone: to };
}
