import type { Kysely, Transaction } from 'kysely';
import type { AllAnnounced, Announcements } from '../../service/ports/plans.ts';
import type { Announced } from '../../domain/history/announced.ts';
import type { Schema } from '../database/schema.ts';
import type { PortTable } from '../database/database.ts';
import { lockedRevision } from '../calendars/versiontable.ts';
import { announcedOf, announcedRow, undrafted } from './rows.ts';
import { atomically, chunks, reads } from '../database/database.ts';

/** What is announced to subscribers. */
export const announcedTable: PortTable<Announcements> = {
  announced: reads(({ db }) => allAnnounced(db)),
  settle: atomically(async (within, { calendar, revision, decide }) => {
    const { trx } = within;
    // a replica that serves another revision than the accepted one has nothing to announce
    if ((await lockedRevision(within, calendar)) !== revision) return undefined;
    const rows = await trx.selectFrom('announced').selectAll().where('calendar', '=', calendar).execute();
    const known = new Map(rows.map((row) => [row.key, announcedOf(row)]));
    const decided = decide(known);
    // a row that is new may have its first date at once, or be a renamed one that nobody is to hear of again
    const isTold = ({ key, version, before }: Announced): boolean => {
      const was = known.get(key);
      return was ? version > was.version : version === 1 && !before;
    };
    const edition = decided.some(isTold) ? await nextEdition(trx) : 0;
    const next = decided.map((one) => (isTold(one) ? { ...one, edition } : one));
    await write(trx, next);
    for (const one of next.filter(isTold)) await supersede(trx, one);
    return new Map([...known, ...next.map((one) => [one.key, one] as const)]);
  }),
};

export async function allAnnounced(db: Kysely<Schema>): Promise<AllAnnounced> {
  const rows = await db.selectFrom('announced').selectAll().execute();
  const byCalendar = Map.groupBy(rows.map(announcedOf), ({ calendar }) => calendar);
  return new Map([...byCalendar].map(([id, list]) => [id, new Map(list.map((one) => [one.key, one]))]));
}

/** The last edition, 0 before any; subscriptions that lag behind are planned again. */
export async function lastNews(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('announced')
    .select((one) => one.fn.max('edition').as('last'))
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Editions are numbered in commit order: this locks the row. */
async function nextEdition(trx: Transaction<Schema>): Promise<number> {
  const { edition } = await trx
    .updateTable('mailer')
    .set((row) => ({ edition: row('edition', '+', 1) }))
    .returning('edition')
    .executeTakeFirstOrThrow();
  return edition;
}

async function write(trx: Transaction<Schema>, next: readonly Announced[]): Promise<void> {
  for (const some of chunks(next)) {
    await trx
      .insertInto('announced')
      .values(some.map(announcedRow))
      .onConflict((row) =>
        row.columns(['calendar', 'key']).doUpdateSet((set) => ({
          version: set.ref('excluded.version'),
          edition: set.ref('excluded.edition'),
          when: set.ref('excluded.when'),
          before: set.ref('excluded.before'),
          was_off: set.ref('excluded.was_off'),
          since: set.ref('excluded.since'),
          pending: set.ref('excluded.pending'),
          pending_since: set.ref('excluded.pending_since'),
        })),
      )
      .execute();
  }
}

/**
 * Withdraws what was queued about earlier versions. A letter that also tells of others is composed anew; one
 * being sent is taken from its worker, who then withholds the last byte; one already sent stays.
 */
async function supersede(trx: Transaction<Schema>, { calendar, key, version }: Announced): Promise<void> {
  const old = trx
    .selectFrom('reminder')
    .select('delivery')
    .where('calendar', '=', calendar)
    .where('key', '=', key)
    .where('version', '<', version)
    .where('state', '=', 'queued')
    .where('delivery', 'is not', null);
  await trx
    .updateTable('outbox')
    .set((row) => ({
      ...undrafted,
      state: 'queued' as const,
      next_at: row.ref('due'),
      attempt: row('attempt', '+', 1),
      claims: 0,
    }))
    .where('id', 'in', old)
    .where('state', 'in', ['queued', 'sending'])
    .where('dot', '=', 0)
    .where('dots', '=', 0)
    .execute();
  await trx
    .updateTable('reminder')
    .set({ state: 'superseded' })
    .where('calendar', '=', calendar)
    .where('key', '=', key)
    .where('version', '<', version)
    .where('state', '=', 'queued')
    .where((row) =>
      row.or([
        row('delivery', 'is', null),
        row(
          'delivery',
          'in',
          row.selectFrom('outbox').select('id').where('state', '=', 'queued').where('dots', '=', 0),
        ),
      ]),
    )
    .execute();
}
