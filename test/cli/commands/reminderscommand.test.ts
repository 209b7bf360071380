import assert from 'node:assert/strict';
import type { Outcome } from '../program.ts';
import type { Office } from '../../mail/office.ts';
import { calendarOf, freeze, withOffice } from '../../mail/office.ts';
import { inFolder } from '../../service/folder.ts';
import { runHere } from '../program.ts';
import { watch } from '../../service/replica.ts';

interface Told {
  readonly office: Office;
  /** Runs a command on the same database, at the office's instant. */
  readonly ask: (...argv: readonly string[]) => Promise<Outcome>;
}

function told(story: (told: Told) => Promise<void>): Promise<void> {
  return inFolder({}, (folder) =>
    withOffice(
      { folder, env: { DATA_DIR: `${folder}/data` } },
      { files: calendarOf(freeze('2026-03-20 AoE')), clock: watch('2026-03-01T12:00Z') },
      (office) => {
        const env = { DATA_DIR: `${folder}/data` };
        const ask: Told['ask'] = (...argv) =>
          runHere([...argv, '--calendars', `${folder}/calendars`], { env, now: office.clock.now() });
        return story({ office, ask });
      },
    ),
  );
}

describe('reminders', function () {
  it('list prints letters by their state, newest first', () =>
    told(async ({ office, ask }) => {
      await office.subscribe('jo@example.org', { lead: '7' });
      await office.ring();

      const { code, stdout } = await ask('reminders', 'list', '--state', 'sent');

      assert.equal(code, 0);
      assert.deepEqual(
        stdout
          .trim()
          .split('\n')
          .map((line) => line.split('  ').slice(1, 3).join(' '))
          .toSorted(),
        ['confirm sent', 'welcome sent'],
      );
      const none = await ask('reminders', 'list', '--state', 'failed');
      assert.deepEqual([none.code, none.stdout, none.stderr], [0, '', 'there are no such emails\n']);
    }));

  it('preview prints the emails to come, and why says what was and will be told', () =>
    told(async ({ office, ask }) => {
      await office.subscribe('jo@example.org', { lead: '7,1', tz: 'Asia/Kathmandu' });
      await office.ring();
      office.sleepUntil('2026-03-13T04:00Z');
      await office.ring();

      const preview = await ask('reminders', 'preview', 'JO@example.org');
      const why = await ask('reminders', 'why', 'jo@example.org', '1.30/code-freeze');

      assert.equal(
        preview.stdout,
        '2026-03-19T03:15:00.000Z  Thu 19 Mar, 09:00 Asia/Kathmandu  Tomorrow: Code Freeze (One 1.30), Fri 20 March\n',
      );
      assert.match(
        why.stdout,
        /jo@example\.org is active; emails are planned until 2026-03-13T04:00:00\.000Z/,
      );
      assert.match(
        why.stdout,
        /1\.30\/code-freeze  7d  version 0  due 2026-03-13T03:15:00\.000Z  sent  email [0-9a-f]{32} sent: written to/,
      );
      assert.match(why.stdout, /upcoming: 2026-03-19T03:15:00\.000Z/);
    }));

  it('pause and resume are what the service does', () =>
    told(async ({ office, ask }) => {
      await office.welcome('jo@example.org', { lead: '7' });
      office.sleepUntil('2026-03-13T10:00Z');

      const paused = await ask('reminders', 'pause');
      await office.ring();
      assert.deepEqual([paused.code, await office.post()], [0, []]);
      const resumed = await ask('reminders', 'resume', '--since', '2026-03-13T00:00Z');
      await office.ring();

      assert.match(
        resumed.stderr,
        /^resumed; 1 email may have been sent already and will not be sent again$/m,
      );
      assert.deepEqual(await office.post(), []);
      const retried = await ask('reminders', 'retry', '--all');
      await office.ring();
      assert.match(retried.stderr, /1 email queued again/);
      assert.equal((await office.post()).length, 1);
    }));

  it('adopt says what it did', () =>
    told(async ({ ask }) => {
      const { code, stderr } = await ask('reminders', 'adopt');

      assert.equal(code, 0);
      assert.match(
        stderr,
        /^adopted; email is now sent from here\nin .*\.sqlite \(calendars: one [0-9a-f]{12}\)\n$/,
      );
    }));

  const wrong: [call: string, says: RegExp, code?: number][] = [
    ['reminders list --limit 0', /--limit: expected a whole number .*, found "0"/, 2],
    ['reminders preview nobody@example.org', /no subscription for "nobody@example\.org"/],
    ['reminders why nobody@example.org x', /no subscription for/],
    ['reminders retry abc', /no email "abc" in the state failed or unknown/],
    ['subscriptions end nobody@example.org', /no subscription for/],
    ['subscriptions allow nobody@example.org', /"nobody@example\.org" is not suppressed/],
  ];
  for (const [call, says, ends = 1] of wrong)
    it(`"${call}" ends with ${ends} and one line`, () =>
      told(async ({ ask }) => {
        const { code, stderr } = await ask(...call.split(' '));

        assert.equal(code, ends);
        assert.match(stderr, /^release-calendar: [^\n]+\n$/);
        assert.match(stderr, says);
      }));
});

describe('subscriptions', function () {
  it('list prints who subscribed with what, and end unsubscribes', () =>
    told(async ({ office, ask }) => {
      await office.subscribe('jo@example.org', { lead: '7', changes: 'no' });

      const before = await ask('subscriptions', 'list');
      const ended = await ask('subscriptions', 'end', 'jo@example.org');
      const after = await ask('subscriptions', 'list');

      assert.match(
        before.stdout,
        /^jo@example\.org  active  .*calendar=one lead=7 tz=UTC hour=9 changes=no format=html$/m,
      );
      assert.equal(ended.code, 0);
      assert.match(after.stdout, /^jo@example\.org  ended/m);
      await office.pass('P20D', 'P1D');
      assert.deepEqual(
        await office.post().then((all) => all.filter(({ subject }) => subject.includes('Freeze'))),
        [],
      );
    }));

  it('allow lifts what a bounce has done', () =>
    told(async ({ office, ask }) => {
      await office.mail.subscribe.bounce({ address: 'jo@example.org', fault: 'gone', says: 'gone' });

      const { code, stderr } = await ask('subscriptions', 'allow', 'jo@example.org');

      assert.equal(code, 0);
      assert.match(stderr, /^jo@example.org may subscribe again\nin .*release-calendar.sqlite \(/);
      await office.mail.subscribe.signUp({ address: 'jo@example.org' });
      await office.ring();
      assert.equal((await office.post()).length, 1);
    }));
});
