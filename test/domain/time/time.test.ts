import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  addDays,
  dateOf,
  dayIn,
  daysBetween,
  instant,
  instantOf,
  lastDayOf,
} from '../../../src/domain/time/time.ts';
import {
  millis,
  monthOf,
  offsetTime,
  plainDate,
  timeIn,
  weekday,
  yearMonth,
} from '../../../src/domain/time/time.ts';
import { anyDay, anyInstant, zones } from '../any.ts';
import { at, day } from '../build.ts';

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

  for (const [year, month, date] of [
    ...([
      [2023, 2, 29],
      [1900, 2, 29],
      [2024, 2, 30],
      [2024, 4, 31],
      [2024, 13, 1],
      [2024, 0, 1],
    ] as const),
    ...([
      [2024, 1, 0],
      [2024, 1, 32],
      [2024, -1, 1],
      [2024, 1.5, 1],
      [2024.5, 1, 1],
    ] as const),
    ...([
      [999, 1, 1],
      [9999, 1, 1],
      [24, 1, 1],
      [Number.NaN, 1, 1],
    ] as const),
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

  it('sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        assert.equal(a < b, Date.parse(a) < Date.parse(b));
      }),
    );
  });

  it('is as many days from another as were added to it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (from, days) => {
        const to = addDays(from, days);

        assert.equal(plainDate(to), to);
        assert.equal(daysBetween(from, to), days);
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
    ['2024-04', '2024-04-30'],
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
    ['2024-02-09T02:00:30.5Z', '2024-02-09T02:00:30.500Z'],
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
    ['2024-02-09T02:60Z', 'there is no such minute'],
    ['2024-02-09T02:00:61Z', 'there is no such second'],
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
