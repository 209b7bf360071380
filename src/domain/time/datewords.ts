import type { PlainDate, YearMonth } from './time.ts';
import { weekday } from './time.ts';

/** English names, so that no page depends on the language of the machine. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** `st`, `nd`, `rd` or `th`. */
export function ordinal(number: number): string {
  if (number % 100 >= 11 && number % 100 <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th';
}

/** `Monday`. */
export function weekdayName(day: PlainDate): string {
  return weekdayNames[weekday(day) - 1] ?? '';
}

export function monthName(day: PlainDate | YearMonth): string {
  return monthNames[Number(day.slice(5, 7)) - 1] ?? '';
}

/** `15 September 2026`. */
export function dayInWords(day: PlainDate): string {
  return `${Number(day.slice(8))} ${monthName(day)} ${day.slice(0, 4)}`;
}
