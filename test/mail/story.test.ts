import assert from 'node:assert/strict';
import type { Office } from './office.ts';
import { calendarOf, freeze, onEachOffice, withOffice } from './office.ts';
import { watch } from '../service/replica.ts';

describe('reminders', function () {
  onEachOffice((told) => {
    const moves = (when: string, story: (office: Office) => Promise<unknown>): Promise<unknown> =>
      told({ files: calendarOf(freeze(when)) }, story);

    it('come the chosen days before, once each, on one mail a day', () =>
      moves('2026-03-20 AoE', async (office) => {
        await office.welcome('jo@example.org', { lead: '14,7,1,0', tz: 'Asia/Kathmandu' });

        await office.pass('P25D', 'PT4H');

        const letters = await office.post();
        assert.deepEqual(
          letters.map(({ subject }) => subject),
          [
            'In 14 days: Code Freeze (One 1.30), Fri 20 March',
            'In 7 days: Code Freeze (One 1.30), Fri 20 March',
            'Tomorrow: Code Freeze (One 1.30), Fri 20 March',
            'Today: Code Freeze (One 1.30), Fri 20 March',
          ],
        );
        assert.match(
          letters[3]?.text ?? '',
          /^Closes Sat 21 Mar, 17:45 \(Asia\/Kathmandu\); anything later is too late \(announced as the end of Fri 20 Mar, anywhere on Earth\)\./m,
        );
      }));

    it('that were slept through are one, by the smallest lead, with the days that are left', () =>
      moves('2026-03-20 AoE', async (office) => {
        await office.welcome('jo@example.org', { lead: '14,7,3' });

        office.sleepUntil('2026-03-18T06:30Z');
        await office.ring();

        const [letter, ...more] = await office.post();
        assert.equal(letter?.subject, 'In 2 days: Code Freeze (One 1.30), Fri 20 March');
        assert.match(letter?.text ?? '', /3 days and 5 hours left/);
        assert.deepEqual(more, []);
        await office.pass('P4D');
        assert.deepEqual(await office.post(), []);
      }));

    it('that were slept through past the cutoff are never sent, and said to be expired', () =>
      moves('2026-03-20 AoE', async (office) => {
        const id = await office.welcome('jo@example.org');

        office.sleepUntil('2026-03-21T12:00Z');
        await office.ring();

        assert.deepEqual(await office.post(), []);
        const planning = await office.mail.store.planning(id);
        assert.deepEqual(planning?.tellings.map(({ lead, state }) => [lead, state]).toSorted(), [
          [1, 'expired'],
          [7, 'expired'],
        ]);
        assert.ok(
          (await office.mail.store.audit(id)).some(
            ({ event, says }) => event === 'expired' && /over/.test(says),
          ),
        );
      }));

    it('are not sent for what was due before somebody subscribed', () =>
      moves('2026-03-04', async (office) => {
        await office.subscribe('jo@example.org', { lead: '7,1' });

        await office.pass('P5D');

        const subjects = await office.subjects();
        assert.deepEqual(subjects, [
          'You are subscribed: reminders of One deadlines',
          'Tomorrow: Code Freeze (One 1.30), Wed 4 March',
        ]);
      }));

    it('that are past, and who never confirmed or left, are forgotten after the days that are set', () =>
      told(
        {
          files: calendarOf(freeze('2026-03-20'), '{ name: Docs Freeze, kind: freeze, when: 2026-06-19 }'),
          env: { RETENTION_DAYS: '30' },
        },
        async (office) => {
          const { store } = office.mail;
          await office.subscribe('jo@example.org', { lead: '7' });
          await office.mail.subscribe.signUp({ address: 'never@example.org' });
          const left = await office.subscribe('left@example.org');
          await store.end({ id: left, says: 'test', now: office.clock.now() });
          await office.pass('P20D', 'P1D');
          assert.equal((await store.subscriptions()).length, 3);

          await office.pass('P60D', 'P1D');

          const people = await store.subscriptions();
          assert.deepEqual(
            people.map(({ address, state }) => [address, state]),
            [['jo@example.org', 'active']],
          );
          assert.deepEqual(await store.deliveries({ limit: 10 }), []);
          assert.deepEqual((await store.planning(people[0]?.id ?? ''))?.tellings, []);
          // who left long ago and comes back has two days to confirm, like everybody
          await office.subscribe('left@example.org');
          await office.pass('P25D', 'P1D');
          const last = (await office.post()).filter(({ subject }) => subject.includes('Docs Freeze'));
          assert.deepEqual(last.map(({ to }) => to).toSorted(), ['jo@example.org', 'left@example.org']);
        },
      ));

    it('are what the preview says', () =>
      told(
        {
          files: calendarOf(
            freeze('2026-03-20 AoE'),
            '{ name: Docs Freeze, kind: freeze, when: 2026-03-21 18:00 America/Los_Angeles }',
            '{ name: Test Freeze, kind: freeze, when: 2026-03-27 }',
            '{ name: Release Day, kind: release, when: 2026-03-31 }',
          ),
          clock: watch('2026-03-12T12:00Z'),
        },
        async (office) => {
          const id = await office.welcome('jo@example.org', {
            lead: '7,3,1,0',
            tz: 'America/New_York',
            hour: '7',
          });
          const of = await office.mail.store.subscription({ id });
          assert.ok(of);

          const said = await office.mail.operate.preview(of, 20);
          const happened: string[] = [];
          for (let hour = 0; hour < 24 * 20; hour++) {
            office.clock.wait('PT1H');
            await office.ring();
            for (const { subject } of await office.post()) happened.push(`${office.clock.now()} ${subject}`);
          }

          const { comingSubject } = await import('../../src/formats/lettertext.ts');
          assert.deepEqual(
            happened,
            said.map(({ at, items }) => `${at} ${comingSubject(items, at, of.wish.zone)}`),
          );
          assert.ok(happened.length >= 10);
        },
      ));
  });
});

