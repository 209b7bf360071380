import assert from 'node:assert/strict';
import type { Files } from '../service/folder.ts';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { openFormats } from '../../src/formats/index.ts';
import { valueOf, wired } from '../service/wired.ts';

describe('the banner of a calendar', () => {
  const freezes = (...all: readonly (readonly [name: string, when: string])[]): Files =>
    calendarFiles('x', ...all.map(([name, when]) => `{ name: ${name}, kind: freeze, when: ${when} }`));
  const branch = (release: string, patch: string): string =>
    `  - { release: "${release}", next: { release: ${patch}, cherryPickDeadline: 2030-01-04, targetDate: 2030-01-08 } }`;
  const banners: [rule: string, files: Files, line: string][] = [
    [
      'names a deadline that closes at most 48 hours later second',
      freezes(['First', '2030-01-01'], ['Second', '2030-01-03']),
      'First, Jan 1st; then Second, Jan 3rd',
    ],
    [
      'gives a month without a day as the month and its year',
      calendarFiles('x', '{ name: Start, short: 1.31 Cycle Begins, kind: start, when: 2030-04 }'),
      '1.31 Cycle Begins, April 2030',
    ],
    [
      'joins three names of one day with a comma and an "and"',
      freezes(['One', '2030-01-22'], ['Two', '2030-01-22'], ['Three', '2030-01-22']),
      'One, Two and Three, Jan 22nd',
    ],
    [
      'names the next cherry-pick deadline and its patches when nothing of a cycle is ahead',
      {
        'x/calendar.yaml': 'id: x\ntitle: X\nzone: UTC\n',
        'x/patches.yaml': ['schedules:', branch('1.1', '1.1.9'), branch('1.2', '1.2.3')].join('\n'),
      },
      'Cherry-pick deadline: 1.2.3, 1.1.9, Jan 4th',
    ],
    [
      'says that nothing is announced when all that is left is to be announced',
      freezes(['One', 'TBD']),
      'no deadline announced',
    ],
  ];
  for (const [rule, files, line] of banners) {
    it(rule, async () => {
      await inFolder(files, async (calendars) => {
        const { publish, templates } = await wired({ calendars });
        const { banner, style } = valueOf(publish.banner({ calendar: 'x', at: '2029-12-31' }));

        const format = openFormats(templates).find(({ name }) => name === 'txt');
        assert.equal(format?.banner?.(banner, style), `Next Deadline: ${line}`);
      });
    });
  }
});
