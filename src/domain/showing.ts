import type { FeedEvent } from './feedevent.ts';
import type { Filters, Show } from './filter.ts';
import type { Instant, PlainDate } from './time.ts';
import type { Milestone } from './calendar.ts';
import { addDays, dayIn, instantOf, millis, startOfDay, utc } from './time.ts';
import { isDated, lastDay } from './when.ts';

/** Google reads at most about 1,000 events: a calendar feed holds two years back and everything ahead. */
export const historyDays = 731;

/** How long a reader that refreshes seldom can still learn of a cancellation. */
const cancelledDays = 30;

export function stands(
  { status, last, changed }: FeedEvent,
  { filters, today }: { readonly filters: Filters; readonly today: PlainDate },
): boolean {
  if (status !== 'cancelled') return true;
  const since = dayIn(changed, utc) > last ? dayIn(changed, utc) : last;
  return filters.cancelled === 'mark' && today <= addDays(since, cancelledDays);
}

const lengthMs = 30 * 60_000;

/** Only what is decided at an instant can have a time: a bare day stays all day long. */
export function shown(event: FeedEvent, show: Show): readonly FeedEvent[] {
  const { when } = event.milestones[0];
  if (show === 'allday' || (when.kind !== 'instant' && when.kind !== 'aoe')) return [event];
  const timed = { start: instantOf(millis(event.cutoff) - lengthMs), end: event.cutoff };
  if (show === 'timed') return [{ ...event, timed }];
  const [name = '', domain = ''] = event.uid.split('@');
  return [event, { ...event, timed, uid: `${name}-cutoff@${domain}`, title: `${event.title} (cutoff)` }];
}

/** The instants at which something left the feed by its age, none later than today. */
export function leavings(
  selected: readonly Milestone[],
  {
    filters,
    today,
    whole,
  }: { readonly filters: Filters; readonly today: PlainDate; readonly whole: boolean },
): readonly Instant[] {
  return selected
    .flatMap(({ when, status, changed }) => {
      if (!isDated(when)) return [];
      const last = lastDay(when);
      const off = status === 'cancelled' || status === 'postponed';
      const since = dayIn(changed, utc) > last ? dayIn(changed, utc) : last;
      const aged = whole || filters.from ? [] : [addDays(last, historyDays + 1)];
      return off ? [...aged, addDays(since, cancelledDays + 1)] : aged;
    })
    .filter((day) => day <= today)
    .map((day) => startOfDay(day, utc));
}
