import assert from 'node:assert/strict';
import type { Calendar, Release } from '../../../src/domain/calendar/calendar.ts';
import type { FeedEvent } from '../../../src/domain/feed/feedevent.ts';
import { banner } from '../../../src/domain/banner/banner.ts';
import { allMilestones } from '../../../src/domain/calendar/calendar.ts';
import { expectedTrains } from '../../../src/domain/calendar/expectedtrains.ts';
import { feed } from '../../../src/domain/feed/feed.ts';
import { noFilters } from '../../../src/domain/feed/filter.ts';
import { newsBetween, withNews } from '../../../src/domain/history/news.ts';
import { section } from '../../../src/domain/banner/section.ts';
import { readDayRule } from '../../../src/domain/calendar/trainrule.ts';
import { at, calendar, day, dayWhen, month, patch, release } from '../build.ts';

const [cherryPick, target] = ['Friday after the first Monday', 'Tuesday after the second Monday'].map(
  readDayRule,
);
assert.ok(target);
const rule = { cherryPick, target, months: 3 };

/** With a train of September announced, the months from December on being their own. */
function known(more: readonly Release[] = [], since = '2026-12'): Calendar {
  const announced = [release('1.37', patch('1.37.1', '2026-09-11', '2026-09-15')), ...more];
  return calendar(announced, { trains: rule, trainsSince: month(since) });
}

const named = (of: Calendar, today: string): readonly string[] =>
  expectedTrains(of, day(today)).map(({ id, when }) => `${id} ${when.kind === 'day' ? when.day : when.kind}`);

const events = (of: Calendar, today: string): readonly FeedEvent[] =>
  feed(of, {}, day(today)).events.filter(({ uid }) => uid.includes('.patches.'));

const told = ({ uid, first, status, sequence, created, changed }: FeedEvent): string =>
  [uid.replace('@k8s.example', ''), first, status, sequence, created.slice(0, 10), changed.slice(0, 10)].join(
    ' ',
  );

