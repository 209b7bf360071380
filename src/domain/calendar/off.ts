import type { Milestone, Release } from './calendar.ts';

/** Canceled or postponed; what is postponed is off until it is dated again. */
export function isOff({ status }: Pick<Milestone, 'status'>): boolean {
  return status === 'cancelled' || status === 'postponed';
}

/** Off by itself, or with a release that is canceled. A draft is neither. */
export function isOffIn(milestone: Pick<Milestone, 'status'>, release: Pick<Release, 'status'>): boolean {
  return isOff(milestone) || release.status === 'cancelled';
}
