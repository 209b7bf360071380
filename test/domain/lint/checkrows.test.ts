import assert from 'node:assert/strict';
import type { Row } from '../../../src/domain/lint/checkrows.ts';
import * as fc from 'fast-check';
import { checkRows, weekOf } from '../../../src/domain/lint/checkrows.ts';
import { addDays, daysBetween, weekday } from '../../../src/domain/time/time.ts';
import { anyDay } from '../any.ts';
import { day } from '../build.ts';
import { brief, rowOf } from '../rows.ts';

const start = rowOf(1, 'cycle-start', '2026-01-07');
const release = rowOf(99, 'release', '2026-04-22');

function told(...rows: readonly Row[]): readonly string[] {
  return brief(checkRows(rows, []));
}

describe('the order of rows', () => {
  it('is told where a row stands below a later day', () => {
    const found = told(start, rowOf(2, 'code-freeze', '2026-03-18'), rowOf(3, 'thaw', '2026-03-17'));

    assert.deepEqual(found, ['3 out-of-order']);
  });

  const evening = '2026-03-19T01:00Z[America/Los_Angeles]';
  const right: [what: string, ...whens: string[]][] = [
    ['for rows of one day, of a span', '2026-03-16..2026-03-19', '2026-03-16'],
    ['around what has no day', '2026-03-09', 'TBD', '2026-03-10'],
    ['by the day that was announced', '2026-03-18', evening, '2026-03-18 AoE'],
  ];
  for (const [what, ...whens] of right) {
    it(`is right ${what}`, () => {
      assert.deepEqual(told(start, ...whens.map((when, index) => rowOf(2 + index, 'x', when))), []);
    });
  }
});

describe('the week of a row', () => {
  const weeks: readonly (readonly [written: string, week: number])[] = [
    ['2026-01-05', 1],
    ['2026-01-11', 1],
    ['2026-01-12', 2],
    ['2026-03-18 AoE', 11],
    ['2026-03-17T01:00Z[America/Los_Angeles]', 11],
    ['2026-01-04', 0],
  ];
  for (const [written, week] of weeks) {
    it(`is ${week} on ${written}, in a cycle that starts on a Wednesday`, () => {
      const right = told(start, rowOf(2, 'x', written, { week })).filter((one) => one.includes('week'));
      const wrong = told(start, rowOf(2, 'x', written, { week: week + 1 }));

      assert.deepEqual(right, []);
      assert.ok(wrong.includes('2 week-mismatch'), wrong.join());
    });
  }

  it('is not known without a start, or without a day', () => {
    const noStart = told(rowOf(2, 'x', '2026-03-18', { week: 40 }));
    const noDay = told(start, rowOf(2, 'x', 'TBD', { week: 40 }), rowOf(3, 'x', '2026-03', { week: 40 }));

    assert.deepEqual([...noStart, ...noDay], []);
  });

  it('counts from the Monday of the week in which the cycle starts', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -100, max: 400 }), (first, more) => {
        const one = addDays(first, more);

        const week = weekOf(one, first);

        const monday = addDays(first, 1 - weekday(first) + (week - 1) * 7);
        const inside = daysBetween(monday, one);
        assert.ok(weekday(monday) === 1 && inside >= 0 && inside < 7, `${first} ${one} ${week}`);
      }),
    );
  });
});

describe('a milestone outside its cycle', () => {
  it('is told when it is far before the start, or long after the release', () => {
    const found = told(
      rowOf(2, 'schedule-finalized', '2025-11-20'),
      start,
      release,
      rowOf(100, 'retro', '2026-06-04'),
    );

    assert.deepEqual(found, ['2 outside-cycle', '100 outside-cycle']);
  });

  const undecided = rowOf(99, 'release', 'TBD');
  const ends = ['cherry-pick-1-38-4', 'patch-1-38-4', 'maintenance', 'end-of-life'];
  const inside: [what: string, ...rows: Row[]][] = [
    [
      'within six weeks of either',
      rowOf(2, 'x', '2025-11-26'),
      start,
      release,
      rowOf(100, 'retro', '2026-06-03'),
    ],
    [
      'where it keeps a release up until its end',
      start,
      release,
      ...ends.map((id) => rowOf(100, id, '2027-06-28')),
    ],
    ['long after the start while nobody knows the release', start, rowOf(2, 'thaw', '2026-12-01'), undecided],
  ];
  for (const [what, ...rows] of inside) {
    it(`is none ${what}`, () => {
      assert.deepEqual(told(...rows), []);
    });
  }
});

describe('what closes', () => {
  it('is told on a weekend: a freeze, a deadline and a cherry-pick deadline, and nothing else', () => {
    const found = told(
      ...[rowOf(1, 'cherry-pick', '2026-04-10'), rowOf(2, 'cherry-pick', '2026-04-11')],
      ...[rowOf(3, 'cherry-pick', '2026-04-12'), rowOf(4, 'cherry-pick', '2026-04-13')],
      ...[rowOf(5, 'code-freeze', '2026-04-18'), rowOf(6, 'release', '2026-04-19')],
    );

    assert.deepEqual(found, ['2 weekend-deadline', '3 weekend-deadline', '5 weekend-deadline']);
  });
});

describe('a conference', () => {
  const kubecon = rowOf(50, 'kubecon', '2026-03-16..2026-03-19');
  const during = (row: Row): readonly string[] =>
    brief(checkRows([row], [kubecon])).filter((one) => one.includes('clash'));

  it('is noted by a freeze or a deadline on one of its days', () => {
    const days = ['15', '16', '19', '20'].map((date) => during(rowOf(1, 'code-freeze', `2026-03-${date}`)));

    assert.deepEqual(days, [[], ['1 conference-clash'], ['1 conference-clash'], []]);
    assert.deepEqual(during(rowOf(1, 'docs-review', '2026-03-17')), ['1 conference-clash']);
  });

  it('is no matter to a task or to the release, nor to what has no day', () => {
    const rows = [rowOf(1, 'branch', '2026-03-17'), rowOf(1, 'release', '2026-03-17')];

    assert.deepEqual([...rows, rowOf(1, 'code-freeze', '2026-03')].flatMap(during), []);
  });

  it('is none when it is a retrospective, or has one day only', () => {
    const others = [rowOf(2, 'retro', '2026-03-16..2026-03-19'), rowOf(3, 'kubecon', '2026-03-17')];

    assert.deepEqual(checkRows([rowOf(1, 'code-freeze', '2026-03-17')], others), []);
  });

  it('says which, and when it is', () => {
    const [found] = checkRows([rowOf(1, 'code-freeze', '2026-03-17')], [kubecon]);

    assert.equal(found?.says, 'code-freeze on 2026-03-17 is during kubecon (2026-03-16 to 2026-03-19)');
  });
});

describe('what the linter alone finds', () => {
  it('stops no calendar', () => {
    const found = checkRows([start, rowOf(2, 'cherry-pick', '2025-10-04', { week: 7 })], []);

    assert.equal(found.length, 4);
    assert.ok(found.every(({ blocks }) => !blocks));
    assert.match(found[0]?.says ?? '', /^expected 2026-01-07 or later below cycle-start, found 2025-10-04$/);
    assert.equal(weekOf(day('2025-10-04'), day('2026-01-07')), -13);
  });
});
