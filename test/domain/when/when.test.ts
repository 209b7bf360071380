import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Dated, When } from '../../../src/domain/when/when.ts';
import { addDays, offsetTime, startOfDay, utc } from '../../../src/domain/time/time.ts';
import { announcedDay, endIn, endOf, isDated, lastDay, utcDay } from '../../../src/domain/when/when.ts';
import { anyDated, anyDay, anyInstant } from '../any.ts';
import { aoeWhen, at, dayWhen, instantWhen, monthWhen, spanWhen, where } from '../build.ts';

type Row = readonly [said: string, when: When, announced: string, cutoff: string];

function dated(when: When): Dated {
  assert.ok(isDated(when));
  return when;
}

const [pacific, tokyo] = ['America/Los_Angeles', 'Asia/Tokyo'];
const rows: readonly Row[] = [
  ['a day in UTC', dayWhen('2024-02-01'), '2024-02-01', '2024-02-02T00:00Z'],
  ['a day in Los Angeles', dayWhen('2024-02-01', pacific), '2024-02-01', '2024-02-02T08:00Z'],
  ['a day in Tokyo', dayWhen('2024-02-01', tokyo), '2024-02-01', '2024-02-01T15:00Z'],
  ['before a skipped midnight', dayWhen('2022-03-26', 'Asia/Beirut'), '2022-03-26', '2022-03-26T22:00Z'],
  ['before a doubled midnight', dayWhen('2024-11-02', 'America/Havana'), '2024-11-02', '2024-11-03T04:00Z'],
  ['an AoE day', aoeWhen('2026-07-09'), '2026-07-09', '2026-07-10T12:00Z'],
  ['the evening before', instantWhen('2024-02-09T02:00Z', pacific), '2024-02-08', '2024-02-09T02:00Z'],
  ['the morning after', instantWhen('2024-02-08T16:00Z', tokyo), '2024-02-09', '2024-02-08T16:00Z'],
  ['24:00', instantWhen('2019-05-01T08:00Z', pacific, '2019-04-30'), '2019-04-30', '2019-05-01T08:00Z'],
  ['a span', spanWhen('2026-07-28', '2026-07-30'), '2026-07-28', '2026-07-31T00:00Z'],
];

describe('the announced day and the cutoff of a when', () => {
  for (const [said, when, announced, cutoff] of rows) {
    it(`are ${announced} and ${cutoff} of ${said}`, () => {
      const found = dated(when);

      assert.deepEqual([announcedDay(found), endOf(found)], [announced, at(cutoff)]);
    });
  }

  it('stand beside its day in UTC, which is its own where no hour is told', () => {
    assert.deepEqual(
      rows.map(([, when]) => utcDay(dated(when))),
      [
        ...['2024-02-01', '2024-02-01', '2024-02-01', '2022-03-26', '2024-11-02', '2026-07-10'],
        ...['2024-02-09', '2024-02-08', '2019-05-01', '2026-07-30'],
      ],
    );
  });

  it('give a span its own last day, and everything else its announced day', () => {
    assert.equal(lastDay(dated(spanWhen('2026-07-28', '2026-07-30'))), '2026-07-30');
    assert.equal(lastDay(dated(aoeWhen('2026-07-09'))), '2026-07-09');
    assert.equal(lastDay(dated(instantWhen('2024-02-09T02:00Z', 'America/Los_Angeles'))), '2024-02-08');
  });

  it('are those of a day, an AoE day, an instant or a span, never of a month or a TBD', () => {
    const tbd = { kind: 'tbd' } as const;

    assert.deepEqual([monthWhen('2024-04'), tbd].map(isDated), [false, false]);
    assert.ok(rows.every(([, when]) => isDated(when)));
  });
});

describe('the end of a when', () => {
  it('of a month is its last moment in the zone of its release', () => {
    assert.equal(endIn(monthWhen('2024-04'), utc), '2024-05-01T00:00:00.000Z');
    assert.equal(endIn(monthWhen('2024-12'), where('Asia/Tokyo')), '2024-12-31T15:00:00.000Z');
  });

  it('of a day, an AoE day, an instant or a span is its cutoff, whatever the zone of the release', () => {
    const zone = where('Pacific/Kiritimati');

    assert.deepEqual(
      rows.map(([, when]) => endIn(when, zone)),
      rows.map(([, , , cutoff]) => at(cutoff)),
    );
  });

  it('is never known of a TBD', () => {
    assert.equal(endIn({ kind: 'tbd' }, utc), undefined);
  });
});

const anyWhen = anyDated(anyDay, anyInstant);

function zoneOf(when: Dated): string {
  return when.kind === 'aoe' ? 'AoE' : when.zone;
}

describe('every dated when', () => {
  it('is over after its announced day begins in its zone, and 12 hours after its last day in UTC at the latest', () => {
    fc.assert(
      fc.property(anyWhen, (when) => {
        const start = startOfDay(announcedDay(when), where(zoneOf(when)));
        // no zone is further behind
        const latest = offsetTime(addDays(lastDay(when), 1), 12 * 60, 0);

        // equal for an instant at midnight, and for the day that Apia never had
        assert.ok(start <= endOf(when) && endOf(when) <= latest, `${start} ${endOf(when)} ${latest}`);
      }),
      { numRuns: 500 },
    );
  });

  it('in AoE has cutoffs in the order of its days', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [first, second] = [endOf({ kind: 'aoe', day: a }), endOf({ kind: 'aoe', day: b })];

        assert.equal(first < second, a < b);
        assert.equal(first === second, a === b);
      }),
    );
  });
});
