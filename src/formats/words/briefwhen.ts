import type { Instant, PlainDate, Zone } from '../../domain/time/time.ts';
import type { When } from '../../domain/when/when.ts';
import { monthName, weekdayName } from '../../domain/time/datewords.ts';
import { printed } from '../../domain/banner/printed.ts';
import { aoe } from '../../domain/time/time.ts';
import { announcedDay } from '../../domain/when/when.ts';

/**
 * A *when* for lists: `Wed 2 Dec 2026 (AoE)`, `Mon 9 to Thu 12 Nov 2026`, `March 2027, day not announced`.
 * Instants are shown in `zone`, which is the calendar's.
 */
export function briefWhen(when: When, zone: Zone): string {
  switch (when.kind) {
    case 'day':
      return `${briefDay(when.day)}${when.zone === aoe ? ' (AoE)' : ''}`;
    case 'aoe':
      return `${briefDay(when.day)} (AoE)`;
    case 'instant':
      return briefInstant(when, zone);
    case 'span':
      return `${dayOnly(when.first, when.last)} to ${briefDay(when.last)}`;
    case 'month':
      return `${monthName(when.month)} ${when.month.slice(0, 4)}, day not announced`;
    case 'tbd':
      return 'not announced';
  }
}

/** As people say a day that closes: `end of Wed 2 Dec, anywhere on Earth`; without the year of `now`. */
export function spokenWhen(when: When, zone: Zone, now: Instant): string {
  const text = briefWhen(when, zone).replaceAll(` ${now.slice(0, 4)}`, '');
  return text.endsWith(' (AoE)') ? `end of ${text.slice(0, -6)}, anywhere on Earth` : text;
}

/** `Thu 8 Feb 2024 (Fri 9 Feb, 02:00 UTC)`: the announced day, then the calendar's own if it differs. */
function briefInstant(when: Extract<When, { kind: 'instant' }>, zone: Zone): string {
  const how = printed(when, zone);
  const announced = announcedDay(when);
  if (how.aoe) return `${briefDay(announced)} (AoE)`;
  const day = how.day ?? announced;
  return announced === day
    ? `${briefDay(announced)}, ${how.time}`
    : `${briefDay(announced)} (${withoutYear(day)}, ${how.time})`;
}

/** `Wed 2 Dec 2026` */
export function briefDay(day: PlainDate): string {
  return `${withoutYear(day)} ${day.slice(0, 4)}`;
}

/** `Wed 2 Dec` */
export function withoutYear(day: PlainDate): string {
  const name = weekdayName(day);
  return `${name.slice(0, 3)} ${Number(day.slice(8))} ${monthName(day).slice(0, 3)}`;
}

/** Without the year or month that `last` repeats. */
function dayOnly(first: PlainDate, last: PlainDate): string {
  if (first.slice(0, 4) !== last.slice(0, 4)) return briefDay(first);
  return first.slice(0, 7) === last.slice(0, 7)
    ? withoutYear(first).replace(/ \w+$/, '')
    : withoutYear(first);
}
