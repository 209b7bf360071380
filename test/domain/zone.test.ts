import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  aoe,
  dayIn,
  instantOf,
  millis,
  offsetAt,
  startOfDay,
  utc,
  wallTime,
} from '../../src/domain/time/time.ts';
import { zone, zoneNames } from '../../src/domain/time/time.ts';
import { anyDay, anyZone } from './any.ts';
import { at, day, where } from './build.ts';

describe('a zone', () => {
  for (const [text, wanted] of [
    ['UTC', 'UTC'],
    ['utc', 'UTC'],
    ['etc/utc', 'UTC'],
    ['AoE', 'Etc/GMT+12'],
    ['aoe', 'Etc/GMT+12'],
    ['Etc/GMT+12', 'Etc/GMT+12'],
    ['etc/gmt+12', 'Etc/GMT+12'],
    ['america/los_angeles', 'America/Los_Angeles'],
    ['AMERICA/PORT-AU-PRINCE', 'America/Port-au-Prince'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['asia/kolkata', 'Asia/Kolkata'],
  ] as const) {
    it(`is read from "${text}" in any capitals as ${wanted}`, () => {
      assert.equal(zone(text), wanted);
    });
  }

  for (const [text, why] of [
    ['PST', 'a label is an offset, not a place'],
    ['GMT', 'a label is an offset, not a place'],
    ['EST5EDT', 'it is no place'],
    ['+02:00', 'an offset is not a zone'],
    ['UTC+2', 'an offset is not a zone'],
    ['Europe/Londn', 'there is no such place'],
    ['Asia/Tokyo ', 'a space is no part of a name'],
    ['local', 'it depends on the machine'],
    ['system', 'it depends on the machine'],
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
    ['Asia/Tokyo', '2024-02-01', '2024-01-31T15:00:00.000Z', 'midnight'],
    ['Pacific/Kiritimati', '2024-01-01', '2023-12-31T10:00:00.000Z', 'midnight'],
    ['America/New_York', '2024-03-10', '2024-03-10T05:00:00.000Z', 'midnight before the clocks change'],
    ['America/New_York', '2024-03-11', '2024-03-11T04:00:00.000Z', 'midnight after the clocks changed'],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '01:00 where midnight is skipped'],
    ['Asia/Beirut', '2022-03-27', '2022-03-26T22:00:00.000Z', '01:00 where midnight is skipped'],
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
    ['America/New_York', '2026-03-08', 119, '2026-03-08T06:59:00.000Z'],
    ['America/New_York', '2026-03-08', 180, '2026-03-08T07:00:00.000Z'],
    ['America/New_York', '2026-11-01', 59, '2026-11-01T04:59:00.000Z'],
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
