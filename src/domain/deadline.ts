import type { Calendar, Milestone, Release } from './calendar.ts';
import type { Dated } from './when.ts';
import type { Instant, PlainDate } from './time.ts';
import { lastDayOf } from './time.ts';
import { announcedDay, closes, cutoff, isDated } from './when.ts';

/** A milestone with a cutoff, the first instant that is too late. */
export interface Deadline extends Milestone<Dated> {
  readonly cutoff: Instant;
}

/** `undefined` for a month or TBD: nobody is ever reminded of those. */
export function deadline(milestone: Milestone): Deadline | undefined {
  const { when } = milestone;
  return isDated(when) ? { ...milestone, when, cutoff: cutoff(when) } : undefined;
}

/** Still planned to happen: neither cancelled nor postponed, nor in a draft or cancelled release. */
export function isOn(milestone: Milestone, release: Release): boolean {
  const off = milestone.status === 'cancelled' || milestone.status === 'postponed';
  return !off && release.status !== 'tentative' && release.status !== 'cancelled';
}

/**
 * When it stops being ahead: its cutoff, a month at its end in the release's zone, or what really happened
 * if that was earlier. `done` without an `actual` changes nothing. `undefined` for a TBD.
 */
export function endsAt(milestone: Milestone, release: Release): Instant | undefined {
  const planned = closes(milestone.when, release.zone);
  const actual = milestone.status === 'done' && milestone.actual && closes(milestone.actual, release.zone);
  return planned && actual && actual < planned ? actual : planned;
}

/** A milestone that is on and will end, with the day by which it sorts (a month: its last day). */
export interface Ahead {
  readonly milestone: Milestone;
  readonly release: Release;
  readonly ends: Instant;
  readonly day: PlainDate;
}

/** Everything that is on and dated, at least to its month, whether past or ahead. */
export function datedMilestones(calendar: Calendar): readonly Ahead[] {
  return calendar.releases.flatMap((release) =>
    release.milestones.flatMap((milestone) => {
      const ends = endsAt(milestone, release);
      const { when } = milestone;
      if (!ends || when.kind === 'tbd' || !isOn(milestone, release)) return [];
      const day = when.kind === 'month' ? lastDayOf(when.month) : announcedDay(when);
      return [{ milestone, release, ends, day }];
    }),
  );
}
