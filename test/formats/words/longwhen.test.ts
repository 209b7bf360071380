import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Instant, Zone } from '../../../src/domain/time/time.ts';
import type { When } from '../../../src/domain/when/when.ts';
import { aoeWhen, dayWhen, instantWhen, monthWhen, spanWhen, where } from '../../domain/build.ts';
import { anyDated, anyDay, anyInstant, anyZone } from '../../domain/any.ts';
import { labelAt, labelNames } from '../../../src/domain/when/label.ts';
import { readWhen } from '../../../src/domain/when/readwhen.ts';
import { instantOf, millis, monthOf, offsetAt, utc } from '../../../src/domain/time/time.ts';
import { tbd } from '../../../src/domain/when/when.ts';
import { longDayOf, longWhen } from '../../../src/formats/words/longwhen.ts';

const pacific = 'America/Los_Angeles';

function readBack(when: When): ReturnType<typeof readWhen> {
  const zone = when.kind === 'day' || when.kind === 'span' ? when.zone : utc;
  return readWhen(longWhen(when), { zone });
}

/** Where every offset has a label, so that release leads can say the local half. */
const labelled: readonly Zone[] = [
  ...['America/Los_Angeles', 'America/Denver', 'America/Chicago', 'America/New_York', 'Europe/Lisbon'],
  ...['Europe/Berlin', 'Europe/Helsinki', 'Asia/Kolkata', 'Asia/Tokyo', 'UTC'],
].map(where);

const anyMinute: fc.Arbitrary<Instant> = anyInstant.map((one) =>
  instantOf(Math.floor(millis(one) / 60_000) * 60_000),
);

describe('a when in long words', function () {
  const said: readonly (readonly [rule: string, when: When, text: string])[] = [
    ['has its weekday and ordinal', dayWhen('2024-02-01'), 'Thursday 1st February 2024'],
    [
      'has the instant at which an AoE day is over',
      aoeWhen('2026-07-09'),
      'Thursday 9th July 2026 (AoE) / Friday 10th July 2026, 12:00 UTC',
    ],
    ['says a month once', spanWhen('2026-07-28', '2026-07-30'), 'Tuesday 28th - Thursday 30th July 2026'],
    [
      'says the same month of two years twice',
      spanWhen('2026-07-30', '2027-07-02'),
      'Thursday 30th July 2026 - Friday 2nd July 2027',
    ],
    [
      'says that a span is of AoE days',
      spanWhen('2026-07-28', '2026-07-30', 'AoE'),
      'Tuesday 28th - Thursday 30th July 2026 (AoE)',
    ],
    ['leaves a month without a day', monthWhen('2026-04'), '2026-04'],
    ['says that it is not known', tbd, 'TBD'],
    ['says UTC once', instantWhen('2024-02-09T02:00Z'), '02:00 UTC Friday 9th February 2024'],
    [
      'says PST in winter',
      instantWhen('2024-02-09T02:00Z', pacific),
      '02:00 UTC Friday 9th February 2024 / 18:00 PST Thursday 8th February 2024',
    ],
    [
      'says BST in summer',
      instantWhen('2024-07-10T17:00Z', 'Europe/London'),
      '17:00 UTC Wednesday 10th July 2024 / 18:00 BST Wednesday 10th July 2024',
    ],
    [
      'names the zone where London has no label of its own',
      instantWhen('2024-01-10T18:00Z', 'Europe/London'),
      '2024-01-10 18:00 Europe/London',
    ],
    [
      'names a zone that never has a label',
      instantWhen('2024-02-09T02:00Z', 'Asia/Shanghai'),
      '2024-02-09 10:00 Asia/Shanghai',
    ],
    [
      'says the end of a day in UTC once',
      instantWhen('2024-05-01', 'UTC', '2024-04-30'),
      '24:00 UTC Tuesday 30th April 2024',
    ],
    [
      'says a time AoE',
      instantWhen('2026-07-10T06:30Z', 'AoE'),
      '06:30 UTC Friday 10th July 2026 / 18:30 AoE Thursday 9th July 2026',
    ],
    [
      'leaves nobody to guess which end of a day 00:00 AoE is',
      instantWhen('2026-07-10T12:00Z', 'AoE'),
      '2026-07-10T12:00:00.000Z[Etc/GMT+12]',
    ],
    [
      'keeps seconds',
      instantWhen('2026-07-10T12:00:30Z', pacific),
      '2026-07-10T12:00:30.000Z[America/Los_Angeles]',
    ],
  ];
  for (const [rule, when, text] of said) {
    it(`${rule}: ${text}`, () => {
      assert.equal(longWhen(when), text);
    });
  }

  it('reads back as the same, and the linter says nothing about it', () => {
    const months: fc.Arbitrary<When> = anyDay.map((day) => ({ kind: 'month', month: monthOf(day) }));
    const any = fc.oneof(
      { weight: 8, arbitrary: anyDated(anyDay, anyInstant) },
      { weight: 4, arbitrary: anyDated(anyDay, anyMinute) },
      { weight: 1, arbitrary: fc.oneof(months, fc.constant(tbd)) },
    );

    fc.assert(
      fc.property(any, (when) => {
        const { when: back, findings } = readBack(when);
        const wrong = findings.filter(({ rule }) => rule !== 'midnight');
        assert.deepEqual({ back, wrong }, { back: { ...when }, wrong: [] }, longWhen(when));
      }),
    );
  });

  it('says both halves wherever the local one has a label', () => {
    fc.assert(
      fc.property(anyMinute, fc.constantFrom(...labelled), (moment, zone) => {
        const when: When = { kind: 'instant', at: moment, zone };
        const label = labelAt(zone, offsetAt(moment, zone));
        if (label === undefined || zone === utc) return;

        const halves = longWhen(when).split(' / ');
        assert.match(halves[0] ?? '', /^\d\d:\d\d UTC /);
        assert.ok(halves[1]?.slice(5).startsWith(` ${label} `), longWhen(when));
      }),
    );
  });

  it('reads back as the same end of a day, by whatever label or zone', () => {
    fc.assert(
      fc.property(anyDay, fc.oneof(anyZone, fc.constantFrom(...labelNames)), (day, place) => {
        const { when } = readWhen(`${day} 24:00 ${place}`, {});

        assert.deepEqual(readBack(when).when, when, longWhen(when));
      }),
    );
  });
});

describe('the day alone', () => {
  it('is the one that was announced, not that of UTC', () => {
    assert.equal(longDayOf(instantWhen('2024-02-09T02:00Z', pacific)), 'Thursday 8th February 2024');
    assert.equal(longDayOf(aoeWhen('2026-07-09')), 'Thursday 9th July 2026');
    assert.equal(longDayOf(instantWhen('2024-05-01', 'UTC', '2024-04-30')), 'Tuesday 30th April 2024');
  });

  it('is all of them of a span, and nothing that nobody said', () => {
    assert.equal(longDayOf(spanWhen('2026-07-28', '2026-07-30')), 'Tuesday 28th - Thursday 30th July 2026');
    assert.equal(longDayOf(monthWhen('2026-04')), '2026-04');
    assert.equal(longDayOf(tbd), 'TBD');
  });
});
