import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { When } from '../../../src/domain/when/when.ts';
import type { Zone } from '../../../src/domain/time/time.ts';
import { readWhen } from '../../../src/domain/when/readwhen.ts';
import { monthOf, offsetTime, utc, zoneNames } from '../../../src/domain/time/time.ts';
import { sameWords, writeWhen } from '../../../src/domain/when/writewhen.ts';
import { anyDated, anyDay, anyInstant, anyZone } from '../any.ts';
import { aoeWhen, dayWhen, instantWhen, monthWhen, read, spanWhen, where } from '../build.ts';

/** What a file of that zone says when it holds what was written. */
function again(when: When): When {
  const zone = when.kind === 'day' || when.kind === 'span' ? when.zone : utc;
  return readWhen(writeWhen(when), { zone }).when;
}

const allZones: readonly Zone[] = zoneNames().map(where);

const anyWhen: fc.Arbitrary<When> = fc.oneof(
  { weight: 8, arbitrary: anyDated(anyDay, anyInstant) },
  { weight: 1, arbitrary: anyDay.map((one): When => ({ kind: 'month', month: monthOf(one) })) },
  { weight: 1, arbitrary: fc.constant<When>({ kind: 'tbd' }) },
);

describe('a when that is written', () => {
  const forms: [wanted: string, when: When][] = [
    ['2024-02-01', dayWhen('2024-02-01')],
    ['2026-08-05 AoE', aoeWhen('2026-08-05')],
    ['2024-03-19..2024-03-22', spanWhen('2024-03-19', '2024-03-22')],
    ['2024-03-19..2024-03-22 AoE', spanWhen('2024-03-19', '2024-03-22', 'AoE')],
    ['2024-04', monthWhen('2024-04')],
    ['TBD', { kind: 'tbd' }],
    ['2024-02-09 02:00 UTC', instantWhen('2024-02-09T02:00Z')],
    ['2024-02-08 18:00 America/Los_Angeles', instantWhen('2024-02-09T02:00Z', 'America/Los_Angeles')],
    ['2024-02-08 18:00 AoE', instantWhen('2024-02-09T06:00Z', 'AoE')],
    ['2024-02-08 24:00 UTC', instantWhen('2024-02-09T00:00Z', 'UTC', '2024-02-08')],
    [
      '2024-02-08 24:00 America/Los_Angeles',
      instantWhen('2024-02-09T08:00Z', 'America/Los_Angeles', '2024-02-08'),
    ],
  ];
  for (const [wanted, when] of forms) {
    it(`is in the plain form of an author: ${wanted}`, () => {
      const written = writeWhen(when);

      assert.equal(written, wanted);
      assert.deepEqual(read(written), { when, findings: [] });
    });
  }

  const exact: [why: string, when: When][] = [
    ['00:00 AoE, which may mean either end', instantWhen('2024-01-01T12:00Z', 'AoE')],
    ['noon AoE, which few mean', instantWhen('2024-01-02T00:00Z', 'AoE')],
    ['23:59 AoE, which is read as the end of its day', instantWhen('2024-01-02T11:59Z', 'AoE')],
    ['midnight, which may mean either end', instantWhen('2024-01-01T00:00Z')],
    ['midnight elsewhere', instantWhen('2024-01-01T15:00Z', 'Asia/Tokyo')],
    ['the first of two hours of one name', instantWhen('2024-10-27T00:30Z', 'Europe/London')],
    ['the second of two hours of one name', instantWhen('2024-10-27T01:30Z', 'Europe/London')],
    ['seconds', instantWhen('2024-02-09T02:00:30Z', 'Asia/Tokyo')],
    ['seconds in UTC', instantWhen('2024-02-09T02:00:30.500Z')],
    ['a day before the first that can be read', instantWhen('1000-01-01T00:00Z', 'AoE')],
    ['a day after the last that can be read', instantWhen('9998-12-31T23:00Z', 'Asia/Tokyo')],
  ];
  for (const [why, when] of exact) {
    it(`is an instant where the time on the wall cannot say it: ${why}`, () => {
      const written = writeWhen(when);

      assert.match(written, /^\d{4}-\d\d-\d\dT[\d:.]+Z/);
      assert.deepEqual(read(written), { when, findings: [] });
    });
  }

  it('keeps the hour after a gap of the clocks, and the hour before it', () => {
    const before = instantWhen('2024-03-31T00:59Z', 'Europe/London');
    const after = instantWhen('2024-03-31T01:00Z', 'Europe/London');

    const written = [before, after].map(writeWhen);

    assert.deepEqual(written, ['2024-03-31 00:59 Europe/London', '2024-03-31 02:00 Europe/London']);
    assert.deepEqual([before, after].map(again), [before, after]);
  });

  const ends: [said: string, written: string][] = [
    ['2024-07-08 24:00 PST', '2024-07-08 24:00 PST'],
    ['2024-01-08 24:00 PST', '2024-01-08 24:00 America/Los_Angeles'],
    ['2024-02-08 24:00 -08:00', '2024-02-08 24:00 -08:00'],
    ['2024-02-08 24:00 +05:30', '2024-02-08 24:00 +05:30'],
    ['2024-07-08T24:00+05:00[Asia/Tokyo]', '2024-07-08 24:00 +05:00[Asia/Tokyo]'],
    ['2024-07-08T24:00-08:00[America/Los_Angeles]', '2024-07-08 24:00 PST'],
    ['2024-07-08 24:00 Etc/GMT+12', '2024-07-08 24:00 Etc/GMT+12'],
    ['2024-07-08 24:00 AoE', '2024-07-08 AoE'],
  ];
  for (const [said, written] of ends) {
    it(`is over at the midnight that was meant by ${said}`, () => {
      const { when } = read(said);

      assert.equal(writeWhen(when), written);
      assert.deepEqual(again(when), when);
    });
  }

  it('is read as what it was, whatever it was', () => {
    fc.assert(
      fc.property(anyWhen, (made) => {
        const when = { ...made };

        assert.deepEqual(again(when), when, writeWhen(when));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read as what it was at each end of a day, by any zone and any offset', () => {
    const offsets = fc.integer({ min: -14 * 4, max: 14 * 4 }).map((quarters) => quarters * 15);
    fc.assert(
      fc.property(anyDay, offsets, anyZone, (of, offset, zone) => {
        const when: When = { kind: 'instant', at: offsetTime(of, 1440, offset), zone, day: of };

        assert.deepEqual(again(when), when, writeWhen(when));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read as what it was, without a finding, when it was a plain time of any zone', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...allZones), (at, zone) => {
        const when = instantWhen(at, zone);

        assert.deepEqual(read(writeWhen(when)), { when, findings: [] });
      }),
    );
  });
});

describe('the same words', () => {
  it('are of one zone, also where a bare date does not say which', () => {
    const [london, tokyo] = ['Europe/London', 'Asia/Tokyo'].map((place) => dayWhen('2024-02-01', place));
    assert.ok(london && tokyo);

    assert.equal(sameWords(london, tokyo), false);
    assert.equal(sameWords(london, { ...london }), true);
    assert.equal(
      sameWords(spanWhen('2024-02-01', '2024-02-02'), spanWhen('2024-02-01', '2024-02-03')),
      false,
    );
  });

  it('are not those of one instant told of another place or day', () => {
    const plain = instantWhen('2024-02-09T00:00Z');

    assert.equal(sameWords(plain, instantWhen('2024-02-09T00:00Z', 'Asia/Tokyo')), false);
    assert.equal(sameWords(plain, instantWhen('2024-02-09T00:00Z', 'UTC', '2024-02-08')), false);
  });
});
