import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { OpenStore, Using } from './database/database.ts';
import type { Store } from '../service/ports/store.ts';
import { Failure } from '../service/ports/failure.ts';
import { lazyMail } from './mail/lazymail.ts';
import { quote } from '../domain/problem/suggestion.ts';

interface DatabaseAddress {
  /** The URL of a PostgreSQL; when `undefined`, SQLite in `dataDir` is used. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/** Trouble clears only after this time. */
const troubleMs = 60_000;

/**
 * Opens the database on the first call, and tries again on the next if that fails; drivers are loaded then
 * too, so that commands without a store do not wait for them. Throws a Failure for an invalid URL.
 */
export function openStore(
  place: DatabaseAddress,
  { replica = String(process.pid), readOnly = false }: Partial<Using> = {},
): Store {
  const { where, open } = opener(place, { replica, readOnly });
  const running = new Set<Promise<unknown>>();
  let opened: Promise<OpenStore> | undefined;
  let closed = false;
  let trouble: { readonly says: string; readonly at: number } | undefined;
  const opening = (): Promise<OpenStore> =>
    (opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    }));
  const call = async <T>(verb: (store: OpenStore) => Promise<T>): Promise<T> => {
    // callers must be done before close()
    assert.ok(!closed, 'the store is closed');
    const done = opening().then(verb);
    running.add(done);
    try {
      return await done;
    } finally {
      running.delete(done);
    }
  };
  /** Only failed writes count as trouble: a full disk can still be read, and small writes may fit. */
  const writing = async <T>(verb: (store: OpenStore) => Promise<T>): Promise<T> => {
    // checked here, since a session setting would leak between shared connections (PgBouncer)
    if (readOnly) throw new Failure(`${where}: is only read by this command`);
    try {
      const done = await call(verb);
      if (trouble && performance.now() - trouble.at > troubleMs) trouble = undefined;
      return done;
    } catch (error) {
      if (error instanceof Failure) trouble = { says: error.message, at: performance.now() };
      throw error;
    }
  };
  return {
    where,
    trouble: () => trouble?.says,
    migrate: () => call(() => Promise.resolve()),
    calendars: () => call((store) => store.calendars()),
    accepted: (calendar) => call((store) => store.accepted(calendar)),
    acceptedHead: (calendar) => call((store) => store.acceptedHead(calendar)),
    heartbeat: (calendar, revision, at) => writing((store) => store.heartbeat(calendar, revision, at)),
    leave: (host) => writing((store) => store.leave(host)),
    acceptedAt: (calendar, revision) => call((store) => store.acceptedAt(calendar, revision)),
    accept: (acceptance) => writing((store) => store.accept(acceptance)),
    news: (calendar) => call((store) => store.news(calendar)),
    hold: (held) => writing((store) => store.hold(held)),
    held: () => call((store) => store.held()),
    approve: (revision) => writing((store) => store.approve(revision)),
    texts: {
      of: (calendar) => call((store) => store.texts.of(calendar)),
      save: (calendar, texts) => writing((store) => store.texts.save(calendar, texts)),
      claim: (calendar, now, every) => writing((store) => store.texts.claim(calendar, now, every)),
    },
    mail: lazyMail(call, writing),
    close: async () => {
      closed = true;
      // SQLite must not close during a call
      await Promise.allSettled(running);
      const last = await opened;
      opened = undefined;
      await last?.close();
    },
  };
}

/** The kind of database, its name in messages, and how to open it. */
function opener(
  { databaseUrl, dataDir }: DatabaseAddress,
  using: Using,
): {
  readonly where: string;
  readonly open: () => Promise<OpenStore>;
} {
  const server = databaseUrl === undefined ? undefined : { databaseUrl, where: nameOf(databaseUrl) };
  return {
    where: server?.where ?? join(dataDir, 'release-calendar.sqlite'),
    open: async () => {
      const { remember } = await import('./remember.ts');
      const { checkTables, migrate } = await import('./database/migrate.ts');
      const { openSqlite } = await import('./database/sqlite.ts');
      const { openPostgres } = await import('./database/postgres.ts');
      const database = server
        ? openPostgres(server.databaseUrl, server.where, using)
        : await openSqlite(dataDir, using);
      try {
        await database.run(() => (using.readOnly ? checkTables(database) : migrate(database)));
      } catch (error) {
        await database.db.destroy();
        throw error;
      }
      return remember(database);
    },
  };
}

const wanted = 'wanted postgres://user:password@host:port/database';

/** Without the password, which is never printed. Throws a Failure for an invalid URL. */
function nameOf(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  // a / or # in a password puts its rest into path or hash
  if (!url || `${url.pathname}${url.hash}`.includes('@')) {
    throw new Failure(
      `DATABASE_URL: cannot be read; ${wanted}, with % and two digits for what stands for itself`,
    );
  }
  if (!/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Failure(`DATABASE_URL: found ${quote(url.protocol)}; ${wanted}`);
  }
  const host = url.searchParams.get('host') ?? (url.hostname || 'localhost');
  return `PostgreSQL at ${host}${url.port && `:${url.port}`}${url.pathname}`;
}
