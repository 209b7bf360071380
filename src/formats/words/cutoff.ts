import type { FeedEvent } from '../../domain/feed/feedevent.ts';
import type { Milestone } from '../../domain/calendar/calendar.ts';
import type { Instant, PlainDate, Zone } from '../../domain/time/time.ts';
import { dayInWords, monthName, weekdayName } from '../../domain/time/datewords.ts';
import { addDays, aoe, dayIn, timeIn, utc } from '../../domain/time/time.ts';
import { isWindow } from '../../domain/calendar/deadline.ts';
import { withoutYear } from './briefwhen.ts';
import { zoneWords } from '../../domain/banner/printed.ts';

/** Events that just happen on a day, such as a release or a conference, have no cutoff. */
export function hasCutoff({ kind, milestones: [{ when }] }: FeedEvent): boolean {
  return isClosing({ kind, when });
}

/** Whether a milestone has a cutoff. */
export function isClosing({ kind, when }: Pick<Milestone, 'kind' | 'when'>): boolean {
  const exact = when.kind === 'instant' || when.kind === 'aoe';
  return exact || kind === 'freeze' || kind === 'deadline' || kind === 'cherry-pick';
}

/**
 * `Wednesday 2 December 2026, 24:00 AoE (Thursday 3 December 2026, 12:00 UTC)`: AoE first if it was announced
 * so, else the calendar's zone.
 */
export function cutoffWords({ cutoff, zone, milestones: [first] }: FeedEvent): string {
  const midnight = midnightOf(first);
  const own = first.when.kind === 'aoe' ? aoe : zone;
  const [here, there] = [own, own === utc ? aoe : utc].map(
    (where) => `${longMoment(cutoff, where, midnight)} ${zoneWords(cutoff, where)}`,
  );
  return `${here ?? ''} (${there ?? ''})`;
}

/** Whether a midnight is shown as 24:00 of the day that ends or 00:00 of the day that begins. */
export type Midnight = 'ends' | 'begins';

/** A freeze of several days closes as its first day begins, all else as a day ends. */
export function midnightOf({ kind, when }: Pick<Milestone, 'kind' | 'when'>): Midnight {
  return isWindow({ kind, when }) ? 'begins' : 'ends';
}

/** `Thursday 3 December 2026, 12:00`; the end of a day is 24:00, so that it is not taken for its start. */
export function longMoment(at: Instant, zone: Zone, midnight: Midnight = 'ends'): string {
  const { day, time } = moments(at, zone, midnight);
  return `${longDate(day)}, ${time}`;
}

function moments(
  at: Instant,
  zone: Zone,
  midnight: Midnight,
): { readonly day: PlainDate; readonly time: string } {
  const [day, time] = [dayIn(at, zone), timeIn(at, zone)];
  return time === '00:00' && midnight === 'ends' ? { day: addDays(day, -1), time: '24:00' } : { day, time };
}

/** `Thu 3 Dec 17:45`, in the given zone. */
export function shortMoment(at: Instant, zone: Zone, midnight: Midnight = 'ends'): string {
  const { day, time } = moments(at, zone, midnight);
  return `${withoutYear(day)} ${time}`;
}

/** `Wednesday 2 December 2026` */
export function longDate(day: PlainDate): string {
  return `${weekdayName(day)} ${dayInWords(day)}`;
}

/** `Wed 6 March`, for a subject line. */
export function briefDate(day: PlainDate): string {
  return `${weekdayName(day).slice(0, 3)} ${Number(day.slice(8))} ${monthName(day)}`;
}
