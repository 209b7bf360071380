import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../src/runtime/config.ts';
import { examine, resultLine } from '../../src/cli/doctor/checkup.ts';
import { mailChecks } from '../../src/cli/doctor/mailchecks.ts';
import { withBadServer } from '../mail/badserver.ts';
import { withOffice } from '../mail/office.ts';
import { calendarFiles, inFolder, write } from '../service/folder.ts';
import { configOf } from '../service/wired.ts';
import { asNobody } from '../sources/folder.ts';
import { origin, text } from '../sources/origins.ts';
import { withNames } from './nameserver.ts';
import { runHere } from './program.ts';

const good = calendarFiles('one', '{ name: A, kind: release, when: 2027-01-05 }');

interface Seen {
  readonly code: number | null;
  /** What stands after the name of each check. */
  readonly lines: ReadonlyMap<string, string>;
  readonly stderr: string;
}

/** Checks a set-up whose calendars lie in `all` of a folder; FOLDER stands for it. */
async function examined(folder: string, env: Environment = {}, ...args: readonly string[]): Promise<Seen> {
  const call = ['doctor', '--calendars', join(folder, 'all'), ...args];
  const { code, stdout, stderr } = await runHere(call, { env: { DATA_DIR: join(folder, 'data'), ...env } });
  const rows = stdout.trimEnd().replaceAll(folder, 'FOLDER').split('\n');
  const lines = new Map(
    rows.map((row) => {
      const [, level = '', name = '', says = ''] = /^(ok|warn|fail) +(\S+) +(.*)$/.exec(row) ?? [];
      return [name, `${level}: ${says}`];
    }),
  );
  return { code, lines, stderr };
}

function inSetup(story: (folder: string) => Promise<void>): Promise<void> {
  return inFolder({}, (folder) => {
    write(join(folder, 'all'), good);
    return story(folder);
  });
}

