import type { Milestone } from '../calendar/calendar.ts';
import type { Instant, PlainDate, Zone } from '../time/time.ts';
import type { Dated } from '../when/when.ts';
import { slug } from '../calendar/calendar.ts';
import {
  addDays,
  dayIn,
  daysBetween,
  millis,
  offsetAt,
  offsetTime,
  startOfDay,
  wallTime,
} from '../time/time.ts';
import { announcedDay } from '../when/when.ts';

/** Moves a *when* to another announced day, as exact as before; an instant keeps its wall-clock time. */
export function transposed(when: Dated, day: PlainDate): Dated {
  const days = daysBetween(announcedDay(when), day);
  switch (when.kind) {
    case 'day':
    case 'aoe':
      return { ...when, day };
    case 'span':
      return { ...when, first: day, last: addDays(when.last, days) };
    case 'instant':
      return { ...when, at: sameTime(when, days), ...(when.day && { day }) };
  }
}

/** A time that the clocks skip or repeat gets the offset before the change (RFC 5545 3.3.5). */
function sameTime({ at, zone }: { readonly at: Instant; readonly zone: Zone }, days: number): Instant {
  const shown = dayIn(at, zone);
  const minutes = (millis(at) - millis(offsetTime(shown, 0, offsetAt(at, zone)))) / 60_000;
  const day = addDays(shown, days);
  const found = wallTime(day, minutes, zone);
  if (found !== 'skipped' && found !== 'twice') return found;
  return offsetTime(day, minutes, offsetAt(startOfDay(addDays(day, -1), zone), zone));
}

/** A milestone of `from` as the release `to` would call it. */
export function withVersion(milestone: Milestone, from: string, to: string): Milestone {
  const number = renumber(from, to);
  const dashed = renumber(slug(from), slug(to));
  const { id, name, short, link, aliases } = milestone;
  return {
    ...milestone,
    id: dashed(id),
    name: number(name),
    short: number(short),
    aliases: aliases.map(dashed),
    ...(link !== undefined && { link: dashed(number(link)) }),
  };
}

/** A version without a dot may be any number, so it counts only after `v` or `release`. */
function renumber(from: string, to: string): (text: string) => string {
  const before = /^\d+$/.test(from) ? String.raw`(?<=\b(?:v|release[-_/ ]?))` : String.raw`(?<!\d[.-]?)`;
  const number = new RegExp(`${before}${from.replaceAll('.', String.raw`\.`)}(?![0-9])`, 'gi');
  return (text) => text.replace(number, () => to);
}
