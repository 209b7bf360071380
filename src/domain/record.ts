import type { Change } from './change.ts';
import type { Instant } from './time.ts';
import type { Milestone, Told } from './calendar.ts';
import type { When } from './when.ts';
import { whenChange } from './change.ts';
import { instantOf } from './time.ts';
import { isDated } from './when.ts';

/** What is public since nobody knows when. */
export const longAgo = instantOf(Date.UTC(2020, 0, 1));

/**
 * What changes tell the history of their milestones, by `<release>/<milestone id>`: the *when* until then, and the new one.
 * What was only reworded is no news to anybody.
 */
export function recorded(found: readonly Change[], since: Instant): ReadonlyMap<string, readonly Told[]> {
  const news = found.flatMap(({ before, after }) => {
    const how = before && after && whenChange(before.when, after.when);
    if (!before || !after || how === undefined || how === 'reworded') return [];
    const until = { when: before.when, since: earlier(before, since) };
    return [[`${before.release}/${before.id}`, [until, { when: after.when, since }]] as const];
  });
  return new Map(news);
}

/** Nobody knows when the first became public, but it was before the second. */
function earlier({ changed }: Milestone, since: Instant): Instant {
  return [changed, longAgo].find((one) => one < since) ?? instantOf(0);
}

/**
 * How often a milestone moved, when it became public and when it changed last (RFC 5545 3.8.7.4, 3.8.7.1 and 3.8.7.3),
 * by what its history knows; what that does not know has the instant `otherwise`.
 */
export function past(
  when: When,
  told: readonly Told[],
  otherwise: Instant,
): Pick<Milestone, 'history' | 'sequence' | 'created' | 'changed'> {
  const [first, last] = [told[0], told.at(-1)];
  if (!first || !last) return { sequence: 0, created: otherwise, changed: otherwise };
  const how = whenChange(last.when, when);
  const unrecorded = how !== undefined && how !== 'reworded';
  const dates = [...told.map((one) => one.when), ...(unrecorded ? [when] : [])].filter(isDated);
  const moves = dates.filter((date, index) => {
    const before = dates[index - 1];
    return before && whenChange(before, date) === 'moved';
  });
  const changed = unrecorded && otherwise > last.since ? otherwise : last.since;
  return { history: told, sequence: moves.length, created: first.since, changed };
}
