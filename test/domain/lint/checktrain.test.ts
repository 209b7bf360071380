import assert from 'node:assert/strict';
import type { ScheduledBranch, PatchDays, Said, Train } from '../../../src/domain/lint/checktrain.ts';
import * as fc from 'fast-check';
import { checkTrain, staleTrain } from '../../../src/domain/lint/checktrain.ts';
import { addDays } from '../../../src/domain/time/time.ts';
import { daysAfter } from '../any.ts';
import { day } from '../build.ts';

/** The line tells the day apart: `year-typo` in line 3 is of the third day that was said. */
function said(line: number, text: string): Said {
  return { day: day(text), at: { file: 'patches.yaml', line, column: 1 } };
}

function patch(name: string, deadline: Said | undefined, target: Said | undefined): PatchDays {
  return { name, deadline, target };
}

const right: ScheduledBranch = {
  release: '1.36',
  released: said(1, '2026-04-22'),
  endOfLife: said(2, '2027-06-28'),
  next: patch('1.36.2', said(3, '2026-06-05'), said(4, '2026-06-09')),
  previous: [
    patch('1.36.1', said(5, '2026-05-08'), said(6, '2026-05-12')),
    patch('1.36.0', undefined, said(7, '2026-04-22')),
  ],
};
const upcoming = [patch('the patches of 2026-07', said(8, '2026-07-10'), said(9, '2026-07-14'))];

function told(branch: Partial<ScheduledBranch>, more: Train['upcoming'] = upcoming): readonly string[] {
  const problems = checkTrain({ branches: [{ ...right, ...branch }], upcoming: more });
  assert.ok(problems.every(({ blocks }) => !blocks));
  return problems.map(
    ({ at, rule, says }) => `${at.line} ${rule}: ${says.slice('expected '.length, says.indexOf(', found '))}`,
  );
}

describe('a patch schedule that is right', () => {
  it('has nothing told of it', () => {
    assert.deepEqual(told({}), []);
    assert.deepEqual(
      told({ released: undefined, endOfLife: undefined, next: undefined, previous: [] }, []),
      [],
    );
  });

  it('may list the newest patches only', () => {
    const previous = [patch('1.36.9', said(5, '2027-01-08'), said(6, '2027-01-12'))];

    assert.deepEqual(told({ previous, next: undefined }), []);
    assert.deepEqual(told({ previous, next: undefined, released: undefined }), []);
  });

  it('is so in any year', () => {
    fc.assert(
      fc.property(
        daysAfter('2020-01-01', 3_650),
        fc.nat(5),
        fc.integer({ min: 400, max: 460 }),
        (first, gap, life) => {
          const on = (line: number, days: number): Said => said(line, addDays(first, days));
          const branch: ScheduledBranch = {
            ...{ release: '1.36', released: on(1, 0), endOfLife: on(2, life) },
            next: patch('1.36.2', on(3, 60 - gap), on(4, 60)),
            previous: [patch('1.36.1', on(5, 30 - gap), on(6, 30)), patch('1.36.0', undefined, on(7, 0))],
          };
          const train = { branches: [branch], upcoming: [patch('later', on(8, 60 - gap), on(9, 60))] };

          const found = [...checkTrain(train), ...staleTrain(train, addDays(first, 60))];

          assert.deepEqual(found, []);
        },
      ),
    );
  });
});

