import assert from 'node:assert/strict';
import type { Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import type { Sentence } from '../../src/domain/banner/sentence.ts';
import { addDays } from '../../src/domain/time/time.ts';
import { day, milestone, patch, release, when, sentences } from './build.ts';

type Kind = Sentence['kind'];

function isSaid(releases: readonly Release[], moment: string, kind: Kind): boolean {
  return sentences(releases, moment, kind).length > 0;
}

const june = [
  release('1.35', patch('1.35.6', '2026-06-05', '2026-06-09')),
  release('1.36', patch('1.36.2', '2026-06-05', '2026-06-09')),
];

function one(...milestones: readonly Milestone[]): readonly Release[] {
  return [release('1.36', milestones)];
}

const call = milestone('exceptions-call-enhancements', '2026-01-29', {
  link: 'https://k8s.example/exceptions',
});
const actual = when('2026-06-09');
const asked = one(call, milestone('enhancements-freeze', '2026-02-11 AoE'));
const alone = one(milestone('patch-1-36-2', '2026-06-09'));
const out = one(milestone('patch-1-36-2', '2026-06-08', { status: 'done', actual }));

type Row = readonly [kind: Kind, when: string, of: readonly Release[], first: string, last: string];

const phase = one(milestone('maintenance', '2026-12-28'), milestone('end-of-life', '2027-02-28'));
const around = 'from 14 days before and for 7 days';

/** Said on all days from the first to the last. */
const rows: readonly Row[] = [
  ['cherry-pick', 'from 14 days before it until it is over', june, '2026-05-22', '2026-06-05'],
  ['patches-targeted', 'from the end of their deadline to their day', june, '2026-06-06', '2026-06-09'],
  ['patches-targeted', 'from 14 days before without a deadline', alone, '2026-05-26', '2026-06-09'],
  ['patches-available', 'for 7 days from when they really came out', out, '2026-06-09', '2026-06-15'],
  ['exceptions', 'in the 7 days before and after a freeze', asked, '2026-02-04', '2026-02-18'],
  ['maintenance', around, phase, '2026-12-14', '2027-01-03'],
  ['end-of-life', around, phase, '2027-02-14', '2027-03-06'],
];

describe('a section tells', () => {
  for (const [kind, when, releases, first, last] of rows) {
    it(`of ${kind} ${when}, and not a minute longer`, () => {
      const [before, after] = [addDays(day(first), -1), addDays(day(last), 1)];
      const said = [`${before}T23:59Z`, first, `${last}T23:59Z`, after].map((now) =>
        isSaid(releases, now, kind),
      );

      assert.deepEqual(said, [false, true, true, false]);
    });
  }

  for (const kind of ['maintenance', 'end-of-life'] as const) {
    it(`of ${kind} as past once its day is over`, () => {
      const releases = one(milestone(kind, '2027-02-28'));

      const past = ['2027-02-28T23:59Z', '2027-03-01'].map((now) => sentences(releases, now, kind)[0]?.past);

      assert.deepEqual(past, [false, true]);
    });
  }

  it('of an end of life by the day of it that is known to be true', () => {
    const later = milestone('end-of-life', '2024-02-28', { status: 'done', actual: when('2024-03-14') });

    const [found] = sentences(one(later), '2024-03-05', 'end-of-life');

    assert.notDeepEqual([found?.day, found?.past], ['2024-02-28', true]);
  });
});

describe('the patches of a section', () => {
  it('stand together by day, newest branch first, under the name of the newest', () => {
    const [picks] = sentences(june, '2026-06-01', 'cherry-pick');
    const [targets] = sentences(june, '2026-06-06', 'patches-targeted');

    assert.deepEqual(
      [picks?.day, picks?.patches, picks?.title],
      [...['2026-06-05', ['1.36.2', '1.35.6'], 'Kubernetes v1.36']],
    );
    assert.deepEqual([targets?.day, targets?.patches], ['2026-06-09', ['1.36.2', '1.35.6']]);
  });

  it('are targeted for one day a sentence', () => {
    const split = [...june.slice(1), release('1.35', patch('1.35.6', '2026-06-05', '2026-06-11'))];

    const found = sentences(split, '2026-06-06', 'patches-targeted');

    assert.deepEqual(
      found.map(({ day, patches }) => [day, patches]),
      [
        ['2026-06-09', ['1.36.2']],
        ['2026-06-11', ['1.35.6']],
      ],
    );
  });

  it('are all that is ever called available, once somebody knows that they came out', () => {
    const done = one(milestone('patch-1-36-2', '2026-06-09', { status: 'done' }));
    const over = one(milestone('rc-1', '2026-06-09', { status: 'done', actual }));

    for (const some of [done, over]) assert.equal(isSaid(some, '2026-06-10', 'patches-available'), false);
  });

  for (const status of ['done', 'planned'] as const) {
    it(`are not targeted any more once they are out, also while they stand as ${status}`, () => {
      const tagged = one(milestone('patch-1-36-2', '2026-06-09', { status, actual }));

      assert.equal(isSaid(tagged, '2026-06-09T20:00Z', 'patches-available'), true);
      assert.equal(isSaid(tagged, '2026-06-09T20:00Z', 'patches-targeted'), false);
    });
  }
});

describe('the exceptions of a section', () => {
  const freeze = milestone('code-freeze', '2026-03-18 AoE');
  const due = milestone('exceptions-due', '2026-03-09', { link: 'https://k8s.example/code' });

  it('link to where they are asked for, before and after the cutoff of the freeze', () => {
    const releases = one(due, freeze);

    const found = ['2026-03-19T11:59Z', '2026-03-19T12:00Z'].map(
      (now) => sentences(releases, now, 'exceptions')[0],
    );

    assert.deepEqual(
      found.map((sentence) => [sentence?.link, sentence?.day, sentence?.past]),
      [
        ['https://k8s.example/code', '2026-03-18', false],
        ['https://k8s.example/code', '2026-03-18', true],
      ],
    );
  });

  it('are not told of where nobody knows the link, or of a freeze that takes none', () => {
    const unlinked = one(milestone('exceptions-due', '2026-03-09'), freeze);
    const docs = one(due, milestone('docs-freeze', '2026-03-18 AoE'));

    assert.equal(isSaid(unlinked, '2026-03-18', 'exceptions'), false);
    assert.equal(isSaid(docs, '2026-03-18', 'exceptions'), false);
  });
});
