import assert from 'node:assert/strict';
import type { Act, Database, PortTable } from './database/database.ts';
import { Failure } from '../service/ports/failure.ts';

interface Opening {
  /** The name of the database in messages. */
  readonly where: string;
  readonly readOnly: boolean;
  readonly open: () => Promise<Database>;
}

export interface Lazy {
  /** The name of the database in messages. */
  readonly where: string;
  readonly carryOut: Carry;
  readonly opened: () => Promise<void>;
  /** Why a write failed: kept for a minute, then until one succeeds. */
  readonly trouble: () => string | undefined;
  readonly close: () => Promise<void>;
}

type Carry = (act: Act<readonly unknown[], Promise<unknown>>, args: readonly unknown[]) => Promise<unknown>;

/** The port of a table, each of its calls carried out in one way. */
export function portOf<Port>(table: PortTable<Port>, carryOut: Carry): Port {
  const acts = Object.entries(table as Readonly<Record<string, Parameters<Carry>[0]>>);
  return Object.fromEntries(
    acts.map(([verb, act]) => [verb, (...args: readonly unknown[]) => carryOut(act, args)]),
  ) as Port;
}

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
    if (readOnly) throw new Failure(`${where}: this command may only read it`);
    try {
      const done = await call(act);
      if (trouble && performance.now() - trouble.at > troubleMs) trouble = undefined;
      return done;
    } catch (error) {
      if (error instanceof Failure) trouble = { says: error.message, at: performance.now() };
      throw error;
    }
  };

  return {
    where,
    carryOut: ({ isWrite, run }, args) => (isWrite ? write : call)((database) => run(database, ...args)),
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
