import assert from 'node:assert/strict';
import type { Milestone } from '../../../src/domain/calendar/calendar.ts';
import { cycle, cycleAt } from '../../../src/domain/cycle/cycle.ts';
import { at, calendar, milestone, release } from '../build.ts';

const freeze = (id: string, when: string, more: Partial<Milestone> = {}): Milestone =>
  milestone(id, when, { kind: 'freeze', key: true, banner: true, ...more });

const old = release('1.0', [freeze('code-freeze', '2026-01-10'), freeze('release', '2026-02-10')]);
const coming = release('1.1', [freeze('code-freeze', '2026-05-10'), freeze('release', '2026-06-10')]);
const two = calendar([old, coming]);

describe('the cycle that a page shows', () => {
  for (const [now, version] of [
    ['2026-01-01', '1.0'],
    ['2026-02-10T23:59Z', '1.0'],
    ['2026-02-11', '1.1'],
    ['2026-06-10T23:59Z', '1.1'],
    // nothing is ahead: the last that was
    ['2026-06-11', '1.1'],
  ] as const)
    it(`is that of ${version} at ${now}`, () => {
      assert.equal(cycleAt(two, at(now))?.version, version);
    });

  it('is none where no release has a day or month', () => {
    const tbd = release('2.0', [freeze('code-freeze', 'TBD')]);

    assert.equal(cycleAt(calendar([tbd]), at('2026-01-01')), undefined);
    assert.equal(cycle(calendar([tbd]), tbd, at('2026-01-01')), undefined);
  });

  it('says what is past, next, ahead and off, and until when each freeze lasts', () => {
    const own = release('1.0', [
      freeze('a', '2026-01-10'),
      freeze('b', '2026-02-10 AoE', { until: ['thaw'] }),
      freeze('c', '2026-02-10'),
      freeze('d', '2026-03-01', { status: 'cancelled' }),
      freeze('e', '2026-03-10'),
      milestone('thaw', '2026-03-01', { kind: 'task', key: true, banner: true }),
      milestone('release', '2026-03-20', { kind: 'release', key: true, banner: true }),
    ]);

    const shown = cycle(calendar([own]), own, at('2026-02-01'));

    assert.deepEqual(
      shown?.marks.map(({ milestone: { id }, state, frozenUntil }) => [id, state, frozenUntil]),
      [
        ['a', 'past', '2026-03-20'],
        ['b', 'next', '2026-03-01'],
        ['c', 'next', '2026-03-20'],
        ['d', 'off', undefined],
        ['thaw', 'ahead', undefined],
        ['e', 'ahead', '2026-03-20'],
        ['release', 'ahead', undefined],
      ],
    );
  });

  it('takes nothing of a draft for cancelled', () => {
    const draft = release(
      '2.0',
      [freeze('a', '2027-01-10'), freeze('b', '2027-02-10', { status: 'cancelled' })],
      {
        status: 'tentative',
      },
    );

    const shown = cycle(calendar([draft]), draft, at('2026-01-01'));

    assert.deepEqual(
      shown?.marks.map(({ state }) => state),
      ['ahead', 'off'],
    );
  });

  it('gives a month all its days, and takes it for no freeze', () => {
    const own = release('1.0', [
      freeze('a', '2026-01-10'),
      freeze('b', '2026-03'),
      freeze('c', '2026-04-10'),
    ]);

    const shown = cycle(calendar([own]), own, at('2026-01-01'));

    assert.deepEqual(
      shown?.marks.map(({ first, last, vague, frozenUntil }) => [first, last, vague, frozenUntil]),
      [
        ['2026-01-10', '2026-01-10', false, '2026-04-10'],
        ['2026-03-01', '2026-03-31', true, undefined],
        ['2026-04-10', '2026-04-10', false, '2026-04-10'],
      ],
    );
  });
});

describe('the next of a cycle', () => {
  it('is what closes first, not what begins first, as the banner has it', () => {
    const own = release('2.0', [
      milestone('review', '2026-11-20..2026-12-20', { kind: 'deadline' }),
      milestone('code-freeze', '2026-12-03'),
    ]);

    const marks = cycle(calendar([own]), own, at('2026-11-25'))?.marks ?? [];

    assert.deepEqual(
      marks.filter(({ state }) => state === 'next').map(({ milestone: { id } }) => id),
      ['code-freeze'],
    );
  });
});
