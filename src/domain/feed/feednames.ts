import type { Calendar } from '../calendar/calendar.ts';
import type { Selection } from './feed.ts';
import { rolesOf } from '../calendar/calendar.ts';
import { memoized } from '../memo/memoized.ts';

/** A feed that has an address of its own: `example`, `example-deadlines`, `example-1.38`, `example-docs-lead`. */
export interface FeedName extends Pick<Selection, 'release' | 'deadlines' | 'role'> {
  readonly calendar: string;
}

/**
 * Every feed of a calendar by the last segment of its address; of a release and a role of one name the release comes first.
 * Routes, the static site and the check of a folder ask this: an id that is one of these names would take a feed over.
 */
export const feedNames = memoized(
  (calendar: Pick<Calendar, 'id' | 'releases'>): ReadonlyMap<string, FeedName> => {
    const { id, releases } = calendar;
    const all: readonly (readonly [string, FeedName])[] = [
      [id, { calendar: id }],
      [`${id}-deadlines`, { calendar: id, deadlines: true }],
      ...releases
        .toReversed()
        .map(({ version }) => [`${id}-${version}`, { calendar: id, release: version }] as const),
      ...rolesOf(calendar).map((role) => [`${id}-${role.id}`, { calendar: id, role: role.id }] as const),
    ];
    // of a name that stands twice the first counts, and keeps its place
    return new Map([...all, ...all.toReversed()]);
  },
);
