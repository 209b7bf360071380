import assert from 'node:assert/strict';
import type { Calendar, Milestone } from '../../../src/domain/calendar/calendar.ts';
import type { FeedEvent } from '../../../src/domain/feed/feedevent.ts';
import { daysLate, isAwaited, standsOn } from '../../../src/domain/calendar/actual.ts';
import { feed } from '../../../src/domain/feed/feed.ts';
import { moves } from '../../../src/domain/history/move.ts';
import { newsBetween, withNews } from '../../../src/domain/history/news.ts';
import { section } from '../../../src/domain/banner/section.ts';
import { at, calendar, day, dayWhen, milestone, month, patch, release } from '../build.ts';

function out(one: Milestone, actual: string): Milestone {
  return { ...one, status: 'done', actual: dayWhen(actual) };
}

/** The target of a patch whose cherry-picks closed four days before, and the day of its tag. */
function target(version: string, planned: string, tagged?: string): Milestone {
  const found = patch(version, planned, planned).find(({ kind }) => kind === 'patch');
  assert.ok(found);
  return tagged === undefined ? found : out(found, tagged);
}

const events = (of: Calendar, today = '2026-09-01'): readonly FeedEvent[] => feed(of, {}, day(today)).events;
const days = (of: Calendar, today?: string): readonly string[] =>
  events(of, today).map(
    ({ uid, first, sequence }) => `${uid.replace('@k8s.example', '')} ${first} ${sequence}`,
  );

describe('what came out', () => {
  for (const [planned, tagged, late, shown] of [
    ['2026-08-11', '2026-08-11', undefined, '2026-08-11'],
    ['2026-08-11', '2026-08-12', undefined, '2026-08-12'],
    ['2026-08-11', '2026-08-10', undefined, '2026-08-10'],
    ['2026-08-11', '2026-08-13', 2, '2026-08-13'],
    ['2026-08-11', '2026-08-20', 9, '2026-08-20'],
    ['2026-08-11', '2026-08-01', undefined, '2026-08-01'],
    ['2026-12-30', '2027-01-02', 3, '2027-01-02'],
    ['TBD', '2026-08-20', undefined, '2026-08-20'],
  ] as const)
    it(`on ${tagged}, planned for ${planned}, stands on its day${late === undefined ? '' : ` and is ${late} days late`}`, () => {
      const one = target('1.36.4', planned, tagged);
      const [event] = events(calendar([release('1.36', [one])]), '2026-12-01');

      assert.equal(daysLate(one), late);
      assert.equal(event?.first, shown);
    });

  it('keeps its hour where it was on its day, and what is off never came out', () => {
    const one = milestone('code-freeze', '2024-03-06T02:00Z[America/Los_Angeles]', {
      actual: dayWhen('2024-03-05'),
    });
    assert.equal(standsOn(one), one.when);
    const off = { ...target('1.36.4', '2026-08-11', '2026-08-20'), status: 'cancelled' as const };
    assert.equal(standsOn(off), off.when);
  });

  it('is late only if it is something that comes out', () => {
    assert.equal(daysLate(out(milestone('docs-freeze', '2026-08-11'), '2026-08-20')), undefined);
    assert.equal(daysLate(out(milestone('release', '2026-08-11'), '2026-08-20')), 9);
    assert.equal(
      daysLate(out(milestone('end-of-life', '2026-08-11', { kind: 'end-of-life' }), '2026-08-20')),
      undefined,
    );
  });

  it('moves its event once when it becomes known, and leaves those of its train that came out on their day', () => {
    const [a, b] = [target('1.36.4', '2026-08-11'), target('1.35.8', '2026-08-11')];
    const later = { trainsSince: month('2027-01') };
    const before = calendar([release('1.35', [b]), release('1.36', [a])], later);
    const after = calendar(
      [release('1.35', [out(b, '2026-08-11')]), release('1.36', [out(a, '2026-08-20')])],
      later,
    );
    const now = withNews(after, newsBetween(before, after, at('2026-08-21T06:00Z')));

    assert.deepEqual(days(before), ['kubernetes.1.36.patch-1-36-4 2026-08-11 0']);
    assert.deepEqual(days(now), [
      'kubernetes.1.35.patch-1-35-8 2026-08-11 1',
      'kubernetes.1.36.patch-1-36-4 2026-08-20 1',
    ]);
    assert.ok(events(now).every(({ changed }) => changed === at('2026-08-21T06:00Z')));
  });

  it('is told as a change once a train when it is late, never when it is a day off or early', () => {
    const of = calendar([
      release('1.34', [target('1.34.11', '2026-08-11', '2026-08-12')]),
      release('1.35', [target('1.35.8', '2026-08-11', '2026-08-20')]),
      release('1.36', [
        target('1.36.4', '2026-08-11', '2026-08-20'),
        target('1.36.3', '2026-07-14', '2026-07-01'),
      ]),
    ]);
    const told = moves(of, at('2026-09-01')).map(({ kind, milestone: { name, release: version }, after }) =>
      [kind, version, name, after.since].join(' '),
    );

    assert.deepEqual(told, ['late 1.36 Patch releases 1.36.4, 1.35.8 2026-08-20T00:00:00.000Z']);
    assert.deepEqual(moves(of, at('2026-08-19')), []);
  });

  it('is said to be available also where nobody had planned it', () => {
    const of = calendar([release('1.36', [target('1.36.4', 'TBD', '2026-08-20')])]);
    const said = section(of, at('2026-08-22')).sentences.map(({ kind, patches }) => [kind, patches]);

    assert.deepEqual(said, [['patches-available', ['1.36.4']]]);
  });
});

describe('what is due and not out', () => {
  const known = (knownOut: string | undefined, ...milestones: readonly Milestone[]): Calendar =>
    calendar([release('1.36', milestones)], knownOut === undefined ? {} : { knownOut: day(knownOut) });
  const one = { ...target('1.36.5', '2026-09-15'), release: '1.36' };
  const later = target('1.36.6', 'TBD', '2026-09-16');
  const earlier = target('1.36.4', 'TBD', '2026-08-20');

  for (const [why, of, today, wanted] of [
    ['its day is over', known('2026-09-16', one), '2026-09-16', true],
    ['its day is not over', known('2026-09-16', one), '2026-09-15', false],
    ['nobody tells what comes out', known(undefined, one), '2026-09-16', false],
    ['a later one of its branch is out', known('2026-09-16', one, later), '2026-09-16', false],
    ['an earlier one of its branch is out', known('2026-09-16', one, earlier), '2026-09-16', true],
  ] as const)
    it(`${wanted ? 'waits' : 'is not waited for'} where ${why}`, () => {
      assert.equal(isAwaited(one, of, at(today)), wanted);
      assert.equal(
        events(of, today).some(({ awaited }) => awaited.length > 0),
        wanted,
      );
    });

  it('is a release too, but not one of which a patch is out', () => {
    const own = { ...milestone('release', '2026-08-26'), release: '1.36' };

    assert.equal(isAwaited(own, known('2026-08-20', own), at('2026-08-27')), true);
    assert.equal(
      isAwaited(own, known('2026-09-20', own, target('1.36.1', 'TBD', '2026-09-15')), at('2026-09-27')),
      false,
    );
  });

  it('changes its feed on the day on which it becomes so', () => {
    const of = known('2026-09-01', one);

    assert.equal(feed(of, {}, day('2026-09-15')).changed.slice(0, 10), '2020-01-01');
    assert.equal(feed(of, {}, day('2026-09-16')).changed.slice(0, 10), '2026-09-16');
  });
});
