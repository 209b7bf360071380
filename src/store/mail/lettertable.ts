import type { Letters } from '../../service/ports/outbox.ts';
import type { PortTable } from '../database/database.ts';
import { deliveryColumns, deliveryOf, untried } from './rows.ts';
import { letterTurned } from './subscriber.ts';
import { atomically, reads } from '../database/database.ts';

/** Letters, for operators. */
export const letterTable: PortTable<Letters> = {
  deliveries: reads(async ({ db }, { state, subscription, limit }) => {
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
  }),
  retry: atomically(async ({ trx }, { id, now }) => {
    const rows = await trx
      .updateTable('outbox')
      .set({ ...untried, next_at: now })
      .where('state', 'in', ['failed', 'unknown'])
      .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
      .returning(['id', 'subscription'])
      .execute();
    const says = 'by the operator';
    return letterTurned(trx, rows, { from: ['failed', 'unknown'], to: 'queued', says, now });
  }),
  forget: atomically(async ({ trx }, { now, says }) => {
    const over = { state: 'unknown', says, ended: now, next_at: null } as const;
    const rows = await trx
      .updateTable('outbox')
      .set((row) => ({ ...over, attempt: row('attempt', '+', 1) }))
      .where('state', 'in', ['queued', 'sending'])
      // letters due later would still be waiting even without the restore
      .where('due', '<=', now)
      .returning(['id', 'subscription'])
      .execute();
    return letterTurned(trx, rows, { from: ['queued'], to: 'unknown', says, now });
  }),
  audit: reads(async ({ db }, subscription) => {
    const own = db.selectFrom('audit').selectAll().where('subscription', '=', subscription);
    const rows = await own.orderBy('number').execute();
    return rows.map(({ number: _number, delivery, ...line }) => ({
      ...line,
      subscription,
      delivery: delivery ?? undefined,
    }));
  }),
  counts: reads(async ({ db }) => {
    const rows = await db
      .selectFrom('outbox')
      .select((row) => ['state', row.fn.countAll().as('count')] as const)
      .groupBy('state')
      .execute();
    return new Map(rows.map(({ state, count }) => [state, Number(count)]));
  }),
  countOf: reads(async ({ db }, cause) => {
    const row = await db
      .selectFrom('outbox')
      .select((one) => one.fn.countAll().as('count'))
      .where('cause', '=', cause)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }),
  prune: atomically(async ({ trx }, before) => {
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
  }),
};
