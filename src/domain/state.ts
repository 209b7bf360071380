import type { Calendar, Milestone } from './calendar.ts';
import type { Instant } from './time.ts';
import { rank } from './canon.ts';
import { datedMilestones } from './deadline.ts';

/** A freeze that is in force: since its cutoff, until its release's thaw, else its release day is over. */
interface Freeze {
  readonly milestone: Milestone;
  readonly since: Instant;
  /** `undefined` when no thaw and no release day is known. */
  readonly until: Instant | undefined;
}

/** What is frozen at an instant, and for how long that stays so. */
export interface State {
  readonly calendar: string;
  readonly freezes: readonly Freeze[];
  /** The window in which this is right; open where nothing came before, or nothing is ahead. */
  readonly since: Instant | undefined;
  readonly until: Instant | undefined;
}

/** Which counted freezes are in force. A function of (calendar, instant). */
export function state(calendar: Calendar, at: Instant): State {
  const all = freezes(calendar);
  const turns = all.flatMap(({ since, until }) => [since, ...(until ? [until] : [])]).toSorted();
  const inForce = all.filter(({ since, until }) => since <= at && (until === undefined || at < until));
  return {
    calendar: calendar.id,
    freezes: inForce.toSorted((a, b) => rank(a.milestone.id) - rank(b.milestone.id)),
    since: turns.findLast((turn) => turn <= at),
    until: turns.find((turn) => turn > at),
  };
}

function freezes(calendar: Calendar): readonly Freeze[] {
  const dated = datedMilestones(calendar);
  return calendar.releases.flatMap((release) => {
    const own = dated.filter((one) => one.release === release);
    const end =
      own.find(({ milestone }) => milestone.id === 'thaw') ??
      own.find(({ milestone }) => milestone.kind === 'release');
    // of a release that is over nothing is known that ends its freezes
    if (!end && release.status === 'done') return [];
    return own
      .filter(({ milestone: { kind, banner } }) => kind === 'freeze' && banner)
      .filter(({ ends }) => !end || ends < end.ends)
      .map(({ milestone, ends }) => ({ milestone, since: ends, until: end?.ends }));
  });
}
