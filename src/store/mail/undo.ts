import type { Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { MailStore } from '../../service/ports/mailstore.ts';
import type { Schema } from '../database/schema.ts';
import { sql } from 'kysely';
import { say } from './people.ts';
import { untried } from './rows.ts';

/** Reverts everything a cause ended: letters, reminders, subscriptions and suppressions. */
export async function undo(
  { db }: Database,
  { cause, now }: Parameters<MailStore['undo']>[0],
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const letters = await restoreLetters(trx, cause, now);
    const people = await restorePeople(trx, cause, now);
    await trx.deleteFrom('suppression').where('cause', '=', cause).execute();
    await trx.deleteFrom('undo').where('cause', '=', cause).execute();
    return letters + people;
  });
}

async function restoreLetters(trx: Transaction<Schema>, cause: string, now: Instant): Promise<number> {
  const failed = await trx
    .selectFrom('outbox')
    .select('subscription')
    .where('cause', '=', cause)
    .where('state', '=', 'failed')
    .execute();
  // ended subscriptions get their old count below
  const counted = cause === 'loop' ? [] : failed;
  for (const [id, all] of Map.groupBy(counted, ({ subscription }) => subscription))
    await trx
      .updateTable('subscription')
      .set((row) => ({ failures: row('failures', '-', all.length) }))
      .where('id', '=', id)
      .where('failures', '>=', all.length)
      .execute();
  const letters = await trx
    .updateTable('outbox')
    .set({
      ...untried,
      // letters due later keep their time
      next_at: sql<Instant>`case when due > ${now} then due else ${now} end`,
    })
    .where('cause', '=', cause)
    .where('state', 'in', ['failed', 'suppressed'])
    .returning(['id', 'subscription'])
    .execute();
  for (const { id, subscription } of letters) {
    await trx
      .updateTable('reminder')
      .set({ state: 'queued' })
      .where('delivery', '=', id)
      .where('state', 'in', ['failed', 'suppressed'])
      .execute();
    const says = 'the refusal was no fault of the address';
    await say(trx, { at: now, subscription, delivery: id, event: 'queued', says });
  }
  return letters.length;
}

async function restorePeople(trx: Transaction<Schema>, cause: string, now: Instant): Promise<number> {
  const ended = await trx.selectFrom('undo').selectAll().where('cause', '=', cause).execute();
  for (const { subscription: id, state, round, failures } of ended) {
    // those who have unsubscribed or signed up again since then are left alone
    const done = await trx
      .updateTable('subscription')
      .set({ state, round, failures, ended: null, next_due_at: state === 'active' ? now : null })
      .where('id', '=', id)
      .where('state', '=', 'ended')
      .where('round', '=', round + 1)
      .executeTakeFirstOrThrow();
    if (done.numUpdatedRows > 0n)
      await say(trx, { at: now, subscription: id, event: state, says: 'as before: its end was our fault' });
  }
  return ended.length;
}
