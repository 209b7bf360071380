import type { CompiledQuery, Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** An open PostgreSQL or SQLite database. */
export interface Database {
  readonly db: Kysely<Schema>;
  /** Whether rows need explicit locks; SQLite has only one writer at a time. */
  readonly postgres: boolean;
  /** Differs for every copy. */
  readonly system: () => Promise<string>;
  /**
   * Runs a single statement as fast as possible: its effect survives a crash of this process, but perhaps not
   * a power failure.
   */
  readonly swiftly: <Row>(query: CompiledQuery<Row>) => Promise<readonly Row[]>;
  /** The id of this process. */
  readonly replica: string;
  /** Its name in messages. */
  readonly where: string;
  /** Runs a call, again if it had to wait for a lock. Operational errors become a Failure. */
  readonly run: <T>(call: () => Promise<T>) => Promise<T>;
}

/** How a database is opened. */
export interface Using {
  /** The id of this process. */
  readonly replica: string;
  /** Nothing is written or created. */
  readonly readOnly: boolean;
}

/** A transaction, and whether rows need explicit locks in it. */
export interface Within extends Pick<Database, 'postgres'> {
  readonly trx: Transaction<Schema>;
}

/** What a verb does on an open database. */
export interface Act<Args extends readonly unknown[], Result> {
  readonly isWrite: boolean;
  readonly run: (database: Database, ...args: Args) => Result;
}

export function reads<Args extends readonly unknown[], Result>(
  run: Act<Args, Result>['run'],
): Act<Args, Result> {
  return { isWrite: false, run };
}

/** By statements of its own. */
export function writes<Args extends readonly unknown[], Result>(
  run: Act<Args, Result>['run'],
): Act<Args, Result> {
  return { isWrite: true, run };
}

/** All in one transaction. */
export function atomically<Args extends readonly unknown[], Result>(
  act: (within: Within, ...args: Args) => Promise<Result>,
): Act<Args, Promise<Result>> {
  return writes(({ db, postgres }, ...args) =>
    db.transaction().execute((trx) => act({ trx, postgres }, ...args)),
  );
}

/** A statement may bind only a limited number of values. */
const atOnce = 1_000;

export function* chunks<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < all.length; start += atOnce) yield all.slice(start, start + atOnce);
}

/** Carries out an update; answers whether it found a row. */
export async function updates(update: {
  executeTakeFirstOrThrow(): Promise<{ readonly numUpdatedRows: bigint }>;
}): Promise<boolean> {
  return (await update.executeTakeFirstOrThrow()).numUpdatedRows > 0n;
}

/**
 * A port as its tables carry it out. The files that hold them load no driver and no kysely: they are known
 * before a database is opened.
 */
export type PortTable<Port> = {
  readonly [Verb in keyof Port]: Port[Verb] extends (...args: infer Args) => infer Result
    ? Act<Args, Result>
    : never;
};
