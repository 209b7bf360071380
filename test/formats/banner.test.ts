import assert from 'node:assert/strict';
import type { Files } from '../service/folder.ts';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { openFormats } from '../../src/formats/index.ts';
import { wired } from '../service/wired.ts';

interface Asked {
  readonly at: string;
  readonly style?: string;
  readonly calendar?: string;
  readonly calendars?: string;
}

async function written(what: 'banner' | 'section', name: string, asked: Asked): Promise<string> {
  const { calendar = 'kubernetes', calendars = 'calendars', ...ask } = asked;
  const { publish, templates } = await wired({ calendars });
  const format = openFormats(templates).find((one) => one.name === name);
  if (what === 'banner') {
    const answer = publish.banner({ calendar, ...ask });
    assert.ok('value' in answer, JSON.stringify(answer));
    return format?.banner?.(answer.value.banner, answer.value.style) ?? '';
  }
  const answer = publish.section({ calendar, ...ask });
  assert.ok('value' in answer, JSON.stringify(answer));
  return format?.section?.(answer.value.section, answer.value.style) ?? '';
}

const phases = 'https://git.k8s.io/sig-release/releases/release_phases.md';
const timeline = 'https://www.kubernetes.dev/resources/release/#timeline';

describe('the banner of the shipped calendar', () => {
  const plain: [at: string, line: string][] = [
    ['2024-01-09T16:00Z', 'Production Readiness, Feb 1st'],
    ['2024-02-01T23:59:59Z', 'Production Readiness, Feb 1st'],
    ['2024-02-02', 'Enhancements Freeze, Feb 9th, 02:00 UTC'],
    ['2024-03-24T00:00Z', 'Test Freeze, Mar 27th, 01:00 UTC; Docs Freeze, Mar 26th'],
    ['2026-11-18T20:00Z', 'Code Freeze and Test Freeze, Nov 18th (AoE)'],
    ['2026-11-19T11:59:59Z', 'Code Freeze and Test Freeze, Nov 18th (AoE)'],
    ['2026-11-19T12:00Z', 'Docs Review, Nov 24th'],
    ['2026-05-01', '1.37 Cycle Begins, May 18th'],
    ['2026-12-17T12:00Z', 'no deadline announced'],
  ];
  for (const [at, line] of plain) {
    it(`reads "${line}" in an issue of ${at}`, async () => {
      assert.equal(await written('banner', 'md', { at }), `**Next Deadline: ${line}**`);
      assert.equal(await written('banner', 'html', { at }), `<strong>Next Deadline: ${line}</strong>`);
      assert.equal(await written('banner', 'txt', { at }), `Next Deadline: ${line}`);
    });
  }

  it('has the two links of the newsletter and the long month in the style lwkd', async () => {
    const asked = { at: '2026-07-26', style: 'lwkd' };

    const [md, html, txt] = await Promise.all(
      ['md', 'html', 'txt'].map((name) => written('banner', name, asked)),
    );

    assert.equal(md, `**Next Deadline: [Docs Review](${phases}#docs), [July 28th](${timeline})**`);
    assert.equal(
      html,
      `<strong>Next Deadline: <a href="${phases}#docs">Docs Review</a>, <a href="${timeline}">July 28th</a></strong>`,
    );
    assert.equal(txt, 'Next Deadline: Docs Review, July 28th');
  });
});

