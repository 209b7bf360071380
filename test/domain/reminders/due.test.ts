import assert from 'node:assert/strict';
import type { Instant, PlainDate, Zone } from '../../../src/domain/time/time.ts';
import type { Kind } from '../../../src/domain/calendar/kind.ts';
import type { Dated } from '../../../src/domain/when/when.ts';
import { aoeWhen, at, calendar, day, dayWhen, instantWhen, milestone } from '../build.ts';
import { release, spanWhen, when, where } from '../build.ts';
import { noFilters } from '../../../src/domain/feed/filter.ts';
import { reminderEntries } from '../../../src/domain/reminders/reminderentry.ts';
import { cutoff } from '../../../src/domain/calendar/deadline.ts';
import { isDated } from '../../../src/domain/when/when.ts';
import { dueAt } from '../../../src/domain/reminders/due.ts';
import { instantOf, utc, zone, zoneNames } from '../../../src/domain/time/time.ts';

function dated(when: ReturnType<typeof dayWhen>): Dated {
  assert.ok(isDated(when));
  return when;
}

const due = (when: ReturnType<typeof dayWhen>, lead: number, place: string, hour = 9): Instant =>
  dueAt({ kind: 'deadline', when: dated(when) }, lead, { zone: where(place), hour });

describe('the due time of a reminder', () => {
  it("is the lead days before the announced day, at the reader's own hour", () => {
    const freeze = aoeWhen('2026-12-02');

    assert.equal(due(freeze, 7, 'Asia/Kathmandu'), at('2026-11-25T03:15Z'));
    assert.equal(due(freeze, 1, 'America/Los_Angeles'), at('2026-12-01T17:00Z'));
    assert.equal(due(freeze, 0, 'Pacific/Auckland'), at('2026-12-01T20:00Z'));
    assert.equal(due(freeze, 14, 'UTC', 23), at('2026-11-18T23:00Z'));
  });

  it('counts to the last of several days, but to the first of a freeze and of what merely happens', () => {
    const when = dated(spanWhen('2026-12-02', '2026-12-04'));
    const of = (kind: Kind): Instant => dueAt({ kind, when }, 1, { zone: utc, hour: 9 });

    assert.equal(of('deadline'), at('2026-12-03T09:00Z'));
    assert.deepEqual([of('freeze'), of('event')], [at('2026-12-01T09:00Z'), at('2026-12-01T09:00Z')]);
  });

  it('goes by the announced day of an instant, not by its day in UTC', () => {
    // announced for the evening of 5 March in Los Angeles
    const freeze = instantWhen('2024-03-06T02:00Z', 'America/Los_Angeles');

    assert.equal(due(freeze, 1, 'UTC'), at('2024-03-04T09:00Z'));
  });

  it('is a day earlier where it would not be before the cutoff', () => {
    assert.equal(due(dayWhen('2026-12-02', 'Asia/Tokyo'), 0, 'America/Los_Angeles'), at('2026-12-01T17:00Z'));
    assert.equal(due(instantWhen('2026-12-02T09:00Z'), 0, 'UTC'), at('2026-12-01T09:00Z'));
    assert.equal(due(instantWhen('2026-12-02T09:01Z'), 0, 'UTC'), at('2026-12-02T09:00Z'));
  });

  it('is the first instant after a gap, and the first of the two in an overlap', () => {
    const berlin = (text: string, hour: number): Instant => due(aoeWhen(text), 0, 'Europe/Berlin', hour);

    assert.equal(berlin('2026-03-29', 2), at('2026-03-29T01:00Z'));
    assert.equal(berlin('2026-10-25', 2), at('2026-10-25T00:00Z'));
    // half an hour only
    assert.equal(due(aoeWhen('2026-10-04'), 0, 'Australia/Lord_Howe', 2), at('2026-10-03T15:30Z'));
    // a day that starts at one o'clock
    assert.equal(due(aoeWhen('2026-09-06'), 0, 'America/Santiago', 0), at('2026-09-06T04:00Z'));
  });

  it('is on the same clock under every season in which it is asked', () => {
    const summer = due(dayWhen('2026-07-15'), 14, 'Europe/London');
    const winter = due(dayWhen('2026-11-03'), 14, 'Europe/London');

    assert.deepEqual([summer, winter], [at('2026-07-01T08:00Z'), at('2026-10-20T08:00Z')]);
  });
});

/** What the clock on the wall shows, as the runtime's own calendar says it. */
function wallClock(place: Zone): (millis: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: place === 'AoE' ? 'Etc/GMT+12' : place, hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  });
  return (millis) => format.format(millis);
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** By nothing but asking a clock: the first quarter of an hour at which it shows that time, or a later one. */
function reckoned(shows: (millis: number) => string, on: PlainDate, hour: number): Instant {
  const wanted = `${on} ${String(hour).padStart(2, '0')}:00`;
  const start = Date.parse(`${on}T00:00Z`) + hour * hourMs;
  // no zone is further than 14 hours ahead; a whole day may be missing where a zone crossed the date line
  let found = start - 15 * hourMs;
  while (shows(found) < wanted) found += hourMs;
  // a clock that is set back has shown that time before, maybe for less than an hour
  for (found -= 2 * hourMs; shows(found) < wanted;) found += hourMs / 4;
  return instantOf(found);
}

