import type { Calendar, Milestone } from './calendar.ts';
import type { Kind } from './kind.ts';
import type { Dated, When } from '../when/when.ts';
import type { Instant } from '../time/time.ts';
import { compareVersions } from './calendar.ts';
import { daysBetween } from '../time/time.ts';
import { announcedDay, endOf, isDated, lastDay } from '../when/when.ts';
import { isOff, isOffIn } from './off.ts';

/** What is planned, and what really happened. */
type Happened = Pick<Milestone, 'when' | 'actual' | 'status'>;

/** Kinds that come out on a single day. */
const comesOut: ReadonlySet<Kind> = new Set(['release', 'patch', 'prerelease']);

/**
 * The actual day, if nothing or another day was planned. What is canceled or postponed has not happened. An
 * actual hour is dropped, because nothing closes at it.
 */
export function otherwise({ when, actual, status }: Happened): Dated | undefined {
  if (!actual || !isDated(actual) || isOff({ status })) return undefined;
  if (isDated(when) && announcedDay(when) === announcedDay(actual)) return undefined;
  return actual.kind === 'instant' ? { kind: 'day', day: announcedDay(actual), zone: actual.zone } : actual;
}

/** Where it is shown: on the day it really happened, else on the planned one. */
export function standsOn(milestone: Happened): When {
  return otherwise(milestone) ?? milestone.when;
}

/** In days: a tag one day later may be on time, since taggers live in other zones. */
const least = 2;

/** How many days later than planned something came out; `undefined` when not late or never planned. */
export function daysLate(milestone: Happened & Pick<Milestone, 'kind'>): number | undefined {
  const { when, kind } = milestone;
  const out = otherwise(milestone);
  if (!out || !isDated(when) || !comesOut.has(kind)) return undefined;
  const days = daysBetween(lastDay(when), announcedDay(out));
  return days >= least ? days : undefined;
}

/** Whether it is known to be out: then it is no longer ahead, whatever its plan says. */
export function isOut({ kind, actual, status }: Pick<Milestone, 'kind' | 'actual' | 'status'>): boolean {
  return comesOut.has(kind) && actual !== undefined && !isOff({ status });
}

/**
 * Whether its day is over and it is not known to be out; only where a calendar knows what came out. One that
 * a later patch of its branch has overtaken is not awaited.
 */
export function isAwaited(milestone: Milestone, calendar: Calendar, now: Instant): boolean {
  const { id, kind, when, actual, status, patch = '' } = milestone;
  if (calendar.knownOut === undefined || actual || status !== 'planned') return false;
  if ((kind !== 'patch' && id !== 'release') || !isDated(when) || endOf(when) > now) return false;
  const release = calendar.releases.find(({ version }) => version === milestone.release);
  if (!release || release.status === 'tentative' || isOffIn(milestone, release)) return false;
  const isOvertaken = (one: Milestone): boolean =>
    one.patch !== undefined &&
    one.actual !== undefined &&
    (kind !== 'patch' || compareVersions(one.patch, patch) > 0);
  return !release.milestones.some(isOvertaken);
}
