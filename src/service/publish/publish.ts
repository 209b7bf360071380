import type { Answer, Refusal } from '../ports/refusal.ts';
import type { Moves } from './moves.ts';
import type { Banner } from '../../domain/banner/banner.ts';
import type { Calendar, Release, Style } from '../../domain/calendar/calendar.ts';
import type { Catalog } from './catalog.ts';
import type { Clock } from '../ports/clock.ts';
import type { Feed } from '../../domain/feed/feed.ts';
import type { FeedName } from '../../domain/feed/feednames.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Section } from '../../domain/banner/section.ts';
import { expected } from '../../domain/problem/expected.ts';
import { banner, bannerSince, bannerUntil } from '../../domain/banner/banner.ts';
import { releaseOf, rolesOf, styleNamed, styleNames } from '../../domain/calendar/calendar.ts';
import { feed, joinFeeds } from '../../domain/feed/feed.ts';
import { readFilters } from '../../domain/feed/filter.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { section } from '../../domain/banner/section.ts';
import { staleness } from '../../domain/cycle/stale.ts';
import { dayIn, instantOf, plainDate, plus, startOfDay, utc } from '../../domain/time/time.ts';
import { readAt } from './readat.ts';
import { feedNames } from '../../domain/feed/feednames.ts';
import { readFeedName } from './feedname.ts';
import { openMoves } from './moves.ts';
import { onward, refuse, sayUnknown } from '../ports/refusal.ts';

/** What somebody wrote: everything is still text. */
interface IssueAsk {
  readonly calendar: string;
  /** A day (00:00 UTC) or an instant; now when left out. */
  readonly at?: string | undefined;
  readonly style?: string | undefined;
  /** The slug date of an issue, which gives `at` by the calendar's `issue.publishes`. */
  readonly slug?: string | undefined;
}

/** The filters of a query, still text. */
type Query = Readonly<Record<string, string>>;

interface BannerAnswer {
  readonly banner: Banner;
  readonly style: Style;
  /** When the answer for now will change; `undefined` when it never will, or `at` was given. */
  readonly until: Instant | undefined;
}

interface SectionAnswer {
  readonly section: Section;
  readonly style: Style;
}

interface ReleaseAnswer {
  readonly calendar: Calendar;
  readonly release: Release;
}

/** The verbs that only read. They answer from memory and never wait. */
export interface Publish extends Moves {
  calendars(): readonly Calendar[];
  calendar(id: string): Answer<Calendar>;
  release(ask: { readonly calendar: string; readonly release: string }): Answer<ReleaseAnswer>;
  banner(ask: IssueAsk): Answer<BannerAnswer>;
  section(ask: IssueAsk): Answer<SectionAnswer>;
  feed(ask: FeedName & { readonly query?: Query }): Answer<Feed>;
  /** A feed by the last segment of its address: `example`, `example-deadlines`, `example-1.38`. */
  feedNamed(name: string, query?: Query): Answer<Feed>;
  /** Several calendars in one feed. */
  feedOf(calendars: readonly string[], query?: Query): Answer<Feed>;
}

