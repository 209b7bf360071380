import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import { freezes } from '../banner/freeze.ts';
import { groups } from '../banner/banner.ts';
import { isPatch } from '../calendar/patch.ts';
import { standsOn } from '../calendar/actual.ts';
import { closes, datedMilestones, endsAt } from '../calendar/deadline.ts';
import { zoneOf } from '../calendar/calendar.ts';
import { dayIn, firstDayOf, lastDayOf, plus } from '../time/time.ts';
import { announcedDay, isDated, lastDay } from '../when/when.ts';
import { isOffIn } from '../calendar/off.ts';

/** The announced days of a milestone; for a month, all its days. */
interface Days {
  readonly first: PlainDate;
  readonly last: PlainDate;
}

/** A milestone of a cycle, and how it stands at an instant. */
export interface CycleMark extends Days {
  readonly milestone: Milestone;
  /** Whether only its month is known. */
  readonly vague: boolean;
  /** `next` is what the banner names; `off` is canceled or postponed. */
  readonly state: 'past' | 'next' | 'ahead' | 'off';
  /** Of a freeze: the day on which it ends; without a known end the last of the cycle. */
  readonly frozenUntil: PlainDate | undefined;
}

/** A release cycle as it is displayed. */
export interface Cycle extends Days {
  readonly calendar: string;
  /** The release's title: `Kubernetes 1.38`. */
  readonly title: string;
  /** What the calendar calls it: `release cycle`. */
  readonly word: string;
  readonly release: string;
  readonly at: Instant;
  /** The day of `at` in the calendar's zone. */
  readonly today: PlainDate;
  /** Counted and key milestones and conferences, by day. */
  readonly marks: readonly CycleMark[];
}

/** Whether it belongs to the patch train rather than to the cycle that makes a release. */
export function isTrain(milestone: Milestone): boolean {
  return isPatch(milestone) || milestone.kind === 'maintenance' || milestone.kind === 'end-of-life';
}

/** Whether a release has a cycle of its own that can be shown. */
export function hasCycle({ milestones }: Release): boolean {
  return milestones.some((one) => !isTrain(one) && one.when.kind !== 'tbd');
}

/** How long after its day a release may change, unless it is known when it came out. */
const lately = 'P30D';

/** Whether the dates of its cycle may still change. */
export function mayChange(release: Release, now: Instant): boolean {
  if (!hasCycle(release) || release.status === 'done' || release.status === 'cancelled') return false;
  const out = datedMilestones({ releases: [release] }).find(({ milestone }) => milestone.kind === 'release');
  if (!out) return true;
  const { actual } = out.milestone;
  const really = actual && closes({ kind: 'release', when: actual }, release.zone);
  if (really && really <= now) return false;
  return now < plus(out.ends, lately);
}

/** The release of the next counted milestone, in a running cycle or one to come; else the last cycle. */
export function cycleAt(calendar: Calendar, at: Instant): Release | undefined {
  const open = datedMilestones(calendar)
    .filter(({ milestone, ends }) => milestone.banner && !isTrain(milestone) && ends > at)
    .toSorted((a, b) => (a.ends < b.ends ? -1 : 1));
  return open[0]?.release ?? calendar.releases.findLast(hasCycle);
}

/** `undefined` where none of it has a day or month. */
export function cycle(calendar: Calendar, release: Release, at: Instant): Cycle | undefined {
  const shown = release.milestones.filter(
    (one) => !isTrain(one) && (one.banner || one.key || one.kind === 'event'),
  );
  // the banner's rule, for this release alone
  const open = datedMilestones({ releases: [release] }).filter(
    ({ milestone, ends }) => milestone.banner && !isTrain(milestone) && ends > at,
  );
  const next = new Set(groups(open)[0]?.milestones);
  const marks = shown
    .flatMap((milestone) => mark(milestone, { release, at, next }))
    .toSorted((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const [first] = marks;
  if (!first) return undefined;
  const last = marks.reduce((latest, one) => (one.last > latest ? one.last : latest), first.last);
  return {
    calendar: calendar.id,
    title: release.title,
    word: calendar.vocabulary.words.cycle,
    release: release.version,
    at,
    today: dayIn(at, zoneOf(calendar)),
    first: first.first,
    last,
    marks: withFreezes(marks, calendar, last),
  };
}

/** The days on which it stands; `undefined` for what has neither day nor month. */
export function daysOf(milestone: Milestone): Days | undefined {
  const when = standsOn(milestone);
  if (isDated(when)) return { first: announcedDay(when), last: lastDay(when) };
  return when.kind === 'month' ? { first: firstDayOf(when.month), last: lastDayOf(when.month) } : undefined;
}

/** When the next of its milestones is over; until then past and ahead stay the same. */
export function nextEnd(calendar: Calendar, release: Release, at: Instant): Instant | undefined {
  return datedMilestones({ ...calendar, releases: [release] })
    .flatMap(({ ends }) => (ends > at ? ends : []))
    .toSorted()[0];
}

interface Standing {
  readonly release: Release;
  readonly at: Instant;
  /** What the banner names. */
  readonly next: ReadonlySet<Milestone>;
}

function mark(milestone: Milestone, standing: Standing): readonly CycleMark[] {
  const days = daysOf(milestone);
  const vague = milestone.when.kind === 'month';
  return days
    ? [{ milestone, ...days, vague, state: stateOf(milestone, standing), frozenUntil: undefined }]
    : [];
}

function stateOf(milestone: Milestone, { release, at, next }: Standing): CycleMark['state'] {
  if (isOffIn(milestone, release)) return 'off';
  const ends = endsAt(milestone, release);
  if (ends !== undefined && ends <= at) return 'past';
  return next.has(milestone) ? 'next' : 'ahead';
}

function withFreezes(marks: readonly CycleMark[], calendar: Calendar, last: PlainDate): readonly CycleMark[] {
  const all = freezes(calendar, ({ kind }) => kind === 'freeze');
  return marks.map((one) => {
    const freeze = all.find(({ milestone }) => milestone === one.milestone);
    if (!freeze || one.vague) return one;
    const until = freeze.ending && isDated(freeze.ending) ? lastDay(freeze.ending) : last;
    return { ...one, frozenUntil: until < last ? until : last };
  });
}
