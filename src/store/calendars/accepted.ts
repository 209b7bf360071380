import type { Transaction } from 'kysely';
import type { Accepted, Standing, Store, StoredFile } from '../../service/ports/store.ts';
import type { Database } from '../database/database.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Schema } from '../database/schema.ts';
import { plus } from '../../domain/time/time.ts';
import { addNews } from './newstable.ts';

export async function accepted({ db }: Database, calendar: string): Promise<Accepted | undefined> {
  const row = await db
    .selectFrom('accepted')
    .select(['calendar', 'revision', 'files', 'since'])
    .where('calendar', '=', calendar)
    .executeTakeFirst();
  return row && { ...row, files: JSON.parse(row.files) as readonly StoredFile[] };
}

export async function calendars({ db }: Database): Promise<readonly string[]> {
  const rows = await db.selectFrom('accepted').select('calendar').orderBy('calendar').execute();
  return rows.map(({ calendar }) => calendar);
}

export async function standing({ db, replica }: Database, calendar: string): Promise<Standing | undefined> {
  const row = await db
    .selectFrom('accepted')
    .leftJoin('replica', (join) =>
      join
        .onRef('replica.calendar', '=', 'accepted.calendar')
        .onRef('replica.revision', '=', 'accepted.revision')
        .on('replica.id', '!=', replica),
    )
    .select((one) => ['accepted.revision', 'accepted.since', one.fn.max('replica.seen').as('backed')])
    .where('accepted.calendar', '=', calendar)
    .groupBy(['accepted.revision', 'accepted.since'])
    .executeTakeFirst();
  return row && { revision: row.revision, since: row.since, backed: row.backed ?? undefined };
}

export async function back(
  { db, replica }: Database,
  { calendar, revision }: NamedCalendar,
  at: Instant,
): Promise<void> {
  const row = { id: replica, calendar, revision, seen: at };
  await db
    .insertInto('replica')
    .values(row)
    .onConflict((known) => known.columns(['id', 'calendar']).doUpdateSet({ revision, seen: at }))
    .execute();
  // removes the rows of processes that crashed
  await db.deleteFrom('replica').where('seen', '<', plus(at, '-P1D')).execute();
}

export async function leave({ db, replica }: Database, host: string): Promise<void> {
  await db.deleteFrom('replica').where('id', '=', replica).execute();
  await db.updateTable('mailer').set({ host: null, host_seen: null }).where('host', '=', host).execute();
}

interface NamedCalendar {
  readonly calendar: string;
  readonly revision: string;
}

export async function acceptedAt(
  { db }: Database,
  { calendar, revision }: NamedCalendar,
): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('revision')
    .select('since')
    .where('calendar', '=', calendar)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row?.since;
}

/** Returns false, and records nothing, if `before` is no longer the accepted revision. */
export async function accept(
  { db, postgres }: Database,
  { next, news, before }: Parameters<Store['accept']>[0],
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    if ((await lockedRevision(trx, next.calendar, postgres)) !== before) return false;
    await replace(trx, next);
    await addNews(trx, next.calendar, news);
    await trx
      .deleteFrom('held')
      .where('calendar', '=', next.calendar)
      .where('revision', '=', next.revision)
      .execute();
    return true;
  });
}

async function replace(trx: Transaction<Schema>, next: Accepted): Promise<void> {
  const { calendar, revision, since } = next;
  const now = { revision, since, files: JSON.stringify(next.files) };
  await trx
    .insertInto('accepted')
    .values({ calendar, ...now })
    .onConflict((row) => row.column('calendar').doUpdateSet(now))
    .execute();
  await trx
    .insertInto('revision')
    .values({ calendar, revision, since })
    .onConflict((row) => row.doNothing())
    .execute();
}

/** The accepted revision, locked until the end of this transaction. */
export async function lockedRevision(
  trx: Transaction<Schema>,
  calendar: string,
  postgres: boolean,
): Promise<string | undefined> {
  await trx
    .insertInto('calendar')
    .values({ id: calendar })
    .onConflict((row) => row.doNothing())
    .execute();
  await trx
    .selectFrom('calendar')
    .select('id')
    .where('id', '=', calendar)
    .$if(postgres, (row) => row.forUpdate())
    .execute();
  // a separate statement, to see what was committed while the lock was awaited
  const row = await trx
    .selectFrom('accepted')
    .select('revision')
    .where('calendar', '=', calendar)
    .executeTakeFirst();
  return row?.revision;
}
