import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Rule } from '../../../src/domain/problem/rule.ts';
import { addDays, weekday } from '../../../src/domain/time/time.ts';
import { anyDay } from '../any.ts';
import { dayWhen, read, spanWhen } from '../build.ts';

const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

function says(written: string, near?: string): readonly string[] {
  return read(written, near).findings.map((finding) => `${finding.rule}: ${finding.says}`);
}

describe('a weekday that is not that of its date', () => {
  it('is an error that names the right weekday and the nearest right date, and the date counts', () => {
    const { when } = read('Wednesday 27th February 2024');

    assert.deepEqual(when, dayWhen('2024-02-27'));
    assert.deepEqual(says('Wednesday 27th February 2024'), [
      'weekday-mismatch: expected Tuesday 2024-02-27 or Wednesday 2024-02-28, found Wednesday 2024-02-27',
    ]);
  });

  it('is found on both sides of a span', () => {
    const { when, findings } = read('Monday 28th - Friday 30th July 2026');

    assert.deepEqual(when, spanWhen('2026-07-28', '2026-07-30'));
    assert.deepEqual(
      findings.map(({ says }) => says.split(', ')[1]),
      ['found Monday 2026-07-28', 'found Friday 2026-07-30'],
    );
  });

  it('is found in every half', () => {
    const text = '02:00 UTC Friday 20th March 2025 / 19:00 PDT Thursday 19th March 2025';

    assert.deepEqual(
      read(text).findings.map(({ says }) => says.split(', ')[1]),
      ['found Friday 2025-03-20', 'found Thursday 2025-03-19'],
    );
  });

  it('is found for six of seven weekdays, with a date of that weekday at most three days off', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...weekdays), (day, name) => {
        const month = new Date(day).toLocaleString('en', { month: 'long', timeZone: 'UTC' });

        const { when, findings } = read(`${name} ${month} ${Number(day.slice(8))}, ${day.slice(0, 4)}`);

        const right = weekdays[weekday(day) - 1] === name;
        const near = [-3, -2, -1, 1, 2, 3].map((shift) => addDays(day, shift));
        const suggested = near.find((date) => weekdays[weekday(date) - 1] === name) ?? '';
        assert.deepEqual(when, dayWhen(day));
        assert.equal(findings.length, right ? 0 : 1);
        assert.ok(right || findings[0]?.says.includes(` or ${name} ${suggested}, found `), findings[0]?.says);
      }),
    );
  });
});

describe('an ordinal', () => {
  for (const [written, wanted] of [
    ['26nd', '26th'],
    ['23th', '23rd'],
    ['22th', '22nd'],
    ['31th', '31st'],
    ['11st', '11th'],
    ['12nd', '12th'],
    ['13rd', '13th'],
    ['1th', '1st'],
  ] as const) {
    it(`${written} is a warning that wants ${wanted}, and the day counts`, () => {
      const found = read(`${written} October 2026`);

      assert.deepEqual(found, {
        when: dayWhen(`2026-10-${wanted.replace(/\D/g, '').padStart(2, '0')}`),
        findings: [{ rule: 'bad-ordinal', says: `expected "${wanted}", found "${written}"` }],
      });
    });
  }

  it('is right as everybody writes it, with a zero or in capitals too', () => {
    const right = [
      ...['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '20th', '21st', '22nd', '23rd', '30th', '31st'],
      ...['01st', '9TH', '7'],
    ];

    assert.deepEqual(
      right.flatMap((date) => says(`${date} October 2026`)),
      [],
    );
  });
});

const undated: readonly (readonly [written: string, rule: Rule, says: RegExp])[] = [
  ['31st June 2024', 'impossible-date', /: expected a day that exists, found 31 June 2024$/],
  ['29th February 2023', 'impossible-date', /: expected a day that exists, found 29 February 2023$/],
  ['25:00 UTC 5th March 2024', 'impossible-date', /a time from 00:00 to 24:00, found "25:00"$/],
  ['24:30 UTC 5th March 2024', 'impossible-date', /a time from 00:00 to 24:00, found "24:30"$/],
  ['12:60 UTC 5th March 2024', 'impossible-date', /a time from 00:00 to 24:00, found "12:60"$/],
  ['30th - 28th July 2026', 'impossible-date', /a last day no earlier than 2026-07-30, found 2026-07-28$/],
  ['Tue October 15', 'unreadable-when', /its year, such as 15 October 2026, found 15 October$/],
  ['April 2024', 'unreadable-when', /expected a day and a month, found no day; did/],
  ['Monday', 'unreadable-when', /^"Monday": expected a day and a month, found no day$/],
  ['the 5th', 'unreadable-when', /expected a day and a month, found no month$/],
  [
    '18:00 Tuesday 5th March 2024',
    'unreadable-when',
    /^expected a zone, such as UTC, PST or AoE, found a time without one$/,
  ],
  ['18:00 PST', 'unreadable-when', /^expected a day, found none$/],
  [
    'Monday 8th Januray 2024',
    'unreadable-when',
    /: expected a date, time or zone, found "Januray"; did you mean "January"\?$/,
  ],
  ['12:00 PTS 8th January 2024', 'unreadable-when', /found "PTS"; did you mean "PST"\?$/],
  [
    'early April 2024',
    'unreadable-when',
    /^"early April 2024": expected a date, time or zone, found "early"$/,
  ],
  ['5th 6th March 2024', 'unreadable-when', /: expected one day, found a second: "6th"$/],
  ['123 March 2024', 'unreadable-when', /expected a date, time or zone, found "123"$/],
  ['8/1/2024', 'unreadable-when', /expected a date, time or zone, found "\/"$/],
  ['TBD, early April', 'unreadable-when', /found "TBD"$/],
];

describe('words that cannot be dated', () => {
  for (const [written, rule, wanted] of undated) {
    it(`are a TBD, and ${rule} says what was found: "${written}"`, () => {
      const { when, findings } = read(written);

      assert.deepEqual(when, { kind: 'tbd' });
      assert.deepEqual(
        findings.map((finding) => finding.rule),
        [rule],
      );
      assert.match(findings[0]?.says ?? '', wanted);
    });
  }

  it('are never a weekday and number that no day near the cycle has', () => {
    assert.deepEqual(read('Tue 25', '2019-09-23').when, { kind: 'tbd' });
    assert.deepEqual(read('25', '2019-09-23').when, { kind: 'tbd' });
  });
});
