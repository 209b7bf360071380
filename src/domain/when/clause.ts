import type { Finding } from '../problem/rule.ts';
import type { Label } from './label.ts';
import type { PlainDate } from '../time/time.ts';
import { labelNames, zoneLabel } from './label.ts';
import { hint, quote } from '../problem/suggestion.ts';
import { monthNames, ordinal, weekdayNames } from '../time/datewords.ts';
import type { SaidDate } from './saiddate.ts';
import { isSaid, resolve, share } from './saiddate.ts';

/** One side of `02:00 UTC Friday 9th February 2024 / 18:00 PST Thursday 8th February 2024`. */
export interface Clause {
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

const token = /[A-Za-z]+|\d{1,2}:\d{2}|\d+(?:st|nd|rd|th)(?![a-z])|\d+[a-z]+|\d+|[-,.:()]|\S/gi;
const fillers = new Set([',', '.', ':', '(', ')', 'of', 'the', 'on', 'at', 'by']);

/**
 * Reads the words of a half in any order, and checks its weekday and ordinals against its date.
 * `near` is a day of the cycle, for a date without a year: the nearest such day is meant.
 */
export function readClause(text: string, near: PlainDate | undefined): Clause {
  const words: Words = { dates: [{}], aoe: false, findings: [] };
  for (const [word] of text.matchAll(token)) {
    readWord(word, words);
    if (words.unreadable) break;
  }
  if (words.dates.filter(isSaid).length > 2) {
    words.unreadable ??= { rule: 'unreadable-when', says: 'found a span of more than two dates; wanted two' };
  }
  if (!words.unreadable) share(words.dates);
  const days = words.unreadable ? [] : words.dates.filter(isSaid).map((date) => dayOf(date, near, words));
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

/** A second year, month, day or weekday in one date makes it ambiguous. */
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

/** Without a label the zone is AoE. */
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

function dayOf(date: SaidDate, near: PlainDate | undefined, words: Words): PlainDate | undefined {
  const { day, finding, unreadable } = resolve(date, near);
  if (finding) words.findings.push(finding);
  if (unreadable) words.unreadable = unreadable;
  return day;
}
