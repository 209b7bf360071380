import assert from 'node:assert/strict';
import type { Environment } from '../../src/runtime/config.ts';
import type { Server } from '../store/postgres.ts';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { inFolder } from '../sources/folder.ts';
import { startPostgres } from '../store/postgres.ts';

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

let databases = 0;

function inPostgres(server: () => Server): InPlace {
  const asked = async (database: string, statement: string): Promise<readonly Record<string, unknown>[]> => {
    const client = new Client({ connectionString: server().url(database) });
    await client.connect();
    try {
      return (await client.query(statement)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  return (story) =>
    inFolder({}, async (folder) => {
      const name = `mail_${++databases}`;
      await asked('postgres', `create database ${name}`);
      const env = { DATABASE_URL: server().url(name), DATA_DIR: join(folder, 'data') };
      return story({
        ...{ env, folder, postgres: true },
        query: (statement) => asked(name, statement),
        elsewhere: (statement) => asked('postgres', statement),
      });
    });
}

/** Defines the same tests for each database. */
export function onEachDatabase(define: (inPlace: InPlace, named: 'SQLite' | 'PostgreSQL') => void): void {
  describe('with SQLite', () => define(inSqlite, 'SQLite'));
  describe('with PostgreSQL', function () {
    let server: Server | undefined;
    before(async function () {
      this.timeout(60_000);
      server = await startPostgres();
    });
    after(() => server?.remove());
    define(
      inPostgres(() => {
        assert.ok(server);
        return server;
      }),
      'PostgreSQL',
    );
  });
}