describe('the section of the shipped calendar', () => {
  it('has the five key dates and the cherry-pick sentence in an issue of 9 January 2024', async () => {
    const text = await written('section', 'md', { at: '2024-01-09T16:00Z' });

    assert.equal(
      text,
      [
        ...['**Next Deadline: Production Readiness, Feb 1st**', ''],
        ...['* Start of Release Cycle: 08 January 2024', '* Enhancements Freeze: 09 February 2024'],
        ...['* Code Freeze: 06 March 2024', '* Docs Freeze: 26 March 2024', '* Release Day: 17 April 2024'],
        ...['', 'The cherry-pick deadline for the next set of patch releases is January 12.'],
      ].join('\n'),
    );
  });

  const forms: { name: string; lines: readonly string[] }[] = [
    {
      name: 'txt',
      lines: ['* Code Freeze: 06 March 2024', 'The cherry-pick deadline for the next set of patch releases'],
    },
    {
      name: 'html',
      lines: [
        '<li>Code Freeze: 06 March 2024</li>',
        '<p>The cherry-pick deadline for the next set of patch releases is January 12.</p>',
      ],
    },
    {
      name: 'json',
      lines: ['"text":"Start of Release Cycle: 08 January 2024; Enhancements Freeze: 09 February 2024; '],
    },
  ];
  for (const { name, lines } of forms) {
    it(`says the same in ${name}`, async () => {
      const text = await written('section', name, { at: '2024-01-09T16:00Z' });

      for (const line of lines) assert.ok(text.includes(line), text);
    });
  }

  it('says which freeze is in force, until when, and where to ask for an exception', async () => {
    const text = await written('section', 'md', { at: '2026-11-23' });

    assert.equal(
      text,
      [
        '**Next Deadline: Docs Review, Nov 24th**',
        '',
        'In force for Kubernetes 1.38 until December 16: Code Freeze and Test Freeze.',
        '',
        `Kubernetes 1.38: work that missed Code Freeze needs an [exception](${phases}#exceptions).`,
      ].join('\n'),
    );
  });
});

describe('the banner of a calendar', () => {
  const banners: { rule: string; files: Files; line: string }[] = [
    {
      rule: 'names a deadline that closes at most 48 hours later second',
      files: calendarFiles(
        'x',
        '{ name: First, kind: freeze, when: 2030-01-01 }',
        '{ name: Second, kind: freeze, when: 2030-01-03 }',
      ),
      line: 'First, Jan 1st; then Second, Jan 3rd',
    },
    {
      rule: 'does not name one that closes later than that',
      files: calendarFiles(
        'x',
        '{ name: First, kind: freeze, when: 2030-01-01 }',
        '{ name: Second, kind: freeze, when: 2030-01-03 AoE }',
      ),
      line: 'First, Jan 1st',
    },
    {
      rule: 'gives a month without a day as the month and its year',
      files: calendarFiles('x', '{ name: Start, short: 1.31 Cycle Begins, kind: start, when: 2030-04 }'),
      line: '1.31 Cycle Begins, April 2030',
    },
    {
      rule: 'joins three names of one day with a comma and an "and"',
      files: calendarFiles(
        'x',
        '{ name: One, kind: freeze, when: 2030-01-22 }',
        '{ name: Two, kind: freeze, when: 2030-01-22 }',
        '{ name: Three, kind: freeze, when: 2030-01-22 }',
      ),
      line: 'One, Two and Three, Jan 22nd',
    },
    {
      rule: 'names the next cherry-pick deadline and its patches when nothing of a cycle is ahead',
      files: {
        'x/calendar.yaml': 'id: x\ntitle: X\nzone: UTC\n',
        'x/patches.yaml': [
          'schedules:',
          '  - { release: "1.1", next: { release: 1.1.9, cherryPickDeadline: 2030-01-04, targetDate: 2030-01-08 } }',
          '  - { release: "1.2", next: { release: 1.2.3, cherryPickDeadline: 2030-01-04, targetDate: 2030-01-08 } }',
        ].join('\n'),
      },
      line: 'Cherry-pick deadline: 1.2.3, 1.1.9, Jan 4th',
    },
    {
      rule: 'says that nothing is announced when all that is left is to be announced',
      files: calendarFiles('x', '{ name: One, kind: freeze, when: TBD }'),
      line: 'no deadline announced',
    },
  ];
  for (const { rule, files, line } of banners) {
    it(rule, async () => {
      await inFolder(files, async (calendars) => {
        const text = await written('banner', 'txt', { at: '2029-12-31', calendar: 'x', calendars });

        assert.equal(text, `Next Deadline: ${line}`);
      });
    });
  }

  const ordinals = [
    ...['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd', '23rd', '30th', '31st'],
  ];
  for (const ordinal of ordinals) {
    it(`writes the ${ordinal}`, async () => {
      const day = String(Number.parseInt(ordinal, 10)).padStart(2, '0');
      const files = calendarFiles('x', `{ name: One, kind: freeze, when: 2030-01-${day} }`);
      await inFolder(files, async (calendars) => {
        const text = await written('banner', 'txt', { at: '2029-12-31', calendar: 'x', calendars });

        assert.equal(text, `Next Deadline: One, Jan ${ordinal}`);
      });
    });
  }
});
