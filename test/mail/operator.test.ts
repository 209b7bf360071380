import assert from 'node:assert/strict';
import type { Files } from '../service/folder.ts';
import { watch } from '../service/replica.ts';
import { withBadServer } from './badserver.ts';
import { onEachOffice, withOffice } from './office.ts';

const operator = 'ops@example.org';

const schedule = (...branches: readonly string[]): string =>
  ['schedules:', ...branches.map((one) => `  - ${one}`), ''].join('\n');
const september =
  '{release: "1.37", next: {release: 1.37.1, cherryPickDeadline: 2026-09-11, targetDate: 2026-09-15}}';
const december =
  '{release: "1.38", next: {release: 1.38.1, cherryPickDeadline: 2026-12-11, targetDate: 2026-12-15}}';

const files: Files = {
  'one/calendar.yaml': [
    ...['id: one', 'title: One', 'zone: UTC', 'stale: {trains: P0D}', 'trains:'],
    ...['  cherry-pick: Friday after the first Monday', '  target: Tuesday after the second Monday', ''],
  ].join('\n'),
  'one/patches.yaml': schedule(september),
};

describe('the letter to the operator', function () {
  onEachOffice((told) => {
    it('comes once a week while a calendar is old, and nobody is reminded of what is only expected', () =>
      told({ files, clock: watch('2026-11-20T08:00Z'), env: { OPERATOR: operator } }, async (office) => {
        await office.ring();
        const [first, ...more] = await office.post();
        assert.deepEqual([first?.to, first?.subject, more.length], [operator, 'Out of date: One', 0]);
        assert.equal(
          first?.text.replace(/\n+$/, ''),
          [
            'This calendar is out of date by its own rule ("stale" in calendar.yaml), and the pages say so. Reminders are still sent for the dates known so far.',
            '',
            'One, since 2026-09-16 (UTC): No patch release later than 15 September 2026 is announced.',
            'https://calendar.example.org/one/',
            '',
            'To bring a calendar up to date, let the service follow its sources (SYNC_EVERY), run "release-calendar sync", or edit its files.',
            'You get this email once a week until that is done, because the setting OPERATOR names this address.',
          ].join('\n'),
        );
        assert.match(first?.raw ?? '', /^Auto-Submitted: auto-generated\r$/m);
        assert.doesNotMatch(first?.raw ?? '', /^List-/m);
        await office.welcome('jo@example.org', { lead: '7,1', kind: 'cherry-pick,patch' });

        await office.pass('P20D', 'PT6H');

        const posts = await office.post();
        assert.deepEqual(
          posts.map(({ to, mail }) => `${to} ${mail.date?.toISOString().slice(0, 10) ?? ''}`),
          [`${operator} 2026-11-27`, `${operator} 2026-12-04`],
        );

        await office.edit({ 'one/patches.yaml': schedule(september, december) });
        await office.pass('P14D', 'PT6H');

        const later = await office.post();
        const mails = later.map(({ to, subject }) => `${to} ${subject}`);
        assert.deepEqual(mails.slice(0, 1), [
          'jo@example.org Tomorrow: Cherry-pick deadline: 1.38.1 (One), Fri 11 December; and 1 more',
        ]);
        // the days of that train are over again
        assert.deepEqual(
          later.filter(({ to }) => to === operator).map(({ mail }) => mail.date?.toISOString().slice(0, 10)),
          ['2026-12-16', '2026-12-23'],
        );
      }));

    it('is asked for again a quarter of an hour later where no server takes it, and is sent once', () =>
      withBadServer((server) =>
        told(
          {
            files,
            clock: watch('2026-11-20T08:00Z'),
            env: {
              SMTP_URL: server.url,
              SMTP_TLS: 'off',
              MAIL_FROM: 'calendar@example.org',
              OPERATOR: operator,
            },
          },
          async (office) => {
            server.always({ rcpt: () => '450 later' });
            await office.pass('PT16M', 'PT1M');
            assert.equal(server.kept.length, 0);
            server.always({});
            await office.pass('PT60M', 'PT1M');

            assert.equal(server.kept.length, 1);
            assert.match(server.kept[0] ?? '', /^To: ops@example\.org/m);
          },
        ),
      ));

    it('is written by nobody without an address, and by one process of two', () =>
      told({ files, clock: watch('2026-11-20T08:00Z') }, async (office, place) => {
        await office.ring();
        assert.deepEqual(await office.post(), []);
        const given = { files, clock: office.clock, env: { OPERATOR: operator } };
        await withOffice(place, given, (a) =>
          withOffice(place, given, async (b) => {
            for (const { ring } of [a, b, a]) await ring();
            assert.equal((await a.post()).length, 1);
          }),
        );
      }));
  });
});
