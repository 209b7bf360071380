import { readFileSync } from 'node:fs';
import { expected } from '../domain/problem/expected.ts';
import { quote } from '../domain/problem/suggestion.ts';
import type { Setting } from './setting.ts';
import { mailConfig, mailSettings } from './mailconfig.ts';
import { proxies, proxiesIn } from './mailvalue.ts';
import { anything, between, contact, levels, offOrAMinute, oneOf, postgres, webAddress } from './setting.ts';

/** All settings. The README's table is generated from this. */
const settings = {
  PORT: { fallback: '8080', about: 'TCP port to listen on', wanted: between(0, 65_535) },
  HOST: { about: 'address to listen on; all addresses when empty', wanted: anything },
  ADMIN_PORT: {
    about: 'separate TCP port for `/healthz` and `/metrics`; they are on `PORT` when empty',
    wanted: between(0, 65_535),
  },
  PUBLIC_URL: {
    about: 'the URL at which readers reach the service; `http://localhost:PORT` when empty',
    wanted: webAddress,
  },
  CALENDARS_DIR: {
    about: 'folder of calendars; when empty, `./calendars` or else the shipped ones',
    wanted: anything,
  },
  TEMPLATES_DIR: {
    about: 'folder of Liquid templates that replace shipped ones of the same name',
    wanted: anything,
  },
  DATABASE_URL: {
    about: 'a PostgreSQL database, `postgres://...`; an SQLite file in `DATA_DIR` when empty',
    wanted: postgres,
  },
  DATA_DIR: {
    fallback: './data',
    about: 'folder for the SQLite file, fetched schedules and, without `SMTP_URL`, email',
    wanted: anything,
  },
  WATCH: {
    fallback: 'auto',
    about: 'how changed files are noticed: `auto`, `poll` (network disks) or `off`',
    wanted: oneOf(['auto', 'poll', 'off']),
  },
  SYNC_EVERY: {
    fallback: 'PT1H',
    about: 'how often `serve` fetches the addresses under `sources`, an ISO 8601 duration, or `off`',
    wanted: offOrAMinute,
  },
  DRAIN_SECONDS: {
    fallback: '5',
    about: 'how long requests are still accepted after SIGTERM',
    wanted: between(0, 600),
  },
  STOP_SECONDS: {
    fallback: '60',
    about: 'how long email that is being sent may take to finish after SIGTERM',
    wanted: between(0, 3_600),
  },
  TRUST_PROXY: {
    about:
      'how many proxies are in front of the service, or their networks, such as `10.0.0.0/8`; none when empty',
    wanted: proxies,
  },
  SECURITY_CONTACT: {
    about:
      'where to report a vulnerability, for `/.well-known/security.txt`: `mailto:...` or `https://...`; the homepages of the calendars when empty',
    wanted: contact,
  },
  ...mailSettings,
  LOG_LEVEL: { fallback: 'info', about: 'the lowest level that is logged', wanted: oneOf(levels) },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof settings;

/** Never printed. */
const secretNames = new Set<Name>(['DATABASE_URL', 'SMTP_URL', 'DKIM_KEY', 'SECRET', 'BOUNCE_SECRET']);

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment and reports all wrong settings at once. `NAME_FILE` names a file with the value. */
export function readConfig(
  env: Environment,
): { readonly config: Config } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const value = (name: Name): string => {
    const { fallback = '', wanted }: Setting = settings[name];
    const text = given(name, env, problems);
    if (text === undefined || text === '') return fallback;
    const want = wanted(text);
    if (want === undefined) return text;
    problems.push(`${name}: ${expected(want, secretNames.has(name) ? 'something else' : quote(text))}`);
    return fallback;
  };
  const config = configOf(value, problems);
  if (config.mail.smtp && config.publicUrl === undefined)
    problems.push(
      `PUBLIC_URL: ${expected('an address for the links in emails, since SMTP_URL is set', 'nothing')}`,
    );
  return problems.length > 0 ? { problems } : { config: Object.freeze(config) };
}

/** The configuration from the environment; frozen. */
export type Config = ReturnType<typeof configOf>;

function configOf(value: (name: Name) => string, problems: string[]) {
  return {
    port: Number(value('PORT')),
    host: value('HOST') || undefined,
    /** The port for operators; `undefined`: `port`. */
    adminPort: unless('', value('ADMIN_PORT'), Number),
    publicUrl: origin(value('PUBLIC_URL')),
    calendarsDir: value('CALENDARS_DIR') || undefined,
    templatesDir: value('TEMPLATES_DIR') || undefined,
    /** PostgreSQL; `undefined`: SQLite in `dataDir`. */
    databaseUrl: value('DATABASE_URL') || undefined,
    dataDir: value('DATA_DIR'),
    watch: watching(value('WATCH')),
    /** How often sources are fetched, as an ISO 8601 duration; `undefined` for never. */
    syncEvery: unless('off', value('SYNC_EVERY'), String),
    drainSeconds: Number(value('DRAIN_SECONDS')),
    stopSeconds: Number(value('STOP_SECONDS')),
    /** The value for Express's "trust proxy"; `false` without proxies. */
    trustProxy: proxiesIn(value('TRUST_PROXY')),
    securityContact: value('SECURITY_CONTACT') || undefined,
    mail: mailConfig(value, problems),
    logLevel: value('LOG_LEVEL'),
  } as const;
}

function unless<T>(none: string, text: string, read: (text: string) => T): T | undefined {
  return text === none ? undefined : read(text);
}

function watching(text: string): 'auto' | 'poll' | 'off' {
  return text === 'poll' || text === 'off' ? text : 'auto';
}

/** Normalizes a URL: internationalized host names in ASCII, no trailing slash. */
function origin(text: string): string | undefined {
  return text === '' ? undefined : new URL(text).href.replace(/\/+$/, '');
}

function given(name: Name, env: Environment, problems: string[]): string | undefined {
  const file = env[`${name}_FILE`];
  if (file === undefined || file === '') return env[name]?.trim();
  if (env[name] !== undefined) problems.push(`${name}: ${expected(`${name} or ${name}_FILE`, 'both')}`);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    problems.push(`${name}_FILE: ${expected('a file that can be read', `${quote(file)} (${why})`)}`);
    return undefined;
  }
}

/** Printed into the README. */
export function configTable(): string {
  const rows = Object.entries<Setting>(settings).map(
    ([name, { fallback = '', about }]) =>
      `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${about} |`,
  );
  return ['| setting | default | what it is |', '|---|---|---|', ...rows].join('\n');
}
