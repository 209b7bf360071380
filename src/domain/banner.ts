import type { Ahead } from './deadline.ts';
import type { Calendar, Milestone } from './calendar.ts';
import type { Instant, PlainDate } from './time.ts';
import { compareVersions } from './calendar.ts';
import { rank } from './canon.ts';
import { datedMilestones } from './deadline.ts';
import { isPatch, patchVersions } from './patch.ts';
import { millis } from './time.ts';
import { closes, isDated, utcDay } from './when.ts';

/** The counted milestones of one announced day, or of one month, in the order of the id table. */
export interface Group {
  /** Of its first milestone. */
  readonly release: string;
  /** `undefined` for a month. */
  readonly day: PlainDate | undefined;
  readonly utcDay: PlainDate | undefined;
  /** The latest of its members'; `undefined` for a month. */
  readonly cutoff: Instant | undefined;
  /** When the last of them stops being ahead; a month at its end. */
  readonly ends: Instant;
  readonly milestones: readonly Milestone[];
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
  readonly at: Instant;
  readonly next: Group | undefined;
  readonly then: Group | undefined;
  /** The line names `then` too: it closes at most 48 hours after `next`. */
  readonly both: boolean;
  readonly cherryPick: CherryPick | undefined;
}

const closeBy = 48 * 3_600_000;

/**
 * What is next at an instant: the earliest announced day that is still open, with all that counts on it;
 * the next cherry-pick deadline when no cycle has anything ahead; and nothing rather than something past.
 */
export function banner(calendar: Calendar, at: Instant): Banner {
  const open = datedMilestones(calendar).filter((one) => one.ends > at);
  const patches = open.filter((one) => isPatch(one.milestone) && one.milestone.kind === 'cherry-pick');
  const counted = open.filter((one) => one.milestone.banner);
  const [next, then] = groups(counted.length > 0 ? counted : patches);
  return {
    calendar: calendar.id,
    at,
    next,
    then,
    both: !!next && !!then && millis(then.ends) - millis(next.ends) <= closeBy,
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

/** The instants at which a banner can read otherwise, in order. */
function turns(calendar: Calendar): readonly Instant[] {
  return datedMilestones(calendar)
    .filter(({ milestone }) => milestone.banner || isPatch(milestone))
    .map(({ ends }) => ends)
    .toSorted();
}

/** By announced day; a month stands after the days that end with it. */
export function groups(open: readonly Ahead[]): readonly Group[] {
  const byDay = new Map<string, Ahead[]>();
  for (const one of open) {
    const key = `${one.day} ${isDated(one.milestone.when) ? 'day' : 'month'}`;
    const members = byDay.get(key);
    if (members) members.push(one);
    else byDay.set(key, [one]);
  }
  return [...byDay.keys()].toSorted().flatMap((key) => group(byDay.get(key) ?? []) ?? []);
}

function group(unsorted: readonly Ahead[]): Group | undefined {
  // patches of one day: the newest branch first, as in feeds
  const members = unsorted.toSorted(
    ({ milestone: a }, { milestone: b }) =>
      rank(a.id) - rank(b.id) || (isPatch(a) && isPatch(b) ? compareVersions(b.release, a.release) : 0),
  );
  const [first] = members;
  if (!first) return undefined;
  const latest = members.reduce((a, b) => (cutoffOf(b) > cutoffOf(a) ? b : a));
  const { when } = latest.milestone;
  const dated = isDated(when);
  return {
    release: first.release.version,
    day: dated ? first.day : undefined,
    utcDay: dated ? utcDay(when) : undefined,
    cutoff: dated ? cutoffOf(latest) : undefined,
    ends: members.reduce((end, { ends }) => (ends > end ? ends : end), first.ends),
    milestones: members.map(({ milestone }) => milestone),
  };
}

function cutoffOf({ milestone, release, ends }: Ahead): Instant {
  return closes(milestone.when, release.zone) ?? ends;
}

function cherryPick(open: readonly Ahead[]): CherryPick | undefined {
  const [first] = groups(open);
  if (!first?.day || !first.cutoff) return undefined;
  const { day, cutoff, milestones } = first;
  return { day, cutoff, patches: patchVersions(milestones), milestones };
}
