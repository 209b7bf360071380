import type { Setting } from './setting.ts';
import { expected } from '../domain/problem/expected.ts';
import { between, oneOf } from './setting.ts';
import { domain, longText, mailbox, mailboxIn, rsaKey, secrets, smtp } from './mailvalue.ts';

/** The settings of the mail side. */
export const mailSettings = {
  REMINDERS: {
    fallback: 'on',
    about: '`on`, or `paused` to send no email',
    wanted: oneOf(['on', 'paused']),
  },
  SMTP_URL: {
    about:
      'the mail server, `smtp://user:password@host:587` or `smtps://...`; when empty, email is written to files in `DATA_DIR/mail`',
    wanted: smtp,
  },
  SMTP_TLS: {
    fallback: 'required',
    about: '`off` sends without encryption, which is allowed only to a mail server on this machine',
    wanted: oneOf(['required', 'off']),
  },
  SMTP_CONNECTIONS: {
    fallback: '1',
    about: 'how many emails are sent at once; as many may be sent twice if the process is killed',
    wanted: between(1, 20),
  },
  MAIL_FROM: {
    about: 'the sender, such as `Release Calendar <calendar@example.org>`; required with `SMTP_URL`',
    wanted: mailbox,
  },
  DKIM_DOMAIN: { about: 'the domain that signs email; the domain of `MAIL_FROM` when empty', wanted: domain },
  DKIM_SELECTOR: {
    about: 'the DKIM selector under which that domain publishes the public key',
    wanted: domain,
  },
  DKIM_KEY: {
    about: 'the RSA key in PEM that signs email (RFC 6376); nothing is signed when empty',
    wanted: rsaKey,
  },
  SECRET: {
    about:
      'signs the links in email: 32 characters or more, the same for all replicas; to replace it, put the new one before the old one, separated by a comma; when empty, one is generated and kept in `DATA_DIR`',
    wanted: secrets,
  },
  BOUNCE_SECRET: {
    about:
      'the bearer token that `POST /bounces` requires: 16 characters or more; `/bounces` is off when empty',
    wanted: longText,
  },
  OPERATOR: {
    about:
      'who gets an email once a week while a calendar is out of date, such as `ops@example.org`; nobody when empty',
    wanted: mailbox,
  },
  UNKNOWN: {
    fallback: 'replay',
    about:
      'what to do when a mail server may or may not have accepted an email: `replay` sends the same bytes once more, `park` leaves it to an operator',
    wanted: oneOf(['replay', 'park']),
  },
  LEASE_SECONDS: {
    fallback: '60',
    about: 'after how long another process takes over the email of one that is gone',
    wanted: between(1, 3_600),
  },
  RETENTION_DAYS: {
    fallback: '90',
    about: 'how long to keep a record of sent email, and of people who left or never confirmed',
    wanted: between(1, 3_650),
  },
  SIGNUPS_PER_HOUR: {
    fallback: '20',
    about: 'sign-ups allowed per hour from one network address; no limit when 0',
    wanted: between(0, 1_000_000),
  },
  ALL_SIGNUPS_PER_HOUR: {
    fallback: '1000',
    about: 'sign-ups allowed per hour from everybody together; no limit when 0',
    wanted: between(0, 10_000_000),
  },
} as const satisfies Record<string, Setting>;

type MailName = keyof typeof mailSettings;

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Combines the mail settings; contradictions between them are added to `problems`. */
export function mailConfig(value: (name: MailName) => string, problems: string[]) {
  const [url, tls, from] = [value('SMTP_URL'), value('SMTP_TLS'), value('MAIL_FROM')];
  const sender = mailboxIn(from) ?? { name: '', address: 'release-calendar@localhost' };
  if (url !== '' && from === '')
    problems.push(`MAIL_FROM: ${expected('a sender, since SMTP_URL is set', 'nothing')}`);
  const server = url === '' || !URL.canParse(url) ? undefined : serverIn(new URL(url), tls === 'off');
  if (server?.clear && !loopback.test(new URL(url).hostname))
    problems.push(`SMTP_TLS: ${expected(`"required", since ${server.host} is not this machine`, '"off"')}`);
  const [key, selector] = [value('DKIM_KEY'), value('DKIM_SELECTOR')];
  if ((key === '') !== (selector === '')) {
    const [absent, present] = key === '' ? ['DKIM_KEY', 'DKIM_SELECTOR'] : ['DKIM_SELECTOR', 'DKIM_KEY'];
    problems.push(`${absent}: ${expected(`a value, since ${present} is set`, 'nothing')}`);
  }
  const signer = value('DKIM_DOMAIN') || sender.address.slice(sender.address.lastIndexOf('@') + 1);
  const given = value('SECRET').split(',');
  return {
    reminders: value('REMINDERS') === 'paused' ? 'paused' : 'on',
    /** `undefined`: letters are written as files. */
    smtp: server,
    from: { name: sender.name || 'release-calendar', address: sender.address },
    dkim: key === '' ? undefined : { domain: signer, selector, privateKey: key },
    /** Newest first; if empty, a secret is created in `dataDir`. */
    secrets: value('SECRET') === '' ? [] : given.map((one) => one.trim()),
    bounceSecret: value('BOUNCE_SECRET') || undefined,
    /** Who gets a letter when a calendar is stale. */
    operator: mailboxIn(value('OPERATOR'))?.address,
    unknown: value('UNKNOWN') === 'park' ? 'park' : 'replay',
    leaseSeconds: Number(value('LEASE_SECONDS')),
    connections: Number(value('SMTP_CONNECTIONS')),
    retentionDays: Number(value('RETENTION_DAYS')),
    /** Per network address, and in all. */
    signUpsPerHour: Number(value('SIGNUPS_PER_HOUR')),
    allSignUpsPerHour: Number(value('ALL_SIGNUPS_PER_HOUR')),
  } as const;
}

function serverIn(url: URL, clear: boolean) {
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    clear: clear && !secure,
    user: url.username === '' ? undefined : decodeURIComponent(url.username),
    password: url.password === '' ? undefined : decodeURIComponent(url.password),
  };
}