describe('doctor', () => {
  it('finds a fresh set-up good, sums up on standard error, and changes nothing', () =>
    inSetup(async (folder) => {
      const { code, lines, stderr } = await examined(folder, {}, '--offline');

      assert.equal(code, 0);
      assert.deepEqual(Object.fromEntries(lines), {
        calendars: 'ok: FOLDER/all: 2 files, 1 release, no errors',
        sources: 'ok: none configured: schedules come from files alone',
        DATA_DIR: 'ok: FOLDER/data will be created when the service starts',
        database: 'ok: FOLDER/data/release-calendar.sqlite will be created when the service starts',
        PUBLIC_URL: 'ok: https://calendar.example.org',
      });
      assert.equal(stderr, '5 checks: 5 ok, 0 warnings, 0 failures\n');
    }));

  it('says where a calendar is wrong, what to do, and ends with 1', () =>
    inSetup(async (folder) => {
      write(join(folder, 'all'), calendarFiles('two', '{ name: A, kind: release, when: 2027-02-30 }'));

      const { code, lines, stderr } = await examined(folder, {}, '--offline');

      assert.equal(code, 1);
      assert.match(
        lines.get('calendars') ?? '',
        /^fail: expected schedules without errors in FOLDER\/all, found FOLDER\/all\/two\/1\.0\.yaml:3:37: .*2027-02-30.*\. Next: run "release-calendar check FOLDER\/all"$/,
      );
      assert.equal(stderr, '5 checks: 4 ok, 0 warnings, 1 failure\n');
    }));

  it('says which sources never answered, and is content once they have', () =>
    origin({ '/1.0.yaml': text(good['one/1.0.yaml'] ?? '') }, ({ at }) =>
      inSetup(async (folder) => {
        const settings = `${good['one/calendar.yaml']}sources:\n  1.0.yaml: ${at('/1.0.yaml')}\n`;
        write(join(folder, 'all'), { 'one/calendar.yaml': settings });

        const before = await examined(folder, {}, '--offline');
        const env = { DATA_DIR: join(folder, 'data') };
        const synced = await runHere(['sync', '--calendars', join(folder, 'all')], { env });
        const after = await examined(folder, {}, '--offline');

        assert.equal(before.code, 0);
        assert.match(before.lines.get('sources') ?? '', /^warn: .* found no answer from http:\S+\. Next: /);
        assert.equal(synced.code, 0, synced.stderr);
        assert.equal(after.lines.get('sources'), 'ok: 1 source, all answered today or yesterday');
      }),
    ));

  it('says that DATA_DIR cannot be written', () =>
    inSetup(async (folder) => {
      mkdirSync(join(folder, 'data'));
      chmodSync(join(folder, 'data'), 0o555);
      chmodSync(folder, 0o755);

      const { code, lines } = await asNobody(() => examined(folder, {}, '--offline'));

      assert.equal(code, 1);
      assert.match(
        lines.get('DATA_DIR') ?? '',
        /^fail: expected a writable FOLDER\/data, found no permission to write to FOLDER\/data\. Next: /,
      );
    }));

  it('knows the database of a service, and that it sends for another address', () =>
    inSetup(async (folder) => {
      const env = { DATA_DIR: join(folder, 'data') };
      await withOffice({ folder, env }, {}, (office) => office.subscribe('jo@example.org'));

      const own = await examined(folder, {}, '--offline');
      const other = await examined(folder, { PUBLIC_URL: 'https://other.example.org' }, '--offline');

      assert.match(
        own.lines.get('database') ?? '',
        /^ok: .* opens, has current tables, and belongs to https:\/\/calendar\.example\.org$/,
      );
      assert.equal(other.code, 1);
      assert.match(
        other.lines.get('database') ?? '',
        /^fail: expected a database that belongs to https:\/\/other\.example\.org, found .*reminders adopt"$/,
      );
    }));

  it('says that a database cannot be read', () =>
    inSetup(async (folder) => {
      mkdirSync(join(folder, 'data'));
      writeFileSync(
        join(folder, 'data/release-calendar.sqlite'),
        'no database at all, but long enough. '.repeat(40),
      );

      const { code, lines } = await examined(folder, {}, '--offline');

      assert.equal(code, 1);
      assert.match(
        lines.get('database') ?? '',
        /^fail: expected a database that opens, .*Next: .* start the service/,
      );
    }));

  it('warns of a PUBLIC_URL without https, and without a mail server', () =>
    inSetup(async (folder) => {
      const { code, lines } = await examined(folder, { PUBLIC_URL: 'http://calendar.example.org' });

      assert.equal(code, 0);
      assert.match(lines.get('PUBLIC_URL') ?? '', /^warn: expected an https address, found http:/);
      assert.match(lines.get('mail') ?? '', /^warn: expected a mail server, found none.* Next: set SMTP_URL/);
    }));

  it('gives each check a limited time', async () => {
    const slow = { name: 'slow', run: () => new Promise<never>(() => undefined) };

    const [result] = await examine([slow], 20);

    assert.ok(result);
    assert.equal(
      resultLine(result),
      'fail  slow          expected an answer, found none within 0.02 seconds. Next: check whether this machine can reach the server that was asked\n',
    );
  });
});

describe('doctor, asking the mail server', () => {
  it('is content with one that answers, and asks nothing with --offline', () =>
    withBadServer((server) =>
      inSetup(async (folder) => {
        const { lines } = await withNames({}, () => examined(folder, server.env));
        const offline = await examined(folder, server.env, '--offline');

        assert.equal(
          lines.get('SMTP_URL'),
          `ok: 127.0.0.1:${server.port} answers without encryption, without a login`,
        );
        assert.equal(server.connections, 1);
        assert.ok(!offline.lines.has('SMTP_URL') && !offline.lines.has('SPF'));
      }),
    ));

  const failing: [what: string, more: Environment, says: RegExp][] = [
    [
      'lacks TLS',
      { SMTP_TLS: 'required' },
      /expected an answer from \S+ over TLS, without a login, found 127\.0\.0\.1:\d+: .*\. Next:/,
    ],
    ['greets with an error', { greeting: '554 go away' }, /found 127\.0\.0\.1:\d+: .*554 go away/],
  ];
  for (const [what, { greeting, ...more }, says] of failing)
    it(`says so when it ${what}, and ends with 1`, () =>
      withBadServer((server) =>
        inSetup(async (folder) => {
          server.always({ badTls: true, ...(greeting !== undefined && { greeting }) });

          const { code, lines } = await withNames({}, () => examined(folder, { ...server.env, ...more }));

          assert.equal(code, 1);
          assert.match(lines.get('SMTP_URL') ?? '', says);
        }),
      ));

  it('says that a login is refused, and never the password', () =>
    withBadServer((server) =>
      inSetup(async (folder) => {
        server.always({ answers: { EHLO: '250-bad.example\r\n250 AUTH PLAIN', AUTH: '535 5.7.8 not you' } });
        const SMTP_URL = `smtp://jo:hush-hush@127.0.0.1:${server.port}`;

        const { code, lines } = await withNames({}, () => examined(folder, { ...server.env, SMTP_URL }));

        assert.equal(code, 1);
        assert.match(
          lines.get('SMTP_URL') ?? '',
          /without encryption, as jo, found .*login was refused: .*not you/,
        );
        assert.ok(!JSON.stringify([...lines]).includes('hush'));
      }),
    ));
});

