import type { Milestone, Release } from './calendar.ts';

/** How it is off: canceled, or postponed until it is dated again; `undefined` for what is on. */
export function offStatus({ status }: Pick<Milestone, 'status'>): 'cancelled' | 'postponed' | undefined {
  return status === 'cancelled' || status === 'postponed' ? status : undefined;
}

export function isOff(milestone: Pick<Milestone, 'status'>): boolean {
  return offStatus(milestone) !== undefined;
}

/** Off by itself, or with a release that is canceled. A draft is neither. */
export function isOffIn(milestone: Pick<Milestone, 'status'>, release: Pick<Release, 'status'>): boolean {
  return isOff(milestone) || release.status === 'cancelled';
}
