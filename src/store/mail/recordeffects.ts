import type { Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Finished } from '../../service/ports/outbox.ts';
import type { MailStore } from '../../service/ports/mailstore.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Schema } from '../database/schema.ts';
import { sql } from 'kysely';
import { plus } from '../../domain/time/time.ts';
import { say } from './people.ts';
import { suppressIn } from './suppression.ts';

/** Updates reminders, audit and failure counts. */
export async function recordEffects({ db }: Database, finished: readonly Finished[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const one of finished) await followOne(trx, one);
  });
}

async function followOne(
  trx: Transaction<Schema>,
  { id, subscription, outcome, now }: Finished,
): Promise<void> {
  const { state, says } = outcome;
  if (state !== 'queued')
    await trx
      .updateTable('reminder')
      .set({ state })
      .where('delivery', '=', id)
      .where('state', 'in', ['queued', 'unknown'])
      .execute();
  const isOfLetter = outcome.state !== 'queued' || outcome.because === 'answered';
  if (isOfLetter) await say(trx, { at: now, subscription, delivery: id, event: state, says });
  if (state === 'sent') await score(trx, subscription, { by: 0 });
  if (outcome.state === 'failed' && outcome.blames !== 'nobody')
    await score(trx, subscription, {
      by: outcome.blames === 'address-for-good' ? tooMany : 1,
      says,
      now,
      cause: outcome.cause,
    });
}

/** Records what a crashed process had not recorded about its finished letters. */
export async function catchUp({ db }: Database, now: Instant): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // letters never wait two days: repairs bad times
    await trx.updateTable('outbox').set({ next_at: now }).where('next_at', '>', plus(now, 'P2D')).execute();
    const left = await trx
      .selectFrom('reminder')
      .innerJoin('outbox', 'outbox.id', 'reminder.delivery')
      .select(['outbox.id', 'outbox.state', 'outbox.says', 'outbox.ended', 'outbox.subscription'])
      .distinct()
      // a literal: with a bound value SQLite would not use the partial index
      .where('reminder.state', '=', sql.lit('queued'))
      .where('outbox.next_at', 'is', null)
      .execute();
    for (const { id, state, says, ended, subscription } of left) {
      await trx
        .updateTable('reminder')
        .set({ state })
        .where('delivery', '=', id)
        .where('state', '=', 'queued')
        .execute();
      if (ended !== null)
        await say(trx, { at: ended, subscription, delivery: id, event: state, says: says ?? '' });
    }
  });
}

/** After so many permanent failures in a row, nothing is sent to the address any more. */
const tooMany = 3;

interface Score {
  readonly by: number;
  readonly says?: string;
  readonly now?: Instant;
  readonly cause?: string | undefined;
}

async function score(
  trx: Transaction<Schema>,
  id: string,
  { by, says = '', now, cause }: Score,
): Promise<void> {
  const row = await trx
    .updateTable('subscription')
    .set((one) => ({ failures: by === 0 ? 0 : one('failures', '+', by) }))
    .where('id', '=', id)
    .$if(by === 0, (query) => query.where('failures', '>', 0))
    .returning(['failures', 'hash'])
    .executeTakeFirst();
  if (row && now && row.failures >= tooMany)
    await suppressIn(trx, { hash: row.hash, says, now, cause }, row.failures - by);
}

export async function bounced(
  { db }: Database,
  { hash, says, now }: Parameters<MailStore['bounced']>[0],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const found = await trx.selectFrom('subscription').select('id').where('hash', '=', hash).execute();
    for (const { id } of found) {
      await say(trx, { at: now, subscription: id, event: 'bounced', says });
      await score(trx, id, { by: 1, says, now });
    }
  });
}
