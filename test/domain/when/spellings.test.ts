import assert from 'node:assert/strict';
import { readWhen } from '../../../src/domain/when/readwhen.ts';
import { endOf, isDated } from '../../../src/domain/when/when.ts';
import { utc, zone } from '../../../src/domain/time/time.ts';

const none = '';

type Spelling = readonly [
  written: string,
  january: string,
  july: string,
  warns?: string | readonly string[],
  own?: string,
];

/** What people write behind a day, and when it is over on 15 January and on 15 July 2026. */
const spellings: readonly Spelling[] = [
  ['17:00 PT', '2026-01-16T01:00', '2026-07-16T00:00'],
  ['17:00 ET', '2026-01-15T22:00', '2026-07-15T21:00'],
  ['17:00 CT', '2026-01-15T23:00', '2026-07-15T22:00'],
  ['17:00 MT', '2026-01-16T00:00', '2026-07-15T23:00'],
  ['17:00 Pacific Time', '2026-01-16T01:00', '2026-07-16T00:00'],
  ['5pm US Eastern Time', '2026-01-15T22:00', '2026-07-15T21:00'],
  ['17:00 Central European Time', '2026-01-15T16:00', '2026-07-15T15:00'],
  ['17:00 CST', '2026-01-15T09:00', '2026-07-15T09:00', none, 'Asia/Shanghai'],
  ['17:00 CST', '2026-01-15T23:00', '2026-07-15T23:00', [none, 'zone-out-of-season'], 'America/Winnipeg'],
  [
    '17:00 CST',
    '2026-01-15T23:00',
    '2026-07-15T23:00',
    ['ambiguous-zone', 'zone-out-of-season ambiguous-zone'],
  ],
  ['17:00 IST', '2026-01-15T15:00', '2026-07-15T15:00', [none, 'zone-out-of-season'], 'Asia/Jerusalem'],
  ['17:00 IST', '2026-01-15T11:30', '2026-07-15T11:30', none, 'Asia/Kolkata'],
  ['17:00 IST', '2026-01-15T11:30', '2026-07-15T11:30', 'ambiguous-zone'],
  ['17:00 UTC-12', '2026-01-16T05:00', '2026-07-16T05:00'],
  ['17:00 UTC+8', '2026-01-15T09:00', '2026-07-15T09:00'],
  ['17:00 GMT+1', '2026-01-15T16:00', '2026-07-15T16:00'],
  ['17:00 UTC+05:30', '2026-01-15T11:30', '2026-07-15T11:30'],
  ['17:00-05:00', '2026-01-15T22:00', '2026-07-15T22:00'],
  ['17:00 -05:00', '2026-01-15T22:00', '2026-07-15T22:00'],
  ['anywhere on Earth', '2026-01-16T12:00', '2026-07-16T12:00'],
  ['(Anywhere on Earth)', '2026-01-16T12:00', '2026-07-16T12:00'],
  ['AoE', '2026-01-16T12:00', '2026-07-16T12:00'],
  ['23:59 AoE', '2026-01-16T12:00', '2026-07-16T12:00'],
  ['24:00 AoE', '2026-01-16T12:00', '2026-07-16T12:00'],
  ['11:59 PM AoE', '2026-01-16T12:00', '2026-07-16T12:00'],
  ['12:00 AoE', '2026-01-16T00:00', '2026-07-16T00:00', 'noon-aoe'],
  ['11:59 AoE', '2026-01-15T23:59', '2026-07-15T23:59', 'noon-aoe'],
  ['5pm UTC', '2026-01-15T17:00', '2026-07-15T17:00'],
  ['5 PM UTC', '2026-01-15T17:00', '2026-07-15T17:00'],
  ['5 p.m. UTC', '2026-01-15T17:00', '2026-07-15T17:00'],
  ['11:59 PM UTC', '2026-01-15T23:59', '2026-07-15T23:59'],
  ['12am UTC', '2026-01-15T00:00', '2026-07-15T00:00', 'midnight'],
  ['12pm UTC', '2026-01-15T12:00', '2026-07-15T12:00'],
  ['noon UTC', '2026-01-15T12:00', '2026-07-15T12:00'],
  ['00:00 UTC', '2026-01-15T00:00', '2026-07-15T00:00', 'midnight'],
  ['midnight UTC', '2026-01-15T00:00', '2026-07-15T00:00', 'midnight'],
  ['24:00 UTC', '2026-01-16T00:00', '2026-07-16T00:00'],
  ['17:00:30 UTC', '2026-01-15T17:00', '2026-07-15T17:00'],
  ['10:00amPT', '2026-01-15T18:00', '2026-07-15T17:00'],
  ['10:00am PT', '2026-01-15T18:00', '2026-07-15T17:00'],
  ['5pmET', '2026-01-15T22:00', '2026-07-15T21:00'],
  ['18:00Z', '2026-01-15T18:00', '2026-07-15T18:00'],
  ['18:00 Europe/Berlin', '2026-01-15T17:00', '2026-07-15T16:00'],
  ['end of day UTC', '2026-01-16T00:00', '2026-07-16T00:00'],
  ['EOD PT', '2026-01-16T08:00', '2026-07-16T07:00'],
];

const days = [
  ['January', '2026-01-15', 'Thursday 15th January 2026'],
  ['July', '2026-07-15', 'Wednesday, July 15, 2026'],
] as const;

describe('a time and a zone as people write them', () => {
  for (const [written, january, july, warns = none, own = 'UTC'] of spellings) {
    for (const [index, [month, plain, prose]] of days.entries()) {
      it(`${written} in ${month}, in a calendar of ${own}`, () => {
        const forms = [`${plain} ${written}`, `${prose} ${written}`, `${written}, ${prose}`];
        const read = forms.map((form) => readWhen(form, { zone: zone(own) ?? utc }));

        const wanted = index === 0 ? january : july;
        for (const [at, { when, findings }] of read.entries()) {
          assert.equal(isDated(when) && endOf(when).slice(0, 16), wanted, forms[at]);
          assert.deepEqual(
            findings.map(({ rule }) => rule),
            (typeof warns === 'string' ? warns : (warns[index] ?? none)).split(' ').filter(Boolean),
            forms[at],
          );
        }
      });
    }
  }

  for (const [written, says] of [
    ['2026-07-15 13am UTC', /^expected a time from 12am to 11:59pm, found "13am"$/],
    ['2026-07-15 0pm UTC', /^expected a time from 12am to 11:59pm, found "0pm"$/],
    ['2026-07-15 17:00 UTC+99', /UTC\+99|\+99/],
    ['2026-03-08 02:30 PT', /found one that the clocks of America\/Los_Angeles skip on 2026-03-08$/],
    ['2026-11-01 01:30 PT', /found one that the clocks of America\/Los_Angeles pass twice on 2026-11-01$/],
    ['Wednesday, July 15, 2026 5pm', /^expected a zone, .*, found a time without one$/],
  ] as const) {
    it(`says what is wrong with ${written}`, () => {
      const { when, findings } = readWhen(written, { zone: utc });

      assert.equal(when.kind, 'tbd');
      assert.match(findings[0]?.says ?? '', says);
    });
  }
});
