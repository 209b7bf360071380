import assert from 'node:assert/strict';
import type { Act, Database, PortTable } from './database/database.ts';
import { Failure } from '../service/ports/failure.ts';

interface Opening {
  /** The name of the database in messages. */
  readonly where: string;
  readonly readOnly: boolean;
  readonly open: () => Promise<Database>;
}

interface Lazy {
  /** The port of a table, whose first call opens the database. */
  of<Port>(table: PortTable<Port>): Port;
  opened(): Promise<void>;
  /** Why a write failed: kept for a minute, then until one succeeds. */
  trouble(): string | undefined;
  close(): Promise<void>;
}

type Carried = Act<readonly unknown[], Promise<unknown>>;

/** Trouble clears only after this time. */
const troubleMs = 60_000;

/** Opens a database on the first call of any verb, and again on the next if that fails. */
export function lazily({ where, readOnly, open }: Opening): Lazy {
  const running = new Set<Promise<unknown>>();
  let opening: Promise<Database> | undefined;
  let closed = false;
  let trouble: { readonly says: string; readonly at: number } | undefined;

  const call = async <T>(act: (database: Database) => Promise<T>): Promise<T> => {
    // callers must be done before close()
    assert.ok(!closed, 'the store is closed');
    opening ??= open().catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    const done = opening.then((database) => database.run(() => act(database)));
    running.add(done);
    try {
      return await done;
    } finally {
      running.delete(done);
    }
  };

  /** Only failed writes count as trouble: a full disk can still be read, and small writes may fit. */
  const write = async <T>(act: (database: Database) => Promise<T>): Promise<T> => {
    // checked here, since a session setting would leak between shared connections (PgBouncer)
    if (readOnly) throw new Failure(`${where}: is only read by this command`);
    try {
      const done = await call(act);
      if (trouble && performance.now() - trouble.at > troubleMs) trouble = undefined;
      return done;
    } catch (error) {
      if (error instanceof Failure) trouble = { says: error.message, at: performance.now() };
      throw error;
    }
  };

  const carryOut = (act: Carried, args: readonly unknown[]): Promise<unknown> => {
    if ('reads' in act) return call((database) => act.reads(database, ...args));
    if ('writes' in act) return write((database) => act.writes(database, ...args));
    return write(({ db, postgres }) =>
      db.transaction().execute((trx) => act.atomically({ trx, postgres }, ...args)),
    );
  };

  return {
    of: <Port>(table: PortTable<Port>) =>
      Object.fromEntries(
        Object.entries(table as Readonly<Record<string, Carried>>).map(([verb, act]) => [
          verb,
          (...args: readonly unknown[]) => carryOut(act, args),
        ]),
      ) as Port,
    opened: () => call(() => Promise.resolve()),
    trouble: () => trouble?.says,
    close: async () => {
      closed = true;
      // SQLite must not close during a call
      await Promise.allSettled(running);
      const last = await opening;
      opening = undefined;
      await last?.run(() => last.db.destroy());
    },
  };
}
