import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { addDays, aoe, dateOf, dayIn, daysBetween, duration } from '../../../src/domain/time/time.ts';
import { instant, instantOf, lastDayOf, millis, monthOf, offsetAt } from '../../../src/domain/time/time.ts';
import { offsetTime, plainDate, plus, startOfDay, timeIn, utc } from '../../../src/domain/time/time.ts';
import { wallTime, weekday, yearMonth, zone, zoneNames } from '../../../src/domain/time/time.ts';
import { anyDay, anyInstant, anyZone, zones } from '../any.ts';
import { at, day, where } from '../build.ts';

describe('a plain date', () => {
  for (const [year, month, date, wanted] of [
    [2024, 2, 29, '2024-02-29'],
    [2000, 2, 29, '2000-02-29'],
    [1000, 1, 1, '1000-01-01'],
    [9998, 12, 31, '9998-12-31'],
  ] as const) {
    it(`exists for ${wanted}`, () => {
      assert.equal(dateOf(year, month, date), wanted);
    });
  }

  const none =
    '2023-2-29 1900-2-29 2024-2-30 2024-4-31 2024-13-1 2024-0-1 2024-1-0 2024-1-32 2024-1.5-1 999-1-1 9999-1-1';
  for (const [year = NaN, month = NaN, date = NaN] of [
    ...none.split(' ').map((one) => one.split('-').map(Number)),
    [NaN, 1, 1],
  ]) {
    it(`does not exist for year ${year}, month ${month}, day ${date}`, () => {
      assert.equal(dateOf(year, month, date), undefined);
    });
  }

  for (const text of [
    ...['2024-2-1', '24-02-01', '2024-02-01 ', ' 2024-02-01', '2024-02-01T00:00Z', '2024/02/01'],
    ...['20240201', '02024-02-01', '2024-02', '', '２０２４-02-01', '2024-02-01\n'],
  ]) {
    it(`is not read from ${JSON.stringify(text)}`, () => {
      assert.equal(plainDate(text), undefined);
    });
  }

  it('is as many days from another as were added to it, and sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (from, days) => {
        const to = addDays(from, days);

        assert.equal(plainDate(to), to);
        assert.equal(daysBetween(from, to), days);
        assert.equal(from < to, days > 0);
      }),
    );
  });

  for (const [text, number] of [
    ['2024-02-26', 1],
    ['2024-02-29', 4],
    ['2024-03-03', 7],
    ['1970-01-01', 4],
  ] as const) {
    it(`${text} is day ${number} of its week, Monday first`, () => {
      assert.equal(weekday(day(text)), number);
    });
  }
});

describe('a month', () => {
  it('is read from YYYY-MM and nothing else', () => {
    const texts = ['2024-04', '2024-00', '2024-13', '2024-4', '2024-04-01', '0999-01', '2024-04 '];

    assert.deepEqual(
      texts.filter((text) => yearMonth(text) !== undefined),
      ['2024-04'],
    );
  });

  for (const [month, last] of [
    ['2024-02', '2024-02-29'],
    ['2023-02', '2023-02-28'],
    ['2024-12', '2024-12-31'],
  ] as const) {
    it(`${month} ends on ${last}`, () => {
      assert.equal(lastDayOf(monthOf(day(`${month}-01`))), last);
    });
  }
});

