import type { Instant } from '../time/time.ts';
import type { Milestone, PublishedState } from '../calendar/calendar.ts';
import type { ShownMilestone } from './told.ts';
import { memoized } from '../memo/memoized.ts';
import { publicBy, shownHistory } from './told.ts';
import { announcedDay, endOf, isDated } from '../when/when.ts';

/** A milestone in the eyes of feed readers. */
export interface Seen {
  readonly one: Milestone;
  readonly told: readonly PublishedState[];
  /** Whether its state counts as one that always was. */
  readonly isAlways: boolean;
}

/** Some patches of one kind. */
export interface PatchesOfKind {
  readonly all: readonly Milestone[];
  readonly byDay: ReadonlyMap<string | undefined, readonly Milestone[]>;
  /** By every place at which each of them ever stood. */
  readonly byPlace: ReadonlyMap<string, readonly Seen[]>;
  /** The first time of any of them. */
  readonly first: Instant | undefined;
}

/** Sorted once for all events of a feed. */
export function patchesOf(patches: readonly Milestone[], kind: Milestone['kind'] | undefined): PatchesOfKind {
  const kinds = kindsOf(patches);
  let found = kinds.get(kind);
  if (!found) kinds.set(kind, (found = placed(patches.filter((one) => one.kind === kind))));
  return found;
}

const kindsOf = memoized(
  (_patches: readonly Milestone[]) => new Map<Milestone['kind'] | undefined, PatchesOfKind>(),
);

function placed(all: readonly Milestone[]): PatchesOfKind {
  const stood = all.map(besideOf).flatMap((seen) => placesOf(seen).map((place) => [place, seen] as const));
  const byPlace = new Map(
    [...Map.groupBy(stood, ([place]) => place)].map(([place, some]) => [place, some.map(([, seen]) => seen)]),
  );
  const times = all.flatMap((one) => besideOf(one).told.map(({ since }) => since));
  const first = times.reduce<Instant | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined);
  return { all, byDay: Map.groupBy(all, plannedDay), byPlace, first };
}

const besideOf = memoized((one: Milestone): Seen => ({
  one,
  told: shownHistory(one),
  isAlways: !one.history,
}));

/** Wherever it was shown at any time. */
export const placesOf = memoized((seen: Seen): readonly string[] => {
  const places = seen.told.flatMap(({ since }) => placeAt(seen, since)?.place ?? []);
  return [...new Set(places)];
});

/** On which day it was shown, and whether as canceled. */
export function placeAt(
  { told, isAlways }: Seen,
  time: Instant,
): { readonly place: string; readonly end: Instant } | undefined {
  const found = publicBy(isAlways ? told : told.filter(({ since }) => since <= time));
  return found && { place: `${announcedDay(found.when)} ${found.off}`, end: endOf(found.when) };
}

/** `undefined` for what never had one. */
export function plannedDay({ when, plan = when }: ShownMilestone): string | undefined {
  return isDated(plan) ? announcedDay(plan) : undefined;
}
