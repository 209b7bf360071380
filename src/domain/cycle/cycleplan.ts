import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Draft } from '../calendar/draft.ts';
import type { Conference } from './conference.ts';
import type { PlainDate } from '../time/time.ts';
import type { Dated } from '../when/when.ts';
import { compareVersions } from '../calendar/calendar.ts';
import { transposed, withVersion } from './transpose.ts';
import { draftOf } from '../calendar/draft.ts';
import { clash, meetings } from './conference.ts';
import { deadline, isOn } from '../calendar/deadline.ts';
import { addDays, daysBetween, weekday } from '../time/time.ts';
import { announcedDay } from '../when/when.ts';

export interface PlannedMilestone {
  readonly milestone: Draft<Dated>;
  /** Why its day is a bad one, in a sentence. */
  readonly says?: string;
}

export interface PlanWish {
  readonly release: string;
  /** Any weekday: week 1 begins with the Monday on or before it. */
  readonly start: PlainDate;
  readonly conferences: readonly Conference[];
}

export interface Plan extends Pick<PlanWish, 'release' | 'start'> {
  /** The releases it was drafted from, oldest first. */
  readonly from: readonly string[];
  /** By announced day; within a day in the order of the newest cycle. */
  readonly milestones: readonly PlannedMilestone[];
  /** Names that still tell of an earlier release, since nobody knows what they are called in this one. */
  readonly unmoved: readonly string[];
}

/** An earlier cycle, its milestones renamed as in the planned one. */
interface Cycle {
  readonly release: Release;
  readonly milestones: readonly Milestone<Dated>[];
  readonly start: Milestone<Dated>;
  readonly end: Milestone<Dated>;
}

/** A milestone from the newest cycle that has it, and where every cycle had it, newest first. */
interface Pattern {
  readonly milestone: Milestone<Dated>;
  /** Days after the Monday of week 1: week and weekday in one number. */
  readonly slots: readonly number[];
  /** Whether it came after the release of the newest cycle that has it. */
  readonly isAfter: boolean;
}

/**
 * Drafts a cycle from the last four before it that have a start and a release; `undefined` when there is
 * none. Each milestone that the newest or two of them have gets its most usual week and weekday, the newest
 * on a tie. Conferences join as events and move nothing.
 */
export function planCycle({ releases, title }: Calendar, wish: PlanWish): Plan | undefined {
  const { release, start, conferences } = wish;
  const cycles = releases.flatMap((one) => cycleOf(one, release) ?? []).slice(-4);
  const newest = cycles.at(-1);
  if (!newest) return undefined;
  const found = patterns(cycles.toReversed());
  const end = usual(cycles.toReversed().map((cycle) => slotOf(cycle.end, cycle)));
  const planned = found.map((pattern) => {
    const isStart = pattern.milestone.id === newest.start.id;
    return draft(pattern, isStart ? start : dayOf(pattern, start, end), wish);
  });
  const taken = found.map(({ milestone }) => milestone.id);
  const others = meetings(conferences, { zone: newest.release.zone, taken });
  const milestones = [...planned, ...others.map((one) => ({ milestone: { ...one, ...inWeek(one, start) } }))];
  return {
    release,
    start,
    from: cycles.map((cycle) => cycle.release.version),
    milestones: milestones.toSorted((a, b) => byDay(a.milestone, b.milestone)),
    unmoved: planned.map(({ milestone }) => milestone.name).filter(tellsOf(newest.release, title)),
  };
}

/** Whether a name has a word of a release that its calendar's title has not: its number or its code name. */
function tellsOf({ version, title }: Release, calendar: string): (name: string) => boolean {
  const words = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\d.]*[\p{L}\d]/gu) ?? [];
  const common = new Set([...words(calendar), 'release', 'version']);
  const own = new Set([...words(version), ...words(title)].filter((word) => !common.has(word)));
  return (name) => words(name).some((word) => own.has(word) || own.has(word.replace(/^v/, '')));
}

