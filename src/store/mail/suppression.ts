import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import type { MailStore } from '../../service/ports/mailstore.ts';
import type { Schema } from '../database/schema.ts';
import { dropWaiting, keepEnded, say } from './people.ts';

type SuppressionAsk<Verb extends keyof MailStore> = Parameters<MailStore[Verb]>[0];

export async function isSuppressed(db: Kysely<Schema>, hash: string): Promise<boolean> {
  const found = await db.selectFrom('suppression').select('hash').where('hash', '=', hash).executeTakeFirst();
  return found !== undefined;
}

async function addSuppression(
  trx: Kysely<Schema>,
  { hash, says, now, cause }: SuppressionAsk<'suppress'>,
): Promise<void> {
  await trx
    .insertInto('suppression')
    .values({ hash, says, since: now, cause: cause ?? null })
    // a person's own request, which has no cause, overrides a suppression by refusals
    .onConflict((row) =>
      cause === undefined ? row.column('hash').doUpdateSet({ says, cause: null }) : row.doNothing(),
    )
    .execute();
}

export async function suppress({ db }: Database, ask: SuppressionAsk<'suppress'>): Promise<void> {
  await db.transaction().execute((trx) => suppressIn(trx, ask));
}

/** Suppresses an address and ends all subscriptions with it. */
export async function suppressIn(
  trx: Transaction<Schema>,
  ask: SuppressionAsk<'suppress'>,
  /** The failure count to restore; the current one by default. */
  failures?: number,
): Promise<void> {
  const { hash, says, now, cause } = ask;
  await addSuppression(trx, ask);
  const found = await trx
    .selectFrom('subscription')
    .select(['id', 'state', 'round', 'failures'])
    .where('hash', '=', hash)
    .execute();
  for (const { id, ...before } of found) {
    if (cause === undefined) await keepEnded(trx, id);
    if (cause !== undefined && before.state !== 'ended')
      await trx
        .insertInto('undo')
        .values({ cause, subscription: id, ...before, ...(failures !== undefined && { failures }) })
        .onConflict((row) => row.doNothing())
        .execute();
    await dropWaiting(trx, id, { says, now, cause });
    await trx
      .updateTable('subscription')
      .set((row) => ({ state: 'ended' as const, ended: now, next_due_at: null, round: row('round', '+', 1) }))
      .where('id', '=', id)
      .where('state', '!=', 'ended')
      .execute();
    await say(trx, { at: now, subscription: id, event: 'suppressed', says });
  }
}

export async function allow({ db }: Database, hash: string): Promise<boolean> {
  const done = await db.deleteFrom('suppression').where('hash', '=', hash).executeTakeFirstOrThrow();
  return done.numDeletedRows > 0n;
}

/** Locks the subscription first, or a concurrent plan could leave letters without a subscription. */
export async function erase(
  { db, postgres }: Database,
  { id, now }: SuppressionAsk<'erase'>,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await trx
      .selectFrom('subscription')
      .select('id')
      .where('id', '=', id)
      .$if(postgres, (row) => row.forUpdate())
      .execute();
    for (const table of ['outbox', 'reminder', 'audit', 'undo'] as const)
      await trx.deleteFrom(table).where('subscription', '=', id).execute();
    const gone = await trx
      .deleteFrom('subscription')
      .where('id', '=', id)
      .returning('hash')
      .executeTakeFirst();
    if (!gone) return false;
    await addSuppression(trx, { hash: gone.hash, says: 'erased', now });
    return true;
  });
}
