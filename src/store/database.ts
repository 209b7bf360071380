import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** An open database of either kind. */
export interface Database {
  readonly db: Kysely<Schema>;
  /** Whether rows are locked one by one, and tables by hand; SQLite lets one process write at a time. */
  readonly postgres: boolean;
  /** What tells it from a copy of it. */
  readonly system: () => Promise<string>;
  /** What messages call it. */
  readonly where: string;
  /** Runs one whole call, more than once where it had to wait. Whatever the driver throws becomes a Failure. */
  readonly run: <T>(call: () => Promise<T>) => Promise<T>;
}
