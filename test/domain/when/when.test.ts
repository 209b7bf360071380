import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Dated, When } from '../../../src/domain/when/when.ts';
import { addDays, offsetTime, startOfDay, utc } from '../../../src/domain/time/time.ts';
import { announcedDay, endIn, endOf, isDated, lastDay, utcDay } from '../../../src/domain/when/when.ts';
import { anyDated, anyDay, anyInstant } from '../any.ts';
import { aoeWhen, dayWhen, instantWhen, monthWhen, spanWhen, where } from '../build.ts';

interface Row {
  readonly said: string;
  readonly when: When;
  readonly announced: string;
  readonly utcDay: string;
  readonly cutoff: string;
}

function dated(when: When): Dated {
  assert.ok(isDated(when));
  return when;
}

const rows: readonly Row[] = [
  {
    said: 'a day in UTC ends with that day',
    when: dayWhen('2024-02-01'),
    ...{ announced: '2024-02-01', utcDay: '2024-02-01', cutoff: '2024-02-02T00:00:00.000Z' },
  },
  {
    said: 'a day in Los Angeles ends with its midnight',
    when: dayWhen('2024-02-01', 'America/Los_Angeles'),
    ...{ announced: '2024-02-01', utcDay: '2024-02-01', cutoff: '2024-02-02T08:00:00.000Z' },
  },
  {
    said: 'a day in Tokyo ends while it lasts in UTC',
    when: dayWhen('2024-02-01', 'Asia/Tokyo'),
    ...{ announced: '2024-02-01', utcDay: '2024-02-01', cutoff: '2024-02-01T15:00:00.000Z' },
  },
  {
    said: 'a day before a skipped midnight ends with its last moment',
    when: dayWhen('2022-03-26', 'Asia/Beirut'),
    ...{ announced: '2022-03-26', utcDay: '2022-03-26', cutoff: '2022-03-26T22:00:00.000Z' },
  },
  {
    said: 'a day before a doubled midnight ends at the first of them',
    when: dayWhen('2024-11-02', 'America/Havana'),
    ...{ announced: '2024-11-02', utcDay: '2024-11-02', cutoff: '2024-11-03T04:00:00.000Z' },
  },
  {
    said: 'an AoE day is over at 12:00 UTC of the next day',
    when: aoeWhen('2026-07-09'),
    ...{ announced: '2026-07-09', utcDay: '2026-07-10', cutoff: '2026-07-10T12:00:00.000Z' },
  },
  {
    said: 'an instant is announced for its day in its zone, and over at once',
    when: instantWhen('2024-02-09T02:00Z', 'America/Los_Angeles'),
    ...{ announced: '2024-02-08', utcDay: '2024-02-09', cutoff: '2024-02-09T02:00:00.000Z' },
  },
  {
    said: 'an instant may be announced for the day after its UTC day',
    when: instantWhen('2024-02-08T16:00Z', 'Asia/Tokyo'),
    ...{ announced: '2024-02-09', utcDay: '2024-02-08', cutoff: '2024-02-08T16:00:00.000Z' },
  },
  {
    said: 'an instant written as 24:00 is announced for the day that it ends',
    when: instantWhen('2019-05-01T08:00Z', 'America/Los_Angeles', '2019-04-30'),
    ...{ announced: '2019-04-30', utcDay: '2019-05-01', cutoff: '2019-05-01T08:00:00.000Z' },
  },
  {
    said: 'a span is announced for its first day and ends with its last',
    when: spanWhen('2026-07-28', '2026-07-30'),
    ...{ announced: '2026-07-28', utcDay: '2026-07-30', cutoff: '2026-07-31T00:00:00.000Z' },
  },
];

describe('the cutoff and the days of a when', () => {
  for (const { said, when, ...wanted } of rows) {
    it(said, () => {
      const found = dated(when);

      const days = { announced: announcedDay(found), utcDay: utcDay(found), cutoff: endOf(found) };

      assert.deepEqual(days, wanted);
    });
  }

  it('give a span its own last day, and everything else its announced day', () => {
    assert.equal(lastDay(dated(spanWhen('2026-07-28', '2026-07-30'))), '2026-07-30');
    assert.equal(lastDay(dated(aoeWhen('2026-07-09'))), '2026-07-09');
    assert.equal(lastDay(dated(instantWhen('2024-02-09T02:00Z', 'America/Los_Angeles'))), '2024-02-08');
  });

  it('are those of a day, an AoE day, an instant or a span, never of a month or a TBD', () => {
    const tbd = { kind: 'tbd' } as const;

    assert.deepEqual([monthWhen('2024-04'), tbd].map(isDated), [false, false]);
    assert.ok(rows.every(({ when }) => isDated(when)));
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
      rows.map(({ when }) => endIn(when, zone)),
      rows.map(({ cutoff }) => cutoff),
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
  it('is never over before its announced day begins in its zone', () => {
    fc.assert(
      fc.property(anyWhen, (when) => {
        const start = startOfDay(announcedDay(when), where(zoneOf(when)));

        // equal for an instant at midnight, and for the day that Apia never had
        assert.ok(endOf(when) >= start, `${endOf(when)} is before ${start}`);
      }),
      { numRuns: 500 },
    );
  });

  it('is over 12 hours after the end of its last day in UTC, for no zone is further behind', () => {
    fc.assert(
      fc.property(anyWhen, (when) => {
        const latest = offsetTime(addDays(lastDay(when), 1), 12 * 60, 0);

        assert.ok(endOf(when) <= latest, `${endOf(when)} is after ${latest}`);
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
