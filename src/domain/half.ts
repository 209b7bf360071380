import type { Finding } from './rule.ts';
import type { Label } from './label.ts';
import type { PlainDate } from './time.ts';
import { labelNames, zoneLabel } from './label.ts';
import { hint, quote } from './nearest.ts';
import { addDays, dateOf, daysBetween, monthNames, ordinal, weekday, weekdayNames } from './time.ts';

/** One side of `02:00 UTC Friday 9th February 2024 / 18:00 PST Thursday 8th February 2024`. */
export interface Half {
  readonly first?: PlainDate;
  readonly last?: PlainDate;
  /** Minutes since midnight; 1440 for 24:00 and end of day (`EOD`). */
  readonly minutes?: number;
  readonly label?: Label;
  readonly aoe: boolean;
  readonly findings: readonly Finding[];
  /** Why it cannot be dated. */
  readonly unreadable?: Finding;
}

interface Words {
  readonly dates: SaidDate[];
  minutes?: number;
  label?: Label;
  aoe: boolean;
  readonly findings: Finding[];
  unreadable?: Finding;
}

interface SaidDate {
  weekday?: number;
  day?: number;
  month?: number;
  year?: number;
}

const token = /[A-Za-z]+|\d{1,2}:\d{2}|\d+(?:st|nd|rd|th)(?![a-z])|\d+[a-z]+|\d+|[-,.:()]|\S/gi;
const fillers = new Set([',', '.', ':', '(', ')', 'of', 'the', 'on', 'at', 'by']);

/**
 * Reads the words of a half in any order, and checks its weekday and ordinals against its date.
 * `near` is a day of the cycle, for a date without a year: the nearest such day is meant.
 */
export function readHalf(text: string, near: PlainDate | undefined): Half {
  const words: Words = { dates: [{}], aoe: false, findings: [] };
  for (const [word] of text.matchAll(token)) {
    readWord(word, words);
    if (words.unreadable) break;
  }
  if (words.dates.filter(isSaid).length > 2) {
    words.unreadable ??= { rule: 'unreadable-when', says: 'found a span of more than two dates; wanted two' };
  }
  if (!words.unreadable) share(words.dates);
  const days = words.unreadable ? [] : words.dates.filter(isSaid).map((date) => resolve(date, near, words));
  const [first, last = first] = days;
  return {
    ...(first && { first }),
    ...(last && { last }),
    ...(words.minutes !== undefined && { minutes: words.minutes }),
    ...(words.label && { label: words.label }),
    aoe: words.aoe,
    findings: words.findings,
    ...(words.unreadable && { unreadable: words.unreadable }),
  };
}

function readWord(word: string, words: Words): void {
  const date = words.dates.at(-1) ?? {};
  if (fillers.has(word.toLowerCase())) return;
  if (word === '-') {
    words.dates.push({});
  } else if (/^\d{1,2}:\d{2}$/.test(word)) {
    setTime(readTime(word, words), word, words);
  } else if (/^\d/.test(word)) {
    readNumber(word, date, words);
  } else {
    readName(word, date, words);
  }
}

function readTime(word: string, words: Words): number {
  const [hours = 0, minutes = 0] = word.split(':').map(Number);
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) {
    words.unreadable = { rule: 'impossible-date', says: `there is no time ${word}; wanted 00:00 to 24:00` };
  }
  return hours * 60 + minutes;
}

function setTime(minutes: number, word: string, words: Words): void {
  if (words.minutes !== undefined) words.unreadable = twice('time', word);
  words.minutes = minutes;
}

function readNumber(word: string, date: SaidDate, words: Words): void {
  const number = Number.parseInt(word, 10);
  if (/^\d{4}$/.test(word)) {
    set('year', number, word, date, words);
  } else if (/^\d{1,2}(st|nd|rd|th)?$/i.test(word)) {
    set('day', number, word, date, words);
    const right = `${number}${ordinal(number)}`;
    if (/[a-z]$/i.test(word) && word.replace(/^0/, '').toLowerCase() !== right) {
      words.findings.push({ rule: 'bad-ordinal', says: `found "${word}", wanted "${right}"` });
    }
  } else {
    words.unreadable = unknown(word);
  }
}

