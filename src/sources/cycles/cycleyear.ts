import type { TimelineLine } from './linestomilestones.ts';
import type { KnownRelease } from '../shapes/part.ts';
import type { PlainDate } from '../../domain/time/time.ts';
import { compareVersions } from '../../domain/calendar/calendar.ts';
import { readWhen } from '../../domain/when/readwhen.ts';
import { dateOf, utc } from '../../domain/time/time.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import { plainText } from './markdowninline.ts';

/** Other hints at a cycle's year besides its own dates. */
interface Hints {
  readonly version: string;
  /** The full text of the README. */
  readonly text: string;
  /** The other releases of the calendar. */
  readonly others: readonly KnownRelease[];
  /** The year that the user named. */
  readonly asked: number | undefined;
}

interface CycleYear {
  /** A day of the cycle. */
  readonly near: PlainDate;
  /** Where the year was found, if not in the dates themselves. */
  readonly from?: string;
}

/**
 * A day of the cycle, to complete dates without a year: the first date with a year, else one in the year that
 * was asked for, else in the year that fits the weekdays best, of the years in the text and those between
 * known releases. `undefined` when none fits.
 */
export function cycleYear(lines: readonly TimelineLine[], hints: Hints): CycleYear | undefined {
  const dates = lines
    .map(({ when }) => when)
    .filter((text) => /\d/.test(plainText(text)))
    .slice(0, mostDates);
  const own = firstWithYear(dates);
  if (own) return { near: own };
  const asked = hints.asked === undefined ? undefined : middle(hints.asked);
  return asked ? { near: asked } : yearByWeekdays(dates, hints);
}

/** Enough to decide; more dates or years would not help. */
const mostDates = 100;
const mostYears = 20;

function firstWithYear(dates: readonly string[]): PlainDate | undefined {
  for (const text of dates) {
    const { when } = readWhen(text, { zone: utc });
    if (isDated(when)) return announcedDay(when);
  }
  return undefined;
}

function yearByWeekdays(dates: readonly string[], hints: Hints): CycleYear | undefined {
  const known = knownDays(hints);
  // only weekdays can tell a year that nobody names
  const unnamed = dates.some((text) => weekday.test(text)) ? between(known) : [];
  const said = named(hints.text);
  const scored = [...said, ...unnamed].map((year) => ({ year, ...readIn(year, dates) }));
  const fits = scored.filter(({ first }) => first && first > known.before && first < known.after);
  const [best] = fits.toSorted((a, b) => a.wrong - b.wrong);
  const near = best && best.wrong * 2 <= dates.length ? middle(best.year) : undefined;
  if (!best || !near) return undefined;
  const where = said.includes(best.year) ? 'other text of this file' : 'the releases around it';
  return { near, from: `${where}: ${best.year}` };
}

const weekday = /\b(?:mon|tue|wed|thu|fri|sat|sun)/i;

function middle(year: number): PlainDate | undefined {
  return dateOf(year, 7, 2);
}

/** Most frequent year first. */
function named(text: string): readonly number[] {
  const told = Map.groupBy(text.match(/\b20\d\d\b/g) ?? [], Number);
  return [...told]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([year]) => year)
    .slice(0, mostYears);
}

/** Start days of the neighboring releases; strings that sort before or after any day when unknown. */
interface KnownDates {
  readonly before: string;
  readonly own: PlainDate | undefined;
  readonly after: string;
}

const never = '9999';

function knownDays({ version, others }: Hints): KnownDates {
  const starts = (fits: (order: number) => boolean): readonly PlainDate[] =>
    others
      .filter((other) => fits(compareVersions(other.version, version)))
      .flatMap(({ milestones }) => milestones)
      .flatMap(({ kind, when }) => (kind === 'start' && isDated(when) ? announcedDay(when) : []))
      .toSorted();
  return {
    before: starts((order) => order < 0).at(-1) ?? '',
    own: starts((order) => order === 0)[0],
    after: starts((order) => order > 0)[0] ?? never,
  };
}

/** The release's own known year, else up to five years from a neighbor, nearest first. */
function between({ before, own, after }: KnownDates): readonly number[] {
  const [first, last, year] = [before, after, own ?? ''].map((day) => Number(day.slice(0, 4)));
  if (year) return [year];
  if (first) return Array.from({ length: longest + 1 }, (_, index) => first + index);
  return last && after !== never ? Array.from({ length: longest + 1 }, (_, index) => last - index) : [];
}

/** Weekdays repeat after 5, 6 or 11 years, so years further away cannot be told apart. */
const longest = 5;

interface InYear {
  readonly first: PlainDate | undefined;
  /** Unreadable dates and wrong weekdays. */
  readonly wrong: number;
}

function readIn(year: number, dates: readonly string[]): InYear {
  let near = middle(year);
  let first: PlainDate | undefined;
  let wrong = 0;
  for (const text of dates) {
    const { when, findings } = readWhen(text, { zone: utc, near });
    if (isDated(when)) near = announcedDay(when);
    first ??= isDated(when) ? near : undefined;
    if (!isDated(when) || findings.some(({ rule }) => rule === 'weekday-mismatch')) wrong++;
  }
  return { first, wrong };
}