describe('a year that the dates around it contradict', () => {
  it('is told of a release after its first patch, or long before it, with the year that was meant', () => {
    for (const year of ['2027', '2025'])
      for (const previous of [right.previous, right.previous.slice(0, 1)])
        assert.deepEqual(told({ released: said(1, `${year}-04-22`), previous }), [
          '1 year-typo: the release of 1.36 on 2026-04-22',
        ]);
  });

  it('is told of a cherry-pick deadline a year away from its patch', () => {
    const next = (deadline: string, target: string): readonly string[] =>
      told({ next: patch('1.36.2', said(3, deadline), said(4, target)) });

    assert.deepEqual(next('2025-06-05', '2026-06-09'), [
      '3 year-typo: the cherry-pick deadline of 1.36.2 on 2026-06-05',
    ]);
    assert.deepEqual(next('2027-06-05', '2026-06-09'), [
      '3 year-typo: the cherry-pick deadline of 1.36.2 on 2026-06-05',
    ]);
    assert.deepEqual(next('2026-01-09', '2027-01-12'), [
      '3 year-typo: the cherry-pick deadline of 1.36.2 on 2027-01-09',
    ]);
    assert.deepEqual(next('2027-12-30', '2027-01-05'), [
      '3 year-typo: the cherry-pick deadline of 1.36.2 on 2026-12-30',
    ]);
  });

  it('is told of an end of life that is not about 14 months after the release', () => {
    for (const wrong of ['2026-06-28', '2028-06-28', '2025-06-28']) {
      assert.deepEqual(
        told({ endOfLife: said(2, wrong) }),
        ['2 year-typo: the end of life of 1.36 about 14 months after its release on 2026-04-22'],
        wrong,
      );
    }
    assert.deepEqual(told({ endOfLife: said(2, '2026-06-28'), released: undefined }), [
      '2 year-typo: the end of life of 1.36 about 14 months after its release on 2026-04-22',
    ]);
  });

  it('is told once: an end of life is not measured from a release that is wrong itself', () => {
    assert.deepEqual(told({ released: said(1, '2027-04-22'), previous: right.previous.slice(1) }), [
      '1 year-typo: the release of 1.36 on 2026-04-22',
    ]);
  });
});

describe('a cherry-pick deadline', () => {
  it('is not after its patch, also in a patch that was', () => {
    const late = patch('1.36.1', said(5, '2026-05-13'), said(6, '2026-05-12'));

    assert.deepEqual(told({ previous: [late] }), [
      '5 deadline-after-target: the cherry-pick deadline of 1.36.1 no later than its release on 2026-05-12',
    ]);
  });

  it('may be on the day of its patch, and may be missing', () => {
    const same = patch('1.36.1', said(5, '2026-05-12'), said(6, '2026-05-12'));

    assert.deepEqual(told({ previous: [same, patch('1.36.0', said(5, '2026-05-12'), undefined)] }), []);
  });

  it('is checked of the patches without a branch too', () => {
    const late = patch('the patches of 2026-07', said(8, '2026-07-17'), said(9, '2026-07-14'));

    assert.deepEqual(told({}, [late]), [
      '8 deadline-after-target: the cherry-pick deadline of the patches of 2026-07 no later than its release on 2026-07-14',
    ]);
  });
});

describe('the next patch of a branch', () => {
  it('is that of the upcoming ones in its month, target and deadline', () => {
    const june = patch('the patches of 2026-06', said(8, '2026-06-12'), said(9, '2026-06-16'));

    assert.deepEqual(told({}, [june]), [
      '4 train-mismatch: the next patch of 1.36 on 2026-06-16, as upcoming_releases has it',
      '3 train-mismatch: the next cherry-pick deadline of 1.36 on 2026-06-12, as upcoming_releases has it',
    ]);
  });

  it('may be any of several in its month, or alone in it', () => {
    const june = [
      patch('the patches of 2026-06', said(8, '2026-06-12'), said(9, '2026-06-16')),
      patch('the patches of 2026-06', said(10, '2026-06-05'), said(11, '2026-06-09')),
    ];

    assert.deepEqual(told({}, june), []);
    assert.deepEqual(told({}, upcoming), []);
  });

  it('is stale from the day after it, with the days since', () => {
    const stale = (today: string): readonly string[] =>
      staleTrain({ branches: [right], upcoming }, day(today)).map(
        ({ at, rule, says }) => `${at.line} ${rule} ${says}`,
      );

    assert.deepEqual(stale('2026-06-09'), []);
    assert.deepEqual(stale('2026-06-12'), [
      '4 stale-schedule expected a next patch of 1.36 that is still ahead, found 1.36.2, planned for 2026-06-09, 3 days ago',
    ]);
  });

  it('is not stale when the branch has ended, or has none', () => {
    const ended = { ...right, endOfLife: said(2, '2026-06-10') };
    const none = { ...right, next: undefined };

    const found = staleTrain({ branches: [ended, none], upcoming }, day('2026-06-20'));

    assert.deepEqual(found, []);
  });
});
