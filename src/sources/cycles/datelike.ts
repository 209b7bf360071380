import { monthNames, weekdayNames } from '../../domain/time/datewords.ts';
import { nearest } from '../../domain/problem/suggestion.ts';

/** Whether a text is meant as a date or TBD, even if misspelled. */
export function isDateLike(text: string): boolean {
  if (/^tb[acd]$/i.test(text)) return true;
  if (!/\d/.test(text)) return false;
  return /\b\d{4}\b/.test(text) || (text.match(/[a-z]{3,}/gi) ?? []).some(namesADay);
}

const names = [...weekdayNames, ...monthNames];

/** Short words must match exactly: `Day 1` is not May. */
function namesADay(word: string): boolean {
  const start = word.toLowerCase();
  const begins = names.some((name) => name.toLowerCase().startsWith(start));
  return begins || (word.length > 4 && nearest(word, names) !== undefined);
}
