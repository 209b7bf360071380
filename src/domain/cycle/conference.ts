import type { Draft } from '../calendar/draft.ts';
import type { Dated } from '../when/when.ts';
import type { PlainDate, Zone } from '../time/time.ts';
import { slug } from '../calendar/calendar.ts';
import { draftOf } from '../calendar/draft.ts';
import { dayInWords, weekdayName } from '../time/datewords.ts';
import { plainLine, quote } from '../problem/suggestion.ts';
import { dateHint } from '../when/suggestdate.ts';
import { addDays, daysBetween, plainDate, weekday } from '../time/time.ts';
import { expected } from '../problem/expected.ts';

/** Days on which people are away; a single day is both first and last. */
export interface Conference {
  readonly name: string;
  readonly first: PlainDate;
  readonly last: PlainDate;
}

/** `says` names what was expected and what was found. */
type ReadConference = { readonly conference: Conference } | { readonly says: string };

const form = 'a conference and its days, such as "Example Conf=2027-03-15..2027-03-18"';

/** Reads `Example Conf=2027-03-15..2027-03-18`, or one day after the last `=`. */
export function readConference(text: string): ReadConference {
  const [, before = '', days = ''] = /^(.*)=(.*)$/s.exec(text) ?? [];
  const name = before.trim();
  if (!isName(name)) return { says: expected(form, quote(text)) };
  const [, from = '', to = from] =
    /^(\d{4}-\d\d-\d\d)(?:\s?\.\.\s?(\d{4}-\d\d-\d\d))?$/.exec(days.trim()) ?? [];
  if (from === '') return { says: expected(form, `the days ${quote(days)}${dateHint(days.trim())}`) };
  const [first, last] = [plainDate(from), plainDate(to)];
  if (!first || !last) return { says: expected('a day that exists', first ? to : from) };
  if (last < first) return { says: expected(`a last day no earlier than ${first}`, last) };
  return { conference: { name, first, last } };
}

/** The name must yield an id. */
function isName(name: string): boolean {
  const { length } = slug(name);
  return length > 0 && length <= 70 && plainLine(name) === name;
}

/** Conferences among the milestones of a cycle. Gives each an id of its own that is not in `taken`. */
export function meetings(
  conferences: readonly Conference[],
  { zone, taken }: { readonly zone: Zone; readonly taken: readonly string[] },
): readonly Draft<Dated>[] {
  const ids = new Set(taken);
  return conferences.map(({ name, first, last }) => {
    const id = freeId(slug(name), ids);
    ids.add(id);
    const when: Dated =
      first === last ? { kind: 'day', day: first, zone } : { kind: 'span', first, last, zone };
    return draftOf({ id, name, kind: 'event', when });
  });
}

function freeId(id: string, taken: ReadonlySet<string>, count = 1): string {
  const tried = count === 1 ? id : `${id}-${count}`;
  return taken.has(tried) ? freeId(id, taken, count + 1) : tried;
}

/** A planned day, what it is for, and the weeks in which earlier cycles had it. */
interface ConferenceWish {
  readonly name: string;
  readonly day: PlainDate;
  readonly weeks: readonly number[];
}

/** Why that day is a bad one, in a sentence; `undefined` when it lies inside no conference. */
export function clash(
  { name, day, weeks }: ConferenceWish,
  conferences: readonly Conference[],
): string | undefined {
  const met = conferences.find((conference) => isInside(day, conference));
  if (!met) return undefined;
  const free = freeWorkday(day, conferences);
  const way = free
    ? `the nearest free workday of that week is ${dayName(free)}`
    : 'that week has no free workday';
  return [
    `${name} on ${dayName(day)} is during ${met.name} (${daysName(met)})`,
    `earlier cycles had it in ${weeksName(weeks)}`,
    way,
  ].join('; ');
}

function isInside(day: PlainDate, { first, last }: Conference): boolean {
  return first <= day && day <= last;
}

/** The nearest free workday of its week; the earlier on a tie. */
function freeWorkday(day: PlainDate, conferences: readonly Conference[]): PlainDate | undefined {
  const away = (other: PlainDate): number => Math.abs(daysBetween(day, other));
  return [0, 1, 2, 3, 4]
    .map((index) => addDays(day, 1 - weekday(day) + index))
    .filter((other) => !conferences.some((conference) => isInside(other, conference)))
    .toSorted((a, b) => away(a) - away(b))[0];
}

/** `Wednesday 17 March 2027`. */
function dayName(day: PlainDate): string {
  return `${weekdayName(day)} ${dayInWords(day)}`;
}

/** `15 to 18 March 2027`, `30 March to 2 April 2027`, one day as it is. */
function daysName({ first, last }: Conference): string {
  if (first === last) return dayInWords(last);
  const told = first.slice(0, 7) === last.slice(0, 7) ? 1 : first.slice(0, 4) === last.slice(0, 4) ? 2 : 3;
  return `${dayInWords(first).split(' ', told).join(' ')} to ${dayInWords(last)}`;
}

/** `week 10`, `weeks 8, 10 and 11`. */
function weeksName(weeks: readonly number[]): string {
  const numbers = [...new Set(weeks)].toSorted((a, b) => a - b);
  const [last, ...others] = numbers.toReversed();
  return others.length === 0 ? `week ${last}` : `weeks ${others.toReversed().join(', ')} and ${last}`;
}
