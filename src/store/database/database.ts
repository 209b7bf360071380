import type { CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { Store } from '../../service/ports/store.ts';

/** An open database of either kind. */
export interface Database {
  readonly db: Kysely<Schema>;
  /** Whether rows are locked one by one, and tables by hand; SQLite lets one process write at a time. */
  readonly postgres: boolean;
  /** What tells it from a copy of it. */
  readonly system: () => Promise<string>;
  /**
   * One statement by itself, as fast as can be: a process that is killed right after it has done it, a machine that loses
   * its power may not have.
   */
  readonly swiftly: <Row>(query: CompiledQuery<Row>) => Promise<readonly Row[]>;
  /** This process, among those that use it. */
  readonly replica: string;
  /** What messages call it. */
  readonly where: string;
  /** Runs one whole call, more than once where it had to wait. Whatever the driver throws becomes a Failure. */
  readonly run: <T>(call: () => Promise<T>) => Promise<T>;
}

/** How a database is opened. */
export interface Using {
  /** This process, among those that use the database. */
  readonly replica: string;
  /** Nothing is written, and nothing made. */
  readonly readOnly: boolean;
}

/** A store whose tables are there. */
export type OpenStore = Omit<Store, 'where' | 'migrate' | 'trouble'>;
