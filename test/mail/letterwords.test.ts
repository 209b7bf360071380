import assert from 'node:assert/strict';
import { calendarOf, freeze, inOffice } from './office.ts';
import { watch } from '../service/replica.ts';

const test = '{ id: test-freeze, name: Test Freeze, kind: freeze, when: 2026-03-20 AoE }';
const release = '{ name: Release Day, kind: release, when: 2026-03-26 }';
const docs = (day: string): string => `{ name: Docs Due, kind: deadline, when: ${day} }`;

describe('the words of a letter', function () {
  it('begin with what is most urgent, say what shares a moment once, and explain AoE once', () =>
    inOffice(
      {
        files: calendarOf(freeze('2026-03-20 AoE'), test, release, docs('2026-04-20')),
        clock: watch('2026-03-18T23:00Z'),
      },
      async ({ welcome, edit, ring, post, sleepUntil }) => {
        await welcome('jo@example.org', { lead: '7,1', tz: 'Asia/Kathmandu' });
        await edit(calendarOf(freeze('2026-03-20 AoE'), test, release, docs('2026-05-18')));
        await ring();

        sleepUntil('2026-03-19T03:15Z');
        await ring();

        const [letter, ...more] = await post();
        assert.deepEqual(more, []);
        assert.equal(
          letter?.subject,
          'Tomorrow: Code Freeze and Test Freeze (One 1.30), Fri 20 March; and 2 more',
        );
        const [body = ''] = (letter?.text ?? '').split('-- \n');
        assert.equal(
          body,
          `TOMORROW: Code Freeze and Test Freeze (One 1.30)
Closes Sat 21 Mar, 17:45 (Asia/Kathmandu); anything later is too late (announced as the end of Fri 20 Mar, anywhere on Earth). 2 days and 8 hours left as of this email.

Code Freeze: Everything that this freeze covers must be finished by then.

Test Freeze: Everything that this freeze covers must be finished by then.

----------------------------------------

MOVED: Docs Due (One 1.30)
Moved from Monday 20 April 2026 to Monday 18 May 2026, 4 weeks later.
Closes Tue 19 May, 05:45 (Asia/Kathmandu); anything later is too late (announced as the end of Mon 18 May, UTC). 60 days and 20 hours left as of this email.

This must be done by then.

----------------------------------------

IN 7 DAYS: Release Day (One 1.30)
Thursday 26 March 2026

Release day of 1.30.

"Anywhere on Earth" (AoE): a day is over only when it is over in every time zone, at 12:00 UTC of the next day.

`,
        );
      },
    ));

  for (const [zone, when, subject, closes] of [
    ['America/New_York', '2026-03-20', 'closes 20:00 your time', 'Closes Fri 20 Mar, 20:00'],
    ['Asia/Tokyo', '2026-03-20', 'Fri 20 March', 'Closes Sat 21 Mar, 09:00'],
    ['UTC', '2026-03-20', 'Fri 20 March', 'Closes at the end of Fri 20 Mar'],
    [
      'America/New_York',
      '2026-03-20 09:00 Asia/Tokyo',
      'closes Thu 19 Mar, 20:00 your time',
      'Closes Thu 19 Mar, 20:00',
    ],
  ] as const)
    it(`never let a reader in ${zone} be late for ${when}`, () =>
      inOffice(
        { files: calendarOf(freeze(when)), clock: watch('2026-03-18T12:00Z') },
        async ({ welcome, pass, post }) => {
          await welcome('jo@example.org', { lead: '1', tz: zone });

          await pass('P2D', 'PT1H');

          const [letter] = await post();
          assert.equal(letter?.subject, `Tomorrow: Code Freeze (One 1.30), ${subject}`);
          assert.ok(letter.text.includes(`\n${closes} (${zone}); anything later is too late`), letter.text);
        },
      ));

  for (const { from, to, subject, says } of [
    {
      from: '2026-03-30 18:00 UTC',
      to: '2026-03-30 20:00 UTC',
      subject: 'Moved: Code Freeze (One 1.30), to another time on Mon 30 March',
      says: 'Still on Monday 30 March 2026, but at another time; before the change it was to close Mon 30 Mar, 18:00 (UTC).',
    },
    {
      from: '2026-03-25..2026-03-27',
      to: '2026-03-25..2026-03-30',
      subject: 'Moved: Code Freeze (One 1.30), its end from Fri 27 March to Mon 30 March',
      says: 'Now Wednesday 25 March 2026 to Monday 30 March 2026; it was Wednesday 25 March 2026 to Friday 27 March 2026.',
    },
    {
      from: '2026-03-25',
      to: '2026-03-19 20:00 UTC',
      subject: 'Tomorrow, moved: Code Freeze (One 1.30), closes 20:00 your time',
      says: 'Moved from Wednesday 25 March 2026 to Thursday 19 March 2026, 6 days earlier.',
    },
  ])
    it(`say once, and by its new date, that ${from} became ${to}`, () =>
      inOffice(
        { files: calendarOf(freeze(from)), clock: watch('2026-03-17T12:00Z') },
        async ({ welcome, edit, pass, ring, sleepUntil, post }) => {
          await welcome('jo@example.org', { lead: '1,0' });
          await edit(calendarOf(freeze(to)));
          sleepUntil('2026-03-18T00:00Z');
          await ring();
          await pass('PT9H', 'PT1H');

          const [letter, ...more] = await post();
          assert.deepEqual([letter?.subject, more], [subject, []]);
          const [first, second] = (letter?.text ?? '').split('\n');
          assert.deepEqual(
            [first, second],
            [`${subject.split(',').length > 2 ? 'TOMORROW, MOVED' : 'MOVED'}: Code Freeze (One 1.30)`, says],
          );
          assert.equal(letter?.text.match(/Code Freeze \(One/g)?.length, 1);
        },
      ));

  it('ask what the vocabulary of the calendar says of an id, unless its kind is another', () =>
    inOffice(
      {
        files: {
          ...calendarOf(freeze('2026-03-20'), '{ id: slush, name: Slush, kind: deadline, when: 2026-03-20 }'),
          'one/vocabulary.yaml': `milestones:
  code-freeze: { kind: freeze, asks: 'Merge all code of {release} by then.' }
  slush: { kind: freeze, asks: 'No slush in {release}.' }
`,
        },
      },
      async ({ welcome, sleepUntil, ring, post }) => {
        await welcome('jo@example.org', { lead: '1' });

        sleepUntil('2026-03-19T09:00Z');
        await ring();

        const [letter] = await post();
        assert.match(letter?.text ?? '', /^Code Freeze: Merge all code of 1\.30 by then\.$/m);
        assert.match(letter?.text ?? '', /^Slush: This must be done by then\.$/m);
        assert.match(
          letter?.mail.attachments[0]?.content.toString().replaceAll('\r\n ', '') ?? '',
          /Merge all code of 1\.30 by then\./,
        );
      },
    ));
});
