import type { Kysely, Transaction } from 'kysely';
import type { Audit, MailStore, Who } from '../../service/ports/mailstore.ts';
import type { DeliveryKind } from '../../service/ports/outbox.ts';
import type { Subscription } from '../../service/ports/subscription.ts';
import type { Database } from '../database/database.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Schema } from '../database/schema.ts';
import { lastNews } from './announcing.ts';
import { soon, subscriptionOf, unwritten } from './rows.ts';

type SubscriptionAsk<Verb extends keyof MailStore> = Parameters<MailStore[Verb]>[0];

interface Queued {
  readonly id: string;
  readonly subscription: string;
  readonly kind: Exclude<DeliveryKind, 'digest'>;
  readonly now: Instant;
}

/** Queues a letter about the subscription itself, due immediately. */
export async function queue(
  trx: Transaction<Schema>,
  { id, subscription, kind, now }: Queued,
): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({
      id,
      subscription,
      kind,
      day: null,
      due: now,
      next_at: now,
      created: now,
      ...unwritten,
    })
    .execute();
}

export async function say(
  trx: Kysely<Schema>,
  line: {
    readonly at: Instant;
    readonly subscription: string | undefined;
    readonly delivery?: string;
    readonly event: string;
    readonly says: string;
  },
): Promise<void> {
  const { at, subscription = null, delivery = null, event, says } = line;
  await trx.insertInto('audit').values({ at, subscription, delivery, event, says }).execute();
}

export async function find(db: Kysely<Schema>, who: Who): Promise<Subscription | undefined> {
  const row = await db
    .selectFrom('subscription')
    .selectAll()
    .$if('id' in who, (query) => query.where('id', '=', 'id' in who ? who.id : ''))
    .$if('key' in who, (query) => query.where('key', '=', 'key' in who ? who.key : ''))
    .executeTakeFirst();
  return row && subscriptionOf(row);
}

export async function everybody({ db }: Database): Promise<readonly Subscription[]> {
  const rows = await db.selectFrom('subscription').selectAll().orderBy('created').orderBy('id').execute();
  return rows.map(subscriptionOf);
}

export async function confirm(
  { db }: Database,
  { id, round, delivery, now }: SubscriptionAsk<'confirm'>,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const done = await trx
      .updateTable('subscription')
      .set({
        state: 'active',
        round: round + 1,
        confirmed: now,
        failures: 0,
        planned_at: now,
        seen: await lastNews(trx),
        next_due_at: now,
      })
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .where('round', '=', round)
      .executeTakeFirstOrThrow();
    if (done.numUpdatedRows === 0n) return false;
    await say(trx, { at: now, subscription: id, event: 'confirmed', says: 'by the link of the mail' });
    await queue(trx, { id: delivery, subscription: id, kind: 'welcome', now });
    return true;
  });
}

export async function change(
  { db }: Database,
  { id, wish, now }: SubscriptionAsk<'change'>,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const done = await trx
      .updateTable('subscription')
      .set({ wish: JSON.stringify(wish), planned_at: now, next_due_at: now })
      .where('id', '=', id)
      .where('state', '=', 'active')
      .executeTakeFirstOrThrow();
    if (done.numUpdatedRows === 0n) return false;
    await say(trx, { at: now, subscription: id, event: 'changed', says: JSON.stringify(wish) });
    return true;
  });
}

/** Locks letters first, then the subscription: the same order as the sending side. */
export async function end(
  { db }: Database,
  { id, says, delivery, now }: SubscriptionAsk<'end'>,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await dropWaiting(trx, id, { says, now });
    await keepEnded(trx, id);
    const done = await trx
      .updateTable('subscription')
      .set((row) => ({ state: 'ended' as const, ended: now, next_due_at: null, round: row('round', '+', 1) }))
      .where('id', '=', id)
      .where('state', '!=', 'ended')
      .executeTakeFirstOrThrow();
    if (done.numUpdatedRows === 0n) return false;
    await say(trx, { at: now, subscription: id, event: 'ended', says });
    if (delivery !== undefined) await queue(trx, { id: delivery, subscription: id, kind: 'goodbye', now });
    return true;
  });
}

/** After subscribers unsubscribe themselves, undoing an earlier cause must not bring them back. */
export async function keepEnded(trx: Transaction<Schema>, subscription: string): Promise<void> {
  await trx.deleteFrom('undo').where('subscription', '=', subscription).execute();
  await trx.updateTable('outbox').set({ cause: null }).where('subscription', '=', subscription).execute();
}

/** Drops unsent letters, also those being sent before their last byte; their workers lose the attempt. */
export async function dropWaiting(
  trx: Transaction<Schema>,
  subscription: string,
  { says, now, cause }: { readonly says: string; readonly now: Instant; readonly cause?: string | undefined },
): Promise<void> {
  await trx
    .updateTable('outbox')
    .set((row) => ({
      state: 'suppressed' as const,
      says,
      ended: now,
      next_at: null,
      bytes: null,
      cause: cause ?? null,
      attempt: row('attempt', '+', 1),
    }))
    .where('subscription', '=', subscription)
    .where('state', 'in', ['queued', 'sending'])
    .where('dot', '=', 0)
    .execute();
  await trx
    .updateTable('reminder')
    .set({ state: 'suppressed' })
    .where('subscription', '=', subscription)
    .where('state', '=', 'queued')
    .execute();
}

export async function note(
  { db }: Database,
  { id, kind, delivery, now, unless }: SubscriptionAsk<'note'>,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    // locks the row
    await trx.updateTable('subscription').set({ id }).where('id', '=', id).execute();
    const found = await find(trx, { id });
    if (!found) return false;
    const recent = await trx
      .selectFrom('outbox')
      .select('id')
      .where('subscription', '=', id)
      .where('kind', '=', kind)
      .where('created', '>', unless)
      .where('created', '<', soon(now))
      .limit(1)
      .execute();
    if (recent.length > 0) return false;
    await queue(trx, { id: delivery, subscription: id, kind, now });
    await say(trx, {
      at: now,
      subscription: id,
      delivery,
      event: 'queued',
      says: `${kind}: asked for by its link`,
    });
    return true;
  });
}

export async function audit({ db }: Database, subscription: string): Promise<readonly Audit[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where('subscription', '=', subscription)
    .orderBy('number')
    .execute();
  return rows.map(({ at, delivery, event, says }) => ({
    at,
    subscription,
    event,
    says,
    delivery: delivery ?? undefined,
  }));
}
