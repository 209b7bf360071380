import type { FeedEvent } from '../../domain/feed/feedevent.ts';
import type { Milestone } from '../../domain/calendar/calendar.ts';
import type { Instant, PlainDate, Zone } from '../../domain/time/time.ts';
import { monthName, weekdayNames } from '../../domain/time/datewords.ts';
import { addDays, aoe, dayIn, timeIn, utc, weekday } from '../../domain/time/time.ts';
import { isWindow } from '../../domain/calendar/deadline.ts';
import { zoneWords } from '../../domain/banner/printed.ts';

/** For what merely happens on a day, such as a release or a conference, nothing is ever too late. */
export function hasCutoff({ kind, milestones: [{ when }] }: FeedEvent): boolean {
  return isClosing({ kind, when });
}

/** Whether it can come too late for a milestone. */
export function isClosing({ kind, when }: Pick<Milestone, 'kind' | 'when'>): boolean {
  const exact = when.kind === 'instant' || when.kind === 'aoe';
  return exact || kind === 'freeze' || kind === 'deadline' || kind === 'cherry-pick';
}

/**
 * `Wednesday 2 December 2026, 24:00 AoE (Thursday 3 December 2026, 12:00 UTC)`, what was announced first; then the
 * clock of the calendar.
 */
export function cutoffWords({ cutoff, zone, milestones: [first] }: FeedEvent): string {
  const midnight = midnightOf(first);
  const own = first.when.kind === 'aoe' ? aoe : zone;
  const [here, there] = [own, own === utc ? aoe : utc].map(
    (where) => `${longMoment(cutoff, where, midnight)} ${zoneWords(cutoff, where)}`,
  );
  return `${here ?? ''} (${there ?? ''})`;
}

/** Which of the two days of a midnight is meant: the one that ends with it, or the one that begins. */
export type Midnight = 'ends' | 'begins';

/** A freeze of several days closes when its first begins; all else with the end of a day. */
export function midnightOf({ kind, when }: Pick<Milestone, 'kind' | 'when'>): Midnight {
  return isWindow({ kind, when }) ? 'begins' : 'ends';
}

/** `Thursday 3 December 2026, 12:00`. A day that is over says 24:00, which cannot be taken for its beginning. */
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

/** `Thu 3 Dec 17:45`, as a reader's own clock shows it. */
export function shortMoment(at: Instant, zone: Zone, midnight: Midnight = 'ends'): string {
  const { day, time } = moments(at, zone, midnight);
  return `${shortDate(day)} ${time}`;
}

/** `Wednesday 2 December 2026` */
export function longDate(day: PlainDate): string {
  return `${weekdayOf(day)} ${Number(day.slice(8))} ${monthName(day)} ${day.slice(0, 4)}`;
}

/** `Wed 6 March`, as a subject has it. */
export function briefDate(day: PlainDate): string {
  return `${weekdayOf(day).slice(0, 3)} ${Number(day.slice(8))} ${monthName(day)}`;
}

function shortDate(day: PlainDate): string {
  return `${weekdayOf(day).slice(0, 3)} ${Number(day.slice(8))} ${monthName(day).slice(0, 3)}`;
}

function weekdayOf(day: PlainDate): string {
  return weekdayNames[weekday(day) - 1] ?? '';
}
