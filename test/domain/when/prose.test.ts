import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { PlainDate } from '../../../src/domain/time/time.ts';
import type { When } from '../../../src/domain/when/when.ts';
import { addDays, weekday } from '../../../src/domain/time/time.ts';
import { anyDay } from '../any.ts';
import { aoeWhen, dayWhen, instantWhen, read, spanWhen } from '../build.ts';

const losAngeles = 'America/Los_Angeles';

const forms: readonly (readonly [form: string, written: string, wanted: When])[] = [
  ['a day in words', 'Monday 8th January 2024', dayWhen('2024-01-08')],
  ['a month before its day', 'Mon August 23, 2021', dayWhen('2021-08-23')],
  ['a stop for a comma', 'Tuesday, June 11th. 2019', dayWhen('2019-06-11')],
  ['no weekday', '8 January 2024', dayWhen('2024-01-08')],
  ['no space before the year', '14th November2023', dayWhen('2023-11-14')],
  ['short names', 'Tues 3 Sept 2019', dayWhen('2019-09-03')],
  ['any capitals', 'MONDAY 8TH january 2024', dayWhen('2024-01-08')],
  ['any spaces', '  Monday\t8th\u00a0January  2024 ', dayWhen('2024-01-08')],
  [
    'a UTC and a local half',
    '02:00 UTC Friday 9th February 2024 / 18:00 PST Thursday 8th February 2024',
    instantWhen('2024-02-09T02:00Z', losAngeles),
  ],
  [
    'three halves, the last of which is the announced zone',
    '01:00 UTC Wednesday 30th March 2022 / 02:00 BST Wednesday 30th March 2022 / 18:00 PDT Tuesday 29th March 2022',
    instantWhen('2022-03-30T01:00Z', losAngeles),
  ],
  [
    'a link around both halves',
    '[02:00 UTC Friday 9th February 2024 / 18:00 PST Thursday 8th February 2024](https://time.example/?a=1&b=2)',
    instantWhen('2024-02-09T02:00Z', losAngeles),
  ],
  ['a link to a reference', '[Monday 8th January 2024][start]', dayWhen('2024-01-08')],
  ['bold', '**Monday 8th January 2024**', dayWhen('2024-01-08')],
  ['bold words', 'Monday **8th January** 2024', dayWhen('2024-01-08')],
  [
    'an AoE pair with a comma',
    'Thursday 9th July 2026 (AoE) / Friday 10th July 2026, 12:00 UTC',
    aoeWhen('2026-07-09'),
  ],
  ['an AoE day alone', 'Thursday 9th July 2026 AoE', aoeWhen('2026-07-09')],
  ['a time in AoE', 'Thursday 9th July 2026 18:00 AoE', instantWhen('2026-07-10T06:00Z', 'AoE')],
  ['a span', 'Tuesday 28th - Thursday 30th July 2026', spanWhen('2026-07-28', '2026-07-30')],
  [
    'a span with a long dash',
    'Tuesday 28th \u2013 Thursday 30th July 2026',
    spanWhen('2026-07-28', '2026-07-30'),
  ],
  ['a span of numbers', 'October 11-15, 2021', spanWhen('2021-10-11', '2021-10-15')],
  ['a span over two months', '30th October - 2nd November 2026', spanWhen('2026-10-30', '2026-11-02')],
  ['a span over two years', '30th December 2019 - 2nd January 2020', spanWhen('2019-12-30', '2020-01-02')],
  [
    'the end of a day',
    'Tuesday, January 29th, 2019, EOD PST',
    instantWhen('2019-01-30T08:00Z', losAngeles, '2019-01-29'),
  ],
  [
    'one day for two times, where the UTC time is of the next',
    '02:00 UTC / 18:00 PST Tuesday 13th December 2022',
    instantWhen('2022-12-14T02:00Z', losAngeles),
  ],
];

