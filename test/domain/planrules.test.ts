import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { PlainDate } from '../../src/domain/time/time.ts';
import type { When } from '../../src/domain/when/when.ts';
import { addDays, daysBetween, weekday } from '../../src/domain/time/time.ts';
import { valueOf, wired } from '../service/wired.ts';
import { daysAfter } from './any.ts';
import { dayWhen, milestone, release, spanWhen, when } from './build.ts';
import { drafted, planned, announced, days, byId } from './cycles.ts';

describe('a plan of a Kubernetes cycle that is known by now', () => {
  const freezes = ['prr-freeze', 'enhancements-freeze', 'code-freeze', 'test-freeze', 'docs-freeze'];
  const known: [string, string[], number][] = [
    ['1.37', [...freezes.slice(0, 4), 'feature-blog-freeze'], 2],
    // half of the four cycles before had it a week later, the newest too
    ['1.37', ['docs-freeze'], 7],
    ['1.38', ['prr-freeze', 'enhancements-freeze'], 2],
    ['1.38', ['release'], 7],
  ];
  for (const [version, near, most] of known) {
    it(`has in ${version} ${near.join(', ')} at most ${most} days from where they were`, async () => {
      const { releases } = valueOf((await wired()).publish.calendar('kubernetes'));
      const cycle = releases.find((one) => one.version === version)?.milestones ?? [];
      const real = (id: string): PlainDate =>
        announced(cycle.find((one) => one.id === id) ?? assert.fail(id));

      const found = drafted(releases, { wished: version, start: real('cycle-start') });

      for (const id of near) {
        const away = daysBetween(real(id), announced(planned(found, id)));
        assert.ok(Math.abs(away) <= most, `${id} is ${away} days away`);
      }
    });
  }
});

const exactly: readonly ((day: PlainDate) => When)[] = [
  (day) => dayWhen(day),
  (day) => ({ kind: 'aoe', day }),
  (day) => spanWhen(day, addDays(day, 3)),
  (day) => when(`${day} 18:00 America/Los_Angeles`),
];

const anyMilestone = fc.record({
  id: fc.constantFrom('code-freeze', 'docs-freeze', 'docs-review', 'thaw', 'rc-0', 'kubecon'),
  slot: fc.integer({ min: -10, max: 110 }),
  how: fc.constantFrom(...exactly),
});

/** A cycle of 80 to 100 days that starts on any weekday of two years. */
const anyCycle = fc.record({
  start: daysAfter('2024-01-01', 700),
  length: fc.integer({ min: 80, max: 100 }),
  rows: fc.uniqueArray(anyMilestone, { selector: ({ id }) => id }),
});

const anyCycles = fc
  .array(anyCycle, { minLength: 1, maxLength: 5 })
  .map((cycles) =>
    cycles.map(({ start, length, rows }, index) =>
      release(`1.${index}`, [
        milestone('cycle-start', start),
        ...rows.map(({ id, slot, how }) => milestone(id, 'TBD', { when: how(addDays(start, slot)) })),
        milestone('release', addDays(start, length)),
      ]),
    ),
  );

const anyStart = daysAfter('2027-01-01', 700);

/** Weeks after that of the start. */
function weekIn(start: PlainDate, day: PlainDate): number {
  return Math.floor(daysBetween(addDays(start, 1 - weekday(start)), day) / 7);
}

describe('any plan', () => {
  it('has each milestone in a week in which an earlier cycle had it, but what must come before the release before it', () => {
    fc.assert(
      fc.property(anyCycles, anyStart, (releases, start) => {
        const found = drafted(releases, { start });

        const { release: end = start, ...others } = days(found);
        for (const [id, day] of Object.entries(others)) {
          const weeks = releases.flatMap(({ milestones }) => {
            const [own, first] = [id, 'cycle-start'].map((one) => milestones.find((it) => it.id === one));
            return own && first ? weekIn(announced(first), announced(own)) : [];
          });
          const kind = found.milestones.find(({ milestone: one }) => one.id === id)?.milestone.kind ?? 'task';
          const isFreeze = ['freeze', 'prerelease'].includes(kind);
          // a deadline on the day of an earlier release comes before this one, one after it stays there
          const isLast = (isFreeze || kind === 'deadline') && (day === start || day >= addDays(end, -3));
          assert.ok(weeks.includes(weekIn(start, day)) || isLast, `${id} is on ${day}`);
          assert.ok(
            !isFreeze || day < end || end <= start || day === start,
            `${id} is on ${day}, the release on ${end}`,
          );
        }
      }),
    );
  });

  it('is the same whatever the order in which a release tells its milestones', () => {
    const shuffled = anyCycles.chain((releases) =>
      fc.tuple(
        fc.constant(releases),
        fc.tuple(
          ...releases.map(({ milestones }) =>
            fc.shuffledSubarray([...milestones], { minLength: milestones.length }),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, anyStart, ([releases, orders], start) => {
        const others = releases.map((one, index) => ({ ...one, milestones: orders[index] ?? [] }));

        const [found, again] = [releases, others].map((some) => byId(drafted(some, { start })));

        assert.deepEqual(again, found);
      }),
    );
  });

  it('moves by as many weeks as its start', () => {
    fc.assert(
      fc.property(anyCycles, anyStart, fc.integer({ min: -60, max: 60 }), (releases, start, weeks) => {
        const before = days(drafted(releases, { start }));

        const after = days(drafted(releases, { start: addDays(start, weeks * 7) }));

        const moved = Object.entries(before).map(([id, day]) => [id, addDays(day, weeks * 7)]);
        assert.deepEqual(after, Object.fromEntries(moved));
      }),
    );
  });
});
