import type { PlainDate, Zone } from '../../domain/time/time.ts';
import type { When } from '../../domain/when/when.ts';
import { monthName, ordinal, weekdayName } from '../../domain/time/datewords.ts';
import { labelAt } from '../../domain/when/label.ts';
import { addDays, aoe, dayIn, millis, offsetAt, startOfDay, timeIn, utc } from '../../domain/time/time.ts';
import { announcedDay, endOf, isDated } from '../../domain/when/when.ts';
import { writeWhen } from '../../domain/when/writewhen.ts';

type InstantWhen = Extract<When, { kind: 'instant' }>;

/**
 * A *when* as release leads write it: `Thursday 9th July 2026 (AoE) / Friday 10th July 2026, 12:00 UTC`.
 * Parsing the text gives the same *when* again. `zone` is the calendar's and needs no UTC part.
 */
export function longWhen(when: When, zone: Zone = utc): string {
  switch (when.kind) {
    case 'day':
      return longDay(when.day);
    case 'aoe':
      return `${longDay(when.day)} (AoE) / ${longDay(dayIn(endOf(when), utc))}, 12:00 UTC`;
    case 'span':
      return longSpan(when);
    case 'month':
      return when.month;
    case 'instant':
      return longInstant(when, zone);
    case 'tbd':
      return 'TBD';
  }
}

/** Only the announced day: `Thursday 9th July 2026`; a span keeps all its days. */
export function longDayOf(when: When): string {
  return isDated(when) && when.kind !== 'span' ? longDay(announcedDay(when)) : longWhen(when);
}

/** `Thursday 9th July 2026` */
function longDay(day: PlainDate): string {
  return `${shortDay(day)} ${monthName(day)} ${day.slice(0, 4)}`;
}

function shortDay(day: PlainDate): string {
  const number = Number(day.slice(8));
  return `${weekdayName(day)} ${number}${ordinal(number)}`;
}

/** Says the month once when both days share it. */
function longSpan({ first, last, zone }: Extract<When, { kind: 'span' }>): string {
  const same = first.slice(0, 7) === last.slice(0, 7);
  return `${same ? shortDay(first) : longDay(first)} - ${longDay(last)}${zone === aoe ? ' (AoE)' : ''}`;
}

/** Falls back to the plain form for seconds, or a zone without an abbreviation. */
function longInstant(when: InstantWhen, calendar: Zone): string {
  const { at, zone, day } = when;
  const own = `${timeIn(at, utc)} UTC ${longDay(dayIn(at, utc))}`;
  const local = localHalf(when);
  if (local === undefined || !at.endsWith(':00.000Z')) return writeWhen(when);
  if (zone === calendar) return local;
  if (zone !== utc) return `${own} / ${local}`;
  return day === undefined ? own : local;
}

/** The time in its own zone; a day written as 24:00 stays so. `undefined` if the zone has no label. */
function localHalf({ at, zone, day }: InstantWhen): string | undefined {
  if (day !== undefined) {
    const offset = (millis(startOfDay(addDays(day, 1), utc)) - millis(at)) / 60_000;
    const label = labelAt(zone, offset);
    return label && `24:00 ${label} ${longDay(day)}`;
  }
  const time = timeIn(at, zone);
  // 00:00 AoE is ambiguous: start or end
  const label = zone === aoe ? time !== '00:00' && 'AoE' : labelAt(zone, offsetAt(at, zone));
  return label ? `${time} ${label} ${longDay(dayIn(at, zone))}` : undefined;
}
