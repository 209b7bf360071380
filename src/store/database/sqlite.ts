import type { DatabaseConnection } from 'kysely';
import type { Database, Using } from './database.ts';
import type { Schema } from './schema.ts';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteDialect, SqliteDriver, sql } from 'kysely';
import { expected } from '../../domain/problem/expected.ts';
import { Failure } from '../../service/ports/failure.ts';
import { blaming, codeOf } from './errors.ts';
import { keepPrivate } from './private.ts';

/**
 * Opens the database in a folder; creates both if missing, unless read-only. A damaged file is not touched.
 */
export async function openSqlite(folder: string, { replica, readOnly }: Using): Promise<Database> {
  const where = join(folder, 'release-calendar.sqlite');
  const run: Database['run'] = (call) => blaming({ where, isWorlds, reasons, passing }, call);
  const file = await run(async () => (readOnly ? readFile(where) : openFile(folder, where)));
  const dialect = new SqliteDialect({ database: file });
  if (!readOnly) dialect.createDriver = () => new ImmediateDriver(file);
  const db = new Kysely<Schema>({ dialect });
  const system: Database['system'] = () => run(async () => idBeside(folder, db));
  return { db, postgres: false, replica, where, run, system, swiftly: (query) => swiftly(file, db, query) };
}

/** Does not wait for the disk, unless this connection has a transaction open. */
async function swiftly<Row>(
  file: Sqlite.Database,
  db: Kysely<Schema>,
  query: CompiledQuery<Row>,
): Promise<readonly Row[]> {
  if (file.inTransaction) return (await db.executeQuery(query)).rows;
  file.pragma('synchronous = NORMAL');
  try {
    return file.prepare<unknown[], Row>(query.sql).all(...query.parameters);
  } finally {
    file.pragma('synchronous = FULL');
  }
}

/** The id is in a separate file, so that a copy of the database alone does not have it. */
async function idBeside(folder: string, db: Kysely<Schema>): Promise<string> {
  const path = join(folder, 'release-calendar.id');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const row = await db.selectFrom('mailer').select('system').executeTakeFirst();
  // a lost id is not recreated, or a copy could pass for the original
  if (row && row.system !== null) return 'no id file';
  const { rows } = await sql<{ readonly id: string }>`select lower(hex(randomblob(16))) as id`.execute(db);
  const [{ id } = { id: '' }] = rows;
  // atomic, and never overwrites the file of a process that was faster
  writeFileSync(`${path}.${id}`, `${id}\n`, { mode: 0o600 });
  try {
    linkSync(`${path}.${id}`, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(`${path}.${id}`);
  }
  return readFileSync(path, 'utf8').trim();
}

/** SQLite codes caused by the disk, the file, or other processes (sqlite.org/rescode.html). */
const worlds =
  /^SQLITE_(BUSY|LOCKED|PROTOCOL|IOERR|FULL|CANTOPEN|READONLY|CORRUPT|NOTADB|PERM|AUTH|NOMEM|NOLFS|INTERRUPT)(_|$)/;

function isWorlds(code: string): boolean {
  return worlds.test(code);
}

const writable = 'a folder and files that this user may write to';

const reasons = {
  SQLITE_NOTADB: expected('an SQLite database or no file', 'something else'),
  SQLITE_CORRUPT: expected('a good copy of the database or no file', 'a corrupted database'),
  SQLITE_BUSY: 'another process has been writing for too long',
  SQLITE_CANTOPEN: expected(writable, 'one that cannot be opened'),
  SQLITE_READONLY: expected(writable, 'one that cannot be written to'),
  SQLITE_FULL: expected('free space on the disk', 'none'),
  EACCES: expected('a folder that this user may create', 'no permission to write there'),
  EROFS: expected('a folder that can be created', 'a read-only disk'),
  EEXIST: expected('its folder', 'a file in its place'),
  ENOTDIR: expected('its folder', 'a file in place of a folder above it'),
};

/**
 * While the file is locked, in total about as long as the PostgreSQL timeouts. SQLite's busy timeout would block
 * this whole process, and forever if another connection of it holds the lock; so it is 0.
 */
const passing = { codes: /^SQLITE_(BUSY|LOCKED|PROTOCOL)/, tries: 300, ms: 15 };

/** Reads the file into memory if no process has it open, because SQLite would leave two files beside it. */
function readFile(path: string): Sqlite.Database {
  if (!existsSync(path))
    throw new Failure(
      `${path}: ${expected('the database of a service', 'no such file')}; set DATA_DIR or DATABASE_URL`,
    );
  const file = copied(path) ?? new Sqlite(path, { timeout: 0, readonly: true });
  file.pragma('query_only = ON');
  return file;
}

/** `undefined` while its write-ahead log exists, which means that a process has it open. */
function copied(path: string): Sqlite.Database | undefined {
  const log = `${path}-wal`;
  if (existsSync(log)) return undefined;
  const bytes = readFileSync(path);
  if (existsSync(log) || bytes.length < 100) return undefined;
  // bytes 18 and 19 (1: no WAL), since memory cannot have a log
  bytes.fill(1, 18, 20);
  return new Sqlite(bytes);
}

/** Makes the folder private, also an older one, because subscriber data is confidential. */
function openFile(folder: string, path: string): Sqlite.Database {
  keepPrivate(folder);
  const file = new Sqlite(path, { timeout: 0 });
  try {
    prepare(file);
    // new files of SQLite
    keepPrivate(folder);
  } catch (error) {
    file.close();
    throw error;
  }
  return file;
}

function prepare(file: Sqlite.Database): void {
  // before anything is written
  const check = file.pragma('quick_check(1)', { simple: true });
  if (check !== 'ok') throw new Sqlite.SqliteError(String(check), 'SQLITE_CORRUPT');
  file.pragma('journal_mode = WAL');
  // accepted data must survive a power failure
  file.pragma('synchronous = FULL');
  file.pragma('foreign_keys = ON');
}

class ImmediateDriver extends SqliteDriver {
  readonly #file: Sqlite.Database;

  constructor(file: Sqlite.Database) {
    super({ database: file });
    this.#file = file;
  }

  /** A plain `begin` locks only at the first write, which fails if another process wrote meanwhile. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** On a full disk SQLite has rolled back already. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection);
  }
}
