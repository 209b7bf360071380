import type { Calendar, Kind, Milestone } from './calendar.ts';
import type { Dated, When } from '../when/when.ts';
import type { Instant } from '../time/time.ts';
import { compareVersions } from './calendar.ts';
import { daysBetween } from '../time/time.ts';
import { announcedDay, endOf, isDated, lastDay } from '../when/when.ts';

/** What is planned, and what really happened. */
type Happened = Pick<Milestone, 'when' | 'actual' | 'status'>;

/** What has the one day on which it came out. */
const comesOut: ReadonlySet<Kind> = new Set(['release', 'patch', 'prerelease']);

/**
 * The day on which it really happened, where that was another than planned, or nothing was. What is off has not happened; the
 * hour of what is over closes nothing.
 */
export function otherwise({ when, actual, status }: Happened): Dated | undefined {
  if (!actual || !isDated(actual) || status === 'cancelled' || status === 'postponed') return undefined;
  if (isDated(when) && announcedDay(when) === announcedDay(actual)) return undefined;
  return actual.kind === 'instant' ? { kind: 'day', day: announcedDay(actual), zone: actual.zone } : actual;
}

/** Where it stands for people: on the day on which it really happened, else on the one that is planned. */
export function standsOn(milestone: Happened): When {
  return otherwise(milestone) ?? milestone.when;
}

/** A tag of the next day may be of the same: whoever makes it has a zone of their own. */
const least = 2;

/** By how many days something came out later than planned; `undefined` when it did not, or nothing was planned. */
export function daysLate(milestone: Happened & Pick<Milestone, 'kind'>): number | undefined {
  const { when, kind } = milestone;
  const out = otherwise(milestone);
  if (!out || !isDated(when) || !comesOut.has(kind)) return undefined;
  const days = daysBetween(lastDay(when), announcedDay(out));
  return days >= least ? days : undefined;
}

/** What of it is out on another day than it was planned for is no longer ahead, whatever its plan says. */
export function isOut({ kind, actual, status }: Pick<Milestone, 'kind' | 'actual' | 'status'>): boolean {
  return comesOut.has(kind) && actual !== undefined && status !== 'cancelled' && status !== 'postponed';
}

/**
 * Whether its day is over at an instant and it is not known to be out; only where a calendar knows what came out. What a
 * later one of its branch has overtaken never came.
 */
export function isAwaited(milestone: Milestone, calendar: Calendar, now: Instant): boolean {
  const { id, kind, when, actual, status, patch = '' } = milestone;
  if (calendar.knownOut === undefined || actual || status !== 'planned') return false;
  if ((kind !== 'patch' && id !== 'release') || !isDated(when) || endOf(when) > now) return false;
  const release = calendar.releases.find(({ version }) => version === milestone.release);
  if (!release || release.status === 'tentative' || release.status === 'cancelled') return false;
  const isOvertaken = (one: Milestone): boolean =>
    one.patch !== undefined &&
    one.actual !== undefined &&
    (kind !== 'patch' || compareVersions(one.patch, patch) > 0);
  return !release.milestones.some(isOvertaken);
}
