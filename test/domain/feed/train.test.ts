import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Calendar, Milestone, Release } from '../../../src/domain/calendar/calendar.ts';
import type { FeedEvent } from '../../../src/domain/feed/feedevent.ts';
import { expectedTrains } from '../../../src/domain/calendar/expectedtrains.ts';
import { feed } from '../../../src/domain/feed/feed.ts';
import { readDayRule } from '../../../src/domain/calendar/trainrule.ts';
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
  let news: ReturnType<typeof newsBetween> = new Map();
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

const [cherryPick, target, weeks] = [
  'Friday after the first Monday',
  'Tuesday after the second Monday',
  'every 2 weeks from 2026-12-15',
].map(readDayRule);
assert.ok(target && weeks);
const rule = { cherryPick, target, months: 3 };

/** Each branch with one patch: its number, its target, and the day of its tag. */
function branch(version: string, number: string, planned: string, tagged?: string): Release {
  const all = patch(`${version}.${number}`, planned, planned).map((one): Milestone =>
    one.kind === 'patch' && tagged !== undefined ? { ...one, status: 'done', actual: dayWhen(tagged) } : one,
  );
  return release(version, planned === 'TBD' ? all.filter(({ kind }) => kind === 'patch') : all);
}

const of = (...releases: readonly Release[]): Calendar => calendar(releases, { trains: rule });

const titled = (found: Calendar, today = '2026-12-18'): readonly string[] =>
  feed(found, {}, day(today))
    .events.filter(({ kind, milestones: [one] }) => kind === 'patch' && !one.expected)
    .map(({ uid, first, status, title }) => `${uid.replace('@k8s.example', '')} ${first} ${status} ${title}`);

describe('a train whose patches are tagged', () => {
  it('keeps its UID beside a patch of an older branch that nobody had planned', () => {
    const planned = ['1.35', '1.36'].map((version) => branch(version, '5', '2026-12-15', '2026-12-15'));

    assert.deepEqual(titled(of(branch('1.33', '20', 'TBD', '2026-12-15'), ...planned)), [
      'kubernetes.patches.patch-2026-12 2026-12-15 confirmed Patch releases: 1.36.5, 1.35.5, 1.33.20 (Kubernetes)',
    ]);
  });

  it('keeps it when a late one of it comes out with the train after it', () => {
    const all = of(
      branch('1.34', '9', '2026-12-15', '2027-01-12'),
      release('1.35', [
        ...branch('1.35', '5', '2026-12-15', '2026-12-15').milestones,
        ...patch('1.35.6', '2027-01-08', '2027-01-12'),
      ]),
      release('1.36', [
        ...branch('1.36', '5', '2026-12-15', '2026-12-15').milestones,
        ...patch('1.36.6', '2027-01-08', '2027-01-12'),
      ]),
    );

    assert.deepEqual(
      titled(all, '2027-01-13').map((text) => text.split(' ').slice(0, 2).join(' ')),
      ['kubernetes.patches.patch-2026-12 2026-12-15', 'kubernetes.patches.patch-2027-01 2027-01-12'],
    );
  });

  it('is what came out, under the UID under which it was expected, where nobody announced it', () => {
    const all = of(branch('1.36', '5', '2026-11-10', '2026-11-10'), branch('1.37', '4', 'TBD', '2026-12-15'));

    assert.deepEqual(titled(all).slice(-1), [
      'kubernetes.patches.patch-2026-12 2026-12-15 confirmed Patch release: 1.37.4 (Kubernetes)',
    ]);
    assert.equal(expectedTrains(all, day('2026-12-18'))[0]?.id, 'cherry-pick-2027-01');
  });

  it('is still expected after a patch out of band, which has a UID of its own', () => {
    const all = of(branch('1.36', '5', '2026-11-10', '2026-11-10'), branch('1.37', '4', 'TBD', '2026-12-02'));
    const found = feed(all, {}, day('2026-12-03')).events.filter(({ kind }) => kind === 'patch');

    assert.deepEqual(
      found.slice(1, 3).map(({ uid, first, status }) => `${uid} ${first} ${status}`),
      [
        'kubernetes.1.37.patch-1-37-4@k8s.example 2026-12-02 confirmed',
        'kubernetes.patches.patch-2026-12@k8s.example 2026-12-15 tentative',
      ],
    );
  });

  it('has one UID when its plan follows its tag', () => {
    const uid = (found: Calendar): string | undefined => titled(found)[0]?.split(' ')[0];

    assert.equal(uid(of(branch('1.36', '5', 'TBD', '2026-12-15'))), 'kubernetes.patches.patch-2026-12');
    assert.equal(
      uid(of(branch('1.36', '5', '2026-12-15', '2026-12-15'))),
      'kubernetes.patches.patch-2026-12',
    );
  });

  it('counts each tag that becomes known, and one that is put right, and never back', () => {
    const versions = lived(
      ...[undefined, '2026-12-17', '2026-12-18', '2026-12-15'].map((tagged) => [
        branch('1.36', '5', '2026-12-15', tagged),
      ]),
    );
    const patches = versions.map((one) =>
      feed(one, { release: '1.36' }, day('2026-12-24')).events.find(({ kind }) => kind === 'patch'),
    );

    assert.deepEqual(
      patches.map((event) => event?.sequence),
      [0, 1, 2, 3],
    );
  });

  it('of each two weeks is met by the one near it, and by no other of its month', () => {
    const every = calendar([branch('1.36', '5', '2026-12-15')], {
      trains: { cherryPick: undefined, target: weeks, months: 1 },
    });

    assert.deepEqual(
      expectedTrains(every, day('2026-12-01')).map(({ id }) => id),
      ['patch-2026-12-2', 'patch-2027-01', 'patch-2027-01-2'],
    );
    const second = calendar([branch('1.36', '5', '2026-12-30')], {
      trains: { cherryPick: undefined, target: weeks, months: 1 },
    });
    assert.deepEqual(titled(second)[0]?.split(' ')[0], 'kubernetes.patches.patch-2026-12-2');
  });

  it('says of a mixed day what is out and what is not', () => {
    const all = of(branch('1.35', '5', '2026-12-15'), branch('1.36', '5', '2026-12-15', '2026-12-15'));
    const event = feed(all, {}, day('2026-12-16')).events.find(({ kind }) => kind === 'patch');

    assert.deepEqual(
      event?.milestones.map(({ patch: name, actual }) => [name, actual !== undefined]),
      [
        ['1.36.5', true],
        ['1.35.5', false],
      ],
    );
  });
});
