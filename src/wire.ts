import type { Catalog } from './service/publish/catalog.ts';
import type { Channel } from './service/ports/channel.ts';
import type { Clock } from './service/ports/clock.ts';
import type { Config } from './runtime/config.ts';
import type { Log } from './service/ports/log.ts';
import type { MailStore } from './service/ports/store.ts';
import type { Mailing } from './service/mail/mailing.ts';
import type { Remembering, Service } from './service/service.ts';
import type { Store } from './service/ports/store.ts';
import type { Texts } from './service/ports/texts.ts';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { dirname, isAbsolute, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expected } from './domain/problem/expected.ts';
import { lazySources } from './sources/lazysources.ts';
import { openReadingCache } from './sources/readingcache.ts';
import { Failure } from './service/ports/failure.ts';
import { quote } from './domain/problem/suggestion.ts';
import { newId } from './runtime/token.ts';
import { openAccepted } from './service/publish/acceptedcatalog.ts';
import { openLedger } from './service/publish/ledger.ts';
import { openCatalog } from './service/publish/catalog.ts';
import { openStore, openTexts } from './store/index.ts';
import { keepPrivate } from './store/database/private.ts';
import { openPublish } from './service/publish/publish.ts';

/** The folder of `package.json`, in `src/` and `dist/` alike. */
const home = dirname(dirname(fileURLToPath(import.meta.url)));

export interface Wishes {
  readonly config: Config;
  readonly clock: Clock;
  /** The value of `--calendars`. */
  readonly calendarsDir: string | undefined;
  /** Without it nothing is logged. */
  readonly log?: Log;
  /** How the store is used, to share state with other processes; no store when left out. */
  readonly remember?: Remembering | boolean;
}