describe('doctor, asking DNS', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const env = {
    SMTP_URL: 'smtps://smtp.example.org',
    MAIL_FROM: 'Calendar <calendar@news.example.org>',
    DKIM_KEY: pem,
    DKIM_SELECTOR: 'today',
  };
  const names = {
    'news.example.org': { TXT: ['v=spf1 a:smtp.example.org -all', 'something else'] },
    'today._domainkey.news.example.org': { TXT: [`v=DKIM1; k=rsa; p=${key}`] },
    '_dmarc.example.org': { TXT: ['v=DMARC1; p=reject'] },
    'smtp.example.org': { A: ['192.0.2.10'] },
    '10.2.0.192.in-addr.arpa': { PTR: ['smtp.example.org'] },
  };

  async function dnsLines(records: Parameters<typeof withNames>[0]): Promise<readonly string[]> {
    const checks = mailChecks(configOf(env), () => Promise.resolve()).slice(1);
    const results = await withNames(records, () => examine(checks));
    return results.map((one) => resultLine(one).trimEnd().replaceAll(/ {2,}/g, ' '));
  }

  it('is content with what mail needs', async () => {
    assert.deepEqual(await dnsLines(names), [
      'ok SPF v=spf1 a:smtp.example.org -all',
      'ok DKIM today._domainkey.news.example.org has the public key of DKIM_KEY',
      'ok DMARC example.org: v=DMARC1; p=reject',
      'ok PTR 192.0.2.10 is smtp.example.org',
    ]);
  });

  it('says of each record that is missing what to add', async () => {
    assert.deepEqual(await dnsLines({ 'smtp.example.org': { A: ['192.0.2.10'] } }), [
      'fail SPF expected one TXT record of news.example.org that begins with v=spf1, found none. Next: add one, such as "v=spf1 a:smtp.example.org -all"',
      `fail DKIM expected a TXT record today._domainkey.news.example.org with the public key of DKIM_KEY, found none. Next: publish "v=DKIM1; k=rsa; p=${key}"`,
      'warn DMARC expected a TXT record _dmarc.news.example.org, found none. Next: add "v=DMARC1; p=none; rua=mailto:dmarc@news.example.org", with your address for reports, and make it stricter once the reports look good',
      'warn PTR expected a PTR record for 192.0.2.10 (smtp.example.org), found none. Next: ask whoever runs smtp.example.org for a PTR record for each of its addresses',
    ]);
  });

  it('tells records that are wrong from those that are missing', async () => {
    const twice = { TXT: ['v=spf1 -all', 'v=spf1 ~all'] };
    const other = { TXT: ['v=DKIM1; p=AAAA'] };

    const [spf = '', dkim = ''] = await dnsLines({
      ...names,
      'news.example.org': twice,
      'today._domainkey.news.example.org': other,
    });
    const [open = ''] = await dnsLines({ ...names, 'news.example.org': { TXT: ['v=spf1 +all'] } });

    assert.match(spf, /^fail SPF .*, found 2\. Next: join them into one record$/);
    assert.match(dkim, /^fail DKIM .*, found another key\. Next: publish /);
    assert.match(open, /^warn SPF .*refuses other senders, found v=spf1 \+all\. Next: end it with -all/);
  });
});
