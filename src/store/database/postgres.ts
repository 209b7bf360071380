import type { PoolClient } from 'pg';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Database, Using } from './database.ts';
import type { Schema } from './schema.ts';
import { Pool } from 'pg';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { blaming } from './errors.ts';

/** Milliseconds for a statement on the server, for its answer if the server is gone, and to connect. */
const limits = { statement_timeout: 3_000, query_timeout: 4_000, connectionTimeoutMillis: 3_000 };

/** Connects on the first call. `where` names the database in messages, without its password. */
export function openPostgres(databaseUrl: string, where: string, { replica }: Using): Database {
  const run: Database['run'] = (call) => blaming({ where, isWorlds, reasons, passing }, call);
  const pool = poolOf(databaseUrl);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const swiftly: Database['swiftly'] = async (query) => (await db.executeQuery(query)).rows;
  return { db, postgres: true, replica, where, run, system: () => postgresSystem(db), swiftly };
}

/** A transaction that the server aborted because of a deadlock. */
const passing = { codes: /^40P01$/, tries: 4, ms: 0 };

/**
 * SQLSTATE classes (PostgreSQL manual, appendix A) of connection, login, server state and resources; and
 * driver messages for when there is no server to give a code.
 */
const worldClasses = new Set(['08', '28', '3D', '40', '53', '55', '57', '58', 'F0', 'XX']);
/** Insufficient privilege; read-only server. */
const worldCodes = new Set(['42501', '25006']);
const worldWords =
  /^(Connection terminated|Query read timeout|timeout e|SASL|The server does not support SSL|There was an error establishing an SSL|Client (has encountered a connection error|was closed)|Cannot use a pool after)/;

function isWorlds(code: string, says: string): boolean {
  if (/^[0-9A-Z]{5}$/.test(code)) return worldClasses.has(code.slice(0, 2)) || worldCodes.has(code);
  return code === '' && worldWords.test(says);
}

const refused = 'connection refused; start it, or set DATABASE_URL';

const reasons = {
  ECONNREFUSED: refused,
  ENOENT: refused,
  ENOTFOUND: 'no such host; check DATABASE_URL',
  '57014': `no answer within ${limits.statement_timeout / 1000} seconds`,
};

function poolOf(connectionString: string): PostgresPool {
  const pool = new Pool({
    connectionString,
    application_name: 'release-calendar',
    max: 4,
    keepAlive: true,
    ...limits,
  });
  // Callers get the error of a broken connection anyway; an unhandled event would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: async () => lent(await pool.connect()),
    end: () => pool.end(),
    options: pool.options,
  };
}

/** After a read timeout a late answer could be taken for that of the next query: discard the connection. */
function lent(client: PoolClient): PostgresPoolClient {
  let late: Error | undefined;
  const query = async (sql: string, parameters: readonly unknown[]): Promise<unknown> => {
    if (late) throw late;
    try {
      return await client.query(sql, [...parameters]);
    } catch (error) {
      if (error instanceof Error && error.message === 'Query read timeout') late = error;
      throw error;
    }
  };
  const release = (destroy?: boolean): void => client.release(destroy === true || late !== undefined);
  return { query, release } as PostgresPoolClient;
}

/** An id that differs for every copy of a PostgreSQL database, even one on the same server. */
async function postgresSystem(db: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ readonly system: string }>`
    select (select system_identifier::text from pg_control_system()) || '/' || oid::text as system
    from pg_database where datname = current_database()`.execute(db);
  return rows[0]?.system ?? '';
}
