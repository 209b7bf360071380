import type { Calendar, Kind, Milestone } from './calendar.ts';
import type { Dated, When } from './when.ts';
import type { PlainDate } from './time.ts';
import { compareVersions } from './calendar.ts';
import { daysBetween } from './time.ts';
import { announcedDay, isDated, lastDay } from './when.ts';

/** What is planned, and what really happened. */
type Happened = Pick<Milestone, 'when' | 'actual' | 'status'>;

/** What has the one day on which it came out. */
const comesOut: ReadonlySet<Kind> = new Set(['release', 'patch', 'prerelease']);

/** What really happened, where that was on another day than planned, or nothing was. What is off has not happened. */
export function otherwise({ when, actual, status }: Happened): Dated | undefined {
  if (!actual || !isDated(actual) || status === 'cancelled' || status === 'postponed') return undefined;
  return isDated(when) && announcedDay(when) === announcedDay(actual) ? undefined : actual;
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

/**
 * Whether its day is over and it is not known to be out; only where a calendar knows what came out. What a later one of its
 * branch has overtaken never came.
 */
export function isAwaited(milestone: Milestone, calendar: Calendar, today: PlainDate): boolean {
  const { kind, when, actual, status } = milestone;
  if (calendar.knownOut === undefined || actual || status !== 'planned') return false;
  if ((kind !== 'patch' && kind !== 'release') || !isDated(when) || lastDay(when) >= today) return false;
  const siblings = calendar.releases.find(({ version }) => version === milestone.release)?.milestones ?? [];
  const isOvertaken = ({ patch, actual: out }: Milestone): boolean =>
    out !== undefined && patch !== undefined && compareVersions(patch, milestone.patch ?? '') > 0;
  return kind === 'release'
    ? milestone.id === 'release' && !siblings.some(({ patch, actual: out }) => patch !== undefined && out)
    : !siblings.some(isOvertaken);
}
