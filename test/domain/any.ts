import * as fc from 'fast-check';
import type { Calendar, Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import type { Instant, PlainDate, Zone } from '../../src/domain/time/time.ts';
import type { Dated, When } from '../../src/domain/when/when.ts';
import { milestoneStatuses, releaseStatuses } from '../../src/domain/calendar/calendar.ts';
import { addDays, aoe, instantOf, millis, monthOf } from '../../src/domain/time/time.ts';
import { at, calendar, day, milestone, release, where } from './build.ts';

/** Where midnights are skipped, passed twice, or far from those of UTC. */
export const zones: readonly Zone[] = [
  ...['UTC', 'America/Los_Angeles', 'America/Havana', 'America/Sao_Paulo', 'Europe/London', 'Asia/Beirut'],
  ...['Asia/Kolkata', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Kiritimati', aoe],
].map(where);

export const anyZone: fc.Arbitrary<Zone> = fc.constantFrom(...zones);

/** Of 1971 to 2099. */
export const anyDay: fc.Arbitrary<PlainDate> = daysAfter('1971-01-01', 47_000);

export const anyInstant: fc.Arbitrary<Instant> = fc
  .integer({ min: 0, max: 4_000_000_000_000 })
  .map(instantOf);

export function daysAfter(first: string, days: number): fc.Arbitrary<PlainDate> {
  return fc.nat(days - 1).map((more) => addDays(day(first), more));
}

export function anyDated(days: fc.Arbitrary<PlainDate>, moments: fc.Arbitrary<Instant>): fc.Arbitrary<Dated> {
  return fc.oneof(
    fc.record({ kind: fc.constant('day' as const), day: days, zone: anyZone }),
    fc.record({ kind: fc.constant('aoe' as const), day: days }),
    fc.record({ kind: fc.constant('instant' as const), at: moments, zone: anyZone }),
    fc.tuple(days, fc.integer({ min: 1, max: 20 }), anyZone).map(([first, more, zone]) => {
      return { kind: 'span' as const, first, last: addDays(first, more), zone };
    }),
  );
}

const spring = daysAfter('2026-03-01', 90);
/** In the three months in which `anyCalendar` has its milestones, and a little before and after. */
export const springMoment: fc.Arbitrary<Instant> = fc
  .integer({ min: -10 * 24, max: 130 * 24 })
  .map((hours) => instantOf(millis(at('2026-03-01')) + hours * 3_600_000));

const springWhen: fc.Arbitrary<When> = fc.oneof(
  { weight: 8, arbitrary: anyDated(spring, springMoment) },
  { weight: 1, arbitrary: spring.map((one): When => ({ kind: 'month', month: monthOf(one) })) },
  { weight: 1, arbitrary: fc.constant<When>({ kind: 'tbd' }) },
);

const ids = [
  ...['cycle-start', 'prr-freeze', 'enhancements-freeze', 'code-freeze', 'docs-freeze', 'release', 'thaw'],
  ...['exceptions-due', 'cherry-pick', 'rc-1', 'cherry-pick-1-36-2', 'patch-1-36-2', 'patch-1-36-3'],
  ...['maintenance', 'end-of-life', 'steering-election'],
] as const;

const anyMilestone: fc.Arbitrary<Milestone> = fc
  .record({
    id: fc.constantFrom(...ids),
    name: fc.constantFrom('Freeze', 'Deadline'),
    when: springWhen,
    status: fc.oneof(fc.constant('planned' as const), fc.constantFrom(...milestoneStatuses)),
    banner: fc.boolean(),
    actual: fc.option(springWhen, { nil: undefined }),
  })
  .map(({ id, actual, ...more }) => milestone(id, 'TBD', { ...more, ...(actual && { actual }) }));

const anyRelease: fc.Arbitrary<Release> = fc
  .record({
    version: fc.constantFrom('1.9', '1.35', '1.36', 'patches'),
    milestones: fc.uniqueArray(anyMilestone, { selector: ({ id }) => id, maxLength: 8 }),
    status: fc.oneof(fc.constant('planned' as const), fc.constantFrom(...releaseStatuses)),
    zone: anyZone,
  })
  .map(({ version, milestones, ...more }) => release(version, milestones, more));

/** Up to four releases whose milestones crowd into three months, with everything that may happen to them. */
export const anyCalendar: fc.Arbitrary<Calendar> = fc
  .uniqueArray(anyRelease, { selector: ({ version }) => version, maxLength: 4 })
  .map((releases) => calendar(releases));
