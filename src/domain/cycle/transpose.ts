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
      return when.day
        ? { ...when, at: startOfDay(addDays(day, 1), when.zone), day }
        : { ...when, at: sameTime(when, days) };
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
  const named = (text: string): string => otherVersions(from, to, '.')(letters(from, to)(number(text)));
  const renamed = (text: string): string => otherVersions(from, to, '-')(dashed(text));
  const { id, name, short, link, aliases } = milestone;
  return {
    ...milestone,
    id: renamed(id),
    name: named(name),
    short: named(short),
    aliases: aliases.map(dashed),
    ...(link !== undefined && { link: dashed(number(link)) }),
  };
}

/** In minor versions; names further apart are of something else. */
const farthest = 4;

/** `v1.13.x & v1.14.x` of 1.15 are `v1.14.x & v1.15.x` of 1.16: branches that a cycle is about move on with it. */
function otherVersions(from: string, to: string, sign: '.' | '-'): (text: string) => string {
  const parts = (version: string): readonly [major: string, minor: number] | undefined => {
    const [, major = '', minor] = /^v?(\d+)\.(\d+)$/.exec(version) ?? [];
    return minor === undefined ? undefined : [major, Number(minor)];
  };
  const [old, next] = [parts(from), parts(to)];
  if (!old || !next || old[0] !== next[0]) return (text) => text;
  const [major, minor] = old;
  const form = new RegExp(String.raw`\b(v)?${major}[${sign}](\d+)([${sign}]x)?(?![\d.])`, 'g');
  return (text) =>
    text.replace(form, (whole, letter: string | undefined, other: string, branch: string | undefined) => {
      const before = minor - Number(other);
      const isBranch = (letter !== undefined || branch !== undefined) && before > 0 && before <= farthest;
      return isBranch ? `${letter ?? ''}${major}${sign}${next[1] - before}${branch ?? ''}` : whole;
    });
}

/** Releases with code names count by their letters: `C-1` of Caracal is `D-1` of Dalmatian. */
function letters(from: string, to: string): (text: string) => string {
  const [old = '', next = ''] = [from, to].map((name) => /^[a-z]/i.exec(name)?.[0].toUpperCase() ?? '');
  if (old === '' || next === '' || /^v\d/i.test(from)) return (text) => text;
  return (text) => text.replace(new RegExp(String.raw`\b${old}(?=-?\d)`, 'g'), next);
}

/** A version without a dot may be any number, so it counts only after `v` or `release`. */
function renumber(from: string, to: string): (text: string) => string {
  const before = /^\d+$/.test(from) ? String.raw`(?<=\b(?:v|release[-_/ ]?))` : String.raw`(?<!\d[.-]?)`;
  const number = new RegExp(`${before}${from.replaceAll('.', String.raw`\.`)}(?![0-9])`, 'gi');
  return (text) => text.replace(number, () => to);
}
