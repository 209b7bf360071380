import assert from 'node:assert/strict';
import type { Change } from '../../../src/domain/history/change.ts';
import type { Milestone, Release } from '../../../src/domain/calendar/calendar.ts';
import { changes, isMassChange, releaseChanges, whenChange } from '../../../src/domain/history/change.ts';
import { at, calendar, milestone, release, when } from '../build.ts';

const freeze = (written: string, more: Partial<Milestone> = {}): Milestone =>
  milestone('code-freeze', written, { release: '1.30', name: 'Code Freeze', ...more });

function told(found: readonly Change[]): readonly string[] {
  return found.map(({ kind, release: version, id }) => `${kind} ${version}/${id}`);
}

describe('what became of a when', () => {
  const ways: [how: ReturnType<typeof whenChange>, before: string, after: string][] = [
    [undefined, '2024-03-06', '2024-03-06'],
    [undefined, 'TBD', 'TBC'],
    [undefined, 'Wednesday 6th March 2024', '2024-03-06'],
    ['moved', '2024-03-06', '2024-03-07'],
    ['moved', '2024-03-06 02:00 UTC', '2024-03-06 03:00 UTC'],
    ['moved', '2024-03-06', '2024-03-06 AoE'],
    ['moved', '2024-03-05..2024-03-07', '2024-03-05..2024-03-08'],
    ['filled', 'TBD', '2024-03-06'],
    ['filled', '2024-03', '2024-03-06 AoE'],
    ['unset', '2024-03-06', 'TBD'],
    ['unset', '2024-03-06', '2024-03'],
    ['reworded', '2024-03-06', '2024-03-06 24:00 UTC'],
    ['reworded', '2024-03-05 18:00 PST', '2024-03-06T02:00Z[America/Vancouver]'],
  ];
  for (const [how, before, after] of ways) {
    it(`is ${how ?? 'nothing'} from ${before} to ${after}`, () => {
      assert.equal(whenChange(when(before), when(after)), how);
    });
  }
});

describe('the changes of a release', () => {
  it('are one for each milestone, in the order of the later version, what is gone last', () => {
    const before = [freeze('2024-03-06'), milestone('thaw', '2024-04-01'), milestone('rc-1', '2024-03-20')];
    const after = [milestone('release', '2024-04-17'), milestone('rc-1', '2024-03-21'), freeze('2024-03-06')];

    const found = changes(calendar([release('1.30', before)]), calendar([release('1.30', after)]));

    assert.deepEqual(told(found), ['appeared 1.30/release', 'moved 1.30/rc-1', 'gone 1.30/thaw']);
  });

  it('know a milestone by a former id, and call that a new name', () => {
    const before = [freeze('2024-03-06', { id: 'kep-readiness', name: 'KEP Readiness' })];
    const after = [freeze('2024-03-06', { aliases: ['other', 'kep-readiness'] })];

    const [found, ...others] = releaseChanges(before, after);

    assert.equal(found?.kind, 'renamed');
    assert.equal(found.before?.name, 'KEP Readiness');
    assert.equal(found.name, 'Code Freeze');
    assert.deepEqual(others, []);
  });

  it('leave an id to the milestone that has it, though another has it for a former one', () => {
    const before = [freeze('2024-03-06')];
    const after = [
      milestone('test-freeze', '2024-03-27', { aliases: ['code-freeze'] }),
      freeze('2024-03-06'),
    ];

    const found = releaseChanges(before, after);

    assert.deepEqual(
      found.map(({ kind, id }) => `${kind} ${id}`),
      ['appeared test-freeze'],
    );
  });

  it('call a milestone cancelled once, also when its date went too', () => {
    const cancelled = freeze('TBD', { status: 'cancelled' });

    assert.deepEqual(told(releaseChanges([freeze('2024-03-06')], [cancelled])), [
      'cancelled 1.30/code-freeze',
    ]);
    assert.deepEqual(told(releaseChanges([cancelled], [cancelled])), []);
  });

  it('tell of every milestone of a release that came or went', () => {
    const one = release('1.30', [freeze('2024-03-06')]);
    const two = release('1.31', [freeze('2024-07-24')]);

    const found = changes(calendar([one]), calendar([two]));

    assert.deepEqual(told(found), ['appeared 1.31/code-freeze', 'gone 1.30/code-freeze']);
  });
});

describe('a mass change', () => {
  const now = at('2024-01-01');
  const ids = ['code-freeze', 'test-freeze', 'docs-freeze', 'release', 'thaw', 'branch', 'rc-1', 'rc-2'];
  const all = (dates: readonly string[]): Release =>
    release(
      '1.30',
      dates.map((date, index) => milestone(ids[index] ?? '', date)),
    );
  const mass = (before: readonly string[], after: readonly string[]): boolean => {
    const was = calendar([all(before)]);
    return isMassChange(changes(was, calendar([all(after)])), was, now);
  };

  const cases: [held: boolean, what: string, before: string[], after: string[]][] = [
    [true, 'four of four that moved', times(4, '2024-03-06'), times(4, '2024-03-07')],
    [false, 'three of three that moved', times(3, '2024-03-06'), times(3, '2024-03-07')],
    [true, 'four of eight that are gone', times(8, '2024-03-06'), times(4, '2024-03-06')],
    [true, 'four that have no day any more', times(4, '2024-03-06'), times(4, '2024-03')],
    [false, 'four that were over already', times(4, '2023-03-06'), times(4, '2023-03-07')],
    [false, 'four that got a date', times(4, 'TBD'), times(4, '2024-03-07')],
    [false, 'four written otherwise', times(4, '2024-03-06'), times(4, '2024-03-06 24:00 UTC')],
  ];
  for (const [held, what, before, after] of cases) {
    it(`is ${held ? '' : 'not '}${what}`, () => {
      assert.equal(mass(before, after), held);
    });
  }
});

function times(count: number, date: string): string[] {
  return Array.from({ length: count }, () => date);
}
