import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Catalog } from './catalog.ts';
import type { Feed, Selection } from '../../domain/feed/feed.ts';
import { releaseOf, rolesOf } from '../../domain/calendar/calendar.ts';

/** A feed with its own address: `kubernetes`, `kubernetes-deadlines`, `kubernetes-1.38`, by role too. */
export interface FeedName extends Pick<Selection, 'release' | 'deadlines' | 'role'> {
  readonly calendar: string;
}

/** Longest calendar id first: `a-b` may be a calendar beside `a`. One without a good version is known too. */
export function readFeedName(catalog: Catalog, name: string): FeedName | undefined {
  const owners = catalog
    .holdings()
    .flatMap(({ id, calendar }) =>
      id !== undefined && (name === id || name.startsWith(`${id}-`)) ? [{ id, calendar }] : [],
    )
    .toSorted((a, b) => b.id.length - a.id.length);
  for (const { id, calendar } of owners) {
    const rest = name.slice(id.length + 1);
    if (!calendar || name === id) return { calendar: id };
    if (rest === 'deadlines') return { calendar: id, deadlines: true };
    if (releaseOf(calendar, rest)) return { calendar: id, release: rest };
    if (rolesOf(calendar).some((role) => role.id === rest)) return { calendar: id, role: rest };
  }
  return undefined;
}

/** The last segments of the addresses of all feeds. */
export function feedNames(calendars: readonly Calendar[]): readonly string[] {
  return calendars.flatMap((calendar) => {
    const { id, releases } = calendar;
    const versions = releases.map(({ version }) => version).toReversed();
    const roles = rolesOf(calendar).map((role) => role.id);
    return [id, ...['deadlines', ...versions, ...roles].map((part) => `${id}-${part}`)];
  });
}

/** The address of a feed in a format, with its filters in canonical order. */
export function feedAddress({ name, query }: Feed, publicUrl: string, extension: string): string {
  return `${publicUrl}/${name}.${extension}${query === '' ? '' : `?${query}`}`;
}
