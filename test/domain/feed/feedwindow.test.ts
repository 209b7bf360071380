import assert from 'node:assert/strict';
import type { FeedEvent } from '../../../src/domain/feed/feedevent.ts';
import type { Milestone, PublishedState } from '../../../src/domain/calendar/calendar.ts';
import { noFilters } from '../../../src/domain/feed/filter.ts';
import { feed } from '../../../src/domain/feed/feed.ts';
import { revisionFacts } from '../../../src/domain/history/revisionfacts.ts';
import { at, calendar, day, milestone, release, when } from '../build.ts';

function events(
  milestones: readonly Milestone[],
  filters: Partial<typeof noFilters> = {},
  today = '2024-02-01',
): readonly FeedEvent[] {
  const asked = { filters: { ...noFilters, ...filters } };
  return feed(calendar([release('1.30', milestones)]), asked, day(today)).events;
}

describe('a deadline in a calendar app', () => {
  const aoe = milestone('code-freeze', '2024-03-06 AoE');
  const instant = milestone('code-freeze', '2024-03-06T02:00Z[America/Los_Angeles]');
  const bare = milestone('code-freeze', '2024-03-06');
  const looks = (of: readonly FeedEvent[]): readonly string[] =>
    of.map(({ uid, title, first, timed }) => {
      const time = timed ? `${timed.start.slice(0, 16)}..${timed.end.slice(11, 16)}` : first;
      return `${uid.split('@')[0]?.slice('kubernetes.1.30.'.length) ?? ''} ${time} ${title.includes('(cutoff)') ? 'cutoff' : ''}`.trim();
    });

  it('lasts the whole announced day, and only when asked the half hour before its cutoff', () => {
    assert.deepEqual(looks(events([aoe])), ['code-freeze 2024-03-06']);
    assert.deepEqual(looks(events([aoe], { show: 'timed' })), ['code-freeze 2024-03-07T11:30..12:00']);
    assert.deepEqual(looks(events([instant], { show: 'timed' })), ['code-freeze 2024-03-06T01:30..02:00']);
  });

  it('is both when both are asked for, and the one with a time says what it is', () => {
    assert.deepEqual(looks(events([aoe], { show: 'both' })), [
      'code-freeze-cutoff 2024-03-07T11:30..12:00 cutoff',
      'code-freeze 2024-03-06',
    ]);
  });

  it('stays a whole day where only its day is decided', () => {
    assert.deepEqual(looks(events([bare], { show: 'timed' })), ['code-freeze 2024-03-06']);
    assert.deepEqual(looks(events([bare], { show: 'both' })), ['code-freeze 2024-03-06']);
  });
});

describe('what is off', () => {
  const told = (...all: readonly PublishedState[]): Milestone => {
    const last = all.at(-1);
    const off = last?.status === 'cancelled' ? ({ status: 'cancelled' } as const) : {};
    const one = milestone('code-freeze', 'TBD', { ...off });
    const now = { ...one, when: last?.when ?? one.when };
    return { ...now, ...revisionFacts(now, all, at('2024-01-01')) };
  };
  const first = { when: when('2024-03-06'), since: at('2024-01-01') };
  const cancelled = told(first, { when: when('2024-03-06'), since: at('2024-02-10'), status: 'cancelled' });
  const late = told(first, { when: when('2024-03-06'), since: at('2024-03-20'), status: 'cancelled' });
  const undated = told(first, { when: when('TBD'), since: at('2024-02-10') });
  const month = told(first, { when: when('2024-04'), since: at('2024-02-10') });

  for (const [what, one] of [
    ['cancelled', cancelled],
    ['without a day any more', undated],
    ['only known by its month any more', month],
  ] as const) {
    it(`stands cancelled at its last day, one change further, when it is ${what}`, () => {
      const [event, ...more] = events([one], { alarms: [{ days: 1, minutes: 540 }] }, '2024-02-11');

      assert.deepEqual([event?.status, event?.first, event?.sequence], ['cancelled', '2024-03-06', 1]);
      assert.deepEqual([event?.rings, more], [false, []]);
    });
  }

  const ends: [what: string, one: Milestone, last: string][] = [
    ['its day', cancelled, '2024-04-05'],
    ['its cancellation, when that was later', late, '2024-04-19'],
  ];
  for (const [what, one, last] of ends) {
    it(`leaves thirty days after ${what}, and Last-Modified tells`, () => {
      const after = day(new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10));

      assert.equal(events([one], {}, last).length, 1);
      assert.equal(events([one], {}, after).length, 0);
      const asked = feed(calendar([release('1.30', [one])]), {}, after);
      assert.equal(asked.modified, at(after));
    });
  }

  it('is left out at once for those who ask for that', () => {
    assert.deepEqual(events([cancelled], { cancelled: 'drop' }, '2024-02-11'), []);
  });

  it('is confirmed again, one change further, when it has a day again', () => {
    const again = told(
      first,
      { when: when('TBD'), since: at('2024-02-10') },
      { when: when('2024-03-13'), since: at('2024-02-12') },
    );

    const [event] = events([again], {}, '2024-02-13');

    assert.deepEqual([event?.status, event?.first, event?.sequence], ['confirmed', '2024-03-13', 2]);
  });
});
