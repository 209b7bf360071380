import assert from 'node:assert/strict';
import type { Banner, Group } from '../../../src/domain/banner/banner.ts';
import type { Milestone, Release } from '../../../src/domain/calendar/calendar.ts';
import { banner } from '../../../src/domain/banner/banner.ts';
import { openBanner } from '../../../src/domain/banner/banner.ts';
import { utc } from '../../../src/domain/time/time.ts';
import { at, calendar, cycle130, milestone, patch, release } from '../build.ts';

/** `1.30 prr-freeze+code-freeze`, or nothing. */
function named(group: Group | undefined): string {
  return group ? `${group.release} ${ids(group).join('+')}` : 'nothing';
}

function ids(group: Group | undefined): readonly string[] {
  return group?.milestones.map(({ id }) => id) ?? [];
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
    ['a row that is not in bold', milestone('feature-blog-freeze', '2026-03-18')],
    ['a TBD', milestone('code-freeze', 'TBD')],
    ['what says banner: false', milestone('code-freeze', '2026-03-18', { banner: false })],
    ['what is cancelled', milestone('code-freeze', '2026-03-18', { status: 'cancelled' })],
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
});

describe('between two cycles', () => {
  const months = [cycle130(), release('1.31', [milestone('cycle-start', '2024-05')])];

  it('the next is the start of the next cycle, also of a month until it ends, without a day or a cutoff', () => {
    const found = banner(calendar(months), at('2024-04-18'));

    assert.equal(named(found.next), '1.31 cycle-start');
    assert.deepEqual(
      [found.next?.day, found.next?.utcDay, found.next?.cutoff],
      [undefined, undefined, undefined],
    );
    assert.equal(next(months, '2024-05-31T23:59:59.999Z'), '1.31 cycle-start');
    assert.equal(next(months, '2024-06-01'), 'nothing');
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

const june = [
  release('1.35', patch('1.35.6', '2026-06-05', '2026-06-09')),
  release('1.36', patch('1.36.2', '2026-06-05', '2026-06-09')),
  release('patches', [
    milestone('cherry-pick-2026-07', '2026-07-10'),
    milestone('patch-2026-07', '2026-07-14'),
  ]),
];

describe('a banner with no cycle ahead', () => {
  it('names the next cherry-pick deadline, with every branch of that day', () => {
    const found = banner(calendar(june), at('2026-06-01'));

    assert.deepEqual(ids(found.next).toSorted(), ['cherry-pick-1-35-6', 'cherry-pick-1-36-2']);
    assert.deepEqual([found.next?.day, found.next?.cutoff], ['2026-06-05', '2026-06-06T00:00:00.000Z']);
    assert.deepEqual(ids(found.then), ['cherry-pick-2026-07']);
  });

  it('passes over the day of a patch release, which asks nothing of anybody', () => {
    assert.deepEqual(ids(banner(calendar(june), at('2026-06-06')).next), ['cherry-pick-2026-07']);
  });

  it('names no cherry-pick deadline as soon as anything of a cycle is known, however far away', () => {
    const far = release('1.37', [milestone('cycle-start', '2026-11')]);

    const found = banner(calendar([...june, far]), at('2026-06-01'));

    assert.deepEqual([ids(found.next), ids(found.then)], [['cycle-start'], []]);
  });
});

describe('the cherry-pick deadline beside a banner', () => {
  const both = calendar([...june, release('1.37', [milestone('code-freeze', '2026-07-22 AoE')])]);

  it('is the next one, with its patches, newest branch first', () => {
    const { cherryPick } = banner(both, at('2026-06-01'));

    assert.deepEqual(cherryPick && { ...cherryPick, milestones: cherryPick.milestones.length }, {
      ...{ day: '2026-06-05', cutoff: '2026-06-06T00:00:00.000Z' },
      ...{ patches: ['1.36.2', '1.35.6'], milestones: 2 },
    });
  });

  it('names no patches while the branches of its month are not named', () => {
    const { cherryPick } = banner(both, at('2026-06-06'));

    assert.deepEqual([cherryPick?.day, cherryPick?.patches], ['2026-07-10', []]);
  });

  it('is none once the last is over', () => {
    assert.equal(banner(both, at('2026-07-11')).cherryPick, undefined);
  });

  it('is never the cherry-pick deadline of a cycle', () => {
    const old = calendar([release('1.14', [milestone('cherry-pick', '2019-03-21', { banner: true })])]);

    assert.equal(banner(old, at('2019-03-01')).cherryPick, undefined);
  });
});

function twoDeadlines(first: string, second: string): Banner {
  const milestones = [milestone('code-freeze', first), milestone('docs-freeze', second)];
  return banner(calendar([release('1.36', milestones)]), at('2026-03-01'));
}

describe('the second deadline of a banner', () => {
  for (const [first, second, both, why] of [
    ['2026-03-18 AoE', '2026-03-20 AoE', true, 'it closes 48 hours later'],
    ['2026-03-18 12:00 UTC', '2026-03-20 12:01 UTC', false, 'it closes a minute more than 48 hours later'],
    ['2026-03-18 AoE', '2026-03-21 12:00 UTC', true, 'the cutoffs are 48 hours apart, not the days'],
    ['2026-03-18', '2026-03-21', false, 'it closes 72 hours later'],
  ] as const) {
    it(`is ${both ? '' : 'not '}named for ${second} after ${first}, for ${why}`, () => {
      const found = twoDeadlines(first, second);

      assert.deepEqual([ids(found.next), ids(found.then)], [['code-freeze'], ['docs-freeze']]);
      assert.equal(found.both, both);
    });
  }
});

const of130 = calendar([cycle130()]);

/** Written at one instant for an issue that comes out at another. */
function written(now: string, published: string): Banner {
  return openBanner(banner(of130, at(now)), banner(of130, at(published)));
}

function opened({ next, then, both }: Banner): string {
  const named = [next, ...(both ? [then] : [])].map((group) => group?.milestones[0]?.id ?? 'nothing');
  return named.join('; then ');
}

describe('the banner of an issue that is not out yet', () => {
  it('names what is open now but closes before, and then what is next when it comes out', () => {
    assert.equal(opened(written('2024-02-01', '2024-02-05')), 'prr-freeze; then enhancements-freeze');
  });

  it('is that of its publication when nothing closes in between', () => {
    const published = banner(of130, at('2024-02-05'));

    assert.equal(openBanner(banner(of130, at('2024-02-03')), published), published);
  });

  it('is that of its publication when it is out already', () => {
    assert.equal(opened(written('2026-11-25', '2024-01-30')), 'prr-freeze');
  });

  it('names what closes at that very instant first', () => {
    assert.equal(
      opened(written('2024-02-08', '2024-02-09T02:00Z')),
      'enhancements-freeze; then docs-placeholder',
    );
  });

  it('names only what is open now when nothing follows', () => {
    assert.equal(opened(written('2024-04-17', '2024-04-21')), 'release');
  });
});
