import type { CompiledQuery, Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import type { Store } from '../../service/ports/store.ts';

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

/** A store whose tables exist. */
export type OpenStore = Omit<Store, 'where' | 'migrate' | 'trouble'>;
