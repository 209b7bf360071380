import type { PlainDate, YearMonth, Zone } from '../time/time.ts';
import type { Instant } from '../time/time.ts';
import type { Style } from '../calendar/calendar.ts';
import type { When } from '../when/when.ts';
import { monthName, ordinal } from '../time/datewords.ts';
import { labelAt } from '../when/label.ts';
import { aoe, dayIn, instantOf, offsetAt, startOfDay, timeIn, utc } from '../time/time.ts';
import { announcedDay } from '../when/when.ts';

/** A *when* as an issue prints it: an instant by the calendar's own clock, an AoE deadline by its AoE day. */
export interface Printed {
  readonly day: PlainDate | undefined;
  /** The last day of a span of several days. */
  readonly last: PlainDate | undefined;
  readonly month: YearMonth | undefined;
  /** `02:00 UTC`; empty where no time is printed. */
  readonly time: string;
  readonly aoe: boolean;
  /** The zone in which its days begin and end. */
  readonly zone: Zone;
}

/** `zone` is the calendar's. */
export function printed(when: When, zone: Zone): Printed {
  const nothing = { day: undefined, last: undefined, month: undefined, time: '', aoe: false, zone };
  switch (when.kind) {
    case 'instant':
      return isEndOfEarth(when)
        ? { ...nothing, day: announcedDay(when), aoe: true, zone: aoe }
        : { ...nothing, day: dayIn(when.at, zone), time: clockIn(when.at, zone) };
    case 'aoe':
      return { ...nothing, day: when.day, aoe: true, zone: aoe };
    case 'day':
      return { ...nothing, day: when.day, aoe: when.zone === aoe, zone: when.zone };
    case 'span':
      return { ...nothing, day: when.first, last: when.last, aoe: when.zone === aoe, zone: when.zone };
    case 'month':
      return { ...nothing, month: when.month };
    case 'tbd':
      return nothing;
  }
}

/** 23:59 and 24:00 AoE are the end of that day anywhere on Earth. */
function isEndOfEarth(when: Extract<When, { kind: 'instant' }>): boolean {
  return when.zone === aoe && (when.day !== undefined || timeIn(when.at, aoe) === '23:59');
}

/** `02:00 UTC`, `20:00 EST`, and where a zone has no label of its own `09:30 UTC+05:45`. */
function clockIn(at: Instant, zone: Zone): string {
  return `${timeIn(at, zone)} ${zoneWords(at, zone)}`;
}

/** How the zone is written at that moment: `UTC`, `AoE`, a label or an offset. */
export function zoneWords(at: Instant, zone: Zone): string {
  if (zone === utc) return 'UTC';
  if (zone === aoe) return 'AoE';
  const offset = offsetAt(at, zone);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const two = (number: number): string => String(number).padStart(2, '0');
  return labelAt(zone, offset) ?? `UTC${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`;
}

/** A zone as people name it: `Asia/Tokyo`, `AoE`; `UTC+08:00`, whose own name `Etc/GMT-8` has the other sign. */
export function zoneTitle(zone: Zone): string {
  return zone.startsWith('Etc/GMT') ? zoneWords(instantOf(0), zone) : zone;
}

/** The first moments of its printed days; none for a month. */
export function beginnings({ day, last, zone }: Printed): readonly Instant[] {
  return [day, last].flatMap((one) => (one === undefined ? [] : startOfDay(one, zone)));
}

/** `Feb 1st`, `February 1st`, `Jan 10th, 2022`, `Mar 10th to Mar 13th`, `April 2024`. */
export function dayWords(how: Printed, months: Style['months'], withYear = false): string {
  const years = [how.day, how.last].map((day) => day?.slice(0, 4));
  const both = years[1] !== undefined && years[0] !== years[1];
  const words = (day: PlainDate): string => {
    const name = monthName(day);
    const number = Number(day.slice(8));
    const year = withYear && (both || day === (how.last ?? how.day)) ? `, ${day.slice(0, 4)}` : '';
    return `${months === 'long' ? name : name.slice(0, 3)} ${number}${ordinal(number)}${year}`;
  };
  return inWords(how, words);
}

/** Its days, each formatted by `words`; a month always has its year. */
function inWords({ day, last, month }: Printed, words: (day: PlainDate) => string): string {
  if (day !== undefined) return last === undefined ? words(day) : `${words(day)} to ${words(last)}`;
  if (month === undefined) return 'to be announced';
  return `${monthName(month)} ${month.slice(0, 4)}`;
}

/** `January 12`, for a sentence. */
export function plainDay(how: Printed): string {
  return inWords(how, (day) => `${monthName(day)} ${Number(day.slice(8))}`);
}

/** `08 January 2024`, for the key-dates list; AoE days are marked. */
export function fullDay(how: Printed): string {
  const words = (day: PlainDate): string => `${day.slice(8)} ${monthName(day)} ${day.slice(0, 4)}`;
  return `${inWords(how, words)}${how.aoe ? ' (AoE)' : ''}`;
}