describe('an instant', () => {
  for (const [text, wanted] of [
    ['2024-02-09T02:00Z', '2024-02-09T02:00:00.000Z'],
    ['2024-02-09T02:00:30Z', '2024-02-09T02:00:30.000Z'],
    ['2024-02-09T02:00:30.123456789Z', '2024-02-09T02:00:30.123Z'],
    ['2024-02-08T18:00-08:00', '2024-02-09T02:00:00.000Z'],
    ['2024-02-09T07:30+05:30', '2024-02-09T02:00:00.000Z'],
    ['2024-01-01T00:00+14:00', '2023-12-31T10:00:00.000Z'],
    ['2024-02-09T24:00Z', '2024-02-10T00:00:00.000Z'],
  ] as const) {
    it(`is read from ${text} in UTC to the millisecond`, () => {
      assert.equal(instant(text), wanted);
    });
  }

  for (const [text, why] of [
    ['2024-02-09T02:00', 'it has no offset'],
    ['2024-02-09', 'it has no time'],
    ['2024-02-09 02:00Z', 'a space is not a T'],
    ['2024-02-30T02:00Z', 'there is no such day'],
    ['2024-02-09T26:00Z', 'there is no such hour'],
    ['2024-02-09T24:01Z', 'no day is longer than 24:00'],
    ['2024-02-09T02:00+25:00', 'no offset has 25 hours (RFC 3339 5.6)'],
    ['2024-02-09T02:00+12:75', 'no offset has 75 minutes (RFC 3339 5.6)'],
    ['2024-02-09T02:00+0530', 'the offset wants a colon'],
    ['9998-12-31T23:59-14:00', 'it would be in the year 9999'],
    ['1000-01-01T00:00+14:00', 'it would be in the year 999'],
  ] as const) {
    it(`is not read from ${text}, for ${why}`, () => {
      assert.equal(instant(text), undefined);
    });
  }

  it('comes back as it was from milliseconds and from text, and sorts as text', () => {
    fc.assert(
      fc.property(anyInstant, anyInstant, (a, b) => {
        assert.equal(instantOf(millis(a)), a);
        assert.equal(instant(a), a);
        assert.equal(a < b, millis(a) < millis(b));
      }),
    );
  });

  it('has the day and the time that the clock on the wall of a zone shows', () => {
    const moment = at('2024-02-09T02:00Z');

    const shown = zones.map((zone) => `${dayIn(moment, zone)} ${timeIn(moment, zone)}`);

    assert.deepEqual(shown, [
      ...['2024-02-09 02:00', '2024-02-08 18:00', '2024-02-08 21:00', '2024-02-08 23:00'],
      ...['2024-02-09 02:00', '2024-02-09 04:00', '2024-02-09 07:30', '2024-02-09 11:00'],
      ...['2024-02-09 13:00', '2024-02-09 15:00', '2024-02-09 16:00', '2024-02-08 14:00'],
    ]);
  });

  it('of a fixed offset may be 24:00, which is the next midnight', () => {
    assert.equal(offsetTime(day('2019-04-30'), 1440, -8 * 60), '2019-05-01T08:00:00.000Z');
    assert.equal(offsetTime(day('2024-12-31'), 1440, 0), '2025-01-01T00:00:00.000Z');
  });
});

describe('a duration', () => {
  for (const [length, wanted] of [
    ['P4DT22H', '2024-02-03T22:00:00.000Z'],
    ['PT30M', '2024-01-30T00:30:00.000Z'],
    ['P1W', '2024-02-06T00:00:00.000Z'],
    ['P1M', '2024-02-29T00:00:00.000Z'],
    ['PT0S', '2024-01-30T00:00:00.000Z'],
  ] as const) {
    it(`of ${length} after 30 January 2024 ends at ${wanted}`, () => {
      assert.equal(plus(at('2024-01-30'), duration(length) ?? ''), wanted);
    });
  }

  for (const text of ['', 'P', 'PT', 'P1DT', 'P1', '4D', '-P1D', 'P-1D', 'P1D1D', 'PT1H30', 'P1D ', 'p1d']) {
    it(`is not read from "${text}"`, () => {
      assert.equal(duration(text), undefined);
    });
  }

  it('that is read can be added', () => {
    const parts = fc.integer({ min: 0, max: 9_999_999 });

    fc.assert(
      fc.property(parts, fc.constantFrom('Y', 'M', 'W', 'D'), (count, unit) => {
        const length = duration(`P${count}${unit}`);

        const later = length === undefined ? at('2024-01-30') : plus(at('2024-01-30'), length);

        assert.ok(later >= at('2024-01-30') && instant(later) !== undefined, later);
      }),
    );
  });

  it('is added in UTC, so that no clock change makes it longer', () => {
    const before = at('2024-03-09T12:00Z');

    assert.equal(dayIn(plus(before, 'P1D'), where('America/New_York')), '2024-03-10');
    assert.equal(millis(plus(before, 'P1D')) - millis(before), 24 * 3_600_000);
  });
});

