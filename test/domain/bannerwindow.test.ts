import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import type { Instant } from '../../src/domain/time/time.ts';
import { banner, bannerSince, bannerUntil } from '../../src/domain/banner/banner.ts';
import { allMilestones, releaseOf } from '../../src/domain/calendar/calendar.ts';
import { instantOf, millis } from '../../src/domain/time/time.ts';
import { closes } from '../../src/domain/calendar/deadline.ts';
import { phrases } from '../../src/domain/banner/phrase.ts';
import { anyCalendar, springMoment } from './any.ts';
import { at, calendar, cycle130, milestone, patch, release } from './build.ts';

describe('the window of a banner', () => {
  const found = calendar([cycle130(), release('1.29', patch('1.29.2', '2024-02-09', '2024-02-14'))]);

  for (const [now, since, until] of [
    ['2024-01-20', '2024-01-09T00:00:00.000Z', '2024-02-02T00:00:00.000Z'],
    ['2024-02-02', '2024-02-02T00:00:00.000Z', '2024-02-09T02:00:00.000Z'],
    ['2024-02-09T01:59Z', '2024-02-02T00:00:00.000Z', '2024-02-09T02:00:00.000Z'],
    ['2024-02-09T02:00Z', '2024-02-09T02:00:00.000Z', '2024-02-10T00:00:00.000Z'],
  ] as const) {
    it(`around ${now} lasts from ${since} until ${until}`, () => {
      assert.deepEqual([bannerSince(found, at(now)), bannerUntil(found, at(now))], [since, until]);
    });
  }

  it('has no beginning before the year of the first goes without saying, and no end after the last', () => {
    assert.equal(bannerSince(found, at('2023-07-11')), undefined);
    assert.equal(bannerSince(found, at('2023-12-01')), '2023-07-12T00:00:00.000Z');
    assert.equal(bannerUntil(found, at('2024-04-18')), undefined);
  });

  it('is not cut by what no banner ever names', () => {
    const tasks = calendar([
      release('1.36', [
        milestone('thaw', '2026-03-05'),
        milestone('code-freeze', '2026-03-04', { status: 'cancelled' }),
        milestone('docs-freeze', '2026-04-08'),
      ]),
    ]);

    // 180 days before Docs Freeze
    assert.equal(bannerSince(tasks, at('2026-03-20')), '2025-10-10T00:00:00.000Z');
    assert.equal(bannerUntil(tasks, at('2026-03-01')), '2026-04-09T00:00:00.000Z');
  });
});

/** The banner as it reads: without the instant it was asked for. */
function reading(calendar: Calendar, moment: Instant): object {
  return { ...banner(calendar, moment), at: undefined };
}

describe('every banner', () => {
  it('reads the same all through its window', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(anyCalendar, springMoment, part, (calendar, now, part) => {
        const since = bannerSince(calendar, now);
        const until = bannerUntil(calendar, now) ?? at('2100-01-01');
        const last = millis(until) - 1;
        const between = instantOf(Math.floor(millis(now) + (last - millis(now)) * part));

        assert.ok((since === undefined || since <= now) && until > now);
        for (const moment of [since ?? at('2000-01-01'), between, instantOf(last)])
          assert.deepEqual(reading(calendar, moment), reading(calendar, now));
      }),
      { numRuns: 300 },
    );
  });

  it('names nothing that is over, cancelled or postponed, or of a draft or cancelled release', () => {
    fc.assert(
      fc.property(anyCalendar, springMoment, (calendar, now) => {
        const { next, then, cherryPick } = banner(calendar, now);

        for (const { kind, when, release, status } of [next, then, cherryPick].flatMap(
          (one) => one?.milestones ?? [],
        )) {
          const of = releaseOf(calendar, release);
          const over = of && closes({ kind, when }, of.zone);
          assert.ok(over && over > now, `${over} is over at ${now}`);
          assert.ok(status !== 'cancelled' && status !== 'postponed', status);
          assert.ok(of.status !== 'cancelled' && of.status !== 'tentative', of.status);
        }
        const cutoffs = [next, then, cherryPick].flatMap((one) => one?.cutoff ?? []);
        assert.ok(cutoffs.every((cutoff) => cutoff > now));
      }),
      { numRuns: 500 },
    );
  });

  it('has next what closes first of all that counts and is open, with its own days, times and cutoffs', () => {
    fc.assert(
      fc.property(anyCalendar, springMoment, (calendar, now) => {
        const { next, then } = banner(calendar, now);

        const open = allMilestones(calendar).flatMap(({ kind, status, actual, banner, when, release }) => {
          const of = releaseOf(calendar, release);
          const on =
            of && ['planned', 'done'].includes(of.status) && ['planned', 'tentative'].includes(status);
          const end = of && closes({ kind, when }, of.zone);
          return on && banner && !actual && end && end > now ? [end] : [];
        });
        assert.ok(open.every((end) => next !== undefined && next.ends <= end));
        for (const group of [next, then]) {
          const ends = group?.members.map((one) => one.ends).toSorted() ?? [];
          assert.deepEqual([group?.ends, group?.allOver], [ends[0], ends.at(-1)]);
          for (const { milestone, release } of group?.members ?? [])
            if (!milestone.actual && group?.cutoff !== undefined)
              assert.ok(group.cutoff <= (closes(milestone, release.zone) ?? ''), milestone.id);
        }
        assert.ok(!next || !then || next.ends <= then.ends);
      }),
      { numRuns: 500 },
    );
  });

  it('says "then" only of what closes after all that stands before it', () => {
    fc.assert(
      fc.property(anyCalendar, springMoment, (calendar, now) => {
        const found = banner(calendar, now);

        const said = phrases(found);
        const later = said.findIndex((one) => one.later);
        if (later < 0) return;
        assert.ok(found.next && found.then && found.then.ends >= found.next.allOver);
        assert.ok(found.both);
      }),
      { numRuns: 500 },
    );
  });
});
