import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Calendar, Release } from '../../../src/domain/calendar/calendar.ts';
import type { FeedEvent } from '../../../src/domain/feed/feedevent.ts';
import { feed } from '../../../src/domain/feed/feed.ts';
import { newsBetween, withNews } from '../../../src/domain/history/news.ts';
import { addDays } from '../../../src/domain/time/time.ts';
import { at, calendar, day, dayWhen, milestone, patch, release } from '../build.ts';

const rows = (cherryPick: string, target: string, key = target.slice(0, 7)): Release =>
  release('patches', [
    milestone(`cherry-pick-${key}`, cherryPick, { patch: key, kind: 'cherry-pick' }),
    milestone(`patch-${key}`, target, { patch: key, kind: 'patch' }),
  ]);

function events(found: Calendar): readonly FeedEvent[] {
  return feed(found, {}, day('2026-06-01')).events;
}

const targets = (found: Calendar): readonly string[] =>
  events(found)
    .filter(({ kind }) => kind === 'patch')
    .map(({ uid, first, sequence }) => `${uid.replace('@k8s.example', '')} ${first} ${sequence}`);

/** Later versions of a calendar, each seen by a service a day after the other. */
function lived(...versions: readonly (readonly Release[])[]): readonly Calendar[] {
  const seen: Calendar[] = [];
  let news = new Map<
    string,
    readonly NonNullable<
      ReturnType<typeof newsBetween> extends ReadonlyMap<string, infer T> ? T : never
    >[number][]
  >();
  for (const [index, releases] of versions.entries()) {
    const now = at(addDays(day('2026-03-01'), index));
    const next = calendar(releases);
    const before = seen.at(-1);
    if (before)
      for (const [key, told] of newsBetween(before, next, now))
        news = new Map([...news, [key, [...(news.get(key) ?? []), ...told]]]);
    seen.push(withNews(next, news));
  }
  return seen;
}

describe('a train of patches', () => {
  const of135 = release('1.35', patch('1.35.6', '2026-06-05', '2026-06-09'));
  const of136 = release('1.36', patch('1.36.2', '2026-06-05', '2026-06-09'));
  const of137 = release('1.37', patch('1.37.1', '2026-06-05', '2026-06-09'));

  it('has one UID from its month to its named branches, one more or one less, and counts each change', () => {
    const all = lived(
      [rows('2026-06-05', '2026-06-09')],
      [of135],
      [of135, of136],
      [of135, of136, of137],
      [of136, of137],
    );

    assert.deepEqual(
      all.map((one) => targets(one)),
      [
        ['kubernetes.patches.patch-2026-06 2026-06-09 0'],
        ['kubernetes.patches.patch-2026-06 2026-06-09 1'],
        ['kubernetes.patches.patch-2026-06 2026-06-09 2'],
        ['kubernetes.patches.patch-2026-06 2026-06-09 3'],
        [
          // what a branch that was taken out had stands cancelled by itself
          'kubernetes.1.35.patch-1-35-6 2026-06-09 3',
          'kubernetes.patches.patch-2026-06 2026-06-09 4',
        ],
      ],
    );
  });

  it("keeps it when it moves across its month's end", () => {
    const late = release('1.36', patch('1.36.2', '2026-06-26', '2026-07-01'));

    const [, moved] = lived([of136], [late]);

    assert.deepEqual(targets(moved ?? assert.fail()), ['kubernetes.patches.patch-2026-06 2026-07-01 1']);
  });

  it('keeps it when a branch leaves for another day, which has its own', () => {
    const away = release('1.35', patch('1.35.6', '2026-06-12', '2026-06-16'));

    const [, left] = lived([of135, of136, of137], [away, of136, of137]);

    assert.deepEqual(targets(left ?? assert.fail()), [
      'kubernetes.patches.patch-2026-06 2026-06-09 1',
      'kubernetes.1.35.patch-1-35-6 2026-06-16 1',
    ]);
  });

  it('keeps it on the day that was planned, where as many came out later', () => {
    const [pick, out] = patch('1.35.6', '2026-06-05', '2026-06-09');
    assert.ok(pick && out);
    const late = release('1.35', [pick, { ...out, status: 'done', actual: dayWhen('2026-06-12') }]);

    assert.deepEqual(targets(calendar([late, of136])), [
      'kubernetes.patches.patch-2026-06 2026-06-09 1',
      'kubernetes.1.35.patch-1-35-6 2026-06-12 1',
    ]);
  });

  it('counts when a patch of another train comes onto its day, and when it goes again', () => {
    const july = ['1.36.3', '1.37.1'].map((one) =>
      release(one.slice(0, 4), patch(one, '2026-07-10', '2026-07-14')),
    );
    const june = release('1.35', patch('1.35.6', '2026-06-05', '2026-06-09'));
    const joined = release('1.35', patch('1.35.6', '2026-07-10', '2026-07-14'));

    assert.deepEqual(
      lived([...july, june], [...july, joined], [...july, june]).map((one) =>
        targets(one).filter((text) => text.includes('2026-07')),
      ),
      [0, 1, 2].map((count) => [`kubernetes.patches.patch-2026-07 2026-07-14 ${count}`]),
    );
  });

  it('is the second of its month where a branch has a patch in it already', () => {
    const both = release('1.36', [
      ...patch('1.36.2', '2026-06-05', '2026-06-09'),
      ...patch('1.36.3', '2026-06-19', '2026-06-23'),
    ]);

    assert.deepEqual(targets(calendar([both])), [
      'kubernetes.patches.patch-2026-06 2026-06-09 0',
      'kubernetes.patches.patch-2026-06-2 2026-06-23 0',
    ]);
  });

  it("is the branch's own in the feed of its release", () => {
    const found = feed(calendar([of135, of136]), { release: '1.36' }, day('2026-06-01')).events;

    assert.deepEqual(
      found.map(({ uid }) => uid),
      ['kubernetes.1.36.cherry-pick-1-36-2@k8s.example', 'kubernetes.1.36.patch-1-36-2@k8s.example'],
    );
  });

  it('never has a UID that another event has, and never counts back', () => {
    const days = fc.constantFrom('2026-06-09', '2026-06-16', '2026-06-30', '2026-07-01', '2026-07-14');
    const version = fc
      .record({ a: days, b: days, c: fc.option(days, { nil: undefined }), d: fc.boolean() })
      .map(({ a, b, c, d }) => [
        release('1.35', patch('1.35.6', '2026-06-01', a)),
        release('1.36', [
          ...patch('1.36.2', '2026-06-01', b),
          ...(d ? patch('1.36.3', '2026-06-02', '2026-08-11') : []),
        ]),
        ...(c === undefined ? [] : [release('1.37', patch('1.37.1', '2026-06-01', c))]),
      ]);
    fc.assert(
      fc.property(fc.array(version, { minLength: 1, maxLength: 5 }), (versions) => {
        const counts = new Map<string, number>();
        for (const found of lived(...versions)) {
          const all = events(found).map(({ uid }) => uid);
          assert.equal(new Set(all).size, all.length, all.join());
          for (const { uid, sequence } of events(found)) {
            if (!uid.includes('patches')) continue;
            assert.ok(sequence >= (counts.get(uid) ?? 0), `${uid} counted back to ${sequence}`);
            counts.set(uid, sequence);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
