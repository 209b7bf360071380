import type { Instant } from '../time/time.ts';
import type { Milestone, Release } from '../calendar/calendar.ts';
import { addDays, dayIn, daysBetween, weekday } from '../time/time.ts';
import { daysOf } from './cycle.ts';
import { isDated } from '../when/when.ts';
import { isItself } from './branch.ts';
import { isPatch } from '../calendar/patch.ts';

/** The week of a release that a milestone is in: as its file says, else counted from that of its start. */
export function weekOf(milestone: Milestone, release: Release): number | undefined {
  if (milestone.week !== undefined) return milestone.week;
  const days = isDated(milestone.when) ? daysOf(milestone) : undefined;
  const first = firstMonday(release);
  if (!days || first === undefined || days.first < first) return undefined;
  return Math.floor(daysBetween(first, days.first) / 7) + 1;
}

/** `week 11 of 16` at an instant; `undefined` before its start, after its release, and where either is unknown. */
export function weekNow(
  release: Release,
  at: Instant,
): { readonly week: number; readonly of: number } | undefined {
  const first = firstMonday(release);
  const out = release.milestones.find(isItself);
  const of = out && weekOf(out, release);
  if (first === undefined || of === undefined) return undefined;
  const passed = daysBetween(first, dayIn(at, release.zone));
  const week = Math.floor(passed / 7) + 1;
  return passed < 0 || week > of ? undefined : { week, of };
}

/** The Monday of the week in which its work starts. */
function firstMonday({ milestones }: Release): ReturnType<typeof addDays> | undefined {
  const start = milestones.find((one) => one.kind === 'start' && !isPatch(one) && isDated(one.when));
  const day = start && daysOf(start)?.first;
  return day && addDays(day, 1 - weekday(day));
}
