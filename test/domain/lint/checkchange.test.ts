import assert from 'node:assert/strict';
import type { Milestone } from '../../../src/domain/calendar/calendar.ts';
import { releaseChanges } from '../../../src/domain/history/change.ts';
import { checkChange } from '../../../src/domain/lint/checkchange.ts';
import { at, milestone } from '../build.ts';

const place = { file: '1.30.yaml', line: 4, column: 11 };

interface Given {
  readonly before: string;
  readonly after: string;
  readonly now?: string;
  readonly status?: Milestone['status'];
}

/** As `warning moved-silently: what it says`. */
function told({ before, after, now = '2024-01-01', status = 'planned' }: Given): readonly string[] {
  const was = milestone('code-freeze', before, { name: 'Code Freeze', status });
  const is = milestone('code-freeze', after, { name: 'Code Freeze' });
  const found = releaseChanges([was], [is]).flatMap((change) => checkChange(change, place, at(now)));
  return found.map(({ severity, rule, says }) => `${severity} ${rule}: ${says}`);
}

describe('a date that changed', () => {
  const silent: [what: string, given: Given][] = [
    ['a date that was filled in', { before: 'TBD', after: '2024-01-03' }],
    ['a month that became a day', { before: '2024-01', after: '2024-01-03' }],
    ['a month that became another', { before: '2024-01', after: '2024-02' }],
    ['a date in other words', { before: '2024-01-03', after: '2024-01-03 24:00 UTC' }],
    ['a move with 15 days to go', { before: '2024-01-16', after: '2024-02-01' }],
    ['a move to a day in 15 days', { before: '2024-03-01', after: '2024-01-16' }],
    ['no change', { before: '2024-01-03', after: '2024-01-03' }],
  ];
  for (const [what, given] of silent) {
    it(`is no finding: ${what}`, () => {
      assert.deepEqual(told(given), []);
    });
  }

  const short: [what: string, given: Given, end: string][] = [
    ['with 14 days to go', { before: '2024-01-15', after: '2024-02-01' }, 'with 14 days to go'],
    ['with one day to go', { before: '2024-01-02', after: '2024-02-01' }, 'with 1 day to go'],
    ['on its day', { before: '2024-01-01', after: '2024-02-01' }, 'with 0 days to go'],
    ['to a sooner day', { before: '2024-03-01', after: '2024-01-15' }, 'with 14 days to go'],
    ['to a day that was over', { before: '2024-03-01', after: '2023-12-30' }, 'which was over already'],
    ['that was taken back', { before: '2024-01-15', after: 'TBD' }, 'with 14 days to go'],
    [
      'whose hour moved',
      { before: '2024-01-15 02:00 UTC', after: '2024-01-15 03:00 UTC' },
      'with 14 days to go',
    ],
  ];
  for (const [what, given, end] of short) {
    it(`is short notice ${what}`, () => {
      const says = `Code Freeze was ${given.before} and is ${given.after} now, ${end}`;

      assert.deepEqual(told(given), [`note short-notice: ${says}`]);
    });
  }

  it('moved silently when it was over, and says since when', () => {
    assert.deepEqual(told({ before: '2023-12-30', after: '2024-03-01' }), [
      'warning moved-silently: Code Freeze: expected "when: 2023-12-30" as before, with what really happened in "actual", found 2024-03-01, though it was over on 2023-12-31',
    ]);
  });

  it('moved silently when it was marked done, though its day is still to come', () => {
    const [found = ''] = told({ before: '2024-02-01', after: '2024-03-01', status: 'done' });

    assert.match(
      found,
      /^warning moved-silently: .* with what really happened in "actual", .* though it was marked done$/,
    );
  });

  it('is over at its cutoff, not a moment before', () => {
    const given = { before: '2024-01-01 02:00 UTC', after: '2024-01-02 02:00 UTC' };

    const before = told({ ...given, now: '2024-01-01T01:59Z' });
    const then = told({ ...given, now: '2024-01-01T02:00Z' });

    assert.match(before.join(), /^note short-notice/);
    assert.match(then.join(), /^warning moved-silently/);
  });

  it('is told at its place, and stops no calendar', () => {
    const [change] = releaseChanges([milestone('rc-1', '2024-01-02')], [milestone('rc-1', '2024-01-03')]);
    assert.ok(change);

    const [found] = checkChange(change, place, at('2024-01-01'));

    assert.deepEqual({ at: found?.at, blocks: found?.blocks }, { at: place, blocks: false });
  });
});
