import assert from 'node:assert/strict';
import type { Rule } from '../../../src/domain/problem/rule.ts';
import type { When } from '../../../src/domain/when/when.ts';
import { readWhen } from '../../../src/domain/when/readwhen.ts';
import { aoeWhen, dayWhen, instantWhen, monthWhen, read, spanWhen, where } from '../build.ts';

const tbd: When = { kind: 'tbd' };
const losAngeles = 'America/Los_Angeles';

const forms: readonly (readonly [form: string, written: string, wanted: When])[] = [
  ['a day', '2024-02-01', dayWhen('2024-02-01')],
  ['a time in UTC', '2024-02-09 02:00 UTC', instantWhen('2024-02-09T02:00Z')],
  ['a time in UTC', '2024-02-09 02:00 utc', instantWhen('2024-02-09T02:00Z')],
  ['a time in a place', '2024-02-08 18:00 America/Los_Angeles', instantWhen('2024-02-09T02:00Z', losAngeles)],
  ['a time in a place', '2024-07-08 18:00 america/los_angeles', instantWhen('2024-07-09T01:00Z', losAngeles)],
  ['a time with a label', '2024-02-08 18:00 PST', instantWhen('2024-02-09T02:00Z', losAngeles)],
  ['an instant', '2024-02-09T02:00:00Z', instantWhen('2024-02-09T02:00Z')],
  ['an instant', '2024-02-09T02:00Z', instantWhen('2024-02-09T02:00Z')],
  ['an instant', '2024-02-09t02:00z', instantWhen('2024-02-09T02:00Z')],
  ['an instant', '2024-02-08T18:00-08:00', instantWhen('2024-02-09T02:00Z')],
  ['an instant', '2024-02-09T07:30:00+05:30', instantWhen('2024-02-09T02:00Z')],
  ['an instant with spaces', '2024-02-09 07:30 +05:30', instantWhen('2024-02-09T02:00Z')],
  ['RFC 9557', '2024-02-09T02:00:00Z[America/Los_Angeles]', instantWhen('2024-02-09T02:00Z', losAngeles)],
  ['RFC 9557', '2024-02-08T18:00-08:00[America/Los_Angeles]', instantWhen('2024-02-09T02:00Z', losAngeles)],
  ['RFC 9557', '2024-02-09T07:30+05:30[Asia/Kolkata]', instantWhen('2024-02-09T02:00Z', 'Asia/Kolkata')],
  ['RFC 9557', '2024-02-09T02:00:00Z[UTC]', instantWhen('2024-02-09T02:00Z')],
  ['an AoE day', '2026-08-05 AoE', aoeWhen('2026-08-05')],
  ['an AoE day', '2026-08-05 (aoe)', aoeWhen('2026-08-05')],
  ['the end of an AoE day', '2026-08-05 24:00 AoE', aoeWhen('2026-08-05')],
  ['a time in AoE', '2026-08-05 18:00 AoE', instantWhen('2026-08-06T06:00Z', 'AoE')],
  ['the end of a day in AoE', '2026-08-05 23:59 AoE', aoeWhen('2026-08-05')],
  ['a time in AoE', '2026-08-05 18:00 AoE', instantWhen('2026-08-06T06:00Z', 'AoE')],
  ['AoE in words', '2026-08-05 anywhere on Earth', aoeWhen('2026-08-05')],
  ['UTC-12, which is AoE', '2026-08-05 23:59 UTC-12', aoeWhen('2026-08-05')],
  ['an hour of twelve', '2026-08-05 5pm PT', instantWhen('2026-08-06T00:00Z', 'America/Los_Angeles')],
  ['a time of twelve hours', '2026-08-05 11:59 PM UTC', instantWhen('2026-08-05T23:59Z')],
  [
    'a time glued to its label',
    '2026-08-05 10:00amPDT',
    instantWhen('2026-08-05T17:00Z', 'America/Los_Angeles'),
  ],
  ['seconds', '2026-08-05 17:00:30 UTC', instantWhen('2026-08-05T17:00:30Z')],
  ['seconds in a zone', '2026-08-05 17:00:30 Asia/Tokyo', instantWhen('2026-08-05T08:00:30Z', 'Asia/Tokyo')],
  ['the end of a day in UTC', '2024-02-09 24:00 UTC', instantWhen('2024-02-10T00:00Z', 'UTC', '2024-02-09')],
  ['the end of a day', '2024-02-09T24:00+05:30', instantWhen('2024-02-09T18:30Z', 'UTC', '2024-02-09')],
  ['the end of a day', '2024-02-09T24:00:00Z', instantWhen('2024-02-10T00:00Z', 'UTC', '2024-02-09')],
  [
    'the end of a day in a place',
    '2024-02-08 24:00 America/Los_Angeles',
    instantWhen('2024-02-09T08:00Z', losAngeles, '2024-02-08'),
  ],
  ['a span', '2024-03-19..2024-03-22', spanWhen('2024-03-19', '2024-03-22')],
  ['a span with spaces', '2024-03-19 .. 2024-03-22', spanWhen('2024-03-19', '2024-03-22')],
  ['a span of one day', '2024-03-19..2024-03-19', dayWhen('2024-03-19')],
  ['a month', '2024-04', monthWhen('2024-04')],
  ['what is not decided', 'TBD', tbd],
  ['what is not decided', 'TBC', tbd],
  ['what is not decided', ' tbd ', tbd],
  ['an empty cell', '', tbd],
];

