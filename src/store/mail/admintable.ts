import type { MailStore } from '../../service/ports/mailstore.ts';
import type { Delivery, DeliveryState } from '../../service/ports/outbox.ts';
import type { Database } from '../database/database.ts';
import type { Instant } from '../../domain/time/time.ts';
import { say } from './people.ts';
import { deliveryColumns, deliveryOf, untried } from './rows.ts';

export async function deliveries(
  { db }: Database,
  { state, subscription, limit }: Parameters<MailStore['deliveries']>[0],
): Promise<readonly Delivery[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(deliveryColumns)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'queued'))
    .$if(subscription !== undefined, (query) => query.where('subscription', '=', subscription ?? ''))
    .orderBy('created', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(deliveryOf);
}

export async function retry(
  { db }: Database,
  { id, now }: Parameters<MailStore['retry']>[0],
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .updateTable('outbox')
      .set({
        ...untried,
        next_at: now,
      })
      .where('state', 'in', ['failed', 'unknown'])
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .returning(['id', 'subscription'])
      .execute();
    for (const row of rows) {
      await trx
        .updateTable('reminder')
        .set({ state: 'queued' })
        .where('delivery', '=', row.id)
        .where('state', 'in', ['failed', 'unknown'])
        .execute();
      await say(trx, {
        at: now,
        subscription: row.subscription,
        delivery: row.id,
        event: 'queued',
        says: 'by the operator',
      });
    }
    return rows.length;
  });
}

export async function forget(
  { db }: Database,
  { now, says }: Parameters<MailStore['forget']>[0],
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .updateTable('outbox')
      .set((row) => ({
        state: 'unknown' as const,
        says,
        ended: now,
        next_at: null,
        attempt: row('attempt', '+', 1),
      }))
      .where('state', 'in', ['queued', 'sending'])
      // letters due later would still be waiting even without the restore
      .where('due', '<=', now)
      .returning(['id', 'subscription'])
      .execute();
    for (const row of rows) {
      await trx
        .updateTable('reminder')
        .set({ state: 'unknown' })
        .where('delivery', '=', row.id)
        .where('state', '=', 'queued')
        .execute();
      await say(trx, { at: now, subscription: row.subscription, delivery: row.id, event: 'unknown', says });
    }
    return rows.length;
  });
}

export async function letterCounts({ db }: Database): Promise<ReadonlyMap<DeliveryState, number>> {
  const rows = await db
    .selectFrom('outbox')
    .select((row) => ['state', row.fn.countAll().as('count')] as const)
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state, Number(count)]));
}

/** The number of letters with this cause. */
export async function countOf({ db }: Database, cause: string): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((one) => one.fn.countAll().as('count'))
    .where('cause', '=', cause)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function oldestDue({ db }: Database, now: Instant): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select((one) => one.fn.min('due').as('oldest'))
    .where('state', 'in', ['queued', 'sending'])
    .where('due', '<=', now)
    .executeTakeFirst();
  return row?.oldest ?? undefined;
}

export async function prune({ db }: Database, before: Instant): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const gone = await trx.deleteFrom('outbox').where('ended', '<', before).executeTakeFirstOrThrow();
    await trx.deleteFrom('reminder').where('cutoff', '<', before).where('state', '!=', 'queued').execute();
    await trx.deleteFrom('audit').where('at', '<', before).execute();
    await trx
      .deleteFrom('subscription')
      .where('state', 'in', ['pending', 'ended'])
      .where('created', '<', before)
      .where((row) => row.or([row('ended', 'is', null), row('ended', '<', before)]))
      .execute();
    return Number(gone.numDeletedRows);
  });
}
