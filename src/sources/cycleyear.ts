import type { Line } from './timeline.ts';
import type { KnownRelease } from './part.ts';
import type { PlainDate } from '../domain/time.ts';
import { compareVersions } from '../domain/calendar.ts';
import { readWhen } from '../domain/readwhen.ts';
import { dateOf, utc } from '../domain/time.ts';
import { announcedDay, isDated } from '../domain/when.ts';
import { plainText } from './inline.ts';

/** Where a cycle's year may be told besides its own dates. */
interface Hints {
  readonly version: string;
  /** The whole text of the README. */
  readonly text: string;
  /** What the calendar tells of other releases. */
  readonly others: readonly KnownRelease[];
}

/**
 * A day in the year of a cycle whose dates name none: of the years that the text names, else of those between the
 * releases around it, the one whose weekdays agree. `undefined` when the dates name their year, or nobody can tell it.
 */
export function cycleYear(lines: readonly Line[], hints: Hints): PlainDate | undefined {
  const dates = lines.map(({ when }) => plainText(when)).filter((text) => /\d/.test(text));
  if (dates.length === 0 || dates.some((text) => /\b\d{4}\b/.test(text))) return undefined;
  const years = [...named(hints.text), ...between(hints)];
  const scored = years.map((year) => ({ year, wrong: wrongWeekdays(dates, middle(year)) }));
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (a, b) => (a && a.wrong <= b.wrong ? a : b),
    undefined,
  );
  return best && best.wrong * 2 <= dates.length ? middle(best.year) : undefined;
}

function middle(year: number): PlainDate | undefined {
  return dateOf(year, 7, 2);
}

/** The one named most often first. */
function named(text: string): readonly number[] {
  const counts = new Map<number, number>();
  for (const [year] of text.matchAll(/\b20\d\d\b/g))
    counts.set(Number(year), (counts.get(Number(year)) ?? 0) + 1);
  return [...counts.keys()].toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

/** From the year of the next release known back to that of the last one before; latest first. */
function between({ version, others }: Hints): readonly number[] {
  const years = (fits: (order: number) => boolean): readonly number[] =>
    others
      .filter((other) => fits(compareVersions(other.version, version)))
      .flatMap(({ milestones }) => milestones)
      .flatMap(({ kind, when }) =>
        (kind === 'start' || kind === 'release') && isDated(when)
          ? Number(announcedDay(when).slice(0, 4))
          : [],
      );
  const [before, own, after] = [
    years((order) => order < 0),
    years((order) => order === 0),
    years((order) => order > 0),
  ];
  if (own.length > 0) return [Math.min(...own)];
  if (before.length === 0 && after.length === 0) return [];
  const first = before.length > 0 ? Math.max(...before) : Math.min(...after) - longest;
  const last = after.length > 0 ? Math.min(...after) : first + longest;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => last - index);
}

/** Weekdays of a date return after five, six or eleven years: further off nothing can be told. */
const longest = 5;

function wrongWeekdays(dates: readonly string[], start: PlainDate | undefined): number {
  let near = start;
  let wrong = 0;
  for (const text of dates) {
    const { when, findings } = readWhen(text, { zone: utc, near });
    if (isDated(when)) near = announcedDay(when);
    if (!isDated(when) || findings.some(({ rule }) => rule === 'weekday-mismatch')) wrong++;
  }
  return wrong;
}
