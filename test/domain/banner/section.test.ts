import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Milestone } from '../../../src/domain/calendar/calendar.ts';
import type { Sentence } from '../../../src/domain/banner/sentence.ts';
import { banner } from '../../../src/domain/banner/banner.ts';
import { releaseOf } from '../../../src/domain/calendar/calendar.ts';
import { section } from '../../../src/domain/banner/section.ts';
import { sentenceKinds } from '../../../src/domain/banner/sentence.ts';
import { anyCalendar, springMoment } from '../any.ts';
import { at, calendar, cycle130, day, milestone, release, sentences } from '../build.ts';

function ids(found: readonly Sentence[]): readonly string[] {
  return found.flatMap(({ milestones }) => milestones.map(({ id }) => id));
}

const march: readonly Milestone[] = [
  milestone('test-freeze', '2026-03-18 AoE'),
  milestone('code-freeze', '2026-03-18 AoE'),
  milestone('docs-freeze', '2026-04-08 AoE'),
];
const endings: readonly Milestone[] = [
  milestone('release', '2026-04-22'),
  milestone('thaw', '2026-04-20 12:00 UTC'),
];

describe('a section', () => {
  it('has the slug, the instant and the banner of its issue', () => {
    const found = calendar([cycle130()]);

    const {
      calendar: id,
      slug,
      at: moment,
      banner: line,
    } = section(found, at('2024-01-09'), day('2024-01-07'));

    assert.deepEqual([id, slug, moment], ['kubernetes', '2024-01-07', at('2024-01-09')]);
    assert.deepEqual(line, banner(found, at('2024-01-09')));
  });

  it('says nothing when nothing is true', () => {
    assert.deepEqual(section(calendar([]), at('2024-01-09')).sentences, []);
    assert.deepEqual(section(calendar([cycle130()]), at('2025-01-09')).sentences, []);
  });

  it('says its sentences in their one order, whatever is in the calendar', () => {
    fc.assert(
      fc.property(anyCalendar, springMoment, (calendar, now) => {
        const order = section(calendar, now).sentences.map(({ kind }) => sentenceKinds.indexOf(kind));

        assert.deepEqual(
          order,
          order.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('speaks of nothing that is cancelled or postponed, or of a draft or cancelled release', () => {
    fc.assert(
      fc.property(anyCalendar, springMoment, (calendar, now) => {
        const spoken = section(calendar, now).sentences.flatMap(({ milestones }) => milestones);

        for (const { id, status, release } of spoken) {
          assert.ok(status !== 'cancelled' && status !== 'postponed', `${id} is ${status}`);
          const of = releaseOf(calendar, release)?.status;
          assert.ok(of !== 'cancelled' && of !== 'tentative', of);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the phase of a section', () => {
  const cycle = [release('1.36', [...march, ...endings])];

  it('names its freezes in the order of a banner, its release and the day until which it lasts', () => {
    const [found] = sentences(cycle, '2026-03-20', 'phase');

    assert.deepEqual([found?.title, found?.release, found?.day], ['Kubernetes v1.36', '1.36', '2026-04-20']);
    assert.deepEqual(ids(found ? [found] : []), ['code-freeze', 'test-freeze']);
  });

  it('goes on as long as nobody knows when the release will be', () => {
    const [found] = sentences(
      [release('1.36', [...march, milestone('release', 'TBD')])],
      '2026-03-20',
      'phase',
    );

    assert.deepEqual(ids(found ? [found] : []), ['code-freeze', 'test-freeze']);
    assert.equal(found?.day, undefined);
  });
});

describe('the key dates of a section', () => {
  it('are those of the cycle of the banner, in the order of their file', () => {
    assert.deepEqual(ids(sentences([cycle130()], '2024-01-09T16:00Z', 'key-dates')), [
      ...['cycle-start', 'enhancements-freeze', 'code-freeze', 'docs-freeze', 'release'],
    ]);
  });

  it('are listed until the first counted freeze is over, wherever it stands in its file', () => {
    const { milestones } = cycle130();

    const forwards = [cycle130()];
    const backwards = [release('1.30', milestones.toReversed())];
    const oneFreeze = [release('1.30', milestones.slice(-2))];

    for (const one of [forwards, backwards]) {
      assert.equal(sentences(one, '2024-02-01T23:59:59.999Z', 'key-dates').length, 1);
      assert.equal(sentences(one, '2024-02-02', 'key-dates').length, 0);
    }
    assert.equal(sentences(oneFreeze, '2024-03-26T23:59Z', 'key-dates').length, 1);
    assert.equal(sentences(oneFreeze, '2024-03-27', 'key-dates').length, 0);
  });

  it('are not told of in a cycle that has none', () => {
    const vote = release('1.30', [milestone('vote', '2024-03-01', { kind: 'deadline' })]);

    assert.deepEqual(section(calendar([vote]), at('2024-02-02')).sentences, []);
  });

  it('are those of the next cycle as soon as its start is the next deadline', () => {
    const next = release('1.31', [milestone('cycle-start', '2024-05'), milestone('code-freeze', 'TBD')]);

    const [found] = sentences([cycle130(), next], '2024-04-18', 'key-dates');

    assert.deepEqual([found?.release, found?.milestones.length], ['1.31', 2]);
  });

  for (const status of ['cancelled', 'postponed'] as const) {
    it(`never have one that is ${status}`, () => {
      const freeze = milestone('code-freeze', '2026-03-18 AoE', { status });
      const releases = [release('1.36', [freeze, milestone('release', '2026-04-22')])];

      assert.deepEqual(ids(sentences(releases, '2026-03-01', 'key-dates')), ['release']);
    });

    it(`are still listed when only a ${status} freeze is over`, () => {
      const freeze = milestone('prr-freeze', '2026-02-04', { status });
      const releases = [release('1.36', [freeze, ...march])];

      assert.deepEqual(ids(sentences(releases, '2026-03-01', 'key-dates')), ['code-freeze', 'docs-freeze']);
    });
  }
});