/** Of two years, months, days or weekdays in one date nobody knows which is meant. */
function set(part: keyof SaidDate, value: number, word: string, date: SaidDate, words: Words): void {
  if (date[part] !== undefined) words.unreadable = twice(part, word);
  date[part] = value;
}

function twice(part: string, word: string): Finding {
  return { rule: 'unreadable-when', says: `found a second ${part}, ${quote(word)}; wanted one` };
}

function readName(word: string, date: SaidDate, words: Words): void {
  const label = zoneLabel(word);
  const weekdayIndex = indexOf(word, weekdayNames);
  const monthIndex = indexOf(word, monthNames);
  if (/^eod$/i.test(word)) setTime(1440, word, words);
  else if (/^aoe$/i.test(word) || label) setZone(label, word, words);
  else if (weekdayIndex > 0) set('weekday', weekdayIndex, word, date, words);
  else if (monthIndex > 0) set('month', monthIndex, word, date, words);
  else words.unreadable = unknown(word);
}

/** No label means AoE. */
function setZone(label: Label | undefined, word: string, words: Words): void {
  if (words.aoe || words.label) words.unreadable = twice('zone', word);
  if (label) words.label = label;
  else words.aoe = true;
}

/** 1-based index of a name that the word shortens to three letters or more (`Tues`, `Sept`); 0 for none. */
function indexOf(word: string, names: readonly string[]): number {
  const wanted = word.toLowerCase();
  return wanted.length < 3 ? 0 : names.findIndex((name) => name.toLowerCase().startsWith(wanted)) + 1;
}

function unknown(word: string): Finding {
  const near = hint(word, [...weekdayNames, ...monthNames, ...labelNames, 'AoE', 'EOD']);
  return { rule: 'unreadable-when', says: `cannot read ${quote(word)} in a date${near}` };
}

/** `Tuesday 28th - Thursday 30th July 2026` and `October 11-15, 2021` say month and year once. */
function share(dates: readonly SaidDate[]): void {
  for (const date of dates) {
    const month = date.month ?? dates.find((other) => other.month !== undefined)?.month;
    const year = date.year ?? dates.find((other) => other.year !== undefined)?.year;
    if (month !== undefined) date.month = month;
    if (year !== undefined) date.year = year + yearsApart(date, dates);
  }
}

/** `30th December - 2nd January 2020` begins in 2019: a span whose months run backwards crosses a new year. */
function yearsApart(date: SaidDate, dates: readonly SaidDate[]): number {
  const [first, last] = dates;
  if (date.year !== undefined || !first?.month || !last?.month || first.month <= last.month) return 0;
  return date === first ? -1 : 1;
}

function isSaid(date: SaidDate): boolean {
  return date.day !== undefined || date.month !== undefined || date.weekday !== undefined;
}

function resolve(date: SaidDate, near: PlainDate | undefined, words: Words): PlainDate | undefined {
  const { day } = date;
  const month = date.month ?? nearestMonth(date, near);
  if (day === undefined || month === undefined) {
    const missing = day === undefined ? 'a day' : 'a month';
    words.unreadable = { rule: 'unreadable-when', says: `found a date without ${missing}` };
    return undefined;
  }
  const year = date.year ?? nearestYear(month, day, near);
  const found = year === undefined ? undefined : dateOf(year, month, day);
  if (found === undefined) {
    const name = `${day} ${monthNames[month - 1] ?? `month ${month}`}`;
    words.unreadable =
      year === undefined
        ? { rule: 'unreadable-when', says: `found ${name} without a year; wanted one, such as ${name} 2026` }
        : { rule: 'impossible-date', says: `there is no ${name} ${year}` };
  } else if (date.weekday !== undefined) checkWeekday(date.weekday, found, words);
  return found;
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

function checkWeekday(said: number, date: PlainDate, words: Words): void {
  const is = weekday(date);
  if (is === said) return;
  const shift = ((said - is + 10) % 7) - 3;
  const name = (index: number): string => weekdayNames[index - 1] ?? '';
  const other = addDays(date, shift);
  words.findings.push({
    rule: 'weekday-mismatch',
    says: `found ${name(said)}, but ${date} is a ${name(is)}; wanted ${name(is)}, or the date ${other}`,
  });
}
