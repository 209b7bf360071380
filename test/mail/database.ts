import assert from 'node:assert/strict';
import type { Environment } from '../../src/runtime/config.ts';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { inFolder } from '../sources/folder.ts';
import { freshDatabase, rowsAt } from '../store/postgres.ts';

/** A database with nothing in it, gone when its story ends. */
export interface Place {
  /** The settings by which a service finds it. */
  readonly env: Environment;
  readonly folder: string;
  readonly postgres: boolean;
  /** Rows of a statement that the store would not make. */
  readonly query: (statement: string) => Promise<readonly Record<string, unknown>[]>;
  /** The same, in no database of its own; of a PostgreSQL. */
  readonly elsewhere: (statement: string) => Promise<readonly Record<string, unknown>[]>;
}

type InPlace = <T>(story: (place: Place) => Promise<T>) => Promise<T>;

const inSqlite: InPlace = (story) =>
  inFolder({}, (folder) =>
    story({
      ...{ env: { DATA_DIR: join(folder, 'data') }, folder, postgres: false },
      elsewhere: () => assert.fail('SQLite has no server'),
      query: async (statement) => {
        const file = new Sqlite(join(folder, 'data', 'release-calendar.sqlite'), { timeout: 5_000 });
        try {
          const prepared = file.prepare(statement);
          return prepared.reader ? (prepared.all() as Record<string, unknown>[]) : (prepared.run(), []);
        } finally {
          file.close();
        }
      },
    }),
  );

const inPostgres: InPlace = (story) =>
  inFolder({}, async (folder) => {
    const url = await freshDatabase();
    const other = new URL(url);
    other.pathname = '/postgres';
    return story({
      ...{ env: { DATABASE_URL: url, DATA_DIR: join(folder, 'data') }, folder, postgres: true },
      query: (statement) => rowsAt(url, statement),
      elsewhere: (statement) => rowsAt(other.href, statement),
    });
  });

/** Defines the same tests for each database. */
export function onEachDatabase(define: (inPlace: InPlace, named: 'SQLite' | 'PostgreSQL') => void): void {
  describe('with SQLite', () => define(inSqlite, 'SQLite'));
  describe('with PostgreSQL', () => define(inPostgres, 'PostgreSQL'));
}
