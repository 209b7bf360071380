import type { Database } from './database.ts';
import type { Mailer, Owner } from '../service/mailstore.ts';
import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';
import { sql } from 'kysely';

export async function mailer({ db }: Database): Promise<Mailer> {
  const row = await db.selectFrom('mailer').selectAll().where('id', '=', 1).executeTakeFirstOrThrow();
  const { public_url: publicUrl, system, secret, paused } = row;
  const owner =
    publicUrl !== null && system !== null && secret !== null ? { publicUrl, system, secret } : undefined;
  return { owner, isPaused: paused === 1 };
}

export async function own({ db }: Database, { publicUrl, system, secret }: Owner): Promise<void> {
  await db.updateTable('mailer').set({ public_url: publicUrl, system, secret }).where('id', '=', 1).execute();
}

export async function pause({ db }: Database, isPaused: boolean): Promise<void> {
  await db
    .updateTable('mailer')
    .set({ paused: isPaused ? 1 : 0 })
    .where('id', '=', 1)
    .execute();
}

/** A copy of a PostgreSQL database, also one beside it in the same server, has another of these. */
export async function postgresSystem(db: Kysely<Schema>): Promise<string> {
  const { rows } = await sql<{ readonly system: string }>`
    select (select system_identifier::text from pg_control_system()) || '/' || oid::text as system
    from pg_database where datname = current_database()`.execute(db);
  return rows[0]?.system ?? '';
}
