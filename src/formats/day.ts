import type { Style } from '../domain/calendar.ts';
import type { PlainDate, YearMonth } from '../domain/time.ts';
import type { When } from '../domain/when.ts';
import { monthNames, ordinal } from '../domain/english.ts';
import { timeIn, utc } from '../domain/time.ts';
import { utcDay } from '../domain/when.ts';

/** A *when* as an issue prints it: an instant by its UTC day and time, an AoE deadline by its AoE day. */
export interface Printed {
  readonly day: PlainDate | undefined;
  /** Of a span of several days. */
  readonly last: PlainDate | undefined;
  readonly month: YearMonth | undefined;
  /** `02:00 UTC`, or empty. */
  readonly time: string;
  readonly aoe: boolean;
}

const nothing: Printed = { day: undefined, last: undefined, month: undefined, time: '', aoe: false };

export function printed(when: When): Printed {
  switch (when.kind) {
    case 'instant':
      return { ...nothing, day: utcDay(when), time: `${timeIn(when.at, utc)} UTC` };
    case 'aoe':
      return { ...nothing, day: when.day, aoe: true };
    case 'day':
      return { ...nothing, day: when.day };
    case 'span':
      return { ...nothing, day: when.first, last: when.last };
    case 'month':
      return { ...nothing, month: when.month };
    case 'tbd':
      return nothing;
  }
}

/** `Feb 1st`, `February 1st`, `Mar 10th to Mar 13th`, `April 2024`. */
export function dayWords(how: Printed, months: Style['months']): string {
  const words = (day: PlainDate): string => {
    const name = monthName(day);
    const number = Number(day.slice(8));
    return `${months === 'long' ? name : name.slice(0, 3)} ${number}${ordinal(number)}`;
  };
  return inWords(how, words);
}

/** `January 12`, as a sentence has it. */
export function plainDay(how: Printed): string {
  return inWords(how, (day) => `${monthName(day)} ${Number(day.slice(8))}`);
}

/** `08 January 2024`, as the key-dates list has it; an AoE day says so. */
export function fullDay(how: Printed): string {
  const words = (day: PlainDate): string => `${day.slice(8)} ${monthName(day)} ${day.slice(0, 4)}`;
  return `${inWords(how, words)}${how.aoe ? ' (AoE)' : ''}`;
}

function inWords({ day, last, month }: Printed, words: (day: PlainDate) => string): string {
  if (day !== undefined) return last === undefined ? words(day) : `${words(day)} to ${words(last)}`;
  return month === undefined ? 'to be announced' : `${monthName(month)} ${month.slice(0, 4)}`;
}

export function monthName(day: PlainDate | YearMonth): string {
  return monthNames[Number(day.slice(5, 7)) - 1] ?? '';
}
