import assert from 'node:assert/strict';
import type { Banner, Group } from '../../src/domain/banner/banner.ts';
import { banner } from '../../src/domain/banner/banner.ts';
import { at, calendar, cycle130, milestone, patch, release } from './build.ts';

const june = [
  release('1.35', patch('1.35.6', '2026-06-05', '2026-06-09')),
  release('1.36', patch('1.36.2', '2026-06-05', '2026-06-09')),
  release('patches', [
    milestone('cherry-pick-2026-07', '2026-07-10'),
    milestone('patch-2026-07', '2026-07-14'),
  ]),
];

function ids(group: Group | undefined): readonly string[] {
  return group?.milestones.map(({ id }) => id) ?? [];
}

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

  it('names nothing when the last cherry-pick deadline is over', () => {
    assert.equal(banner(calendar(june), at('2026-07-11')).next, undefined);
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

  it('is known at any distance', () => {
    const found = banner(calendar([cycle130()]), at('2024-02-12'));

    assert.deepEqual([ids(found.then), found.both], [['code-freeze'], false]);
  });

  it('is none after the last', () => {
    const found = banner(calendar([cycle130()]), at('2024-04-01'));

    assert.deepEqual([ids(found.next), found.then, found.both], [['release'], undefined, false]);
  });
});
