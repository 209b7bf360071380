import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { sql } from 'kysely';
import { expected } from '../../domain/problem/expected.ts';
import { Failure } from '../../service/ports/failure.ts';
import { migrations } from './migrations.ts';

/** Applies all missing migrations or none. Throws a Failure if the tables are newer than this program. */
export async function migrate({ db, postgres, where }: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // lock first, since several processes may start together; SQLite has locked with the transaction
    if (postgres) await sql`select pg_advisory_xact_lock(hashtext('release-calendar'))`.execute(trx);
    const known = migrations.length;
    const done = (await isThere(trx, postgres)) ? await countDone(trx) : await makeList(trx);
    if (done > known) throw newer(where, done);
    for (const [index, { name, up }] of migrations.entries()) {
      if (index < done) continue;
      await up(trx, postgres);
      await trx
        .insertInto('release_calendar_migration')
        .values({ number: index + 1, name })
        .execute();
    }
  });
}

/** Throws a Failure unless the tables match this program; changes nothing. */
export async function checkTables({ db, postgres, where }: Database): Promise<void> {
  const known = migrations.length;
  const done = (await isThere(db, postgres)) ? await countDone(db) : 0;
  if (done > known) throw newer(where, done);
  if (done === known) return;
  const says = expected(`tables of version ${known}`, done === 0 ? 'none' : `version ${done}`);
  throw new Failure(`${where}: ${says}; "release-calendar serve" creates or upgrades them`);
}

function newer(where: string, done: number): Failure {
  const says = expected(`tables of version ${migrations.length} or older`, `version ${done}`);
  return new Failure(`${where}: ${says}; upgrade this program`);
}

/** Checked first, because even `create if not exists` needs a privilege that the user may lack. */
async function isThere(trx: Kysely<Schema>, postgres: boolean): Promise<boolean> {
  const query = postgres
    ? sql`select 1 where to_regclass('release_calendar_migration') is not null`
    : sql`select 1 from sqlite_master where name = 'release_calendar_migration'`;
  return (await query.execute(trx)).rows.length > 0;
}

async function countDone(trx: Kysely<Schema>): Promise<number> {
  const list = trx.selectFrom('release_calendar_migration');
  const { last } = await list.select((row) => row.fn.max('number').as('last')).executeTakeFirstOrThrow();
  return last ?? 0;
}

async function makeList(trx: Transaction<Schema>): Promise<number> {
  await trx.schema
    .createTable('release_calendar_migration')
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .execute();
  return 0;
}
