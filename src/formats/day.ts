import type { Milestone, Style } from '../domain/calendar.ts';
import type { PlainDate, YearMonth } from '../domain/time.ts';
import type { When } from '../domain/when.ts';
import { ordinal } from '../domain/half.ts';
import { monthNames, timeIn, utc } from '../domain/time.ts';
import { announcedDay, utcDay } from '../domain/when.ts';

/** A *when* as an issue prints it: an instant by its UTC day and time, an AoE deadline by its AoE day. */
export interface Printed {
  readonly day: PlainDate | undefined;
  readonly month: YearMonth | undefined;
  /** `02:00 UTC`, or empty. */
  readonly time: string;
  readonly aoe: boolean;
}

export function printed(when: When): Printed {
  const none = { day: undefined, month: undefined, time: '', aoe: false };
  switch (when.kind) {
    case 'instant':
      return { ...none, day: utcDay(when), time: `${timeIn(when.at, utc)} UTC` };
    case 'aoe':
      return { ...none, day: when.day, aoe: true };
    case 'day':
    case 'span':
      return { ...none, day: announcedDay(when) };
    case 'month':
      return { ...none, month: when.month };
    case 'tbd':
      return none;
  }
}

/** `Feb 1st`, `February 1st`, `April 2024`. */
export function dayWords({ day, month }: Printed, months: Style['months']): string {
  if (day === undefined) return month === undefined ? 'to be announced' : monthWords(month);
  const name = monthName(day);
  const number = Number(day.slice(8));
  return `${months === 'long' ? name : name.slice(0, 3)} ${number}${ordinal(number)}`;
}

/** `January 12`. */
export function plainDay(day: PlainDate): string {
  return `${monthName(day)} ${Number(day.slice(8))}`;
}

/** `08 January 2024`, as the key-dates list has it; an AoE day says so. */
export function fullDay(milestone: Milestone): string {
  const { day, month, aoe } = printed(milestone.when);
  if (day === undefined) return month === undefined ? 'to be announced' : monthWords(month);
  return `${day.slice(8)} ${monthName(day)} ${day.slice(0, 4)}${aoe ? ' (AoE)' : ''}`;
}

function monthName(day: PlainDate | YearMonth): string {
  return monthNames[Number(day.slice(5, 7)) - 1] ?? '';
}

function monthWords(month: YearMonth): string {
  return `${monthName(month)} ${month.slice(0, 4)}`;
}
