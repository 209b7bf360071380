import assert from 'node:assert/strict';
import type { Calendar, Release } from '../../../src/domain/calendar/calendar.ts';
import type { FeedEvent } from '../../../src/domain/feed/feedevent.ts';
import { banner } from '../../../src/domain/banner/banner.ts';
import { allMilestones } from '../../../src/domain/calendar/calendar.ts';
import { expected } from '../../../src/domain/calendar/expected.ts';
import { feed } from '../../../src/domain/feed/feed.ts';
import { newsBetween, withNews } from '../../../src/domain/history/news.ts';
import { section } from '../../../src/domain/banner/section.ts';
import { readDayRule } from '../../../src/domain/calendar/trainrule.ts';
import { at, calendar, day, month, patch, release } from '../build.ts';

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
  expected(of, day(today)).map(({ id, when }) => `${id} ${when.kind === 'day' ? when.day : when.kind}`);

const events = (of: Calendar, today: string): readonly FeedEvent[] =>
  feed(of, {}, day(today)).events.filter(({ uid }) => uid.includes('.patches.'));

const told = ({ uid, first, status, sequence, created, changed }: FeedEvent): string =>
  [uid.replace('@k8s.example', ''), first, status, sequence, created.slice(0, 10), changed.slice(0, 10)].join(
    ' ',
  );

describe('trains that nobody has announced', () => {
  it('are expected from the current month on and three months ahead', () => {
    const pair = (key: string, closes: string, comes: string): readonly string[] => [
      `cherry-pick-${key} ${closes}`,
      `patch-${key} ${comes}`,
    ];
    const [december, january, february, march] = [
      pair('2026-12', '2026-12-11', '2026-12-15'),
      pair('2027-01', '2027-01-08', '2027-01-12'),
      pair('2027-02', '2027-02-05', '2027-02-09'),
      pair('2027-03', '2027-03-05', '2027-03-09'),
    ];
    assert.deepEqual(named(known(), '2026-11-30'), [december, january, february].flat());
    assert.deepEqual(named(known(), '2026-12-01'), [december, january, february, march].flat());
    assert.deepEqual(named(known(), '2026-12-31'), [december, january, february, march].flat());
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
    assert.deepEqual(
      feed(
        known(),
        {
          filters: {
            show: 'allday',
            cancelled: 'mark',
            alarms: [{ days: 1, hours: 0, minutes: 0 }] as never,
          },
        },
        day('2026-11-28'),
      )
        .events.filter(({ status }) => status === 'tentative')
        .flatMap(({ alarms }) => alarms),
      [],
    );
  });

  it('read the same on each day of a month, and are in no banner, no release and no change', () => {
    const of = known();

    assert.deepEqual(events(of, '2026-12-01'), events(of, '2026-12-31'));
    assert.deepEqual(banner(of, at('2026-11-28')).cherryPick, undefined);
    assert.ok(allMilestones(of).every((one) => !one.expected));
    assert.deepEqual(feed(of, { release: '1.37' }, day('2026-12-01')).events.length, 2);
  });

  it('keep their UID when they are announced, and change once by it', () => {
    const before = known();
    const after = known([release('1.38', patch('1.38.1', '2026-12-04', '2026-12-08'))]);
    const now = withNews(after, newsBetween(before, after, at('2026-11-29')));

    assert.deepEqual(events(now, '2026-11-29').slice(0, 2).map(told), [
      'kubernetes.patches.cherry-pick-2026-12 2026-12-04 confirmed 1 2026-09-01 2026-11-29',
      'kubernetes.patches.patch-2026-12 2026-12-08 confirmed 1 2026-09-01 2026-11-29',
    ]);
  });

  it('that were announced before they were expected never were', () => {
    const before = known();
    const after = known([release('1.38', patch('1.38.1', '2026-12-04', '2026-12-08'))]);
    const now = withNews(after, newsBetween(before, after, at('2026-08-20')));

    assert.equal(
      told(events(now, '2026-11-29')[0] as FeedEvent).slice(-33),
      'confirmed 0 2026-08-20 2026-08-20',
    );
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
