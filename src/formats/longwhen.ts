import type { Instant, PlainDate, Zone } from '../domain/time.ts';
import type { When } from '../domain/when.ts';
import { monthNames, ordinal, weekdayNames } from '../domain/english.ts';
import { labelAt } from '../domain/label.ts';
import { addDays, aoe, dayIn, millis, offsetAt, startOfDay, timeIn, utc, weekday } from '../domain/time.ts';
import { announcedDay, cutoff, isDated } from '../domain/when.ts';

/**
 * A *when* as release leads write it, with every redundant part right: `Thursday 9th July 2026 (AoE) / Friday 10th
 * July 2026, 12:00 UTC`. What it writes reads back as the same *when*.
 */
export function longWhen(when: When): string {
  switch (when.kind) {
    case 'day':
      return longDay(when.day);
    case 'aoe':
      return `${longDay(when.day)} (AoE) / ${longDay(dayIn(cutoff(when), utc))}, 12:00 UTC`;
    case 'span':
      return longSpan(when);
    case 'month':
      return when.month;
    case 'instant':
      return longInstant(when);
    case 'tbd':
      return 'TBD';
  }
}

/** Only the announced day: `Thursday 9th July 2026`. */
export function longDayOf(when: When): string {
  return isDated(when) ? longDay(announcedDay(when)) : longWhen(when);
}

/** `Thursday 9th July 2026` */
function longDay(day: PlainDate): string {
  return `${shortDay(day)} ${monthYear(day)}`;
}

function shortDay(day: PlainDate): string {
  const number = Number(day.slice(8));
  return `${weekdayNames[weekday(day) - 1] ?? ''} ${number}${ordinal(number)}`;
}

function monthYear(day: PlainDate): string {
  return `${monthNames[Number(day.slice(5, 7)) - 1] ?? ''} ${day.slice(0, 4)}`;
}

/** The month is said once where it is the same. */
function longSpan({ first, last, zone }: Extract<When, { kind: 'span' }>): string {
  const same = first.slice(0, 7) === last.slice(0, 7);
  return `${same ? shortDay(first) : longDay(first)} - ${longDay(last)}${zone === aoe ? ' (AoE)' : ''}`;
}

function longInstant({ at, zone, day }: Extract<When, { kind: 'instant' }>): string {
  const own = `${timeIn(at, utc)} UTC ${longDay(dayIn(at, utc))}`;
  if (day === undefined && zone === utc) return own;
  return `${own} / ${localHalf(at, zone, day)}`;
}

/** A day written as 24:00 keeps that, and the label that makes it so. */
function localHalf(at: Instant, zone: Zone, day: PlainDate | undefined): string {
  const offset =
    day === undefined ? offsetAt(at, zone) : (millis(startOfDay(addDays(day, 1), utc)) - millis(at)) / 60_000;
  const label = zone === aoe ? 'AoE' : zone === utc ? 'UTC' : labelAt(zone, offset);
  const shown = day ?? dayIn(at, zone);
  return `${day === undefined ? timeIn(at, zone) : '24:00'} ${label ?? zone} ${longDay(shown)}`;
}
