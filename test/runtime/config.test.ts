import assert from 'node:assert/strict';
import type { Config, Environment } from '../../src/runtime/config.ts';
import { configTable, readConfig } from '../../src/runtime/config.ts';
import { inFolder } from '../service/folder.ts';

function configOf(env: Environment): Config {
  const read = readConfig(env);
  assert.ok('config' in read, JSON.stringify(read));
  return read.config;
}

function problemsOf(env: Environment): readonly string[] {
  const read = readConfig(env);
  return 'problems' in read ? read.problems : [];
}

describe('the settings', () => {
  it('have a default each, or none', () => {
    const set = JSON.parse(JSON.stringify(configOf({}))) as object;

    assert.deepEqual(set, {
      ...{
        port: 8080,
        dataDir: './data',
        watch: 'auto',
        syncEvery: 'PT1H',
        drainSeconds: 5,
        stopSeconds: 60,
      },
      ...{ logLevel: 'info', trustProxy: false },
      mail: {
        ...{ reminders: 'on', from: { name: 'release-calendar', address: 'release-calendar@localhost' } },
        ...{ secrets: [], unknown: 'replay', leaseSeconds: 60, connections: 1, retentionDays: 90 },
        ...{ signUpsPerHour: 20, allSignUpsPerHour: 1000 },
      },
    });
  });

  it('that are empty are not set', () => {
    const names = [...configTable().matchAll(/^\| `(\w+)`/gm)].flatMap(([, name = '']) => [
      name,
      `${name}_FILE`,
    ]);

    assert.ok(names.length > 40);
    assert.deepEqual(configOf(Object.fromEntries(names.map((name) => [name, '']))), configOf({}));
  });

  const right: [name: string, value: string, read: Partial<Config>][] = [
    ['PORT', '0', { port: 0 }],
    ['PORT', '80', { port: 80 }],
    ['PORT', '65535', { port: 65_535 }],
    ['PORT', ' 8081\n', { port: 8081 }],
    ['HOST', '127.0.0.1', { host: '127.0.0.1' }],
    ['HOST', '::1', { host: '::1' }],
    ['PUBLIC_URL', 'https://calendar.example.org', { publicUrl: 'https://calendar.example.org' }],
    ['PUBLIC_URL', 'https://example.org:8443/dates//', { publicUrl: 'https://example.org:8443/dates' }],
    ['CALENDARS_DIR', '/srv/calendars', { calendarsDir: '/srv/calendars' }],
    ['TEMPLATES_DIR', 'my templates', { templatesDir: 'my templates' }],
    ['DATABASE_URL', 'postgres://me@db/calendars', { databaseUrl: 'postgres://me@db/calendars' }],
    ['DATA_DIR', '/srv/data', { dataDir: '/srv/data' }],
    ['WATCH', 'poll', { watch: 'poll' }],
    ['WATCH', 'off', { watch: 'off' }],
    ['WATCH', 'auto', { watch: 'auto' }],
    ['SYNC_EVERY', 'PT2H', { syncEvery: 'PT2H' }],
    ['SYNC_EVERY', 'off', { syncEvery: undefined }],
    ['DRAIN_SECONDS', '0', { drainSeconds: 0 }],
    ['DRAIN_SECONDS', '600', { drainSeconds: 600 }],
    ...['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].map(
      (level): [string, string, Partial<Config>] => ['LOG_LEVEL', level, { logLevel: level }],
    ),
  ];
  for (const [name, value, read] of right)
    it(`take ${name}=${JSON.stringify(value)}, also from the file that ${name}_FILE names`, () =>
      inFolder({ value: `${value}\n` }, (folder) => {
        for (const env of [{ [name]: value }, { [`${name}_FILE`]: `${folder}/value` }])
          assert.deepEqual(configOf(env), { ...configOf({}), ...read });
      }));

  const port = 'a whole number from 0 to 65535';
  const length = 'an ISO 8601 duration of a minute or more, such as PT1H, or off';
  const seconds = 'a whole number from 0 to 600';
  const address = 'an http or https address, such as https://calendar.example.org';
  const levels = 'fatal, error, warn, info, debug, trace or silent';
  const wrong: [name: string, wanted: string, ...values: readonly string[]][] = [
    ['PORT', port, 'http', '-1', '65536', '80.5', '8e3', '0x50', '٨٠', '8 0'],
    ['DRAIN_SECONDS', seconds, '-1', '601', '5s', '1.5'],
    ['SYNC_EVERY', length, '1h', 'PT59S', 'PT0S', 'P400D'],
    ['PUBLIC_URL', address, 'calendar.example.org', 'ftp://example.org', 'https://', 'https://a@example.org'],
    ['PUBLIC_URL', address, 'https://example.org/?a=b', 'https://example.org/#a', 'https://example.org/a b'],
    ['PUBLIC_URL', address, 'https://example.org/\r\nX-Evil: 1', 'javascript:alert(1)'],
    ['WATCH', 'auto, poll or off', 'yes', 'Poll'],
    ['LOG_LEVEL', levels, 'loud', 'INFO'],
  ];
  for (const [name, wanted, ...values] of wrong)
    for (const value of values)
      it(`refuse ${name}=${JSON.stringify(value)} and say what was expected and found`, () => {
        const [problem = '', ...more] = problemsOf({ [name]: value });

        assert.deepEqual(more, []);
        assert.ok(problem.startsWith(`${name}: expected ${wanted}, found "`), problem);
      });

  it('tell all that is wrong at once', () => {
    const problems = problemsOf({
      PORT: 'x',
      WATCH: 'y',
      LOG_LEVEL: 'z',
      HOST: 'fine',
      PUBLIC_URL_FILE: '/no/such',
    });

    assert.deepEqual(problems.toSorted(), [
      `LOG_LEVEL: expected ${levels}, found "z"`,
      `PORT: expected ${port}, found "x"`,
      'PUBLIC_URL_FILE: expected a file that can be read, found "/no/such" (ENOENT)',
      'WATCH: expected auto, poll or off, found "y"',
    ]);
  });

  it('name a file that cannot be read, or is a folder', () =>
    inFolder({}, (folder) => {
      assert.deepEqual(problemsOf({ PORT_FILE: folder }), [
        `PORT_FILE: expected a file that can be read, found "${folder}" (EISDIR)`,
      ]);
    }));

  it('refuse a value and a file of the same name together', () =>
    inFolder({ port: '81' }, (folder) => {
      assert.deepEqual(problemsOf({ PORT: '80', PORT_FILE: `${folder}/port` }), [
        'PORT: expected PORT or PORT_FILE, found both',
      ]);
    }));

  it('refuse what a file says as they refuse a value', () =>
    inFolder({ port: 'x\n', path: 'a\0b' }, (folder) => {
      assert.deepEqual(problemsOf({ PORT_FILE: `${folder}/port` }), [`PORT: expected ${port}, found "x"`]);
      assert.match(
        problemsOf({ CALENDARS_DIR_FILE: `${folder}/path` }).join(),
        /^CALENDARS_DIR: expected text without NUL characters, found /,
      );
    }));

  it('are told on one line each, whatever was found', () => {
    const problems = problemsOf({ PORT: `1\n2\u001b[31m${'9'.repeat(5_000)}` });

    assert.equal(problems.length, 1);
    assert.doesNotMatch(problems.join(), /[\p{Cc}]/u);
    assert.ok(problems.join().length < 300);
  });

  it('never change once they have been read', () => {
    const config = configOf({ PORT: '80' });

    assert.throws(() => Object.assign(config, { port: 81 }), TypeError);
  });

  it('know nothing of other names', () => {
    assert.deepEqual(configOf({ HOSTNAME: 'x', PORTS: '1', port: '81', NODE_ENV: 'test' }), configOf({}));
  });

  it('give an address that every header can carry', () => {
    assert.match(
      configOf({ PUBLIC_URL: 'https://kalender.例え.example/日' }).publicUrl ?? '',
      /^https:\/\/[\x21-\x7e]+$/,
    );
  });
});

describe('the table of settings', () => {
  it('has a row with the default and a few words for each setting', () => {
    const [head, rule, ...rows] = configTable().split('\n');

    assert.deepEqual([head, rule], ['| setting | default | what it is |', '|---|---|---|']);
    for (const row of rows) assert.match(row, /^\| `\w+` \| (`[^`]*`)? ?\| [^|]{10,} \|$/);
    for (const row of ['| `PORT` | `8080` |', '| `HOST` | |', '| `SMTP_TLS` | `required` |'])
      assert.ok(
        rows.some((one) => one.replaceAll(/ +/g, ' ').startsWith(row)),
        row,
      );
  });
});