describe('a date that moves', function () {
  onEachOffice((told) => {
    const moves = (when: string, story: (office: Office) => Promise<unknown>): Promise<unknown> =>
      told({ files: calendarOf(freeze(when)) }, story);

    it('is told once after the quiet time, and reminded of by its new date', () =>
      told({}, async (office) => {
        await office.welcome('jo@example.org', { lead: '7' });

        await office.edit(calendarOf(freeze('2026-03-27')));
        await office.pass('PT29M', 'PT1M');
        assert.deepEqual(await office.subjects(), []);
        await office.pass('PT2M', 'PT1M');

        const [letter] = await office.post();
        assert.equal(letter?.subject, 'Moved: Code Freeze (One 1.30), from Fri 20 March to Fri 27 March');
        assert.match(
          letter?.text ?? '',
          /^Moved from Friday 20 March 2026 to Friday 27 March 2026, one week later\.$/m,
        );
        await office.pass('P30D');
        assert.deepEqual(await office.subjects(), ['In 7 days: Code Freeze (One 1.30), Fri 27 March']);
      }));

    it('and is moved back before it was told is told to nobody, and its reminder comes', () =>
      told({}, async (office) => {
        await office.welcome('jo@example.org', { lead: '7' });
        office.sleepUntil('2026-03-13T08:50Z');
        await office.ring();

        await office.edit(calendarOf(freeze('2026-03-27')));
        await office.pass('PT15M', 'PT1M');
        assert.deepEqual(await office.subjects(), []);
        await office.edit(calendarOf(freeze('2026-03-20')));
        await office.pass('PT2H', 'PT1M');

        assert.deepEqual(await office.subjects(), ['In 7 days: Code Freeze (One 1.30), Fri 20 March']);
      }));

    it('to before a lead that passes by that is one mail', () =>
      moves('2026-03-30', async (office) => {
        await office.welcome('jo@example.org', { lead: '14,7,3' });

        await office.edit(calendarOf(freeze('2026-03-06')));
        await office.pass('P2D');

        assert.deepEqual(await office.subjects(), [
          'Moved: Code Freeze (One 1.30), from Mon 30 March to Fri 6 March',
          'In 3 days: Code Freeze (One 1.30), Fri 6 March',
        ]);
      }));

    it('is not told to those who did not ask and were not reminded', () =>
      moves('2026-03-30', async (office) => {
        await office.welcome('jo@example.org', { lead: '7', changes: 'no' });

        await office.edit(calendarOf(freeze('2026-03-27')));
        await office.pass('P10D');
        assert.deepEqual(await office.subjects(), []);
        await office.pass('P10D');
        assert.deepEqual(await office.subjects(), ['In 7 days: Code Freeze (One 1.30), Fri 27 March']);

        await office.edit(calendarOf(freeze('2026-04-03')));
        await office.pass('PT2H', 'PT1H');
        assert.deepEqual(await office.subjects(), [
          'Moved: Code Freeze (One 1.30), from Fri 27 March to Fri 3 April',
        ]);
      }));

    it('after the mail of the day is told with the next one, unless it would be over by then', () =>
      told({}, async (office) => {
        await office.welcome('jo@example.org', { lead: '7', tz: 'UTC' });
        office.sleepUntil('2026-03-13T09:00Z');
        await office.ring();
        assert.deepEqual(await office.subjects(), ['In 7 days: Code Freeze (One 1.30), Fri 20 March']);

        await office.edit(calendarOf(freeze('2026-03-25')));
        await office.pass('PT14H');
        assert.deepEqual(await office.subjects(), []);
        await office.pass('PT10H');
        assert.deepEqual(await office.subjects(), [
          'Moved: Code Freeze (One 1.30), from Fri 20 March to Wed 25 March',
        ]);

        await office.edit(calendarOf(freeze('2026-03-14')));
        await office.pass('PT2H', 'PT1H');
        assert.deepEqual(await office.subjects(), ['Today, moved: Code Freeze (One 1.30), Sat 14 March']);
      }));

    it('is told once by the replica that comes first, also one whose clock is late', () =>
      told({ clock: watch('2026-03-01T12:00:10Z') }, (one, place) =>
        withOffice(place, {}, async (other) => {
          await other.subscribe('jo@example.org', { lead: '7' });
          await one.ring();
          await other.ring();
          await one.post();
          await one.edit(calendarOf(freeze('2026-03-27')));
          await one.ring();
          for (const { clock } of [one, other]) clock.wait('PT31M');
          await one.mail.remind.plan(one.clock.now(), { stop: AbortSignal.abort() });

          await other.service.catalog.load({ settled: false });
          await other.ring();
          assert.deepEqual(await other.subjects(), [
            'Moved: Code Freeze (One 1.30), from Fri 20 March to Fri 27 March',
          ]);
          other.clock.wait('PT1M');
          await other.ring();
          await one.ring();

          assert.deepEqual([await other.subjects(), await one.subjects()], [[], []]);
        }),
      ));

    it('and what is canceled, or back on the schedule, is told like it', () =>
      moves('2026-03-30', async (office) => {
        await office.welcome('jo@example.org', { lead: '7' });

        await office.edit(calendarOf(freeze('2026-03-30', ', status: cancelled')));
        await office.pass('P1D');
        assert.deepEqual(await office.subjects(), ['Canceled: Code Freeze (One 1.30), was Mon 30 March']);
        await office.pass('P7D');
        assert.deepEqual(await office.subjects(), []);
        await office.edit(calendarOf(freeze('2026-03-31')));
        await office.pass('P1D');
        assert.deepEqual(await office.subjects(), [
          'Back on the schedule: Code Freeze (One 1.30), Tue 31 March',
        ]);
        await office.pass('P30D');
        assert.deepEqual(await office.subjects(), ['In 7 days: Code Freeze (One 1.30), Tue 31 March']);
      }));

    it('and what lost its date is not called canceled, unless its release is', () =>
      moves('2026-03-30', async (office) => {
        await office.welcome('jo@example.org', { lead: '7' });
        const files = calendarOf(freeze('TBD'));
        const history = [
          '1.30/code-freeze:',
          '  - { when: 2026-03-30, since: 2026-01-01T00:00Z }',
          '  - { when: TBD, since: 2026-03-01T12:00Z }',
          '',
        ].join('\n');

        await office.edit({ ...files, 'one/history.yaml': history });
        await office.pass('P1D');
        assert.deepEqual(await office.subjects(), [
          'Date withdrawn: Code Freeze (One 1.30), was Mon 30 March',
        ]);
        await office.edit(calendarOf(freeze('2026-04-30')));
        await office.pass('P1D');
        await office.post();
        const canceled = (calendarOf(freeze('2026-04-30'))['one/1.30.yaml'] ?? '').replace(
          'milestones:',
          'status: cancelled\nmilestones:',
        );
        await office.edit({ 'one/1.30.yaml': canceled });
        await office.pass('P1D');
        assert.deepEqual(await office.subjects(), ['Canceled: Code Freeze (One 1.30), was Thu 30 April']);
      }));

    it('while its reminder waits for a mail server is not named by its old date', () =>
      told(
        {
          files: calendarOf(freeze('2026-03-20'), '{ name: Docs Freeze, kind: freeze, when: 2026-03-20 }'),
          clock: watch('2026-03-12T12:00Z'),
          env: { LEASE_SECONDS: '5' },
        },
        async (office) => {
          await office.welcome('jo@example.org', { lead: '7' });
          office.sleepUntil('2026-03-13T09:00Z');
          await office.mail.wake.plan(new AbortController().signal);

          await office.edit(
            calendarOf(freeze('2026-03-27'), '{ name: Docs Freeze, kind: freeze, when: 2026-03-20 }'),
          );
          await office.pass('PT2H', 'PT1M');

          const letters = await office.post();
          assert.deepEqual(
            letters.map(({ subject }) => subject),
            ['Moved: Code Freeze (One 1.30), from Fri 20 March to Fri 27 March; and 1 more'],
          );
          assert.match(letters[0]?.text ?? '', /IN 7 DAYS: Docs Freeze/);
        },
      ));
  });
});