describe('the plain forms of a when', () => {
  for (const [form, written, wanted] of forms) {
    it(`have ${form}: "${written}"`, () => {
      assert.deepEqual(read(written), { when: wanted, findings: [] });
    });
  }

  it('give a bare date the zone of its file, and leave the other forms alone', () => {
    const zone = where('Asia/Tokyo');

    const texts = ['2024-02-01', '1st February 2024', '2024-03-19..2024-03-22', '19-22 March 2024'];
    const found = [...texts, '2026-08-05 AoE', '2024-02-09T02:00Z'].map(
      (text) => readWhen(text, { zone }).when,
    );

    assert.deepEqual(found, [
      ...[dayWhen('2024-02-01', 'Asia/Tokyo'), dayWhen('2024-02-01', 'Asia/Tokyo')],
      spanWhen('2024-03-19', '2024-03-22', 'Asia/Tokyo'),
      spanWhen('2024-03-19', '2024-03-22', 'Asia/Tokyo'),
      aoeWhen('2026-08-05'),
      instantWhen('2024-02-09T02:00Z'),
    ]);
  });

  it('need a zone for a bare date or month only', () => {
    const findings = (text: string): readonly string[] =>
      readWhen(text, {}).findings.map(({ rule, says }) => `${rule}: ${says}`);

    const says = 'expected a zone for bare dates, such as zone: UTC, found none';
    assert.deepEqual(findings('2024-02-01'), [`shape: "2024-02-01": ${says}`]);
    assert.deepEqual(findings('Monday 8th January 2024'), [`shape: "Monday 8th January 2024": ${says}`]);
    assert.deepEqual(findings('2024-04'), [`shape: "2024-04": ${says}`]);
    assert.deepEqual(['2026-08-05 AoE', '2024-02-09 02:00 UTC', 'TBD'].flatMap(findings), []);
  });
});

const wrong: readonly (readonly [written: string, rule: Rule, says: RegExp])[] = [
  ['2026-02-30', 'impossible-date', /^expected a day that exists, found 2026-02-30$/],
  ['2026-13-01', 'impossible-date', /^expected a day that exists, found 2026-13-01$/],
  ['2026-13', 'impossible-date', /^expected a month from 01 to 12, found 2026-13$/],
  ['2026-02-28 26:00 UTC', 'impossible-date', /^expected a time from 00:00 to 24:00, found "26:00"$/],
  ['2026-02-28 24:01 UTC', 'impossible-date', /^expected a time from 00:00 to 24:00, found "24:01"$/],
  ['2026-02-28T12:00:61Z', 'impossible-date', /^expected a date, such as .*, found "2026-02-28T12:00:61Z"$/],
  [
    '2026-02-28T12:00+25:00',
    'impossible-date',
    /^expected an offset from -14:00 to \+14:00, .*, found "\+25:00" in/,
  ],
  ['2026-02-30..2026-03-02', 'impossible-date', /^expected a day that exists, found 2026-02-30$/],
  ['2026-03-01..2026-03-32', 'impossible-date', /^expected a day that exists, found 2026-03-32$/],
  [
    '2024-03-22..2024-03-19',
    'impossible-date',
    /^expected a last day no earlier than 2024-03-22, found 2024-03-19$/,
  ],
  [
    '2026-03-08 02:30 America/New_York',
    'impossible-date',
    /found one that the clocks of America\/New_York skip on 2026-03-08$/,
  ],
  [
    '2026-11-01 01:30 America/New_York',
    'impossible-date',
    /^expected .* with an offset .* pass twice on 2026-11-01$/,
  ],
  [
    '2026-08-05 00:00 AoE',
    'unreadable-when',
    /^expected 2026-08-04 AoE or 2026-08-05 AoE, found 2026-08-05 00:00 AoE,/,
  ],
  ['2026-01-01 12:00', 'unreadable-when', /such as 2026-01-01 12:00 UTC, found "2026-01-01 12:00"$/],
  [
    '2026-01-01 12:00 Asia/Tokio',
    'unreadable-when',
    /^expected a zone, .*, found .*; did you mean "Asia\/Tokyo"\?$/,
  ],
  [
    '2026-01-01T12:00Z[Mars/Olympus]',
    'unreadable-when',
    /^expected an IANA zone, .*, found "Mars\/Olympus"$/,
  ],
  ['2026-01-01T12:00Z[Asia/Tokio]', 'unreadable-when', /did you mean "Asia\/Tokyo"\?$/],
  [
    '2026-08-05 AEO',
    'unreadable-when',
    /^expected a date, such as .*, found "2026-08-05 AEO"; did you mean "AoE"\?$/,
  ],
  ['2026-08-05 sharp', 'unreadable-when', /^expected a date, such as .*, found "2026-08-05 sharp"$/],
];

describe('a plain form that cannot be dated', () => {
  for (const [written, rule, says] of wrong) {
    it(`is a TBD, and ${rule} says what was expected and what was found: "${written}"`, () => {
      const { when, findings } = read(written);

      assert.deepEqual(when, tbd);
      assert.deepEqual(
        findings.map((finding) => finding.rule),
        [rule],
      );
      assert.match(findings[0]?.says ?? '', says);
    });
  }

  for (const [written, at, place, offset, clocks] of [
    ['2024-02-08T18:00-07:00', '2024-02-09T01:00Z', losAngeles, '-07:00', '-08:00'],
    ['2024-02-09T02:00+01:00', '2024-02-09T01:00Z', 'Asia/Kolkata', '+01:00', '+05:30'],
    ['2024-02-09T02:30+01:30', '2024-02-09T01:00Z', 'UTC', '+01:30', '+00:00'],
  ] as const) {
    it(`is never one whose offset and zone disagree: the offset counts in ${written}[${place}]`, () => {
      assert.deepEqual(read(`${written}[${place}]`), {
        when: instantWhen(at, place),
        findings: [
          {
            rule: 'zone-pair-mismatch',
            says: `expected ${clocks} in ${place}, found ${offset}, which is used`,
          },
        ],
      });
    });
  }
});