export function openPublish(catalog: Catalog, clock: Clock): Publish {
  const calendar: Publish['calendar'] = (id) => findCalendar(catalog, id);

  const publish: Publish = {
    calendars: () => catalog.calendars(),
    calendar,
    release: (ask) =>
      onward(calendar(ask.calendar), (found) => {
        const release = releaseOf(found, ask.release);
        return release ? { value: { calendar: found, release } } : unknownRelease(found, ask.release);
      }),
    banner: (ask) =>
      onward(resolve(calendar(ask.calendar), ask, clock()), ({ calendar: one, style, at, given }) => {
        // without an instant, answers for the start of the current window, so that the bytes stay until it ends
        const since = given ? at : (bannerSince(one, at) ?? always);
        const until = given ? undefined : bannerUntil(one, at);
        return { value: { banner: banner(one, since), style, until } };
      }),
    section: (ask) =>
      onward(resolve(calendar(ask.calendar), ask, clock()), ({ calendar: one, style, at }) => ({
        value: { section: section(one, at, plainDate(ask.slug ?? '')), style },
      })),
    feed: ({ release, query = {}, ...selection }) =>
      onward(calendar(selection.calendar), (found) => {
        if (release !== undefined && !releaseOf(found, release)) return unknownRelease(found, release);
        const { role } = selection;
        const roles = rolesOf(found).map(({ id }) => id);
        if (role !== undefined && !roles.includes(role))
          return refuse('unknown-feed', `${sayUnknown('role', role, roles)} (calendar ${found.id})`);
        const read = readFilters(query, [found]);
        if ('says' in read) return refuse('malformed-query', read.says);
        const wish = { ...selection, filters: read.filters, ...(release !== undefined && { release }) };
        return { value: asServed(feed(found, wish, dayIn(clock(), utc)), catalog, clock()) };
      }),
    feedOf: (ids, query = {}) => {
      if (ids.length === 0) return noCalendars;
      const found = ids.map((id) => calendar(id));
      const missing = found.find((one) => 'refusal' in one);
      if (missing) return missing;
      const calendars = found.flatMap((one) => ('value' in one ? [one.value] : []));
      const read = readFilters(query, calendars);
      if ('says' in read) return refuse('malformed-query', read.says);
      const today = dayIn(clock(), utc);
      const feeds = calendars.map((one) => feed(one, { filters: read.filters }, today));
      const value = joinFeeds(feeds.map((one) => asServed(one, catalog, clock())));
      return value ? { value } : noCalendars;
    },
    ...openMoves(calendar, clock),
    feedNamed: (name, query = {}) => {
      const ask = readFeedName(catalog, name);
      if (ask) return publish.feed({ ...ask, query });
      const known = catalog.calendars().flatMap((one) => [...feedNames(one).keys()]);
      return refuse('unknown-feed', sayUnknown('feed', name, known));
    },
  };
  return publish;
}

const noCalendars = refuse(
  'malformed-query',
  `calendar: ${expected('the ids of calendars, separated by commas', 'nothing')}`,
);

/** Readers that ask by date must also hear of changed words that no history records. */
function asServed(feed: Feed, catalog: Catalog, now: Instant): Feed {
  const holding = catalog.holdings().find(({ calendar }) => calendar?.id === feed.calendar.id);
  const modified = holding?.calendar && holding.modified;
  const told = { ...feed, stale: staleness(feed.calendar, now) };
  return modified !== undefined && modified > feed.modified ? { ...told, modified } : told;
}

/** Before a calendar's first cutoff its banner was always the same. */
const always = instantOf(0);

interface Resolved {
  readonly calendar: Calendar;
  readonly style: Style;
  readonly at: Instant;
  readonly given: boolean;
}

function resolve(found: Answer<Calendar>, ask: IssueAsk, now: Instant): Answer<Resolved> {
  return onward(found, (calendar) => {
    const name = ask.style ?? 'plain';
    const style = styleNamed(calendar, name);
    if (!style) return refuse('unknown-style', sayUnknown('style', name, styleNames(calendar)));
    const given = ask.at !== undefined || ask.slug !== undefined;
    return onward(whenAsked(calendar, ask, now), (at) => ({ value: { calendar, style, at, given } }));
  });
}

function whenAsked(calendar: Calendar, { at, slug }: IssueAsk, now: Instant): Answer<Instant> {
  const slugDay = slug === undefined ? undefined : plainDate(slug);
  if (slug !== undefined && !slugDay) {
    return refuse(
      'malformed-slug',
      `slug: ${expected('the date of an issue, such as 2026-07-19', quote(slug))}`,
    );
  }
  if (at !== undefined) return readAt(at);
  return { value: slugDay ? plus(startOfDay(slugDay, utc), calendar.publishes) : now };
}

function findCalendar(catalog: Catalog, id: string): Answer<Calendar> {
  const entry = catalog.holdings().find((one) => one.id === id);
  if (entry?.calendar) return { value: entry.calendar };
  const known = catalog.calendars().map((one) => one.id);
  if (!entry) return refuse('unknown-calendar', sayUnknown('calendar', id, known));
  const [first, ...more] = entry.problems.filter(({ blocks }) => blocks);
  const where = first ? `: ${first.at.file}:${first.at.line}:${first.at.column} ${first.says}` : '';
  const rest = more.length === 0 ? '' : ` (and ${more.length} more; "check" lists all)`;
  return refuse('unreadable-calendar', `calendar ${quote(id)} cannot be read${where}${rest}`);
}

function unknownRelease(calendar: Calendar, release: string): { readonly refusal: Refusal } {
  const known = calendar.releases.map(({ version }) => version).toReversed();
  return refuse('unknown-release', `${sayUnknown('release', release, known)} (calendar ${calendar.id})`);
}
