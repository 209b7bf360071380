import type { Calendar, Milestone, Release } from './calendar.ts';
import type { Kind } from './kind.ts';
import type { Dated, When } from '../when/when.ts';
import type { Instant, PlainDate, Zone } from '../time/time.ts';
import { memoized } from '../memo/memoized.ts';
import { instantOf, lastDayOf, startOfDay } from '../time/time.ts';
import { standsOn } from './actual.ts';
import { announcedDay, endIn, endOf, isDated, lastDay } from '../when/when.ts';
import { isOff, isOffIn } from './off.ts';

/** A milestone with a cutoff, the first instant that is too late. */
export interface Deadline extends Milestone<Dated> {
  /** For what came out on another day than planned, whose `when` is that day: the plan. */
  readonly plan?: When;
  readonly cutoff: Instant;
}

/** The facts that decide a cutoff. */
export type Closing<W extends When = When> = Pick<Milestone<W>, 'kind' | 'when'>;

/** `undefined` for a month or TBD: nobody is ever reminded of those. */
export function deadline(milestone: Milestone): Deadline | undefined {
  const { kind, when } = milestone;
  return isDated(when) ? { ...milestone, when, cutoff: cutoff({ kind, when }) } : undefined;
}

/**
 * The first instant that is too late: the end of its *when*, but for a freeze of several days the start of
 * the first, when it comes into force.
 */
export function cutoff(milestone: Closing<Dated>): Instant {
  if (!isWindow(milestone)) return endOf(milestone.when);
  const { first, zone } = milestone.when;
  return startOfDay(first, zone);
}

/** Like `cutoff`, but a month closes at its end in `zone`; `undefined` for a TBD. */
export function closes({ kind, when }: Closing, zone: Zone): Instant | undefined {
  return isDated(when) ? cutoff({ kind, when }) : endIn(when, zone);
}

/** The announced day on which it closes: the last of several, but the first of a freeze. */
function place({ kind, when }: Closing<Dated>): PlainDate {
  return kind === 'freeze' ? announcedDay(when) : lastDay(when);
}

const happenings: ReadonlySet<Kind> = new Set([
  ...(['start', 'release', 'prerelease', 'patch'] as const),
  ...(['maintenance', 'end-of-life', 'event'] as const),
]);

/** Whether it happens at its time, so that nothing can be too late for it. */
export function happens({ kind }: Pick<Milestone, 'kind'>): boolean {
  return happenings.has(kind);
}

/** The day to which reminders count: the announced day on which it closes, of what merely happens the first. */
export function closingDay(milestone: Closing<Dated>): PlainDate {
  return happens(milestone) ? announcedDay(milestone.when) : place(milestone);
}

type Span = Extract<When, { kind: 'span' }>;

/** A freeze of several days, which is in force from the start of the first to the end of the last. */
export function isWindow(one: Closing): one is Closing<Span> {
  return one.kind === 'freeze' && one.when.kind === 'span';
}

/** Still planned to happen: neither canceled nor postponed, nor in a draft or canceled release. */
export function isOn(milestone: Milestone, release: Release): boolean {
  return !isOffIn(milestone, release) && release.status !== 'tentative';
}

/**
 * When it stops being ahead: at its cutoff, for a month at its end in the release's zone, or earlier if it
 * really happened earlier. `done` without an `actual` changes nothing. `undefined` for a TBD.
 */
export function endsAt(milestone: Milestone, release: Release): Instant | undefined {
  const { kind, actual } = milestone;
  // a patch that nobody planned was never ahead
  if (planOrDay(milestone) !== milestone.when) return never;
  const planned = closes({ kind, when: milestone.when }, release.zone);
  const really = !isOff(milestone) && actual && closes({ kind, when: actual }, release.zone);
  return planned && really && really < planned ? really : planned;
}

const never = instantOf(0);

/** For a patch that was never planned, the day on which it came out. */
function planOrDay(milestone: Milestone): When {
  return milestone.patch !== undefined && milestone.when.kind === 'tbd'
    ? standsOn(milestone)
    : milestone.when;
}

/** A milestone that is on and will end, with the day by which it sorts (a month: its last day). */
export interface Ahead {
  readonly milestone: Milestone;
  readonly release: Release;
  readonly ends: Instant;
  readonly day: PlainDate;
}

/** Everything that is on and dated, at least to its month, whether past or ahead. */
export function datedMilestones({ releases }: Pick<Calendar, 'releases'>): readonly Ahead[] {
  return datedOf(releases);
}

/** The same releases give the same list, by which others remember what they make of it. */
const datedOf = memoized((releases: readonly Release[]) => releases.flatMap(datedIn));

const datedIn = memoized((release: Release): readonly Ahead[] =>
  release.milestones.flatMap((milestone) => {
    const ends = endsAt(milestone, release);
    const { kind } = milestone;
    const when = planOrDay(milestone);
    if (!ends || when.kind === 'tbd' || !isOn(milestone, release)) return [];
    const day = when.kind === 'month' ? lastDayOf(when.month) : place({ kind, when });
    return [{ milestone, release, ends, day }];
  }),
);
