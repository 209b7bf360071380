import type { Catalog } from './catalog.ts';
import type { Feed } from '../../domain/feed/feed.ts';
import type { FeedName } from '../../domain/feed/feednames.ts';
import { feedNames } from '../../domain/feed/feednames.ts';

/** Longest calendar id first: `a-b` may be a calendar beside `a`. One without a good version is not unknown. */
export function readFeedName(catalog: Catalog, name: string): FeedName | undefined {
  const owners = catalog
    .holdings()
    .flatMap(({ id, calendar }) =>
      id !== undefined && (name === id || name.startsWith(`${id}-`)) ? [{ id, calendar }] : [],
    )
    .toSorted((a, b) => b.id.length - a.id.length);
  for (const { id, calendar } of owners) {
    if (!calendar || name === id) return { calendar: id };
    const found = feedNames(calendar).get(name);
    if (found) return found;
  }
  return undefined;
}

/** Where a feed is served in a format, its filters in their one order. */
export function feedAddress({ name, query }: Feed, publicUrl: string, extension: string): string {
  return `${publicUrl}/${name}.${extension}${query === '' ? '' : `?${query}`}`;
}
