import assert from 'node:assert/strict';
import type { Config, Environment } from '../../src/runtime/config.ts';
import { generateKeyPairSync } from 'node:crypto';
import { readConfig } from '../../src/runtime/config.ts';

function mailOf(env: Environment): Config['mail'] {
  const read = readConfig(env);
  assert.ok('config' in read, JSON.stringify(read));
  return read.config.mail;
}

function problemsOf(env: Environment): readonly string[] {
  const read = readConfig(env);
  return 'problems' in read ? read.problems : [];
}

const from = {
  MAIL_FROM: 'Release Calendar <calendar@example.org>',
  PUBLIC_URL: 'https://calendar.example.org',
};

describe('the settings of mail', () => {
  it('read a server with its user, and who writes', () => {
    const { smtp, from: sender } = mailOf({ SMTP_URL: 'smtp://jo:p%40ss@mail.example.org', ...from });

    assert.deepEqual(smtp, {
      ...{ host: 'mail.example.org', port: 587, secure: false, clear: false, user: 'jo', password: 'p@ss' },
    });
    assert.deepEqual(sender, { name: 'Release Calendar', address: 'calendar@example.org' });
    assert.equal(mailOf({ SMTP_URL: 'smtps://mail.example.org', ...from }).smtp?.port, 465);
    assert.equal(mailOf({ SMTP_URL: 'smtp://[::1]:2525', SMTP_TLS: 'off', ...from }).smtp?.host, '::1');
  });

  it('take several secrets, the newest first', () => {
    const [first, second] = ['a'.repeat(32), 'b'.repeat(40)];

    assert.deepEqual(mailOf({ SECRET: `${first}, ${second}` }).secrets, [first, second]);
  });

  it('sign with the domain of who writes, or the one that is given', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const DKIM_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

    assert.equal(mailOf({ ...from, DKIM_KEY, DKIM_SELECTOR: 's1' }).dkim?.domain, 'example.org');
    assert.equal(
      mailOf({ ...from, DKIM_KEY, DKIM_SELECTOR: 's1', DKIM_DOMAIN: 'example.net' }).dkim?.domain,
      'example.net',
    );
  });

  const { privateKey: curve } = generateKeyPairSync('ed25519');
  const server = { SMTP_URL: 'smtp://mail.example.org' };
  const otherKey = curve.export({ type: 'pkcs8', format: 'pem' }).toString();
  const long = /^SECRET: expected 32 characters or more, .*found something else$/;
  const wrong: [what: string, env: Environment, says: RegExp][] = [
    [
      'a server that is none',
      { SMTP_URL: 'a:587', ...from },
      /^SMTP_URL: expected smtp:.*, found something else$/,
    ],
    [
      'no address',
      { ...server, MAIL_FROM: 'a@b.org' },
      /^PUBLIC_URL: expected an address .*, since SMTP_URL is set, found nothing$/,
    ],
    [
      'no sender',
      { ...server, PUBLIC_URL: from.PUBLIC_URL },
      /^MAIL_FROM: expected a sender, since SMTP_URL is set, found nothing$/,
    ],
    [
      'a sender that is none',
      { MAIL_FROM: 'cal' },
      /^MAIL_FROM: expected a name and an address, .*found "cal"$/,
    ],
    [
      'two senders',
      { MAIL_FROM: 'a@example.org, b@example.org' },
      /^MAIL_FROM: expected a name and an address, /,
    ],
    [
      'no TLS elsewhere',
      { ...server, SMTP_TLS: 'off', ...from },
      /^SMTP_TLS: expected "required", since mail\.example\.org is not this machine, found "off"$/,
    ],
    ['a secret that is short', { SECRET: 'short' }, long],
    [
      'a key without its selector',
      { DKIM_KEY: 'x' },
      /^DKIM_KEY: expected a private RSA key .*, found something else$/,
    ],
    [
      'a selector without a key',
      { DKIM_SELECTOR: 's1' },
      /^DKIM_KEY: expected a value, since DKIM_SELECTOR is set, found nothing$/,
    ],
    [
      'a key of another kind',
      { DKIM_KEY: otherKey, DKIM_SELECTOR: 's1' },
      /expected an RSA key of 1024 bits or more/,
    ],
    [
      'a short bounce secret',
      { BOUNCE_SECRET: 'abc' },
      /^BOUNCE_SECRET: expected 16 characters or more, .*found something else$/,
    ],
    [
      'trust in everybody',
      { TRUST_PROXY: 'true' },
      /^TRUST_PROXY: expected a number of proxies, .*found "true"$/,
    ],
    ['another word for unknown', { UNKNOWN: 'retry' }, /^UNKNOWN: expected replay or park, found "retry"$/],
    ['no lease', { LEASE_SECONDS: '0' }, /^LEASE_SECONDS: expected a whole number from 1 .*, found "0"$/],
  ];
  for (const [what, env, says] of wrong)
    it(`with ${what} say so, and never a secret`, () => {
      const problems = problemsOf(env);

      assert.ok(
        problems.some((problem) => says.test(problem)),
        problems.join('\n'),
      );
      for (const secret of ['short', 'abc'].filter((one) => Object.values(env).includes(one)))
        assert.ok(!problems.join('\n').includes(secret));
    });
});