describe('the forms of published schedules', () => {
  for (const [form, written, wanted] of forms) {
    it(`may have ${form}: "${written.trim()}"`, () => {
      assert.deepEqual(read(written), { when: wanted, findings: [] });
    });
  }

  for (const [form, written, near, wanted] of [
    ['no year', 'Tue October 15', '2019-09-23', dayWhen('2019-10-15')],
    ['no year and no weekday', 'December 9', '2019-09-23', dayWhen('2019-12-09')],
    ['no year, of the next one', 'Mon January 6', '2019-09-23', dayWhen('2020-01-06')],
    ['no year, of the last one', 'Mon December 30', '2020-01-06', dayWhen('2019-12-30')],
    ['a month column', 'Jan: Mon 7', '2019-01-07', dayWhen('2019-01-07')],
    ['a span without a year', 'May 3-7', '2021-04-12', spanWhen('2021-05-03', '2021-05-07')],
    [
      'a span into the next year',
      'December 30 - January 2',
      '2019-12-01',
      spanWhen('2019-12-30', '2020-01-02'),
    ],
    ['a leap day without a year', 'Thu February 29', '2024-01-08', dayWhen('2024-02-29')],
    ['a weekday and number alone', 'Tue 24', '2019-09-23', dayWhen('2019-09-24')],
    [
      ...(['one day for two times', '17:00 UTC / 09:00 PST Tuesday 13th December', '2022-09-05'] as const),
      instantWhen('2022-12-13T17:00Z', losAngeles),
    ],
  ] as const) {
    it(`may have ${form}, near ${near}: "${written}"`, () => {
      assert.deepEqual(read(written, near), { when: wanted, findings: [] });
    });
  }

  for (const [what, written, wanted] of [
    ['Begin Code Freeze (18:00 PST)', 'Mar: Thu 7', instantWhen('2019-03-08T02:00Z', losAngeles)],
    ['Begin Code Freeze (EOD PST)', 'Mar: Thu 7', instantWhen('2019-03-08T08:00Z', losAngeles, '2019-03-07')],
    ['Retrospective part 1 (16:00 UTC)', 'Wednesday 11th May 2022', instantWhen('2022-05-11T16:00Z')],
    ['Retrospective part 2 (Time TBC)', 'Thursday 28th March 2019', dayWhen('2019-03-28')],
    [
      'Meeting (10:00 PDT on Slack)',
      'Thursday 28th March 2019',
      instantWhen('2019-03-28T17:00Z', losAngeles),
    ],
    ['Retrospective 10:00am PDT', 'Thu August 19 2021', instantWhen('2021-08-19T17:00Z', losAngeles)],
    ['Retrospective (10:00am PST)', 'Wed December 15, 2021', instantWhen('2021-12-15T18:00Z', losAngeles)],
    [
      'Retrospective at 10:00 AM (PDT) online',
      'Thursday August 19 2021',
      instantWhen('2021-08-19T17:00Z', losAngeles),
    ],
    [
      'API Freeze (17:00 UTC+5:45)',
      'Tue 1 December 2026',
      instantWhen('2026-12-01T11:15Z', 'Asia/Kathmandu'),
    ],
    ['API Freeze (17:00 UTC\u22127)', 'Wed 2 December 2026', instantWhen('2026-12-03T00:00Z', 'Etc/GMT+7')],
    ['API Freeze (noon PT)', 'Wed 2 December 2026', instantWhen('2026-12-02T20:00Z', losAngeles)],
    ['API Freeze (17h00 CET)', 'Wed 2 December 2026', instantWhen('2026-12-02T16:00Z', 'Europe/Berlin')],
    ['API Freeze (17:00 Pacific)', 'Wed 2 December 2026', instantWhen('2026-12-03T01:00Z', losAngeles)],
    ['API Freeze (AoE)', 'Wed 2 December 2026', aoeWhen('2026-12-02')],
    ['Freeze (02:00 UTC / 18:00 PST)', 'Wed 2 December 2026', instantWhen('2026-12-03T02:00Z', losAngeles)],
    ['Meeting 17:00 UTC to 18:00 UTC', 'Wed 2 December 2026', dayWhen('2026-12-02')],
    ['Code Freeze (5pm PT)', 'Mon July 15, 2024', instantWhen('2024-07-16T00:00Z', losAngeles)],
    ['KubeCon (18:00 PST)', 'May 20-23, 2019', spanWhen('2019-05-20', '2019-05-23')],
    ['Code Freeze (18:00 PST)', 'Thursday 9th July 2026 (AoE)', aoeWhen('2026-07-09')],
  ] as const) {
    it(`may have the time of a bare day in the what cell: "${what}", "${written}"`, () => {
      assert.deepEqual(read(written, '2019-01-07', what), { when: wanted, findings: [] });
    });
  }
});

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');

/** `Thursday`, `9th`, `July` and `2026`. */
function words(day: PlainDate): readonly [string, string, string, string] {
  const [year = '', month = '', date = ''] = day.split('-');
  const number = Number(date);
  const end = { 1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd', 31: 'st' }[number] ?? 'th';
  return [weekdays[weekday(day) - 1] ?? '', `${number}${end}`, months[Number(month) - 1] ?? '', year];
}

describe('a day that is written in words', () => {
  it('is read as it was, with its month first or last, with names long or short', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [name, date, month, year] = words(day);
        const short = `${name.slice(0, 3)} ${month.slice(0, 3)} ${date}, ${year}`;

        const found = [`${name} ${date} ${month} ${year}`, short].map((text) => read(text));

        const wanted = { when: dayWhen(day), findings: [] };
        assert.deepEqual(found, [wanted, wanted]);
      }),
    );
  });

  it('is read as it was without its year, as far as five months from its cycle', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -150, max: 150 }), (near, offset) => {
        const day = addDays(near, offset);
        const [name, date, month] = words(day);

        assert.deepEqual(read(`${name} ${date} ${month}`, near), { when: dayWhen(day), findings: [] });
      }),
    );
  });

  it('is read as it was as an AoE pair', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const text = `${words(day).join(' ')} (AoE) / ${words(addDays(day, 1)).join(' ')}, 12:00 UTC`;

        assert.deepEqual(read(text), { when: aoeWhen(day), findings: [] });
      }),
    );
  });
});
