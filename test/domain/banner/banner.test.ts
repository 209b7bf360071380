import assert from 'node:assert/strict';
import type { Group } from '../../../src/domain/banner/banner.ts';
import type { Milestone, Release } from '../../../src/domain/calendar/calendar.ts';
import { banner } from '../../../src/domain/banner/banner.ts';
import { utc } from '../../../src/domain/time/time.ts';
import { at, calendar, cycle130, milestone, release, when } from '../build.ts';

/** `1.30 prr-freeze+code-freeze`, or nothing. */
function named(group: Group | undefined): string {
  return group ? `${group.release} ${group.milestones.map(({ id }) => id).join('+')}` : 'nothing';
}

function next(releases: readonly Release[], moment: string): string {
  return named(banner(calendar(releases), at(moment)).next);
}

function oneRelease(...milestones: readonly Milestone[]): readonly Release[] {
  return [release('1.36', milestones)];
}

describe('the next deadline', () => {
  for (const [moment, wanted, why] of [
    ['2023-12-01', 'cycle-start', 'the cycle has not begun'],
    ['2024-01-08T23:59:59.999Z', 'cycle-start', 'an all-day milestone is open until its day ends'],
    ['2024-01-09', 'prr-freeze', 'that day is over'],
    ['2024-02-02', 'enhancements-freeze', 'a bare day ends in UTC'],
    ['2024-02-09T01:59:59.999Z', 'enhancements-freeze', 'an instant is open until that instant'],
    ['2024-02-09T02:00Z', 'docs-placeholder', 'an instant is over at that instant'],
    ['2024-03-06T02:00Z', 'test-freeze+docs-freeze', 'both are announced for 26 March'],
    ['2024-03-27T00:30Z', 'test-freeze', 'of two of one day one may be over'],
    ['2024-03-27T01:00Z', 'release', 'both are over'],
  ] as const) {
    it(`of the 1.30 cycle at ${moment} is ${wanted}, for ${why}`, () => {
      assert.equal(next([cycle130()], moment), `1.30 ${wanted}`);
    });
  }

  it('is nothing rather than something past', () => {
    const found = banner(calendar([cycle130()]), at('2024-04-18'));

    assert.deepEqual(found, {
      ...{ calendar: 'kubernetes', at: at('2024-04-18'), both: false },
      ...{ zone: utc, named: false, titles: new Map([['1.30', 'Kubernetes v1.30']]) },
      ...{ next: undefined, then: undefined, cherryPick: undefined },
    });
  });

  it('is nothing in a calendar without releases', () => {
    assert.equal(next([], '2024-04-18'), 'nothing');
  });

  it('of an AoE day is open until 12:00 UTC of the next day', () => {
    const freeze = oneRelease(milestone('code-freeze', '2026-03-18 AoE'));

    assert.equal(next(freeze, '2026-03-19T11:59:59.999Z'), '1.36 code-freeze');
    assert.equal(next(freeze, '2026-03-19T12:00Z'), 'nothing');
  });
});

describe('the group of the next deadline', () => {
  it('has its announced day, its UTC day and its cutoff', () => {
    const found = banner(calendar([cycle130()]), at('2024-02-05')).next;

    assert.deepEqual(
      [found?.day, found?.utcDay, found?.cutoff],
      ['2024-02-08', '2024-02-09', '2024-02-09T02:00:00.000Z'],
    );
  });

  it('is all that counts on the earliest announced day, in the order of the id table', () => {
    const releases = [
      release('1.36', [
        milestone('release', '2026-03-18'),
        milestone('steering-election', '2026-03-18', { kind: 'deadline' }),
        milestone('rc-1', '2026-03-18'),
        milestone('test-freeze', '2026-03-18 AoE'),
        milestone('docs-freeze', '2026-03-19'),
      ]),
      release('1.37', [milestone('cycle-start', '2026-03-18'), milestone('code-freeze', '2026-03-18 AoE')]),
    ];

    assert.equal(
      next(releases, '2026-03-01'),
      '1.37 cycle-start+code-freeze+test-freeze+release+steering-election',
    );
  });

  it('has the earliest cutoff of its members, and the UTC day of that', () => {
    const found = banner(
      calendar(
        oneRelease(
          milestone('code-freeze', '2026-03-18 AoE'),
          milestone('test-freeze', '2026-03-18'),
          milestone('docs-freeze', '2026-03-18T18:00Z[Europe/London]'),
        ),
      ),
      at('2026-03-01'),
    ).next;

    assert.deepEqual([found?.cutoff, found?.utcDay], ['2026-03-18T18:00:00.000Z', '2026-03-18']);
  });

  it('goes by the cutoff, not by the day as announced', () => {
    const releases = oneRelease(
      milestone('code-freeze', '2026-03-19T08:00Z[Asia/Tokyo]'),
      milestone('docs-freeze', '2026-03-18 AoE'),
    );

    assert.equal(next(releases, '2026-03-01'), '1.36 code-freeze');
  });
});

