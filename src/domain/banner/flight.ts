import type { Ahead } from '../calendar/deadline.ts';
import type { Instant } from '../time/time.ts';
import type { Milestone, Release } from '../calendar/calendar.ts';
import { isPatch } from '../calendar/patch.ts';

/** When a release begins, and when it is out: on its release day, else with its last counted milestone. */
export interface Flight {
  readonly release: Release;
  readonly begins: Instant;
  readonly ends: Instant;
}

/** The releases that have counted milestones, in the order of their calendar; patches are ignored. */
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

/** Whether a line that shows these milestones must name their releases: there could be more than one. */
export function isNamed(dated: readonly Ahead[], shown: readonly Milestone[], at: Instant): boolean {
  const own = new Set(shown.flatMap((one) => (isPatch(one) ? [] : one.release)));
  const running = flights(dated).filter(({ begins, ends }) => begins <= at && ends > at);
  return own.size > 1 || running.length > 1;
}
