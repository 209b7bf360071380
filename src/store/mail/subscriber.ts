import type { Kysely, Transaction } from 'kysely';
import type { DeliveryState, Telling } from '../../service/ports/outbox.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { NoteKind, Reason, Subscription, Who } from '../../service/ports/people.ts';
import type { Schema } from '../database/schema.ts';
import { subscriptionOf, unwritten } from './rows.ts';
import { updates } from '../database/database.ts';

export async function find(db: Kysely<Schema>, who: Who): Promise<Subscription | undefined> {
  const [column, value] = 'id' in who ? (['id', who.id] as const) : (['key', who.key] as const);
  const row = await db.selectFrom('subscription').selectAll().where(column, '=', value).executeTakeFirst();
  return row && subscriptionOf(row);
}

interface Line {
  readonly at: Instant;
  readonly subscription: string;
  readonly delivery?: string;
  readonly event: string;
  readonly says: string;
}

/** Adds a line to the audit. */
export async function say(trx: Kysely<Schema>, { delivery, ...line }: Line): Promise<void> {
  await trx
    .insertInto('audit')
    .values({ ...line, delivery: delivery ?? null })
    .execute();
}

interface Queued {
  readonly id: string;
  readonly subscription: string;
  readonly kind: NoteKind;
  readonly now: Instant;
}

/** Queues a letter about the subscription itself, due immediately. */
export async function queue(
  trx: Transaction<Schema>,
  { id, subscription, kind, now }: Queued,
): Promise<void> {
  const times = { day: null, due: now, next_at: now, created: now };
  await trx
    .insertInto('outbox')
    .values({ id, subscription, kind, ...times, ...unwritten })
    .execute();
}

/** Ends a subscription; answers whether it was active or pending. */
export function endOne(trx: Transaction<Schema>, id: string, now: Instant): Promise<boolean> {
  return updates(
    trx
      .updateTable('subscription')
      .set((row) => ({ state: 'ended' as const, ended: now, next_due_at: null, round: row('round', '+', 1) }))
      .where('id', '=', id)
      .where('state', '!=', 'ended'),
  );
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
  { says, now, cause }: Omit<Reason, 'hash'>,
): Promise<void> {
  const over = { state: 'suppressed', says, ended: now, next_at: null, bytes: null } as const;
  await trx
    .updateTable('outbox')
    .set((row) => ({ ...over, cause: cause ?? null, attempt: row('attempt', '+', 1) }))
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

/** Gives the reminders of a letter its state, those that are in one of some states. */
export async function turnReminders(
  trx: Transaction<Schema>,
  delivery: string,
  { from, to }: { readonly from: readonly Telling['state'][]; readonly to: DeliveryState },
): Promise<void> {
  await trx
    .updateTable('reminder')
    .set({ state: to })
    .where('delivery', '=', delivery)
    .where('state', 'in', from)
    .execute();
}

interface Turned {
  readonly from: readonly Telling['state'][];
  readonly to: DeliveryState;
  readonly says: string;
  readonly now: Instant;
}

/** Letters got another state: so do their reminders, and the audit says it. Answers how many letters. */
export async function letterTurned(
  trx: Transaction<Schema>,
  letters: readonly { readonly id: string; readonly subscription: string }[],
  { from, to, says, now }: Turned,
): Promise<number> {
  for (const { id, subscription } of letters) {
    await turnReminders(trx, id, { from, to });
    await say(trx, { at: now, subscription, delivery: id, event: to, says });
  }
  return letters.length;
}

/** Stops all mail to an address. */
export async function addSuppression(trx: Kysely<Schema>, { hash, says, now, cause }: Reason): Promise<void> {
  await trx
    .insertInto('suppression')
    .values({ hash, says, since: now, cause: cause ?? null })
    // a person's own request, which has no cause, overrides a suppression by refusals
    .onConflict((row) =>
      cause === undefined ? row.column('hash').doUpdateSet({ says, cause: null }) : row.doNothing(),
    )
    .execute();
}

/** Suppresses an address and ends all subscriptions with it. */
export async function suppressIn(
  trx: Transaction<Schema>,
  reason: Reason,
  /** The failure count to restore; the current one by default. */
  failures?: number,
): Promise<void> {
  const { hash, says, now, cause } = reason;
  await addSuppression(trx, reason);
  const found = await trx
    .selectFrom('subscription')
    .select(['id', 'state', 'round', 'failures'])
    .where('hash', '=', hash)
    .execute();
  for (const { id, ...before } of found) {
    if (cause === undefined) await keepEnded(trx, id);
    else if (before.state !== 'ended')
      await trx
        .insertInto('undo')
        .values({ cause, subscription: id, ...before, ...(failures !== undefined && { failures }) })
        .onConflict((row) => row.doNothing())
        .execute();
    await dropWaiting(trx, id, { says, now, cause });
    await endOne(trx, id, now);
    await say(trx, { at: now, subscription: id, event: 'suppressed', says });
  }
}

/** After so many permanent failures in a row, nothing is sent to the address any more. */
export const mostFailures = 3;

/** Counts failures against a subscription, and suppresses its address when there are too many. */
export async function countFailures(
  trx: Transaction<Schema>,
  id: string,
  { by, ...reason }: Omit<Reason, 'hash'> & { readonly by: number },
): Promise<void> {
  const row = await trx
    .updateTable('subscription')
    .set((one) => ({ failures: one('failures', '+', by) }))
    .where('id', '=', id)
    .returning(['failures', 'hash'])
    .executeTakeFirst();
  if (row && row.failures >= mostFailures)
    await suppressIn(trx, { hash: row.hash, ...reason }, row.failures - by);
}