function cycleOf(release: Release, wished: string): Cycle | undefined {
  const { version } = release;
  if (compareVersions(version, wished) >= 0) return undefined;
  const milestones = release.milestones
    .filter((one) => isOn(one, release) && recurs(one))
    .flatMap((one) => deadline(withVersion(one, version, wished)) ?? []);
  const sorted = milestones.toSorted(byDay);
  const start = sorted.find(({ id }) => id === 'cycle-start') ?? sorted.find(({ kind }) => kind === 'start');
  const end = sorted.find(({ id }) => id === 'release') ?? sorted.findLast(({ kind }) => kind === 'release');
  return start && end && { release, milestones, start, end };
}

/** Conferences and patch releases belong to one year and do not recur. */
function recurs({ kind, patch }: Milestone): boolean {
  return patch === undefined && !['event', 'patch', 'maintenance', 'end-of-life'].includes(kind);
}

function patterns(newestFirst: readonly Cycle[]): readonly Pattern[] {
  const ids = new Set(newestFirst.flatMap(({ milestones }) => milestones.map(({ id }) => id)));
  return [...ids].flatMap((id) => {
    const had = newestFirst.flatMap((cycle) => {
      const milestone = cycle.milestones.find((one) => one.id === id);
      return milestone ? { cycle, milestone, slot: slotOf(milestone, cycle) } : [];
    });
    const [first] = had;
    const isUsual = first?.cycle === newestFirst[0] || had.length > 1;
    if (!first || !isUsual) return [];
    const isAfter = first.slot > slotOf(first.cycle.end, first.cycle);
    return { milestone: first.milestone, slots: had.map(({ slot }) => slot), isAfter };
  });
}

function slotOf({ when }: Milestone<Dated>, { start }: Cycle): number {
  return daysBetween(mondayOf(announcedDay(start.when)), announcedDay(when));
}

/** The most usual slot, the first on a tie. */
function usual(slots: readonly number[]): number {
  const times = (slot: number): number => slots.filter((other) => other === slot).length;
  return slots.reduce((best, slot) => (times(slot) > times(best) ? slot : best));
}

/** What must come before a release. */
const before: ReadonlySet<string> = new Set(['freeze', 'deadline', 'prerelease', 'cherry-pick']);

/** `end` is the slot of the release. */
function dayOf({ milestone, slots, isAfter }: Pattern, start: PlainDate, end: number): PlainDate {
  // what people are to do after a release stays there; a freeze or a candidate there is a slip
  const isLate = isAfter && (milestone.kind === 'deadline' || milestone.kind === 'cherry-pick');
  const inTime = before.has(milestone.kind) && !isLate ? slots.filter((slot) => slot < end) : slots;
  const slot = inTime.length > 0 ? usual(inTime) : workdayBefore(end);
  const day = addDays(mondayOf(start), slot);
  // a cycle that starts midweek has nothing of that week before its start
  return slot >= 0 && day < start ? start : day;
}

/** The last Monday to Friday before a slot, which counts from a Monday. */
function workdayBefore(slot: number): number {
  const weekdayOf = (one: number): number => ((one % 7) + 7) % 7;
  return [1, 2, 3].map((days) => slot - days).find((one) => weekdayOf(one) < 5) ?? slot - 1;
}

function draft(
  { milestone, slots }: Pattern,
  day: PlainDate,
  { start, conferences }: PlanWish,
): PlannedMilestone {
  const { id, name, short, kind, role, key, banner, link, aliases } = milestone;
  const when = transposed(milestone.when, day);
  const isAwaited = kind === 'freeze' || kind === 'deadline' || kind === 'release';
  const says = isAwaited ? clash({ name, day, weeks: slots.map(weekOf) }, conferences) : undefined;
  return {
    milestone: draftOf({
      ...{ id, name, short, kind, when, role, key, banner, aliases },
      ...inWeek({ when }, start),
      ...(link !== undefined && { link }),
    }),
    ...(says !== undefined && { says }),
  };
}

function inWeek({ when }: { readonly when: Dated }, start: PlainDate): { readonly week?: number } {
  const week = weekOf(daysBetween(mondayOf(start), announcedDay(when)));
  return week > 0 ? { week } : {};
}

function weekOf(slot: number): number {
  return Math.floor(slot / 7) + 1;
}

function mondayOf(day: PlainDate): PlainDate {
  return addDays(day, 1 - weekday(day));
}

function byDay(a: { readonly when: Dated }, b: { readonly when: Dated }): number {
  return daysBetween(announcedDay(b.when), announcedDay(a.when));
}
