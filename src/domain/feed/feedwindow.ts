import type { FeedEvent } from './feedevent.ts';
import type { Filters, Show } from './filter.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { DatedMilestone } from './traingroups.ts';
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
  const timed = { start: instantOf(millis(event.cutoff) - lengthMs), end: event.cutoff };
  if (show === 'timed') return [{ ...event, timed }];
  const [name = '', domain = ''] = event.uid.split('@');
  return [event, { ...event, timed, uid: `${name}-cutoff@${domain}`, title: `${event.title} (cutoff)` }];
}

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
  return dated
    .flatMap((member) => {
      const { when, changed } = member.milestone;
      const last = lastDay(when);
      const since = dayIn(changed, utc) > last ? dayIn(changed, utc) : last;
      const aged = whole ? [] : [addDays(last, historyDays + 1)];
      return isOffIn(member.milestone, member.release) && filters.cancelled === 'mark'
        ? [...aged, addDays(since, cancelledDays + 1)]
        : aged;
    })
    .filter((day) => day <= today)
    .map((day) => startOfDay(day, utc));
}

/** Sorts by day, and within a day in a fixed order. */
export function byDay(a: FeedEvent, b: FeedEvent): number {
  const [x, y] = [`${a.first} ${a.uid}`, `${b.first} ${b.uid}`];
  return x < y ? -1 : x > y ? 1 : 0;
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
    return { ...one, title: `${one.title}, ${one.milestones[0].id}` };
  });
}
