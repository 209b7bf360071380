import type { Finding } from '../problem/rule.ts';
import type { PlainDate } from '../time/time.ts';
import { monthNames, weekdayNames } from '../time/datewords.ts';
import { addDays, dateOf, daysBetween, weekday } from '../time/time.ts';
import { expected } from '../problem/expected.ts';

/** The parts of a date as written; a span may name its month once. */
export interface SaidDate {
  weekday?: number;
  day?: number;
  month?: number;
  year?: number;
}

interface Resolved {
  readonly day?: PlainDate;
  /** The weekday does not match the date. */
  readonly finding?: Finding;
  /** Why it cannot be dated. */
  readonly unreadable?: Finding;
}

/** `Tuesday 28th - Thursday 30th July 2026` and `October 11-15, 2021` name month and year once. */
export function share(dates: readonly SaidDate[]): void {
  for (const date of dates) {
    const month = date.month ?? dates.find((other) => other.month !== undefined)?.month;
    const year = date.year ?? dates.find((other) => other.year !== undefined)?.year;
    if (month !== undefined) date.month = month;
    if (year !== undefined) date.year = year + yearsApart(date, dates);
  }
}

/** `30th December - 2nd January 2020` begins in 2019: a span with months running backwards crosses a year. */
function yearsApart(date: SaidDate, dates: readonly SaidDate[]): number {
  const [first, last] = dates;
  if (date.year !== undefined || !first?.month || !last?.month || first.month <= last.month) return 0;
  return date === first ? -1 : 1;
}

export function isSaid(date: SaidDate): boolean {
  return date.day !== undefined || date.month !== undefined || date.weekday !== undefined;
}

/** The day that a written date means; `near` is a day of the cycle, for a date without a year. */
export function resolve(date: SaidDate, near: PlainDate | undefined): Resolved {
  const { day } = date;
  const month = date.month ?? nearestMonth(date, near);
  if (day === undefined || month === undefined) {
    const says = expected('a day and a month', `no ${day === undefined ? 'day' : 'month'}`);
    return { unreadable: { rule: 'unreadable-when', says } };
  }
  const name = `${day} ${monthNames[month - 1] ?? `month ${month}`}`;
  const year = date.year ?? nearestYear(month, day, near);
  if (year === undefined) {
    const says = expected(`a date with its year, such as ${name} 2026`, name);
    return { unreadable: { rule: 'unreadable-when', says } };
  }
  const found = dateOf(year, month, day);
  if (!found) {
    const says = expected('a day that exists', `${name} ${year}`);
    return { unreadable: { rule: 'impossible-date', says } };
  }
  const finding = date.weekday === undefined ? undefined : weekdayMismatch(date.weekday, found);
  return { day: found, ...(finding && { finding }) };
}

/** `Tue 24` below a row of September: the nearest such day, when the weekday confirms it. */
function nearestMonth(date: SaidDate, near: PlainDate | undefined): number | undefined {
  if (near === undefined || date.day === undefined) return undefined;
  const around = Array.from({ length: 61 }, (_, index) => addDays(near, index - 30));
  const fits = around.filter((day) => Number(day.slice(8)) === date.day && weekday(day) === date.weekday);
  const [first] = fits;
  return first && Number(first.slice(5, 7));
}

function nearestYear(month: number, day: number, near: PlainDate | undefined): number | undefined {
  if (near === undefined) return undefined;
  const year = Number(near.slice(0, 4));
  const distance = (candidate: number): number => {
    const date = dateOf(candidate, month, day);
    return date ? Math.abs(daysBetween(near, date)) : Infinity;
  };
  return [year - 1, year, year + 1].reduce((a, b) => (distance(b) < distance(a) ? b : a));
}

function weekdayMismatch(said: number, date: PlainDate): Finding | undefined {
  const is = weekday(date);
  if (is === said) return undefined;
  const shift = ((said - is + 10) % 7) - 3;
  const name = (index: number): string => weekdayNames[index - 1] ?? '';
  const right = `${name(is)} ${date} or ${name(said)} ${addDays(date, shift)}`;
  const says = expected(right, `${name(said)} ${date}`);
  return { rule: 'weekday-mismatch', says };
}
