import assert from 'node:assert/strict';
import type { Store } from '../service/store.ts';
import { Failure } from '../service/failure.ts';
import { lazyMail } from './lazymail.ts';
import { quote } from '../domain/nearest.ts';

interface Place {
  /** Of a PostgreSQL; when `undefined`, an SQLite file in `dataDir` remembers. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/**
 * Opens nothing before the first call, and again with the next one where that fails; even the drivers are loaded then,
 * so that a command that remembers nothing does not wait for them. Throws a Failure for a URL that cannot be one.
 */
export function openStore(place: Place): Store {
  const open = opener(place);
  const running = new Set<Promise<unknown>>();
  let opened: Promise<Store> | undefined;
  let closed = false;
  const opening = (): Promise<Store> =>
    (opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    }));
  const call = async <T>(verb: (store: Store) => Promise<T>): Promise<T> => {
    // who asks after the end should have been waited for
    assert.ok(!closed, 'the store is closed');
    const done = opening().then(verb);
    running.add(done);
    try {
      return await done;
    } finally {
      running.delete(done);
    }
  };
  return {
    migrate: () => call((store) => store.migrate()),
    accepted: (calendar) => call((store) => store.accepted(calendar)),
    standing: (calendar) => call((store) => store.standing(calendar)),
    back: (calendar, revision, at) => call((store) => store.back(calendar, revision, at)),
    acceptedAt: (calendar, revision) => call((store) => store.acceptedAt(calendar, revision)),
    accept: (acceptance) => call((store) => store.accept(acceptance)),
    news: (calendar) => call((store) => store.news(calendar)),
    hold: (held) => call((store) => store.hold(held)),
    held: () => call((store) => store.held()),
    approve: (revision) => call((store) => store.approve(revision)),
    mail: lazyMail(call),
    close: async () => {
      closed = true;
      // SQLite would be gone in the middle of a call
      await Promise.allSettled(running);
      const last = await opened;
      opened = undefined;
      await last?.close();
    },
  };
}

/** The list of databases: how each is opened. */
function opener({ databaseUrl, dataDir }: Place): () => Promise<Store> {
  const where = databaseUrl === undefined ? undefined : nameOf(databaseUrl);
  return async () => {
    const { remember } = await import('./remember.ts');
    if (databaseUrl === undefined || where === undefined) {
      const { openSqlite } = await import('./sqlite.ts');
      return remember(await openSqlite(dataDir));
    }
    const { openPostgres } = await import('./postgres.ts');
    return remember(openPostgres(databaseUrl, where));
  };
}

const wanted = 'wanted postgres://user:password@host:port/database';

/** Without the password, which is printed nowhere. Throws a Failure for what is no such URL. */
function nameOf(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  // part of a password that has a / or a # stands in the path or after it
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
