import type { Calendar, Milestone, Told } from './calendar.ts';
import type { Instant } from './time.ts';
import type { When } from './when.ts';
import { whenChange } from './change.ts';
import { allMilestones } from './calendar.ts';
import { dayIn, daysBetween, plus, utc } from './time.ts';
import { announcedDay, isDated } from './when.ts';

/** A change of a milestone that was public long enough to be told. */
export interface Move {
  readonly milestone: Milestone;
  /** Its place among the *whens* of its milestone that stood, which stays. */
  readonly version: number;
  readonly kind: 'moved' | 'filled' | 'unset';
  readonly before: When;
  readonly after: When;
  readonly since: Instant;
  /** Days from its becoming public to the sooner of the two days; `undefined` where none is dated. */
  readonly notice: number | undefined;
}

/** The *whens* that stood for the quiet period: what was put right at once never happened. */
export function standing(
  history: readonly Told[],
  quiet: string,
): readonly (Told & { readonly version: number })[] {
  const stood = history.filter(({ since }, index) => {
    const next = history[index + 1];
    return index === 0 || !next || plus(since, quiet) <= next.since;
  });
  return stood
    .filter(({ when }, index) => {
      const before = stood[index - 1];
      const how = before && whenChange(before.when, when);
      return index === 0 || (how !== undefined && how !== 'reworded');
    })
    .map((told, version) => ({ ...told, version }));
}

/** Every change that has stood for the quiet period by `now`, newest first. */
export function moves(calendar: Calendar, now: Instant): readonly Move[] {
  return allMilestones(calendar)
    .flatMap((milestone) => movesOf(milestone, calendar.quiet))
    .filter(({ since }) => plus(since, calendar.quiet) <= now)
    .toSorted((a, b) => compare(b, a));
}

/** The instant at which the next change will have stood long enough; `undefined` when none waits. */
export function nextMove(calendar: Calendar, now: Instant): Instant | undefined {
  return allMilestones(calendar)
    .flatMap((milestone) => movesOf(milestone, calendar.quiet))
    .map(({ since }) => plus(since, calendar.quiet))
    .filter((told) => told > now)
    .toSorted()[0];
}

function movesOf(milestone: Milestone, quiet: string): readonly Move[] {
  const stood = standing(milestone.history ?? [], quiet);
  return stood.flatMap(({ when, since, version }, index) => {
    const before = stood[index - 1]?.when;
    const kind = before && whenChange(before, when);
    if (!before || kind === undefined || kind === 'reworded') return [];
    return [{ milestone, version, kind, before, after: when, since, notice: noticeOf(before, when, since) }];
  });
}

function noticeOf(before: When, after: When, since: Instant): number | undefined {
  const days = [before, after].filter(isDated).map(announcedDay).toSorted();
  return days[0] === undefined ? undefined : daysBetween(dayIn(since, utc), days[0]);
}

function compare(a: Move, b: Move): number {
  const [x, y] = [a, b].map(({ since, milestone: { release, id } }) => `${since} ${release} ${id}`);
  return (x ?? '') < (y ?? '') ? -1 : 1;
}