const nowhere: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The composition root: wires the service for a command. Does not read any calendar yet. */
export function wire({ config, clock, calendarsDir, log = nowhere, remember = false }: Wishes): Service {
  const { databaseUrl, dataDir } = config;
  const how: Remembering | false = remember === true ? 'serve' : remember;
  const isAsked = how === 'ask';
  if (how === 'serve' && databaseUrl !== undefined) closeDataDir(dataDir);
  const using = { replica: newId(), readOnly: isAsked };
  const store = how === false ? undefined : openStore({ databaseUrl, dataDir }, using);
  const texts = textsOf(store, config);
  const where = calendarsDir ?? config.calendarsDir ?? nearestCalendars();
  const poll = config.watch === 'poll';
  const sources = lazySources({ where, poll, texts, clock, cache: keptReadings() });
  const { source } = sources;
  const ledger = openLedger({ store, source, clock, log });
  const catalog =
    store && how !== 'serve' ? openAccepted(store, source) : openCatalog(source, { clock, log, ledger });
  const templates = readTemplates(config.templatesDir);
  const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`;
  const around = { catalog, clock, log, templates, publicUrl, config };
  return {
    catalog,
    publish: openPublish(catalog, clock),
    check: (path, how) =>
      sources.check(path, { calendars: where, now: clock(), texts: (id) => texts.of(id), ...how }),
    keeper: sources.keeper,
    sync: sources.sync,
    texts,
    posts: sources.posts,
    ...(store && { store, mailing: once(() => mailingOf(store.mail, { ...around, isAsked })) }),
    ...(config.mail.smtp && { reachMail: async () => (await (await channelOf(around)).open()).close() }),
    where,
    clock,
    log,
    templates,
    publicUrl,
    securityContact: config.securityContact,
  };
}

/** Fetched texts live in PostgreSQL, for all replicas, or else in a folder. */
function textsOf(store: Store | undefined, { databaseUrl, dataDir }: Config): Texts {
  if (databaseUrl === undefined) return lazyTexts(join(dataDir, 'synced'));
  return store?.texts ?? openTexts({ databaseUrl, dataDir });
}

function lazyTexts(folder: string): Texts {
  const texts = once(async () => (await import('./sources/sync/fetchedfolder.ts')).textsIn(folder));
  return {
    // most commands are run where nothing was ever fetched
    of: async (calendar) => (existsSync(folder) ? (await texts()).of(calendar) : []),
    save: async (...ask) => (await texts()).save(...ask),
    claim: async (...ask) => (await texts()).claim(...ask),
  };
}

/** In a folder that only its owner reads, as the calendars may be. `undefined` for an account without a home, and when run from the sources, which change without another version. */
function keptReadings(): Parameters<typeof lazySources>[0]['cache'] {
  const own = fileURLToPath(import.meta.url);
  const folder = homeFolder();
  if (!own.endsWith('.js') || folder === undefined) return undefined;
  const version = readFileSync(join(home, 'package.json'), 'utf8');
  const program = `${version}\n${own}\n${statSync(own).mtimeMs}`;
  return { readings: openReadingCache(join(folder, '.cache', 'release-calendar', 'readings')), program };
}

function homeFolder(): string | undefined {
  try {
    const folder = homedir();
    return isAbsolute(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** With PostgreSQL the store does not protect `dataDir`, which still holds the secret and letter files. */
function closeDataDir(dataDir: string): void {
  try {
    keepPrivate(dataDir);
  } catch {
    // whoever needs it reports it
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

interface WiredParts {
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly log: Log;
  readonly templates: ReadonlyMap<string, string>;
  readonly publicUrl: string;
  readonly config: Config;
  /** Nothing is written, not even a missing secret. */
  readonly isAsked: boolean;
}

/** Loaded on demand: a banner needs no mail. */
async function channelOf({ templates, publicUrl, config }: Omit<WiredParts, 'isAsked'>): Promise<Channel> {
  const { openChannel } = await import('./channels/index.ts');
  const { from, smtp, dkim } = config.mail;
  const host = new URL(publicUrl).hostname;
  return openChannel({
    sender: { ...from, dkim, listId: `deadlines.${host}`, help: `${publicUrl}/subscriptions` },
    smtp: smtp && { ...smtp, name: host },
    folder: join(config.dataDir, 'mail'),
    templates,
  });
}

async function mailingOf(store: MailStore, around: WiredParts): Promise<Mailing> {
  const { openMailing } = await import('./service/mail/mailing.ts');
  const { openTokens } = await import('./runtime/token.ts');
  const { config, isAsked } = around;
  const { mail, dataDir, stopSeconds } = config;
  const { from, bounceSecret, connections, leaseSeconds, unknown, retentionDays, operator } = mail;
  const channel = await channelOf(around);
  await channel.check();
  return openMailing({
    ...around,
    mail: store,
    channel,
    tokens: openTokens(await secretsOf(mail.secrets, dataDir, isAsked)),
    // incoming mail needs a bounce secret
    mailto: bounceSecret === undefined ? undefined : `mailto:${from.address}`,
    how: { leaseSeconds, connections, unknown, stopSeconds },
    place: config.publicUrl ?? 'none',
    host: hostname(),
    isPaused: mail.reminders === 'paused',
    retentionDays,
    bounceSecret,
    operator,
  });
}

async function secretsOf(
  [first, ...rest]: readonly string[],
  dataDir: string,
  isAsked: boolean,
): Promise<readonly [string, ...string[]]> {
  if (first !== undefined) return [first, ...rest];
  const { keptSecret, knownSecret } = await import('./runtime/secret.ts');
  try {
    // read-only commands show no links and look nobody up by a hash
    return [isAsked ? (knownSecret(dataDir) ?? newId()) : keptSecret(dataDir)];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(`${dataDir}: ${expected('a folder that can keep a secret, or SECRET to be set', why)}`);
  }
}

function nearestCalendars(): string {
  return existsSync('calendars') ? 'calendars' : join(home, 'calendars');
}

/** The shipped templates, overridden by those of the same name in `own`. */
function readTemplates(own: string | undefined): ReadonlyMap<string, string> {
  if (own !== undefined && !statSync(own, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Failure(`TEMPLATES_DIR: ${expected('an existing folder', quote(own))}`);
  }
  return new Map([join(home, 'templates'), ...(own === undefined ? [] : [own])].flatMap(templatesIn));
}

function templatesIn(folder: string): readonly (readonly [name: string, text: string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.liquid'))
    .map((file) => [
      file.slice(0, -'.liquid'.length).split(sep).join('/'),
      readFileSync(join(folder, file), 'utf8'),
    ]);
}
