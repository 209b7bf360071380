import assert from 'node:assert/strict';
import type { Milestone, Release } from '../../../src/domain/calendar/calendar.ts';
import type { When } from '../../../src/domain/when/when.ts';
import * as fc from 'fast-check';
import { weekOf } from '../../../src/domain/lint/checkrows.ts';
import { monthNames, weekdayNames } from '../../../src/domain/time/datewords.ts';
import { addDays, wallTime, weekday } from '../../../src/domain/time/time.ts';
import { announcedDay, isDated, lastDay } from '../../../src/domain/when/when.ts';
import { daysAfter } from '../../domain/any.ts';
import { day, release as releaseOf, milestone as milestoneOf, where } from '../../domain/build.ts';
import { read } from '../folder.ts';
import { lineOf, readmeOf, start } from '../readmes.ts';

const end = 'v1.38.0 released | Lead | Wednesday 22nd April 2026 | week 16';

const rules: readonly (readonly [rule: string, when: string, what?: string])[] = [
  ['error weekday-mismatch', 'Tuesday 18th March 2026 | week 11'],
  ['error zone-pair-mismatch', '02:00 UTC Thursday 19th March 2026 / 18:00 PDT Wednesday 18th March 2026 |'],
  [
    'warning zone-out-of-season',
    '01:00 UTC Friday 6th February 2026 / 18:00 PDT Thursday 5th February 2026 |',
  ],
  ['error aoe-pair-mismatch', 'Wednesday 18th March 2026 (AoE) / Friday 20th March 2026 12:00 UTC |'],
  ['error impossible-date', '31st February 2026 |'],
  ['warning bad-ordinal', 'Monday 23th March 2026 |'],
  ['warning out-of-order', 'Monday 29th December 2025 |'],
  ['warning week-mismatch', 'Wednesday 18th March 2026 | week 10'],
  ['warning outside-cycle', 'Wednesday 18th August 2027 |'],
  ['warning weekend-deadline', 'Saturday 18th April 2026 |', 'Cherry Pick Deadline'],
  ['error unreadable-when', 'after KubeCon |'],
];

describe('the linter', () => {
  for (const [rule, when, what = 'Thaw'] of rules) {
    it(`tells of a README's row by the rule ${rule}, where its date stands: ${when}`, async () => {
      const seen = await read({ '1.38.md': readmeOf([start, `${what} | | ${when}`, end]) });

      // what else is told of such a row follows from the same mistake
      const found = seen.problems.filter((one) => one.includes(` ${rule}: `));
      assert.equal(found.length, 1, seen.problems.join('\n'));
      assert.ok(found[0]?.startsWith(`1.38.md:${lineOf(2)}:`), found[0]);
    });
  }

  it('notes a freeze during a conference that only the summary names', async () => {
    const rows = [start, 'Code Freeze | | Wednesday 18th March 2026 |', end];
    const summary = ['**Monday 16th - Thursday 19th March 2026**: KubeCon EU'];

    const seen = await read({ '1.38.md': readmeOf(rows, { summary }) });

    assert.equal(seen.problems.length, 1);
    assert.match(
      seen.problems[0] ?? '',
      /^1.38.md:14:\d+ note conference-clash: Code Freeze on 2026-03-18 is during KubeCon EU/,
    );
  });

  it('tells of a YAML file as of a README, at the dates of its rows', async () => {
    const rows = [
      '{id: cycle-start, name: Start, when: 2026-01-05, week: 1}',
      '{id: code-freeze, name: Code Freeze, when: 2026-03-18, week: 10}',
      '{id: thaw, name: Thaw, when: 2026-03-17}',
      '{id: release, name: Release, when: 2026-04-22}',
      '{id: retro, name: Retro, when: 2026-08-01}',
      '{id: end-of-life, name: End, kind: end-of-life, when: 2027-06-28}',
    ];

    const seen = await read({
      '1.38.yaml': `release: "1.38"\nmilestones:\n${rows.map((row) => `  - ${row}\n`).join('')}`,
    });

    assert.ok(seen.calendar);
    assert.deepEqual(
      seen.problems.map((one) => one.split(': ')[0]),
      [
        '1.38.yaml:4:48 warning week-mismatch',
        '1.38.yaml:5:34 warning out-of-order',
        '1.38.yaml:7:36 warning outside-cycle',
      ],
    );
  });
});

