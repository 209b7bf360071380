import type { Transaction } from 'kysely';
import type { Accepted, CalendarStore, StoredFile } from '../../service/ports/store.ts';
import type { Schema } from '../database/schema.ts';
import type { PortTable, Within } from '../database/database.ts';
import { plus } from '../../domain/time/time.ts';
import { addNews, newsOf } from './newstable.ts';
import { atomically, reads, updates, writes } from '../database/database.ts';

/** Which versions of calendars are served, and which are held. */
export const versionTable: PortTable<CalendarStore> = {
  calendars: reads(async ({ db }) => {
    const rows = await db.selectFrom('accepted').select('calendar').orderBy('calendar').execute();
    return rows.map(({ calendar }) => calendar);
  }),
  accepted: reads(async ({ db }, calendar) => {
    const row = await db
      .selectFrom('accepted')
      .select(['calendar', 'revision', 'files', 'since'])
      .where('calendar', '=', calendar)
      .executeTakeFirst();
    return row && { ...row, files: JSON.parse(row.files) as readonly StoredFile[] };
  }),
  acceptedHead: reads(async ({ db, replica }, calendar) => {
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
  }),
  heartbeat: writes(async ({ db, replica }, calendar, revision, at) => {
    await db
      .insertInto('replica')
      .values({ id: replica, calendar, revision, seen: at })
      .onConflict((known) => known.columns(['id', 'calendar']).doUpdateSet({ revision, seen: at }))
      .execute();
    // removes the rows of processes that crashed
    await db.deleteFrom('replica').where('seen', '<', plus(at, '-P1D')).execute();
  }),
  leave: writes(async ({ db, replica }, host) => {
    await db.deleteFrom('replica').where('id', '=', replica).execute();
    await db.updateTable('mailer').set({ host: null, host_seen: null }).where('host', '=', host).execute();
  }),
  acceptedAt: reads(async ({ db }, calendar, revision) => {
    const row = await db
      .selectFrom('revision')
      .select('since')
      .where('calendar', '=', calendar)
      .where('revision', '=', revision)
      .executeTakeFirst();
    return row?.since;
  }),
  accept: atomically(async (within, { next, news, before }) => {
    const { trx } = within;
    const { calendar, revision } = next;
    if ((await lockedRevision(within, calendar)) !== before) return false;
    await replace(trx, next);
    await addNews(trx, calendar, news);
    await trx.deleteFrom('held').where('calendar', '=', calendar).where('revision', '=', revision).execute();
    return true;
  }),
  news: reads(({ db }, calendar) => newsOf(db, calendar)),
  hold: atomically(async (within, { calendar, revision, since, says }) => {
    // a slow replica must not hold what is accepted meanwhile
    if ((await lockedRevision(within, calendar)) === revision) return;
    await within.trx
      .insertInto('held')
      .values({ calendar, revision, since, says, approved: 0 })
      .onConflict((row) => row.doNothing())
      .execute();
  }),
  held: reads(async ({ db }) => {
    const rows = await db
      .selectFrom('held')
      .selectAll()
      .orderBy('since')
      .orderBy('calendar')
      .orderBy('revision')
      .execute();
    return rows.map((row) => ({ ...row, approved: row.approved === 1 }));
  }),
  approve: writes(({ db }, revision) =>
    updates(db.updateTable('held').set({ approved: 1 }).where('revision', '=', revision)),
  ),
};

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
  { trx, postgres }: Within,
  calendar: string,
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