/** The days of two years on which the clocks of a zone change, and those around. */
function changes(shows: (millis: number) => string): ReadonlySet<number> {
  const days = new Set<number>();
  const first = Date.parse('2026-01-01T00:00Z');
  const offsetOn = (time: number): number => Date.parse(`${shows(time).replace(' ', 'T')}Z`) - time;
  for (let index = 0, before = offsetOn(first); index <= 731; index++) {
    const now = offsetOn(first + index * dayMs);
    if (now !== before) for (const near of [-2, -1, 0, 1]) days.add(index + near);
    before = now;
  }
  return days;
}

describe('due times in every zone, through two years', function () {
  it('are what a clock on the wall says, before the cutoff, and never two days alike', () => {
    const places = zoneNames().map((name) => zone(name) ?? where('UTC'));
    assert.ok(places.length > 400);
    let count = 0;
    for (const place of places) {
      const shows = wallClock(place);
      const turning = changes(shows);
      const first = Date.parse('2026-01-01T00:00Z');
      for (let index = 0; index < 731; index += turning.has(index) || turning.has(index + 1) ? 1 : 5) {
        const on = day(instantOf(first + index * dayMs).slice(0, 10));
        // all hours where the clocks change, else the usual one
        const hours = turning.has(index) ? [0, 1, 2, 3, 4, 9, 23] : [9];
        for (const hour of hours) {
          const when: Dated = { kind: 'aoe', day: on };
          const expected = reckoned(shows, on, hour);
          if (expected < cutoff({ kind: 'deadline', when }))
            assert.equal(
              dueAt({ kind: 'deadline', when }, 0, { zone: place, hour }),
              expected,
              `${place} ${on} ${hour}`,
            );
          count++;
        }
      }
    }
    assert.ok(count > 40_000, String(count));
  });

  it('are before the cutoff for every kind of deadline, on the lead day or the one before', () => {
    const first = Date.parse('2026-01-01T00:00Z');
    for (const [index, name] of zoneNames().entries()) {
      const place = zone(name) ?? where('UTC');
      for (let step = index % 61; step < 731; step += 61) {
        const on = instantOf(first + step * dayMs).slice(0, 10);
        const whens = [
          aoeWhen(on),
          dayWhen(on),
          dayWhen(on, 'Pacific/Kiritimati'),
          instantWhen(`${on}T01:00Z`, 'America/Los_Angeles'),
        ];
        for (const when of whens.map(dated)) {
          const times = [14, 7, 3, 1, 0].map((lead) =>
            dueAt({ kind: 'deadline', when }, lead, { zone: place, hour: 9 }),
          );
          for (const time of times)
            assert.ok(time < cutoff({ kind: 'deadline', when }), `${name} ${on} ${time}`);
          assert.deepEqual(times, times.toSorted(), name);
          // two leads a day apart may fall together at the cutoff, never more
          assert.ok(new Set(times).size >= 4, `${name} ${on} ${times.join()}`);
        }
      }
    }
  });
});

describe('when a letter and an entry of reminders.atom are due', () => {
  for (const [zone, hour, written] of [
    // the day is over before that hour comes
    ['America/Los_Angeles', 18, '2026-12-02'],
    // an hour that the clocks skip, and one that they pass twice
    ['Europe/Berlin', 2, '2026-03-29 AoE'],
    ['Europe/Berlin', 2, '2026-10-25 AoE'],
    ['Asia/Kathmandu', 9, '2026-12-02 18:00 UTC'],
  ] as const)
    it(`is one instant: ${written} at ${hour} in ${zone}`, () => {
      const is = when(written);
      assert.ok(isDated(is));
      const wish = { lead: [0, 1], hour, zone: where(zone), filters: noFilters };
      const entries = reminderEntries(calendar([release('1.30', [milestone('code-freeze', written)])]), wish);

      const leads = entries.map(({ lead }) => lead);
      assert.deepEqual(
        entries.map(({ appears }) => appears),
        leads.map((lead) => dueAt({ kind: 'freeze', when: is }, lead, wish)),
      );
      // both are due at once where the day is over before that hour
      const both = [1, 0].map((lead) => dueAt({ kind: 'freeze', when: is }, lead, wish));
      assert.deepEqual(leads, both[0] === both[1] ? [1] : [1, 0]);
      assert.deepEqual(
        entries.map(({ days }) => days),
        leads,
      );
      assert.ok(entries.every(({ appears }) => appears < cutoff({ kind: 'freeze', when: is })));
    });
});