const names: readonly (readonly [id: string, name: string])[] = [
  ['cycle-start', 'Start of Release Cycle'],
  ['prr-freeze', 'Production Readiness Freeze'],
  ['enhancements-freeze', 'Enhancements Freeze'],
  ['alpha-1', 'v1.38.0-alpha.1 released'],
  ['kubecon-na', 'KubeCon NA'],
  ['docs-placeholder', 'Docs deadline - Open placeholder PRs'],
  ['code-freeze', 'Code Freeze'],
  ['test-freeze', 'Test Freeze'],
  ['our-own-dinner-100-free', String.raw`Our own \ [dinner] | 100% *free*`],
  ['docs-freeze', 'Docs Freeze'],
  ['release', 'v1.38.0 released'],
  ['retro', 'Release retrospective'],
];

/** One a week, on a working day, so that none is in a conference. */
const anyWhen = (monday: string, id: string): fc.Arbitrary<When> =>
  fc
    .record({
      on: fc.nat(4),
      form: fc.constantFrom('day', 'aoe', 'instant', 'tbd'),
      hour: fc.integer({ min: 9, max: 20 }),
    })
    .map(({ on, form, hour }): When => {
      const first = addDays(day(monday), on);
      const [zone, here] = [where('UTC'), where('America/Los_Angeles')];
      if (id.startsWith('kubecon'))
        return { kind: 'span', first: day(monday), last: addDays(day(monday), on + 1), zone };
      if (id === 'cycle-start' || form === 'day') return { kind: 'day', day: first, zone };
      const at = wallTime(first, hour * 60, here);
      if (form === 'instant' && at !== 'skipped' && at !== 'twice')
        return { kind: 'instant', at, zone: here };
      return form === 'aoe' ? { kind: 'aoe', day: first } : { kind: 'tbd' };
    });

const anyCycle: fc.Arbitrary<Release> = fc
  .tuple(daysAfter('2018-01-01', 6_000), fc.subarray([...names.keys()].slice(1), { minLength: 1 }))
  .chain(([first, chosen]) => {
    const monday = addDays(first, 1 - weekday(first));
    return fc.tuple(
      ...[0, ...chosen].map((index) => {
        const [id = '', name = ''] = names[index] ?? [];
        return anyWhen(addDays(monday, index * 7), id).map((when) => milestoneOf(id, 'TBD', { name, when }));
      }),
    );
  })
  .map((milestones) => releaseOf('1.38', weeks(milestones), { title: 'Example 1.38' }));

function weeks(milestones: readonly Milestone[]): readonly Milestone[] {
  const [first] = milestones;
  return milestones.map((one) =>
    isDated(one.when) && first && isDated(first.when)
      ? { ...one, week: weekOf(announcedDay(one.when), announcedDay(first.when)) }
      : one,
  );
}

/** `Mon Jan 5`; only the first of a README names the year. */
function short(when: When, index: number): string {
  if (!isDated(when)) return 'TBC';
  const words = (text: string): string =>
    `${weekdayNames[weekday(day(text)) - 1]?.slice(0, 3)} ${monthNames[Number(text.slice(5, 7)) - 1]?.slice(0, 3)} ${Number(text.slice(8))}`;
  const [from, to] = [announcedDay(when), lastDay(when)];
  return `${words(from)}${from === to ? '' : ` - ${words(to)}`}${index === 0 ? `, ${from.slice(0, 4)}` : ''}`;
}

describe('a schedule that is right', () => {
  it('has nothing told of it when its dates are as short as people write them', async () => {
    await fc.assert(
      fc.asyncProperty(anyCycle, async (cycle) => {
        const rows = cycle.milestones.map(
          ({ id, when, week }, index) =>
            `${names.find(([one]) => one === id)?.[1].replaceAll('|', '/')} | | ${short(when, index)} | ${week ?? ''}`,
        );
        const summary = cycle.milestones
          .filter(({ when, key }) => key && isDated(when))
          .map(({ when, name, week }) => `**${short(when, 1)}**: Week ${week ?? ''} - ${name}`);

        const seen = await read({ '1.38.md': readmeOf(rows, { summary }) });

        assert.deepEqual(seen.problems, [], rows.join('\n'));
      }),
      { numRuns: 60 },
    );
  });
});
