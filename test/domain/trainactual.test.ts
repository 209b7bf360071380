import assert from 'node:assert/strict';
import type { Calendar, Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import { expected } from '../../src/domain/calendar/expected.ts';
import { feed } from '../../src/domain/feed/feed.ts';
import { newsBetween, withNews } from '../../src/domain/history/news.ts';
import { readDayRule } from '../../src/domain/calendar/trainrule.ts';
import { at, calendar, day, dayWhen, patch, release } from './build.ts';

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

const targets = (found: Calendar, today = '2026-12-18'): readonly string[] =>
  feed(found, {}, day(today))
    .events.filter(({ kind, milestones: [one] }) => kind === 'patch' && !one.expected)
    .map(({ uid, first, status, title }) => `${uid.replace('@k8s.example', '')} ${first} ${status} ${title}`);

describe('a train whose patches are tagged', () => {
  it('keeps its UID beside a patch of an older branch that nobody had planned', () => {
    const planned = ['1.35', '1.36'].map((version) => branch(version, '5', '2026-12-15', '2026-12-15'));

    assert.deepEqual(targets(of(branch('1.33', '20', 'TBD', '2026-12-15'), ...planned)), [
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
      targets(all, '2027-01-13').map((text) => text.split(' ').slice(0, 2).join(' ')),
      ['kubernetes.patches.patch-2026-12 2026-12-15', 'kubernetes.patches.patch-2027-01 2027-01-12'],
    );
  });

  it('is what came out, under the UID under which it was expected, where nobody announced it', () => {
    const all = of(branch('1.36', '5', '2026-11-10', '2026-11-10'), branch('1.37', '4', 'TBD', '2026-12-15'));

    assert.deepEqual(targets(all).slice(-1), [
      'kubernetes.patches.patch-2026-12 2026-12-15 confirmed Patch release: 1.37.4 (Kubernetes)',
    ]);
    assert.equal(expected(all, day('2026-12-18'))[0]?.id, 'cherry-pick-2027-01');
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
    const uid = (found: Calendar): string | undefined => targets(found)[0]?.split(' ')[0];

    assert.equal(uid(of(branch('1.36', '5', 'TBD', '2026-12-15'))), 'kubernetes.patches.patch-2026-12');
    assert.equal(
      uid(of(branch('1.36', '5', '2026-12-15', '2026-12-15'))),
      'kubernetes.patches.patch-2026-12',
    );
  });

  it('counts each tag that becomes known, and one that is put right, and never back', () => {
    const states = [undefined, '2026-12-17', '2026-12-18', '2026-12-15'].map((tagged) =>
      calendar([branch('1.36', '5', '2026-12-15', tagged)], { trainsSince: undefined } as never),
    );
    let [before, sequences]: [Calendar | undefined, number[]] = [undefined, []];
    let news: Parameters<typeof withNews>[1] = new Map();
    for (const [index, next] of states.entries()) {
      const now = at(`2026-12-${20 + index}`);
      if (before) {
        const more = newsBetween(before, next, now);
        news = new Map([
          ...news,
          ...[...more].map(([key, told]) => [key, [...(news.get(key) ?? []), ...told]] as const),
        ]);
      }
      before = withNews(next, news);
      sequences = [
        ...sequences,
        feed(before, { release: '1.36' }, day('2026-12-24')).events.find(({ kind }) => kind === 'patch')
          ?.sequence ?? -1,
      ];
    }

    assert.deepEqual(sequences, [0, 1, 2, 3]);
  });

  it('of each two weeks is met by the one near it, and by no other of its month', () => {
    const every = calendar([branch('1.36', '5', '2026-12-15')], {
      trains: { cherryPick: undefined, target: weeks, months: 1 },
    });

    assert.deepEqual(
      expected(every, day('2026-12-01')).map(({ id }) => id),
      ['patch-2026-12-2', 'patch-2027-01', 'patch-2027-01-2'],
    );
    const second = calendar([branch('1.36', '5', '2026-12-30')], {
      trains: { cherryPick: undefined, target: weeks, months: 1 },
    });
    assert.deepEqual(targets(second)[0]?.split(' ')[0], 'kubernetes.patches.patch-2026-12-2');
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
