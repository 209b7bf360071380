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

/** What a verb does: it reads, writes by statements of its own, or writes all in one transaction. */
export type Act<Args extends readonly unknown[], Result> =
  | { readonly reads: (database: Database, ...args: Args) => Result }
  | { readonly writes: (database: Database, ...args: Args) => Result }
  | { readonly atomically: (within: Within, ...args: Args) => Result };

/**
 * A port as its tables carry it out. The files that hold them load no driver and no kysely: they are known
 * before a database is opened.
 */
export type PortTable<Port> = {
  readonly [Verb in keyof Port]: Port[Verb] extends (...args: infer Args) => infer Result
    ? Act<Args, Result>
    : never;
};