describe('trains that nobody has announced', () => {
  it('are expected from the current month on and three months ahead', () => {
    const days = ['2026-12-11 15', '2027-01-08 12', '2027-02-05 09', '2027-03-05 09'].map((one) => {
      const key = one.slice(0, 7);
      return [`cherry-pick-${key} ${one.slice(0, 10)}`, `patch-${key} ${key}-${one.slice(11)}`];
    });

    assert.deepEqual(named(known(), '2026-11-30'), days.slice(0, 3).flat());
    assert.deepEqual(named(known(), '2026-12-01'), days.flat());
    assert.deepEqual(named(known(), '2026-12-31'), days.flat());
  });

  it('are later than the newest announced one, and of the months that have an identity of their own', () => {
    const october = release('1.38', patch('1.38.1', '2027-01-08', '2027-01-12'));

    assert.deepEqual(
      named(known([october]), '2026-12-01').map((text) => text.slice(0, 19)),
      ['cherry-pick-2027-02', 'patch-2027-02 2027-', 'cherry-pick-2027-03', 'patch-2027-03 2027-'],
    );
    assert.deepEqual(named(known(), '2026-06-01'), []);
    assert.equal(named(known([], '2026-01'), '2026-09-20')[0], 'cherry-pick-2026-10 2026-10-09');
    assert.deepEqual(named(calendar([]), '2026-12-01'), []);
  });

  it('stand in feeds as tentative, since the month that first looks so far, and without an alarm', () => {
    const found = events(known(), '2026-11-28');

    assert.deepEqual(found.slice(0, 2).map(told), [
      'kubernetes.patches.cherry-pick-2026-12 2026-12-11 tentative 0 2026-09-01 2026-09-01',
      'kubernetes.patches.patch-2026-12 2026-12-15 tentative 0 2026-09-01 2026-09-01',
    ]);
    const alarms = [{ days: 1, minutes: 540 }];
    const alarmed = feed(known(), { filters: { ...noFilters, alarms } }, day('2026-11-28')).events;
    const tentative = alarmed.filter(({ status }) => status === 'tentative');
    assert.ok(tentative.length > 0 && tentative.every(({ rings }) => !rings));
  });

  it('read the same on each day of a month, and are in no banner, no release and no change', () => {
    const of = known();

    assert.deepEqual(events(of, '2026-12-01'), events(of, '2026-12-31'));
    assert.deepEqual(banner(of, at('2026-11-28')).cherryPick, undefined);
    assert.ok(allMilestones(of).every((one) => !one.expected));
    assert.deepEqual(feed(of, { release: '1.37' }, day('2026-12-01')).events.length, 2);
  });

  it('keep their UID when they are announced, and change once by it, also before they were expected', () => {
    const before = known();
    const after = known([release('1.38', patch('1.38.1', '2026-12-04', '2026-12-08'))]);
    const seenOn = (day: string): readonly string[] =>
      events(withNews(after, newsBetween(before, after, at(day))), '2026-11-29').map(told);

    assert.deepEqual(seenOn('2026-11-29').slice(0, 2), [
      'kubernetes.patches.cherry-pick-2026-12 2026-12-04 confirmed 1 2026-09-01 2026-11-29',
      'kubernetes.patches.patch-2026-12 2026-12-08 confirmed 1 2026-09-01 2026-11-29',
    ]);
    assert.equal(seenOn('2026-08-20')[0]?.slice(-33), 'confirmed 1 2026-08-20 2026-08-20');
  });

  it('count the announcement also where nobody recorded when it was, before the first news and after', () => {
    const one = patch('1.38.1', '2026-12-11', '2026-12-15');
    const before = known([release('1.38', one)]);
    const out = one.map((each) =>
      each.kind === 'patch' ? { ...each, status: 'done' as const, actual: dayWhen('2026-12-15') } : each,
    );
    const after = known([release('1.38', out)]);
    const now = withNews(after, newsBetween(before, after, at('2026-12-15T12:00Z')));
    const [was, is] = [events(before, '2026-12-15'), events(now, '2026-12-15')];

    assert.deepEqual(
      [was, is].map(([pick]) => pick?.sequence),
      [1, 1],
    );
    assert.ok((is[1]?.sequence ?? 0) >= (was[1]?.sequence ?? 0));
    assert.equal(is[1]?.created, was[1]?.created);
  });

  it('are not those of a train that was moved into another month, and no UID stands twice', () => {
    const before = known([release('1.38', patch('1.38.1', '2027-01-01', '2027-01-05'))]);
    const after = known([release('1.38', patch('1.38.1', '2026-12-25', '2026-12-29'))]);
    const now = withNews(after, newsBetween(before, after, at('2026-12-05')));
    const uids = events(now, '2026-12-20').map(({ uid }) => uid);

    assert.deepEqual(uids, [...new Set(uids)]);
    assert.deepEqual(named(now, '2026-12-20')[1], 'patch-2027-02 2027-02-09');
  });

  it('keep their UID and their bytes when something comes out of band before the cherry-pick deadline', () => {
    const tagged = (version: string, on: string): Release['milestones'] =>
      patch(version, 'TBD', 'TBD')
        .filter(({ kind }) => kind === 'patch')
        .map((one) => ({ ...one, status: 'done', actual: dayWhen(on) }));
    const hotfix = known([release('1.38', tagged('1.38.1', '2026-12-02'))]);
    const train = (of: Calendar): readonly (string | undefined)[] =>
      events(of, '2026-12-05')
        .filter(({ uid }) => uid.includes('patch-2026-12'))
        .map(told);

    assert.deepEqual(train(hotfix), train(known()));
    const planned = patch('1.38.2', '2026-12-11', '2026-12-15');
    const announced = known([release('1.38', [...tagged('1.38.1', '2026-12-02'), ...planned])]);
    assert.deepEqual(
      feed(announced, {}, day('2026-12-05')).events.flatMap(({ uid, milestones }) =>
        milestones.some((one) => one.patch?.startsWith('1.38')) ? [`${uid} ${milestones[0].patch}`] : [],
      ),
      [
        'kubernetes.1.38.patch-1-38-1@k8s.example 1.38.1',
        'kubernetes.patches.cherry-pick-2026-12@k8s.example 1.38.2',
        'kubernetes.patches.patch-2026-12@k8s.example 1.38.2',
      ],
    );
    const without = known([
      release('1.38', [...tagged('1.38.1', '2026-12-02'), ...tagged('1.38.2', '2026-12-15')]),
    ]);
    assert.deepEqual(
      train(without).map((text) => text?.slice(0, 50)),
      ['kubernetes.patches.patch-2026-12 2026-12-15 confir'],
    );
  });

  it('change no event of what came out long ago, as months pass', () => {
    const old = (on: string): Calendar =>
      calendar(
        ['1.36', '1.37'].map((version) => {
          const [pick, out] = patch(`${version}.1`, '2026-11-06', '2026-11-10').map((one) => ({
            ...one,
            created: at('2026-11-01'),
            changed: at('2026-11-01'),
          }));
          assert.ok(pick && out);
          const actual = dayWhen(version === '1.36' ? on : '2026-11-10');
          return release(version, [pick, { ...out, status: 'done', actual }]);
        }),
        { trains: rule, trainsSince: month('2026-12') },
      );
    const now = withNews(
      old('2026-11-13'),
      newsBetween(old('2026-11-10'), old('2026-11-13'), at('2026-12-05')),
    );
    const past = (today: string): readonly FeedEvent[] =>
      feed(now, {}, day(today)).events.filter(({ first }) => first < '2026-12-01');

    assert.deepEqual(past('2027-03-05'), past('2026-12-05'));
  });

  it('are told by a section only within two weeks, and only where none is announced', () => {
    const say = (of: Calendar, text: string): readonly string[] =>
      section(of, at(text)).sentences.map(
        ({ kind, when }) => `${kind} ${when?.kind === 'day' ? when.day : ''}`,
      );

    assert.deepEqual(say(known(), '2026-11-26'), []);
    assert.deepEqual(say(known(), '2026-11-28'), ['cherry-pick-expected 2026-12-11']);
    assert.deepEqual(say(known(), '2026-12-11T23:59Z'), ['cherry-pick-expected 2026-12-11']);
    assert.deepEqual(say(known(), '2026-12-12'), []);
    const announced = known([release('1.38', patch('1.38.1', '2026-12-11', '2026-12-15'))]);
    assert.deepEqual(say(announced, '2026-11-28'), ['cherry-pick 2026-12-11']);
  });
});
