import type { Calendar, Milestone } from '../../domain/calendar/calendar.ts';
import type { Instant } from '../../domain/time/time.ts';
import { otherwise } from '../../domain/calendar/actual.ts';
import { expected } from '../../domain/calendar/expected.ts';
import { dayIn, utc } from '../../domain/time/time.ts';
import { isDated, lastDay } from '../../domain/when/when.ts';
import { zoneOf } from '../../domain/calendar/calendar.ts';
import { branches, comingPatches } from '../../domain/cycle/branch.ts';
import { briefWhen } from '../../formats/words/briefwhen.ts';

/** Patch schedule and end of life of branches, as a page shows them. */
export interface BranchView {
  /** Months with patches whose branches are not named yet. */
  readonly months: readonly object[];
  /** Branches that still get patches, as far as is known. */
  readonly alive: readonly object[];
  readonly ended: readonly object[];
}

export function branchView(calendar: Calendar, now: Instant): BranchView {
  const zone = zoneOf(calendar);
  const day = (milestone: Milestone | undefined): string | undefined =>
    milestone && briefWhen(milestone.when, zone);
  const all = branches(calendar, now).map((one) => ({
    release: one.release,
    ended: one.ended,
    newest: one.newest?.patch,
    newestDay: one.newest?.actual && briefWhen(one.newest.actual, zone),
    patch: one.patch?.patch,
    cherryPick: day(one.cherryPick),
    target: day(one.patch),
    maintenance: day(one.maintenance),
    endPlan: one.endOfLife && otherwise(one.endOfLife) && day(one.endOfLife),
    endOfLife: one.endOfLife && briefWhen(one.endOfLife.actual ?? one.endOfLife.when, zone),
  }));
  const today = dayIn(now, utc);
  const ahead = expected(calendar, today).filter(({ when }) => isDated(when) && lastDay(when) >= today);
  return {
    months: [...comingPatches(calendar, now), ...ahead].map(({ name, when, expected: isExpected }) => ({
      name,
      day: briefWhen(when, zone),
      isExpected,
    })),
    alive: all.filter(({ ended }) => !ended),
    ended: all.filter(({ ended }) => ended),
  };
}
