import assert from 'node:assert/strict';
import type { Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import type { Conference } from '../../src/domain/cycle/conference.ts';
import type { Plan, PlannedMilestone } from '../../src/domain/cycle/cycleplan.ts';
import type { PlainDate } from '../../src/domain/time/time.ts';
import { planCycle } from '../../src/domain/cycle/cycleplan.ts';
import { addDays } from '../../src/domain/time/time.ts';
import { announcedDay, isDated } from '../../src/domain/when/when.ts';
import { calendar, day, milestone, release } from './build.ts';

const starts = {
  '1.33': '2025-01-06',
  '1.34': '2025-05-12',
  '1.35': '2025-09-08',
  '1.36': '2026-01-12',
};
export type Version = keyof typeof starts;

/** `10 Wed` of a cycle. */
export function dayIn(version: Version, place: string): string {
  const [week, name = ''] = place.split(' ');
  const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  return addDays(day(starts[version]), (Number(week) - 1) * 7 + weekdays.indexOf(name));
}

/** A cycle that is released in week 15. */
export function cycle(
  version: Version,
  milestones: readonly Milestone[],
  more: Partial<Release> = {},
): Release {
  const [start, end] = [starts[version], dayIn(version, '15 Wed')];
  return release(version, [milestone('cycle-start', start), ...milestones, milestone('release', end)], more);
}

/** Four cycles with one milestone, at `10 Wed` of each, the oldest first; an empty place is none. */
export function four(
  id: string,
  places: readonly string[],
  more: Partial<Milestone> = {},
): readonly Release[] {
  const versions: readonly Version[] = ['1.33', '1.34', '1.35', '1.36'];
  return versions.map((version, index) => {
    const place = places[index] ?? '';
    return cycle(version, place === '' ? [] : [milestone(id, dayIn(version, place), more)]);
  });
}

export interface Asked {
  readonly wished?: string;
  readonly start?: string;
  readonly conferences?: readonly Conference[];
}

/** Of a cycle that starts on Monday 11 January 2027, unless it is said otherwise. */
export function drafted(releases: readonly Release[], asked: Asked = {}): Plan {
  const { wished = '1.37', start = '2027-01-11', conferences = [] } = asked;
  const found = planCycle(calendar(releases), { release: wished, start: day(start), conferences });
  assert.ok(found);
  return found;
}

/** Of one cycle before it, with one milestone. */
export function draftedFrom(only: Milestone, asked: Asked = {}): PlannedMilestone['milestone'] {
  return planned(drafted([cycle('1.36', [only])], asked), only.id);
}

export function planned(found: Plan, id: string): PlannedMilestone['milestone'] {
  const one = found.milestones.find(({ milestone: { id: own } }) => own === id)?.milestone;
  assert.ok(one, `no ${id} in the plan`);
  return one;
}

export function ids({ milestones }: Plan): readonly string[] {
  return milestones.map(({ milestone: { id } }) => id);
}

export function announced({ id, when }: Pick<Milestone, 'id' | 'when'>): PlainDate {
  assert.ok(isDated(when), `${id} is not dated`);
  return announcedDay(when);
}

/** The day of each milestone by its id. */
export function days({ milestones }: Plan): Readonly<Record<string, PlainDate>> {
  return Object.fromEntries(milestones.map(({ milestone: one }) => [one.id, announced(one)]));
}

/** Without the order of those of one day. */
export function byId({ milestones, ...rest }: Plan): object {
  return { ...rest, ...Object.fromEntries(milestones.map((one) => [one.milestone.id, one])) };
}
