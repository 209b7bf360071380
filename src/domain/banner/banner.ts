import type { Ahead } from '../calendar/deadline.ts';
import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Instant, PlainDate, Zone } from '../time/time.ts';
import { compareVersions, zoneOf } from '../calendar/calendar.ts';
import { rank } from '../calendar/canon.ts';
import { datedMilestones } from '../calendar/deadline.ts';
import { isNamed } from './flight.ts';
import { isPatch, patchVersions } from '../calendar/patch.ts';
import { beginnings, printed } from './printed.ts';
import { instantOf, millis } from '../time/time.ts';
import { isDated, startIn, utcDay } from '../when/when.ts';

/** The counted milestones of one day, or of one month, in the order of the id table. Each keeps its own time. */
export interface Group {
  /** Of its first milestone. */
  readonly release: string;
  /** The day on which they close: the last of several, but the first of a freeze; `undefined` for a month. */
  readonly day: PlainDate | undefined;
  /** Of the one that closes first. */
  readonly utcDay: PlainDate | undefined;
  /** The earliest of its members'; `undefined` for a month. */
  readonly cutoff: Instant | undefined;
  /** When the first of them stops being ahead, and when the last does; a month at its end. */
  readonly ends: Instant;
  readonly allOver: Instant;
  readonly milestones: readonly Milestone[];
  readonly members: readonly Ahead[];
}

interface CherryPick {
  readonly day: PlainDate;
  readonly cutoff: Instant;
  /** Newest branch first; empty while the branches are not named. */
  readonly patches: readonly string[];
  readonly milestones: readonly Milestone[];
}

/** The Next Deadline line of an issue. Everything in it is later than `at`. */
export interface Banner {
  readonly calendar: string;
  /** The calendar's, by which its days and hours are told. */
  readonly zone: Zone;
  readonly at: Instant;
  readonly next: Group | undefined;
  readonly then: Group | undefined;
  /** The line names `then` too: it closes at most 48 hours after `next`. */
  readonly both: boolean;
  /** The line says of what release each is. */
  readonly named: boolean;
  /** What releases are called, by their versions. */
  readonly titles: ReadonlyMap<string, string>;
  readonly cherryPick: CherryPick | undefined;
}

const hourMs = 3_600_000;
const closeBy = 48 * hourMs;
/** A day further off is printed with its year. */
export const yearAwayMs = 180 * 24 * hourMs;

/**
 * What is next at an instant: what counts and closes first, with all that closes on the same day; the next cherry-pick
 * deadline when no cycle has anything ahead; and nothing rather than something past.
 */
export function banner(calendar: Calendar, at: Instant): Banner {
  const dated = datedMilestones(calendar);
  const open = dated.filter((one) => one.ends > at);
  const patches = open.filter((one) => isPatch(one.milestone) && one.milestone.kind === 'cherry-pick');
  const counted = open.filter((one) => one.milestone.banner);
  const [next, then] = groups(counted.length > 0 ? counted : patches);
  const both = !!next && !!then && millis(then.ends) - millis(next.ends) <= closeBy;
  const shown = [next, both ? then : undefined].flatMap((group) => group?.milestones ?? []);
  return {
    calendar: calendar.id,
    zone: zoneOf(calendar),
    at,
    next,
    then,
    both,
    named: calendar.namesRelease || isNamed(dated, shown, at),
    titles: new Map(calendar.releases.map(({ version, title }) => [version, title])),
    cherryPick: cherryPick(patches),
  };
}

/**
 * The instant since which the banner reads as it does at `now`: what a cache may hold until the next cutoff.
 * `undefined` when nothing has passed yet.
 */
export function bannerSince(calendar: Calendar, now: Instant): Instant | undefined {
  return turns(calendar).findLast((turn) => turn <= now);
}

/** The next instant at which the banner may read otherwise; `undefined` when nothing is ahead. */
export function bannerUntil(calendar: Calendar, now: Instant): Instant | undefined {
  return turns(calendar).find((turn) => turn > now);
}

/** The instants at which a banner can read otherwise, in order: something closes, a window begins, a year goes without saying. */
function turns(calendar: Calendar): readonly Instant[] {
  const dated = datedMilestones(calendar).filter(
    ({ milestone }) => milestone.banner || isPatch(milestone) || milestone.kind === 'release',
  );
  const ends = dated.map((one) => one.ends).toSorted();
  const windows = dated.flatMap(({ milestone: { when }, release }) =>
    when.kind === 'span' ? (startIn(when, release.zone) ?? []) : [],
  );
  return [...ends, ...windows, ...dated.flatMap((one) => yearTurns(one, ends, calendar))].toSorted();
}

/** When the year of a day is not printed any more: only of what a banner names at that time. */
function yearTurns(
  { milestone, ends }: Ahead,
  all: readonly Instant[],
  calendar: Calendar,
): readonly Instant[] {
  return beginnings(printed(milestone.when, zoneOf(calendar)))
    .map((begin) => instantOf(millis(begin) - yearAwayMs))
    .filter((turn) => {
      const first = all.find((end) => end > turn);
      // two of one day may close two days apart, and what closes as much later is named too
      return first !== undefined && millis(ends) - millis(first) <= 2 * closeBy;
    });
}

/** By the day on which they close; what closes first stands first, and a month after the days that end with it. */
export function groups(open: readonly Ahead[]): readonly Group[] {
  const byDay = Map.groupBy(open, (one) => `${one.day} ${isDated(one.milestone.when) ? 'day' : 'month'}`);
  return [...byDay.values()].flatMap((members) => groupOf(members) ?? []).toSorted(bySooner);
}

function bySooner(a: Group, b: Group): number {
  if (a.ends !== b.ends) return a.ends < b.ends ? -1 : 1;
  return (a.day ?? '9999') < (b.day ?? '9999') ? -1 : 1;
}

/** Members of one day as a group; `undefined` for none. */
export function groupOf(unsorted: readonly Ahead[]): Group | undefined {
  const members = unsorted.toSorted(inOrder);
  const ends = members.map((one) => one.ends).toSorted();
  const [first, soonest] = [members[0], members.find((one) => one.ends === ends[0])];
  if (!first || !soonest) return undefined;
  const { when } = soonest.milestone;
  const dated = isDated(when);
  return {
    release: first.release.version,
    day: dated ? first.day : undefined,
    utcDay: dated ? utcDay(when) : undefined,
    cutoff: dated ? soonest.ends : undefined,
    ends: soonest.ends,
    allOver: ends.at(-1) ?? soonest.ends,
    milestones: members.map(({ milestone }) => milestone),
    members,
  };
}

/** As the id table has them; of patches the newest branch first, as in feeds; else what closes first. */
function inOrder(a: Ahead, b: Ahead): number {
  const ranks = rank(a.milestone.id) - rank(b.milestone.id);
  if (ranks !== 0) return ranks;
  if (isPatch(a.milestone) && isPatch(b.milestone))
    return compareVersions(b.milestone.release, a.milestone.release);
  return a.ends < b.ends ? -1 : a.ends > b.ends ? 1 : 0;
}

function cherryPick(open: readonly Ahead[]): CherryPick | undefined {
  const first = groups(open).find(({ day }) => day !== undefined);
  if (!first?.day || !first.cutoff) return undefined;
  const { day, cutoff, milestones } = first;
  return { day, cutoff, patches: patchVersions(milestones), milestones };
}
