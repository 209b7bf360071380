import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Deadline } from '../calendar/deadline.ts';
import type { DatedMilestone } from './traingroups.ts';
import type { FeedEvent } from './feedevent.ts';
import type { Filters } from './filter.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { Stale } from '../cycle/stale.ts';
import { releaseOf, rolesOf } from '../calendar/calendar.ts';
import { deadline } from '../calendar/deadline.ts';
import { feedEvent } from './feedevent.ts';
import { patchGroups } from './traingroups.ts';
import { trainIds } from '../calendar/trainids.ts';
import { isPatch } from '../calendar/patch.ts';
import { byDay, distinct, historyDays, departures, shown, isListed } from './feedwindow.ts';
import { addDays, startOfDay, utc } from '../time/time.ts';
import { otherwise } from '../calendar/actual.ts';
import { withExpected } from '../calendar/expected.ts';
import { filterQuery, matchesFilters, noFilters } from './filter.ts';
import { isDated, lastDay } from '../when/when.ts';

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
  /** The last segment of its address, without the extension: `example-1.38`. */
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
}

/** Google reads no more than this. */
const mostEvents = 1_000;

/** `release` and `role`, when given, must exist in the calendar. `today` is the UTC day. */
export function feed(announced: Calendar, selection: Selection, today: PlainDate): Feed {
  const calendar = withExpected(announced, today);
  const { filters = noFilters, release, deadlines, role } = selection;
  const asked = askedFor(calendar, selection);
  const dated = asked.flatMap(({ milestone, release: of }) => {
    const found = shownDated(milestone);
    return found && matchesFilters(found, filters) ? [{ milestone: found, release: of }] : [];
  });
  const milestones = asked.map(({ milestone }) => milestone);
  const events = eventsOf(dated, { calendar, milestones, selection, today });
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
  };
}

interface Asked {
  readonly milestone: Milestone;
  readonly release: Release;
}

/** Whatever its filters are. */
function askedFor({ releases }: Calendar, { release, deadlines, role }: Selection): readonly Asked[] {
  return releases
    .filter(({ version }) => version === (release ?? version))
    .flatMap((one) => one.milestones.map((milestone) => ({ milestone, release: one })))
    .filter(({ milestone }) => !deadlines || isMustKnow(milestone))
    .filter(({ milestone }) => !role || matchesFilters(milestone, { ...noFilters, roles: [role] }));
}

interface Showing {
  readonly calendar: Calendar;
  /** All that was asked for. */
  readonly milestones: readonly Milestone[];
  readonly selection: Selection;
  readonly today: PlainDate;
}

function eventsOf(
  dated: readonly DatedMilestone[],
  { calendar, milestones, selection: { release, filters = noFilters }, today }: Showing,
): readonly FeedEvent[] {
  const { from, to: _to, ...whenever } = filters;
  const since = from ?? (release === undefined ? addDays(today, -historyDays) : undefined);
  // what is only expected is another event, whatever its day
  const patches = milestones.filter(
    (one) => isPatch(one) && one.expected !== true && matchesFilters(one, whenever),
  );
  // a release's own feed is about its branch, so its patches form no train
  const trains = release === undefined ? trainIds(calendar) : new Map<string, string>();
  // filtered only now, so that a train keeps its event when its oldest patch leaves
  return patchGroups(dated, trains)
    .filter(({ members }) =>
      members.some(({ milestone }) => since === undefined || lastDay(milestone.when) >= since),
    )
    .flatMap((one) => feedEvent(one, { calendar, patches, today }) ?? [])
    .filter((event) => isListed(event, { filters, today }))
    .map((event) => ({ ...event, alarms: isSure(event) ? filters.alarms : [] }))
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

/** Neither canceled nor merely expected. */
function isSure({ status, milestones: [{ expected: isExpected }] }: FeedEvent): boolean {
  return status !== 'cancelled' && !isExpected;
}

/**
 * What happened is shown on its actual day. What lost its date is shown as canceled on the last one it had,
 * so that nobody goes on planning by it.
 */
function shownDated(milestone: Milestone): Deadline | undefined {
  const really = otherwise(milestone);
  const shown = really && deadline({ ...milestone, when: really });
  if (shown) return { ...shown, plan: milestone.when };
  const last = isDated(milestone.when)
    ? undefined
    : milestone.history?.map(({ when }) => when).findLast(isDated);
  return deadline(last ? { ...milestone, when: last, status: 'cancelled' } : milestone);
}

function isMustKnow(milestone: Milestone): boolean {
  return milestone.banner || isPatch(milestone);
}
