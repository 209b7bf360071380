import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/time/time.ts';
import type { Schema } from '../database/schema.ts';
import type { Suppressions } from '../../service/ports/people.ts';
import type { PortTable } from '../database/database.ts';
import { untried } from './rows.ts';
import { countFailures, letterTurned, say, suppressIn } from './subscriber.ts';
import { atomically, updates, writes } from '../database/database.ts';

/** To whom nothing is sent, and what that ended. */
export const suppressionTable: PortTable<Suppressions> = {
  suppress: atomically(({ trx }, reason) => suppressIn(trx, reason)),
  bounced: atomically(async ({ trx }, { hash, says, now }) => {
    const found = await trx.selectFrom('subscription').select('id').where('hash', '=', hash).execute();
    for (const { id } of found) {
      await say(trx, { at: now, subscription: id, event: 'bounced', says });
      await countFailures(trx, id, { by: 1, says, now });
    }
  }),
  allow: writes(async ({ db }, hash) => {
    const done = await db.deleteFrom('suppression').where('hash', '=', hash).executeTakeFirstOrThrow();
    return done.numDeletedRows > 0n;
  }),
  /** Reverts everything a cause ended: letters, reminders, subscriptions and suppressions. */
  undo: atomically(async ({ trx }, { cause, now }) => {
    const letters = await restoreLetters(trx, cause, now);
    const people = await restorePeople(trx, cause, now);
    await trx.deleteFrom('suppression').where('cause', '=', cause).execute();
    await trx.deleteFrom('undo').where('cause', '=', cause).execute();
    return letters + people;
  }),
};

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
    .set((row) => ({
      ...untried,
      // letters due later keep their time
      next_at: row.case().when('due', '>', now).then(row.ref('due')).else(now).end(),
    }))
    .where('cause', '=', cause)
    .where('state', 'in', ['failed', 'suppressed'])
    .returning(['id', 'subscription'])
    .execute();
  const says = 'the refusal was not the fault of the address';
  return letterTurned(trx, letters, { from: ['failed', 'suppressed'], to: 'queued', says, now });
}

async function restorePeople(trx: Transaction<Schema>, cause: string, now: Instant): Promise<number> {
  const ended = await trx.selectFrom('undo').selectAll().where('cause', '=', cause).execute();
  for (const { subscription: id, state, round, failures } of ended) {
    // those who have unsubscribed or signed up again since then are left alone
    const restored = trx
      .updateTable('subscription')
      .set({ state, round, failures, ended: null, next_due_at: state === 'active' ? now : null })
      .where('id', '=', id)
      .where('state', '=', 'ended')
      .where('round', '=', round + 1);
    if (await updates(restored))
      await say(trx, {
        at: now,
        subscription: id,
        event: state,
        says: 'restored: the refusal was not the fault of the address',
      });
  }
  return ended.length;
}
