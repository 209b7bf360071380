import type { Ahead } from '../calendar/deadline.ts';
import type { Instant } from '../time/time.ts';
import type { Milestone, Release } from '../calendar/calendar.ts';
import { isPatch } from '../calendar/patch.ts';

/** When a release has begun, and when it is out: with its release day, else with the last of what counts. */
export interface Flight {
  readonly release: Release;
  readonly begins: Instant;
  readonly ends: Instant;
}

/** The releases of which anything counts, in the order of their calendar; patches are none. */
export function flights(dated: readonly Ahead[]): readonly Flight[] {
  const own = dated.filter(({ milestone }) => !isPatch(milestone));
  const byRelease = Map.groupBy(own, ({ release }) => release);
  return [...byRelease].flatMap(([release, all]) => {
    const ends = all.flatMap((one) => (one.milestone.banner ? one.ends : [])).toSorted();
    const out = all.find(({ milestone }) => milestone.kind === 'release')?.ends;
    const [begins, last] = [ends[0], out ?? ends.at(-1)];
    return begins && last ? [{ release, begins, ends: last }] : [];
  });
}

/** Whether a line that shows some milestones must say of what release each is: where it could be more than one. */
export function isNamed(dated: readonly Ahead[], shown: readonly Milestone[], at: Instant): boolean {
  const own = new Set(shown.flatMap((one) => (isPatch(one) ? [] : one.release)));
  const running = flights(dated).filter(({ begins, ends }) => begins <= at && ends > at);
  return own.size > 1 || running.length > 1;
}
