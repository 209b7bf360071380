import assert from 'node:assert/strict';
import type { Release } from '../../../src/domain/calendar/calendar.ts';
import { state, stateSince, stateWish } from '../../../src/domain/banner/state.ts';
import { at, calendar, milestone, release } from '../build.ts';

const cycle = (more: Partial<Release> = {}, thaw = true): Release =>
  release(
    '1.30',
    [
      milestone('enhancements-freeze', '2024-02-09T02:00Z'),
      milestone('code-freeze', '2024-03-06 AoE'),
      ...(thaw ? [milestone('thaw', '2024-04-10')] : []),
      milestone('release', '2024-04-17'),
    ],
    more,
  );

function frozen(releases: readonly Release[], now: string): readonly string[] {
  const { freezes } = state(calendar(releases), at(now));
  return freezes.map(({ milestone: { release: version, id }, until }) => `${version}/${id} ${until ?? '-'}`);
}

describe('the freezes in force', () => {
  const thaw = '2024-04-11T00:00:00.000Z';
  const out = '2024-04-18T00:00:00.000Z';
  const cases: [now: string, wanted: readonly string[]][] = [
    ['2024-02-09T01:59:59Z', []],
    ['2024-02-09T02:00Z', [`1.30/enhancements-freeze ${out}`]],
    ['2024-03-07T11:59:59Z', [`1.30/enhancements-freeze ${out}`]],
    ['2024-03-07T12:00Z', [`1.30/enhancements-freeze ${out}`, `1.30/code-freeze ${thaw}`]],
    ['2024-04-10T23:59:59Z', [`1.30/enhancements-freeze ${out}`, `1.30/code-freeze ${thaw}`]],
    ['2024-04-11', [`1.30/enhancements-freeze ${out}`]],
    ['2024-04-18', []],
  ];
  for (const [now, wanted] of cases) {
    it(`at ${now} are ${wanted.length}: each since its cutoff, until what ends it`, () => {
      assert.deepEqual(frozen([cycle()], now), wanted);
    });
  }

  it('end with the release day where nothing thaws', () => {
    assert.deepEqual(frozen([cycle({}, false)], '2024-04-17T23:59:59Z').length, 2);
    assert.deepEqual(frozen([cycle({}, false)], '2024-04-18'), []);
  });

  it('are those of each release by itself', () => {
    const next = release('1.31', [
      milestone('code-freeze', '2024-04-01'),
      milestone('release', '2024-08-13'),
    ]);

    assert.deepEqual(frozen([cycle(), next], '2024-06-01'), ['1.31/code-freeze 2024-08-14T00:00:00.000Z']);
  });

  it('are none of what is cancelled, tentative or over without an end', () => {
    assert.deepEqual(frozen([cycle({ status: 'cancelled' })], '2024-03-08'), []);
    assert.deepEqual(frozen([cycle({ status: 'tentative' })], '2024-03-08'), []);
    const over = release('1.29', [milestone('code-freeze', '2023-11-01')], { status: 'done' });
    assert.deepEqual(frozen([over], '2024-03-08'), []);
  });

  it('go on for nobody knows how long where no end is known', () => {
    const open = release('1.30', [milestone('code-freeze', '2024-03-06')]);

    assert.deepEqual(frozen([open], '2030-01-01'), ['1.30/code-freeze -']);
  });

  it('stand between the last and the next turn', () => {
    const one = calendar([cycle()]);
    const window = (text: string): readonly unknown[] => {
      const now = at(text);
      return [stateSince(one, now, stateWish(one)), state(one, now).changesAt];
    };

    assert.deepEqual(window('2024-03-01'), ['2024-02-09T02:00:00.000Z', '2024-03-07T12:00:00.000Z']);
    assert.deepEqual(window('2024-01-01'), [undefined, '2024-02-09T02:00:00.000Z']);
    assert.equal(window('2024-12-01')[1], undefined);
  });
});
