import assert from 'node:assert/strict';
import { readDayRule, ruledTrains } from '../../../src/domain/calendar/trainrule.ts';
import { addDays, weekday } from '../../../src/domain/time/time.ts';
import { day, month } from '../build.ts';

const kubernetes = {
  cherryPick: readDayRule('Friday after the first Monday'),
  target: readDayRule('Tuesday after the second Monday'),
};

function trains(
  cherryPick: string | undefined,
  target: string,
  [from, to]: readonly [string, string],
): unknown {
  const rule = readDayRule(target);
  assert.ok(rule);
  const pick = cherryPick === undefined ? undefined : readDayRule(cherryPick);
  const found = ruledTrains({ cherryPick: pick, target: rule, months: 3 }, month(from), month(to));
  return found.map(({ key, cherryPick: closes, target: comes }) => `${key} ${closes ?? '-'} ${comes}`);
}

describe('a rule for days', () => {
  for (const [text, wanted] of [
    ['first Friday', { kind: 'weekday', nth: 1, weekday: 5 }],
    ['the Fourth  monday', { kind: 'weekday', nth: 4, weekday: 1 }],
    ['last Sunday', { kind: 'weekday', nth: -1, weekday: 7 }],
    [
      'Friday after the first Monday',
      { kind: 'after', weekday: 5, than: { kind: 'weekday', nth: 1, weekday: 1 } },
    ],
    ['every 2 weeks from 2026-12-04', { kind: 'weeks', weeks: 2, from: '2026-12-04' }],
    ['every 1 week from 2026-12-04', { kind: 'weeks', weeks: 1, from: '2026-12-04' }],
  ] as const)
    it(`is read: ${text}`, () => {
      assert.deepEqual(readDayRule(text), wanted);
    });

  for (const text of [
    ...['', 'Friday', 'fifth Friday', '1st Friday', 'first Fryday', 'first Friday after'],
    ...['Friday before the first Monday'],
    ...[
      'Friday after Monday',
      'Friday after the first',
      'every weeks from 2026-12-04',
      'every 0 weeks from 2026-12-04',
    ],
    ...['every 53 weeks from 2026-12-04', 'every 2 weeks from 2026-02-30', 'every 2 days from 2026-12-04'],
    ...['first Friday of the month', 'Friday after the first Monday at noon'],
  ])
    it(`is no rule: "${text}"`, () => {
      assert.equal(readDayRule(text), undefined);
    });
});

describe('the trains that a rule gives', () => {
  it('are those of Kubernetes, month by month', () => {
    assert.deepEqual(
      trains('Friday after the first Monday', 'Tuesday after the second Monday', ['2026-10', '2027-02']),
      [
        ...[
          '2026-10 2026-10-09 2026-10-13',
          '2026-11 2026-11-06 2026-11-10',
          '2026-12 2026-12-11 2026-12-15',
        ],
        ...['2027-01 2027-01-08 2027-01-12', '2027-02 2027-02-05 2027-02-09'],
      ],
    );
  });

  it('are two in a month where weeks say so, each with the last cherry-pick day before it', () => {
    assert.deepEqual(
      trains('every 2 weeks from 2026-12-04', 'every 2 weeks from 2026-12-08', ['2026-12', '2027-01']),
      [
        ...['2026-12 2026-12-04 2026-12-08', '2026-12-2 2026-12-18 2026-12-22'],
        ...['2027-01 2027-01-01 2027-01-05', '2027-01-2 2027-01-15 2027-01-19'],
      ],
    );
  });

  it('begin with the day from which the weeks are counted', () => {
    assert.deepEqual(trains(undefined, 'every 6 weeks from 2026-12-20', ['2026-11', '2027-02']), [
      '2026-12 - 2026-12-20',
      '2027-01 - 2027-01-31',
    ]);
  });

  it('close in the month before where the rules say so, and are of the month of their target', () => {
    assert.deepEqual(trains('last Friday', 'first Tuesday', ['2026-12', '2027-01']), [
      '2026-12 2026-11-27 2026-12-01',
      '2027-01 2026-12-25 2027-01-05',
    ]);
    assert.deepEqual(trains('last Monday', 'Friday after the last Monday', ['2027-01', '2027-04']), [
      ...[
        '2027-01 2026-12-28 2027-01-01',
        '2027-01-2 2027-01-25 2027-01-29',
        '2027-02 2027-02-22 2027-02-26',
      ],
      ...['2027-04 2027-03-29 2027-04-02', '2027-04-2 2027-04-26 2027-04-30'],
    ]);
  });

  it('are days as a calendar on the wall counts them, for forty years', () => {
    const { target, cherryPick } = kubernetes;
    assert.ok(target && cherryPick);
    const found = ruledTrains({ target, cherryPick, months: 3 }, month('2000-01'), month('2039-12'));

    assert.equal(found.length, 480);
    for (const { month: of, cherryPick: closes, target: comes } of found) {
      // the first Monday is of the first seven days, by counting them off
      let monday = day(`${of}-01`);
      while (weekday(monday) !== 1) monday = addDays(monday, 1);
      assert.deepEqual([closes, comes], [addDays(monday, 4), addDays(monday, 8)]);
    }
  });
});
