import type { FeedEvent } from './feedevent.ts';
import type { Filters, Show } from './filter.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { DatedMilestone } from './traingroups.ts';
import { memoized } from '../memo/memoized.ts';
import { addDays, dayIn, instantOf, millis, startOfDay, utc } from '../time/time.ts';
import { lastDay } from '../when/when.ts';
import { isOffIn } from '../calendar/off.ts';

/** Google reads at most about 1,000 events: a calendar feed holds two years back and everything ahead. */
export const historyDays = 731;

/** In days: how long a canceled event stays, for readers that refresh seldom. */
const cancelledDays = 30;

export function isListed(
  { status, last, changed }: FeedEvent,
  { filters, today }: { readonly filters: Filters; readonly today: PlainDate },
): boolean {
  if (status !== 'cancelled') return true;
  const since = dayIn(changed, utc) > last ? dayIn(changed, utc) : last;
  return filters.cancelled === 'mark' && today <= addDays(since, cancelledDays);
}

const lengthMs = 30 * 60_000;

/** Only what is decided at an instant gets a time: a bare day stays all day long. */
export function shown(event: FeedEvent, show: Show): readonly FeedEvent[] {
  const { when } = event.milestones[0];
  if (show === 'allday' || (when.kind !== 'instant' && when.kind !== 'aoe')) return [event];
  return show === 'timed' ? [timed(event)] : [event, besides(event)];
}

const timed = memoized((event: FeedEvent): FeedEvent => {
  const { cutoff } = event;
  return { ...event, timed: { start: instantOf(millis(cutoff) - lengthMs), end: cutoff } };
});

/** The one with a time beside the one of all day. */
const besides = memoized((event: FeedEvent): FeedEvent => {
  const [name = '', domain = ''] = event.uid.split('@');
  return { ...timed(event), uid: `${name}-cutoff@${domain}`, title: `${event.title} (cutoff)` };
});

interface Leaving {
  readonly filters: Filters;
  readonly today: PlainDate;
  /** Whether age alone never removes anything. */
  readonly whole: boolean;
}

/** The instants, none later than today, at which something left the feed because of its age. */
export function departures(
  dated: readonly DatedMilestone[],
  { filters, today, whole }: Leaving,
): readonly Instant[] {
  const days = dated.map(leavesOn).flatMap(({ aged, off }) => {
    const asOff = filters.cancelled === 'mark' ? off : undefined;
    return [whole ? undefined : aged, asOff].filter((day) => day !== undefined && day <= today);
  });
  const last = days.reduce((a, b) => (a === undefined || (b && b > a) ? b : a), undefined);
  // only the last of them is ever asked for
  return last === undefined ? [] : [startOfDay(last, utc)];
}

/** When it leaves for its age, and what is off for that. */
const leavesOn = memoized(({ milestone, release }: DatedMilestone) => {
  const last = lastDay(milestone.when);
  const changed = dayIn(milestone.changed, utc);
  return {
    aged: addDays(last, historyDays + 1),
    off: isOffIn(milestone, release)
      ? addDays(changed > last ? changed : last, cancelledDays + 1)
      : undefined,
  };
});

/** Sorts by day, and within a day in a fixed order. */
export function byDay(a: FeedEvent, b: FeedEvent): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0;
}

/** vdirsyncer merges events that are equal but for their UID, so no two may read alike. */
export function distinct(events: readonly FeedEvent[]): readonly FeedEvent[] {
  const seen = new Set<string>();
  return events.map((one) => {
    const looks = `${one.title} ${one.first} ${one.last}`;
    if (!seen.has(looks)) {
      seen.add(looks);
      return one;
    }
    return withId(one);
  });
}

const withId = memoized((one: FeedEvent): FeedEvent => ({
  ...one,
  title: `${one.title}, ${one.milestones[0].id}`,
}));
