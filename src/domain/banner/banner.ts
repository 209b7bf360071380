import type { Ahead } from '../calendar/deadline.ts';
import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Instant, PlainDate, Zone } from '../time/time.ts';
import { compareVersions, zoneOf } from '../calendar/calendar.ts';
import { rankOf } from '../calendar/vocabulary.ts';
import { datedMilestones } from '../calendar/deadline.ts';
import { isNamed } from './flight.ts';
import { memoized } from '../memo/memoized.ts';
import { isPatch, patchVersions } from '../calendar/patch.ts';
import { beginnings, printed } from './printed.ts';
import { instantOf, millis } from '../time/time.ts';
import { isDated, startIn, utcDay } from '../when/when.ts';

/** What closes on one day, or in one month, in the order of the canonical ids. Each keeps its own time. */
export interface Group {
  /** The release of its first milestone. */
  readonly release: string;
  /** The announced day on which they close: a span's last, but a freeze's first; `undefined` for a month. */
  readonly day: PlainDate | undefined;
  /** The UTC day of the member that closes first; `undefined` for a month. */
  readonly utcDay: PlainDate | undefined;
  /** The earliest cutoff of its members; `undefined` for a month. */
  readonly cutoff: Instant | undefined;
  /** When the first member stops being ahead, and when the last does; a month stops at its end. */
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
  /** The calendar's zone, in which days and hours are printed. */
  readonly zone: Zone;
  readonly at: Instant;
  readonly next: Group | undefined;
  readonly then: Group | undefined;
  /** Whether the line names `then` too: it closes at most 48 hours after `next`. */
  readonly both: boolean;
  /** Whether the line says which release each milestone belongs to. */
  readonly named: boolean;
  /** Release titles by version. */
  readonly titles: ReadonlyMap<string, string>;
  readonly cherryPick: CherryPick | undefined;
}

const hourMs = 3_600_000;
const closeBy = 48 * hourMs;
/** A day further away than this is printed with its year. */
export const yearAwayMs = 180 * 24 * hourMs;

/**
 * What closes next after `at`, with all that closes on the same day: milestones that count, or the patch
 * schedule's cherry-pick deadlines when none are ahead. Nothing rather than something past.
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
 * The banner of an issue written before it is published: it names first what is open now but closes before
 * publication, and second what is next then. `atIssue` where nothing closes in between.
 */
export function openBanner(now: Banner, atIssue: Banner): Banner {
  const { next } = now;
  if (now.at >= atIssue.at || !next || next.ends > atIssue.at) return atIssue;
  // some milestones of that day may close before that instant and others after it
  const first = groupOf(next.members.filter(({ ends }) => ends <= atIssue.at));
  const names = [first, atIssue.next].flatMap((group) => group?.milestones ?? []);
  const releases = new Set(names.flatMap((one) => (isPatch(one) ? [] : one.release)));
  return {
    ...atIssue,
    next: first,
    then: atIssue.next,
    both: atIssue.next !== undefined,
    named: now.named || atIssue.named || releases.size > 1,
  };
}

/**
 * The instant since which the banner has read as it does at `now`, which lets caches keep it until the next
 * cutoff. `undefined` when nothing has passed yet.
 */
export function bannerSince(calendar: Calendar, now: Instant): Instant | undefined {
  return turns(calendar).findLast((turn) => turn <= now);
}

/** The next instant at which the banner may change; `undefined` when nothing is ahead. */
export function bannerUntil(calendar: Calendar, now: Instant): Instant | undefined {
  return turns(calendar).find((turn) => turn > now);
}

/** When a banner can change, in order: something closes, a window begins, a year goes without saying. */
const turns = memoized((calendar: Calendar): readonly Instant[] => {
  const dated = datedMilestones(calendar).filter(
    ({ milestone }) => milestone.banner || isPatch(milestone) || milestone.kind === 'release',
  );
  const ends = dated.map((one) => one.ends).toSorted();
  const windows = dated.flatMap(({ milestone: { when }, release }) =>
    when.kind === 'span' ? (startIn(when, release.zone) ?? []) : [],
  );
  return [...ends, ...windows, ...dated.flatMap((one) => yearTurns(one, ends, calendar))].toSorted();
});

/** When the year of a day is no longer printed; only for days that a banner names at that time. */
function yearTurns(
  { milestone, ends }: Ahead,
  all: readonly Instant[],
  calendar: Calendar,
): readonly Instant[] {
  return beginnings(printed(milestone.when, zoneOf(calendar)))
    .map((begin) => instantOf(millis(begin) - yearAwayMs))
    .filter((turn) => {
      const first = all[firstAfter(turn, all)];
      // members of one day may close 48 hours apart, and what closes 48 hours later is named too
      return first !== undefined && millis(ends) - millis(first) <= 2 * closeBy;
    });
}

/** Where the first of them that is later stands; `all` is in order. */
function firstAfter(at: Instant, all: readonly Instant[]): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle] ?? at) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Groups by the day on which they close, soonest first; a month stands after the days that end with it. */
export function groups(open: readonly Ahead[]): readonly Group[] {
  const byDay = Map.groupBy(open, (one) => `${one.day} ${isDated(one.milestone.when) ? 'day' : 'month'}`);
  return [...byDay.values()].flatMap((members) => groupOf(members) ?? []).toSorted(bySooner);
}

function bySooner(a: Group, b: Group): number {
  if (a.ends !== b.ends) return a.ends < b.ends ? -1 : 1;
  return (a.day ?? '9999') < (b.day ?? '9999') ? -1 : 1;
}

/** Members of one day as a group; `undefined` for none. */
function groupOf(unsorted: readonly Ahead[]): Group | undefined {
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

/** In the order of the canonical ids; patches newest branch first, as in feeds; else what closes first. */
function inOrder(a: Ahead, b: Ahead): number {
  const ranks = rankOf(a.milestone) - rankOf(b.milestone);
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