describe('a zone', () => {
  for (const [text, wanted] of [
    ['UTC', 'UTC'],
    ['utc', 'UTC'],
    ['etc/utc', 'UTC'],
    ['AoE', 'Etc/GMT+12'],
    ['aoe', 'Etc/GMT+12'],
    ['Etc/GMT+12', 'Etc/GMT+12'],
    ['america/los_angeles', 'America/Los_Angeles'],
    ['AMERICA/PORT-AU-PRINCE', 'America/Port-au-Prince'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
  ] as const) {
    it(`is read from "${text}" in any capitals as ${wanted}`, () => {
      assert.equal(zone(text), wanted);
    });
  }

  for (const [text, why] of [
    ['PST', 'a label is an offset, not a place'],
    ['EST5EDT', 'it is no place'],
    ['+02:00', 'an offset is not a zone'],
    ['Europe/Londn', 'there is no such place'],
    ['Asia/Tokyo ', 'a space is no part of a name'],
    ['local', 'it depends on the machine'],
    ['', 'it says nothing'],
  ] as const) {
    it(`is not read from "${text}", for ${why}`, () => {
      assert.equal(zone(text), undefined);
    });
  }

  it('can be any that is suggested', () => {
    assert.deepEqual(
      zoneNames().filter((name) => zone(name) === undefined),
      [],
    );
  });

  it('is as far from UTC as its clocks are at that moment', () => {
    const winter = at('2024-01-15T12:00Z');
    const summer = at('2024-07-15T12:00Z');
    const minutes = (name: string): number[] => [winter, summer].map((time) => offsetAt(time, where(name)));

    assert.deepEqual(minutes('America/Los_Angeles'), [-480, -420]);
    assert.deepEqual(minutes('Australia/Lord_Howe'), [660, 630]);
    assert.deepEqual(minutes('Asia/Kolkata'), [330, 330]);
    assert.deepEqual([offsetAt(winter, utc), offsetAt(winter, aoe)], [0, -720]);
  });
});

describe('the start of a day', () => {
  for (const [place, date, wanted, why] of [
    ['UTC', '2024-02-01', '2024-02-01T00:00:00.000Z', 'midnight'],
    ['AoE', '2026-08-05', '2026-08-05T12:00:00.000Z', 'midnight'],
    ['Pacific/Kiritimati', '2024-01-01', '2023-12-31T10:00:00.000Z', 'midnight'],
    ['America/New_York', '2024-03-10', '2024-03-10T05:00:00.000Z', 'midnight before the clocks change'],
    ['America/New_York', '2024-03-11', '2024-03-11T04:00:00.000Z', 'midnight after the clocks changed'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '01:00 where midnight is skipped'],
    ['America/Toronto', '1919-03-31', '1919-03-31T04:30:00.000Z', '00:30 where 23:30 to 00:30 is skipped'],
    ['America/Havana', '2024-11-03', '2024-11-03T04:00:00.000Z', 'the first of two midnights'],
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00.000Z', 'midnight before a skipped day'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', 'the next midnight where the day is skipped'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z', 'midnight after a skipped day'],
  ] as const) {
    it(`${date} in ${place} is ${why}`, () => {
      assert.equal(startOfDay(day(date), where(place)), wanted);
    });
  }

  it('is the first moment at which the clock on the wall shows that day', () => {
    fc.assert(
      fc.property(anyDay, fc.oneof(anyZone, fc.constantFrom(...zoneNames().map(where))), (date, place) => {
        const start = startOfDay(date, place);

        const before = dayIn(instantOf(millis(start) - 1), place);

        assert.ok(before < date && dayIn(start, place) >= date);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a time on the wall', () => {
  for (const [place, date, minutes, wanted] of [
    ['America/Los_Angeles', '2024-02-08', 1080, '2024-02-09T02:00:00.000Z'],
    ['America/New_York', '2026-03-08', 180, '2026-03-08T07:00:00.000Z'],
    ['America/New_York', '2026-11-01', 120, '2026-11-01T07:00:00.000Z'],
    ['Asia/Tokyo', '2024-02-08', 1440, '2024-02-08T15:00:00.000Z'],
  ] as const) {
    it(`at minute ${minutes} of ${date} in ${place} is one moment`, () => {
      assert.equal(wallTime(day(date), minutes, where(place)), wanted);
    });
  }

  for (const [place, date, minutes, wanted] of [
    ['America/New_York', '2026-03-08', 150, 'skipped'],
    ['America/Sao_Paulo', '2018-11-04', 0, 'skipped'],
    ['Pacific/Apia', '2011-12-30', 720, 'skipped'],
    ['Australia/Lord_Howe', '2024-10-06', 135, 'skipped'],
    ['America/New_York', '2026-11-01', 90, 'twice'],
    ['America/Havana', '2024-11-03', 0, 'twice'],
    ['Australia/Lord_Howe', '2024-04-07', 105, 'twice'],
  ] as const) {
    it(`at minute ${minutes} of ${date} in ${place} is passed ${wanted === 'twice' ? 'twice' : 'over'}`, () => {
      assert.equal(wallTime(day(date), minutes, where(place)), wanted);
    });
  }
});
