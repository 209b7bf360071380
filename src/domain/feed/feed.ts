import type { Alarm } from './alarm.ts';
import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Feedable, FeedFacts } from './feedfacts.ts';
import type { DatedMilestone } from './traingroups.ts';
import type { FeedEvent } from './feedevent.ts';
import type { Filters } from './filter.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { Stale } from '../cycle/stale.ts';
import { releaseOf, rolesOf } from '../calendar/calendar.ts';
import { feedEvent } from './feedevent.ts';
import { feedFacts } from './feedfacts.ts';
import { patchGroups } from './traingroups.ts';
import { isPatch } from '../calendar/patch.ts';
import { byDay, distinct, historyDays, departures, shown, isListed } from './feedwindow.ts';
import { addDays, startOfDay, utc } from '../time/time.ts';
import { filterQuery, matchesFilters, noFilters } from './filter.ts';
import { lastDay } from '../when/when.ts';

/** Which milestones somebody asked for. */
export interface Selection {
  /** Only this release, in full; when left out, all of them, from two years back. */
  readonly release?: string;
  /** Only what a contributor must know: freezes, deadlines, releases and patch trains. */
  readonly deadlines?: boolean;
  /** Only what addresses this role, by its slug. */
  readonly role?: string;
  /** When left out, everything in the default form. */
  readonly filters?: Filters;
}

/** The milestones somebody asked for. A function of (calendar, selection, UTC day). */
export interface Feed {
  readonly calendar: Calendar;
  readonly title: string;
  readonly description: string;
  readonly homepage: string | undefined;
  /** Its address without the extension: `example-1.38`. */
  readonly name: string;
  /** Its filters in canonical form; empty for none. */
  readonly query: string;
  /** When its content last changed, by its history: a fact changed, or something old left it. */
  readonly changed: Instant;
  /** As `changed`, or later if a service saw another change. */
  readonly modified: Instant;
  /** Why its calendar is stale; `undefined` while it is not, or where nobody asked. */
  readonly stale: Stale | undefined;
  /** The release asked for, if it was one. */
  readonly release: string | undefined;
  /** All that was asked for, dated or not. */
  readonly milestones: readonly Milestone[];
  /** The part of it that calendar apps show. */
  readonly events: readonly FeedEvent[];
  /** They ring for each of its events that does. */
  readonly alarms: readonly Alarm[];
}

/** Google reads no more than this. */
const mostEvents = 1_000;

/** `release` and `role`, when given, must exist in the calendar. `today` is the UTC day. */
export function feed(announced: Calendar, selection: Selection, today: PlainDate): Feed {
  const facts = feedFacts(announced, today);
  const { calendar } = facts;
  const { filters = noFilters, release, deadlines, role } = selection;
  const asked = askedFor(facts, selection);
  const dated = asked.flatMap(({ dated: found }) =>
    found && matchesFilters(found.milestone, filters) ? found : [],
  );
  const milestones = asked.map(({ milestone }) => milestone);
  const events = eventsOf(dated, { facts, milestones, selection, today });
  const whole = release !== undefined || filters.from !== undefined;
  const changed = [
    ...events.map((event) => event.changed),
    ...departures(dated, { filters, today, whole }),
    ...events.flatMap((event) => turnsOverdue(event, today)),
  ].reduce((latest, one) => (one > latest ? one : latest), calendar.changed);
  const only = release === undefined ? undefined : releaseOf(calendar, release);
  const suffix = release ?? (deadlines ? 'deadlines' : role);
  const of = deadlines ? 'deadlines' : rolesOf(calendar).find(({ id }) => id === role)?.name;
  return {
    calendar: announced,
    title: only ? only.title : of === undefined ? calendar.title : `${calendar.title} ${of}`,
    description: only ? `The release schedule of ${only.title}` : calendar.description,
    homepage: only?.homepage ?? calendar.homepage,
    name: suffix === undefined ? calendar.id : `${calendar.id}-${suffix}`,
    query: filterQuery(filters),
    changed,
    modified: changed,
    stale: undefined,
    release,
    milestones: milestones.filter((one) => matchesFilters(one, filters)),
    events: distinct(events.toSorted(byDay)).slice(-mostEvents),
    alarms: filters.alarms,
  };
}

/** Whatever its filters are. */
function askedFor(facts: FeedFacts, { release, deadlines, role }: Selection): readonly Feedable[] {
  return (release === undefined ? facts.all : (facts.byRelease.get(release) ?? []))
    .filter(({ milestone }) => !deadlines || isMustKnow(milestone))
    .filter(({ milestone }) => !role || matchesFilters(milestone, { ...noFilters, roles: [role] }));
}

interface Showing {
  readonly facts: FeedFacts;
  /** All that was asked for. */
  readonly milestones: readonly Milestone[];
  readonly selection: Selection;
  readonly today: PlainDate;
}

function eventsOf(
  dated: readonly DatedMilestone[],
  { facts, milestones, selection: { release, filters = noFilters }, today }: Showing,
): readonly FeedEvent[] {
  const { from, to: _to, ...whenever } = filters;
  const since = from ?? (release === undefined ? addDays(today, -historyDays) : undefined);
  // what is only expected is another event, whatever its day
  const patches = milestones.filter(
    (one) => isPatch(one) && one.expected !== true && matchesFilters(one, whenever),
  );
  const now = startOfDay(today, utc);
  // a release's own feed is about its branch, so its patches form no train
  const trains = release === undefined ? facts.trains : new Map<string, string>();
  // filtered only now, so that a train keeps its event when its oldest patch leaves
  return patchGroups(dated, trains)
    .filter(({ members }) =>
      members.some(({ milestone }) => since === undefined || lastDay(milestone.when) >= since),
    )
    .flatMap((one) => feedEvent(one, { ...facts, patches, now }) ?? [])
    .filter((event) => isListed(event, { filters, today }))
    .flatMap((event) => shown(event, filters.show));
}

/** When its words came to say that it is not out yet, and up to when that is known. */
function turnsOverdue({ awaited: [first], knownOut }: FeedEvent, today: PlainDate): readonly Instant[] {
  return first ? [addDays(lastDay(first.when), 1), knownOut ?? today].map((day) => startOfDay(day, utc)) : [];
}

/** Joins several calendars into one feed, whatever their order; `undefined` for none. */
export function joinFeeds(unsorted: readonly Feed[]): Feed | undefined {
  const feeds = unsorted.toSorted((a, b) => (a.calendar.id < b.calendar.id ? -1 : 1));
  const [first] = feeds;
  if (!first || feeds.length === 1) return first;
  const ids = feeds.map(({ calendar }) => calendar.id);
  return {
    ...first,
    title: feeds.map(({ title }) => title).join(', '),
    description: feeds.map(({ description }) => description).join(' '),
    name: 'feed',
    query: [`calendar=${ids.join(',')}`, ...(first.query === '' ? [] : [first.query])].join('&'),
    changed: feeds.reduce((latest, { changed }) => (changed > latest ? changed : latest), first.changed),
    modified: feeds.reduce((latest, { modified }) => (modified > latest ? modified : latest), first.modified),
    milestones: feeds.flatMap(({ milestones }) => milestones),
    events: distinct(feeds.flatMap(({ events }) => events).toSorted(byDay)).slice(-mostEvents),
  };
}

function isMustKnow(milestone: Milestone): boolean {
  return milestone.banner || isPatch(milestone);
}
