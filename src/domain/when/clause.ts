import type { Finding } from '../problem/rule.ts';
import type { Label } from './label.ts';
import type { Context } from './whenresult.ts';
import type { PlainDate } from '../time/time.ts';
import { labelNames, withLabels, zoneLabel } from './label.ts';
import { hint, quote } from '../problem/suggestion.ts';
import { aoe } from '../time/time.ts';
import { monthNames, ordinal, weekdayNames } from '../time/datewords.ts';
import type { SaidDate } from './saiddate.ts';
import { isSaid, resolve, share } from './saiddate.ts';
import { expected } from '../problem/expected.ts';

/** One side of `02:00 UTC Friday 9th February 2024 / 18:00 PST Thursday 8th February 2024`. */
export interface Clause {
  readonly first?: PlainDate;
  readonly last?: PlainDate;
  /** Minutes since midnight, seconds as a fraction; 1440 for 24:00 and end of day (`EOD`). */
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

const clock = String.raw`\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?`;
const halfDay = String.raw`(?:${clock}|\d{1,2})\s?[AaPp](?:\.[Mm]\.|[Mm](?![a-z]))`;
const offset = String.raw`(?:(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|[+-]\d{2}:\d{2})`;
const place = String.raw`[A-Za-z_]+(?:\/[A-Za-z_]+)+(?:[+-]\d+)?`;
const rest = String.raw`[A-Za-z]+|\d+(?:st|nd|rd|th)(?![a-z])|\d+[A-Za-z]+|\d+|[-,.:()]|\S`;
const token = new RegExp([halfDay, clock, offset, place, rest].join('|'), 'g');
const fillers = new Set([',', '.', ':', '(', ')', 'of', 'the', 'on', 'at', 'by']);
const timeWords: ReadonlyMap<string, number> = new Map([
  ['eod', 1440],
  ['noon', 720],
  ['midday', 720],
  ['midnight', 0],
]);

/**
 * Reads the words of a half in any order, and checks its weekday and ordinals against its date. Of a date
 * without a year the one nearest to `near` is meant.
 */
export function readClause(text: string, { near, ...context }: Context): Clause {
  const words: Words = { dates: [{}], aoe: false, findings: [] };
  for (const [word] of withLabels(text.replace(/\bend of day\b/gi, 'EOD')).matchAll(token)) {
    readWord(word, words, context);
    if (words.unreadable) break;
  }
  if (words.dates.filter(isSaid).length > 2) {
    words.unreadable ??= { rule: 'unreadable-when', says: expected('at most two dates', 'a third') };
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

function readWord(word: string, words: Words, context: Context): void {
  const date = words.dates.at(-1) ?? {};
  if (fillers.has(word.toLowerCase())) return;
  const time = timeWords.get(word.toLowerCase()) ?? readTime(word, words);
  if (time !== undefined) {
    setTime(time, word, words);
  } else if (word === '-') {
    words.dates.push({});
  } else if (/^\d/.test(word)) {
    readNumber(word, date, words);
  } else {
    readName(word, date, { words, context });
  }
}

/** `17:00`, `17:00:30`, `5pm`, `11:59 p.m.`; `undefined` for anything else. */
function readTime(word: string, words: Words): number | undefined {
  const form = /^(\d{1,2})(?:[:h](\d{2})(?::(\d{2}(?:\.\d+)?))?)?(?:\s?([ap])\.?m\.?)?$/i;
  const [, hour, minute = '0', second = '0', half = ''] = form.exec(word) ?? [];
  if (hour === undefined || !/[:hapm]/i.test(word)) return undefined;
  const [said, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  const hours = half === '' || said > 12 ? said : (said % 12) + (/p/i.test(half) ? 12 : 0);
  const past = hours * 60 + minutes + seconds / 60;
  const isOdd = (/a/i.test(half) && said > 12) || (half !== '' && said === 24);
  if (past > 1440 || minutes > 59 || seconds >= 60 || isOdd || (/p/i.test(half) && said === 0)) {
    const wanted = half === '' ? 'a time from 00:00 to 24:00' : 'a time from 12am to 11:59pm';
    words.unreadable = { rule: 'impossible-date', says: expected(wanted, quote(word)) };
  }
  return past;
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
      words.findings.push({ rule: 'bad-ordinal', says: expected(quote(right), quote(word)) });
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
  return { rule: 'unreadable-when', says: expected(`one ${part}`, `a second: ${quote(word)}`) };
}

interface Reading {
  readonly words: Words;
  readonly context: Context;
}

function readName(word: string, date: SaidDate, { words, context }: Reading): void {
  const label = zoneLabel(word.replace(/\s/g, ''), context);
  const weekdayIndex = indexOf(word, weekdayNames);
  const monthIndex = indexOf(word, monthNames);
  if (/^aoe$/i.test(word) || label) setZone(label, word, words);
  else if (weekdayIndex > 0) set('weekday', weekdayIndex, word, date, words);
  else if (monthIndex > 0) set('month', monthIndex, word, date, words);
  else words.unreadable = unknown(word);
}

/** Without a label, or at UTC-12, the zone is AoE. */
function setZone(label: Label | undefined, word: string, words: Words): void {
  if (words.aoe || words.label) words.unreadable = twice('zone', word);
  if (label && label.zone !== aoe) words.label = label;
  else words.aoe = true;
}

/** 1-based index of a name that the word shortens to three letters or more (`Tues`, `Sept`); 0 for none. */
function indexOf(word: string, names: readonly string[]): number {
  const wanted = word.toLowerCase();
  return wanted.length < 3 ? 0 : names.findIndex((name) => name.toLowerCase().startsWith(wanted)) + 1;
}

function unknown(word: string): Finding {
  const near = hint(word, [...weekdayNames, ...monthNames, ...labelNames, 'AoE', 'EOD']);
  return { rule: 'unreadable-when', says: expected('a date, time or zone', `${quote(word)}${near}`) };
}

function dayOf(date: SaidDate, near: PlainDate | undefined, words: Words): PlainDate | undefined {
  const { day, finding, unreadable } = resolve(date, near);
  if (finding) words.findings.push(finding);
  if (unreadable) words.unreadable = unreadable;
  return day;
}
