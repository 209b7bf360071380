import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Deadline } from '../calendar/deadline.ts';
import type { FeedEvent } from './feedevent.ts';
import type { PlainDate, YearMonth } from '../time/time.ts';
import type { DatedMilestone } from './traingroups.ts';
import { compareVersions } from '../calendar/calendar.ts';
import { otherwise } from '../calendar/actual.ts';
import { deadline } from '../calendar/deadline.ts';
import { withExpected } from '../calendar/expectedtrains.ts';
import { trainIds } from '../calendar/trainids.ts';
import { memoized } from '../memo/memoized.ts';
import { monthOf } from '../time/time.ts';
import { isDated } from '../when/when.ts';

/** A milestone of a feed, and as calendar apps show it if it ever had a date. */
export interface Feedable {
  readonly milestone: Milestone;
  readonly release: Release;
  readonly dated: DatedMilestone | undefined;
}

/** What all feeds of a calendar are made of, whatever is asked for. */
export interface FeedFacts {
  /** With the trains that are only expected. */
  readonly calendar: Calendar;
  readonly all: readonly Feedable[];
  readonly byRelease: ReadonlyMap<string, readonly Feedable[]>;
  /** The trains of patches by milestone key. */
  readonly trains: ReadonlyMap<string, string>;
  /** Events that were made, by all that distinguishes them: the same event is the same object. */
  readonly events: Map<string, FeedEvent>;
}

/** Computed once for a calendar, and again when another month begins: then other trains are expected. */
export function feedFacts(announced: Calendar, today: PlainDate): FeedFacts {
  const months = monthsOf(announced);
  const month = monthOf(today);
  const known = months.get(month);
  if (known) return known;
  const facts = factsOf(withExpected(announced, today));
  months.clear();
  months.set(month, facts);
  return facts;
}

const monthsOf = memoized((_calendar: Calendar) => new Map<YearMonth, FeedFacts>());

function factsOf(calendar: Calendar): FeedFacts {
  const versions = calendar.releases.map(({ version }) => version).toSorted(compareVersions);
  const ranks = new Map(versions.map((version, rank) => [version, rank]));
  const all = calendar.releases.flatMap((release) =>
    release.milestones.map((milestone) => {
      const found = shownDated(milestone);
      return {
        milestone,
        release,
        dated: found && { milestone: found, release, rank: ranks.get(release.version) ?? 0 },
      };
    }),
  );
  const byRelease = Map.groupBy(all, ({ release }) => release.version);
  return { calendar, all, byRelease, trains: trainIds(calendar), events: new Map() };
}

/**
 * What happened is shown on its actual day. What lost its date is shown as canceled on the last one it had,
 * so that nobody goes on planning by it.
 */
function shownDated(milestone: Milestone): Deadline | undefined {
  const really = otherwise(milestone);
  const shown = really && deadline({ ...milestone, when: really });
  if (shown) return { ...shown, plan: milestone.when };
  const last = isDated(milestone.when)
    ? undefined
    : milestone.history?.map(({ when }) => when).findLast(isDated);
  return deadline(last ? { ...milestone, when: last, status: 'cancelled' } : milestone);
}