describe('what counts', () => {
  for (const [what, one] of [
    ['a task', milestone('thaw', '2026-03-18')],
    ['a prerelease', milestone('rc-1', '2026-03-18')],
    ['a conference', milestone('kubecon', '2026-03-23..2026-03-26')],
    ['a row that is not in bold', milestone('feature-blog-freeze', '2026-03-18')],
    ['a cherry-pick deadline of the cycle that is not in bold', milestone('cherry-pick', '2026-03-18')],
    ['a TBD', milestone('code-freeze', 'TBD')],
    ['what says banner: false', milestone('code-freeze', '2026-03-18', { banner: false })],
    ['what is cancelled', milestone('code-freeze', '2026-03-18', { status: 'cancelled' })],
    ['what is postponed', milestone('code-freeze', '2026-03-18', { status: 'postponed' })],
  ] as const) {
    it(`is never ${what}`, () => {
      assert.equal(next(oneRelease(one), '2026-03-01'), 'nothing');
    });
  }

  for (const [what, one] of [
    ['a task that says banner: true', milestone('thaw', '2026-03-18', { banner: true })],
    ['a row in bold', milestone('feature-blog-freeze', '2026-03-18', { banner: true })],
    ['a cherry-pick deadline of the cycle in bold', milestone('cherry-pick', '2026-03-18', { banner: true })],
    ['an id outside the field, by its kind', milestone('vote', '2026-03-18', { kind: 'deadline' })],
  ] as const) {
    it(`is ${what}`, () => {
      assert.equal(next(oneRelease(one), '2026-03-01'), `1.36 ${one.id}`);
    });
  }

  for (const status of ['tentative', 'cancelled'] as const) {
    it(`is nothing of a ${status} release`, () => {
      const releases = [release('1.36', [milestone('code-freeze', '2026-03-18')], { status })];

      assert.equal(next(releases, '2026-03-01'), 'nothing');
    });
  }

  it('is what is done until its plan is over, when nobody says what really happened', () => {
    const done = oneRelease(milestone('code-freeze', '2026-03-18', { status: 'done' }));

    assert.equal(next(done, '2026-03-18T12:00Z'), '1.36 code-freeze');
  });

  it('is what is done until it really happened, when that was before its plan', () => {
    const actual = when('2026-03-16');
    const done = oneRelease(milestone('code-freeze', '2026-03-18', { status: 'done', actual }));

    assert.equal(next(done, '2026-03-16T23:59Z'), '1.36 code-freeze');
    assert.equal(next(done, '2026-03-17'), 'nothing');
  });
});

describe('between two cycles', () => {
  const months = [cycle130(), release('1.31', [milestone('cycle-start', '2024-05')])];

  it('the next is the start of the next cycle, also of a month, without a day or a cutoff', () => {
    const found = banner(calendar(months), at('2024-04-18'));

    assert.equal(named(found.next), '1.31 cycle-start');
    assert.deepEqual(
      [found.next?.day, found.next?.utcDay, found.next?.cutoff],
      [undefined, undefined, undefined],
    );
  });

  it('a month is open until it ends', () => {
    assert.equal(next(months, '2024-05-31T23:59:59.999Z'), '1.31 cycle-start');
    assert.equal(next(months, '2024-06-01'), 'nothing');
  });

  it('a start stops counting after its day', () => {
    const days = [release('1.31', [milestone('cycle-start', '2024-05-13')])];

    assert.equal(next(days, '2024-05-13T23:59Z'), '1.31 cycle-start');
    assert.equal(next(days, '2024-05-14'), 'nothing');
  });

  it('a month stands after every day that it has', () => {
    const releases = [
      release('1.37', [milestone('cycle-start', '2026-04')]),
      release('1.36', [milestone('release', '2026-04-30')]),
    ];

    const found = banner(calendar(releases), at('2026-04-01'));

    assert.deepEqual([named(found.next), named(found.then)], ['1.36 release', '1.37 cycle-start']);
  });
});
