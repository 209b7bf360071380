import type { Milestone } from '../../domain/calendar/calendar.ts';
import type { Dated } from '../../domain/when/when.ts';
import type { Instant, PlainDate, Zone } from '../../domain/time/time.ts';
import { dayInWords, monthName, weekdayName } from '../../domain/time/datewords.ts';
import { addDays, aoe, dayIn, offsetAt, timeIn, utc } from '../../domain/time/time.ts';
import { announcedDay } from '../../domain/when/when.ts';
import { cutoff, isWindow } from '../../domain/calendar/deadline.ts';
import { briefWhen, withoutYear } from './briefwhen.ts';
import { printed, zoneWords } from '../../domain/banner/printed.ts';

/** Whether a milestone has a cutoff, and does not just happen on a day, as a release or a conference. */
export function isClosing({ kind, when }: Pick<Milestone, 'kind' | 'when'>): boolean {
  const exact = when.kind === 'instant' || when.kind === 'aoe';
  return exact || kind === 'freeze' || kind === 'deadline' || kind === 'cherry-pick';
}

/**
 * `at the end of Wednesday 2 December 2026, anywhere on Earth (Thursday 3 December 2026, 12:00 UTC)`: AoE first
 * if it was announced so, else the calendar's zone and then AoE or UTC.
 */
export function cutoffWords(milestone: Pick<Milestone<Dated>, 'kind' | 'when'>, zone: Zone): string {
  const midnight = midnightOf(milestone);
  const own = milestone.when.kind === 'aoe' ? aoe : zone;
  const at = cutoff(milestone);
  const ends = isEndOfDay(at, own, midnight);
  const here = ends ? `at the ${endOfDay(at, own, longDate)}` : inZone(at, own, midnight);
  return `${here} (${inZone(at, own === utc ? aoe : utc, midnight)})`;
}

/** `Thursday 3 December 2026, 12:00 UTC` */
function inZone(at: Instant, zone: Zone, midnight: Midnight): string {
  return `${longMoment(at, zone, midnight)} ${zoneWords(at, zone)}`;
}

function isEndOfDay(at: Instant, zone: Zone, midnight: Midnight): boolean {
  return midnight === 'ends' && timeIn(at, zone) === '00:00';
}

/** `end of Wed 2 Dec, anywhere on Earth` */
function endOfDay(at: Instant, zone: Zone, words: (day: PlainDate) => string): string {
  const where = zone === aoe ? 'anywhere on Earth' : zoneWords(at, zone);
  return `end of ${words(addDays(dayIn(at, zone), -1))}, ${where}`;
}

/** On a reader's clock: `Thu 3 Dec, 17:45`, and for a midnight that ends a day `at the end of Wed 2 Dec`. */
export function closingMoment(milestone: Pick<Milestone<Dated>, 'kind' | 'when'>, zone: Zone): string {
  const at = cutoff(milestone);
  return isEndOfDay(at, zone, midnightOf(milestone))
    ? `at the end of ${withoutYear(addDays(dayIn(at, zone), -1))}`
    : clockMoment(at, zone);
}

/** `Thu 3 Dec, 17:45` */
export function clockMoment(at: Instant, zone: Zone): string {
  return `${withoutYear(dayIn(at, zone))}, ${timeIn(at, zone)}`;
}

/**
 * How a cutoff was announced: `the end of Wed 2 Dec, anywhere on Earth`, `Tue 5 Mar, 18:00 PST`,
 * `Mon 9 to Thu 12 Nov, UTC`. `undefined` where a reader in `reader` is told just that anyway.
 */
export function announcedWords(
  { kind, when }: Pick<Milestone<Dated>, 'kind' | 'when'>,
  { reader, zone }: { readonly reader: Zone; readonly zone: Zone },
): string | undefined {
  const at = cutoff({ kind, when });
  const own = when.kind === 'aoe' ? aoe : when.zone;
  if (when.kind === 'span') return `${briefWhen(when, zone)}, ${zoneWords(at, own)}`;
  if (printed(when, zone).aoe) return `the end of ${withoutYear(announcedDay(when))}, anywhere on Earth`;
  if (offsetAt(at, own) === offsetAt(at, reader)) return undefined;
  if (when.kind === 'instant' && when.day === undefined)
    return `${clockMoment(at, own)} ${zoneWords(at, own)}`;
  return `the end of ${withoutYear(announcedDay(when))}, ${zoneWords(at, own)}`;
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
