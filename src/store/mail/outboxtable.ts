import type { ExpressionBuilder, Kysely, Selectable, Transaction } from 'kysely';
import type { MailStore } from '../../service/ports/mailstore.ts';
import type { Claimed, Outcome } from '../../service/ports/outbox.ts';
import type { Database } from '../database/database.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Schema } from '../database/schema.ts';
import { sql } from 'kysely';
import { lastNews } from './announcing.ts';
import { say } from './people.ts';
import { deliveryOf, subscriptionOf, tellingOf } from './rows.ts';

type OutboxRow = Selectable<Schema['outbox']>;

/**
 * Claims due letters: each attempt gets a new number, so that a worker whose lease has expired can no longer
 * change anything. A digest waits until everything of its day has been planned.
 */
export async function claim(
  { db, postgres }: Database,
  { now, until, limit, run, isTrial = false }: Parameters<MailStore['claim']>[0],
): Promise<readonly Claimed[]> {
  const any = await db
    .selectFrom('outbox')
    .select('id')
    .where('next_at', '<=', now)
    .where(notOf(run))
    .limit(1)
    .execute();
  if (any.length === 0) return [];
  return db.transaction().execute(async (trx) => {
    const news = await lastNews(trx);
    const rows = await trx
      .selectFrom('outbox')
      .selectAll()
      .where('next_at', '<=', now)
      .where(notOf(run))
      .where((row) =>
        row.or([
          row('kind', '!=', 'digest'),
          row.not(
            row.exists(
              row
                .selectFrom('subscription')
                .select('subscription.id')
                .whereRef('subscription.id', '=', 'outbox.subscription')
                .where('subscription.state', '=', 'active')
                .where((one) =>
                  one.or([one('subscription.next_due_at', '<=', now), one('subscription.seen', '<', news)]),
                ),
            ),
          ),
        ]),
      )
      .$if(isTrial, (query) => query.orderBy('attempt'))
      .orderBy('next_at')
      .limit(limit)
      .$if(postgres, (query) => query.forUpdate().skipLocked())
      .execute();
    if (rows.length === 0) return [];
    await trx
      .updateTable('outbox')
      .set((row) => ({
        state: 'sending' as const,
        dot: 0,
        next_at: until,
        run,
        attempt: row('attempt', '+', 1),
        claims: row('claims', '+', 1),
      }))
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
    return claimed(trx, rows);
  });
}

/** Letters not yet claimed by this run. */
function notOf(run: string) {
  return (row: ExpressionBuilder<Schema, 'outbox'>) =>
    row.or([row('outbox.run', 'is', null), row('outbox.run', '!=', run)]);
}

async function claimed(trx: Transaction<Schema>, rows: readonly OutboxRow[]): Promise<readonly Claimed[]> {
  const ids = rows.map(({ id }) => id);
  const owners = rows.map(({ subscription }) => subscription);
  const reminders = await trx.selectFrom('reminder').selectAll().where('delivery', 'in', ids).execute();
  const people = await trx.selectFrom('subscription').selectAll().where('id', 'in', owners).execute();
  const of = new Map(people.map((row) => [row.id, row]));
  const hashes = people.map(({ hash }) => hash);
  const suppressed = await trx.selectFrom('suppression').select('hash').where('hash', 'in', hashes).execute();
  const off = new Set(suppressed.map(({ hash }) => hash));
  return rows.flatMap((row) => {
    const owner = of.get(row.subscription);
    if (!owner) return [];
    const tellings = reminders.filter(({ delivery }) => delivery === row.id).map(tellingOf);
    const { bytes, message_id: messageId, date } = row;
    const frozen =
      bytes !== null && messageId !== null && date !== null ? { bytes, messageId, date } : undefined;
    const delivery = { ...deliveryOf(row), state: 'sending' as const, attempt: row.attempt + 1 };
    const about = { of: subscriptionOf(owner), isSuppressed: off.has(owner.hash), tellings };
    const counts = { doubts: row.dots, refusals: row.refusals, claims: row.claims + 1 };
    return [{ ...delivery, frozen, ...counts, ...about }];
  });
}

/** Only if this worker still holds the attempt. */
function own(db: Kysely<Schema>, id: string, attempt: number) {
  return db
    .updateTable('outbox')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'sending');
}

export async function strike(
  { db }: Database,
  { delivery, tellings, state, says, now }: Parameters<MailStore['strike']>[0],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const { calendar, key, version, purpose, lead } of tellings) {
      await trx
        .updateTable('reminder')
        .set({ state })
        .where('delivery', '=', delivery.id)
        .where('calendar', '=', calendar)
        .where('key', '=', key)
        .where('version', '=', version)
        .where('purpose', '=', purpose)
        .where('lead', '=', lead)
        .execute();
      const line = { at: now, subscription: delivery.subscription, delivery: delivery.id };
      await say(trx, { ...line, event: state, says: `${calendar}/${key}: ${says}` });
    }
  });
}

export async function freeze(
  { db }: Database,
  id: string,
  { attempt, frozen }: { readonly attempt: number; readonly frozen: Parameters<MailStore['freeze']>[2] },
): Promise<boolean> {
  const { bytes, messageId, date } = frozen;
  const done = await own(db, id, attempt)
    .set({ bytes, message_id: messageId, date })
    .executeTakeFirstOrThrow();
  return done.numUpdatedRows > 0n;
}

export async function dot(
  { db }: Database,
  id: string,
  { attempt, until }: { readonly attempt: number; readonly until: Instant },
): Promise<boolean> {
  const done = await own(db, id, attempt)
    .set((row) => ({ dot: 1, dots: row('dots', '+', 1), next_at: until }))
    .executeTakeFirstOrThrow();
  return done.numUpdatedRows > 0n;
}

export async function renewLeases(
  { db }: Database,
  ids: Parameters<MailStore['renew']>[0],
  until: Instant,
): Promise<void> {
  for (const [id, attempt] of ids) await own(db, id, attempt).set({ next_at: until }).execute();
}

/** A single statement, for speed. */
export async function finish(
  { db, swiftly }: Database,
  { id, attempt }: { readonly id: string; readonly attempt: number },
  { outcome, now }: { readonly outcome: Outcome; readonly now: Instant },
): Promise<boolean> {
  const because = outcome.state === 'queued' ? outcome.because : undefined;
  const answered = because !== undefined && { dots: sql<number>`dots - dot`, dot: 0 };
  const refused = because === 'answered' && { refusals: sql<number>`refusals + 1` };
  const counted = because !== 'waits' && { claims: 0 };
  const query = own(db, id, attempt)
    .set({ ...result(outcome, now), ...answered, ...refused, ...counted })
    .returning('id');
  return (await swiftly(query.compile())).length > 0;
}

/** The bytes are kept only while they may be needed again. */
function result(outcome: Outcome, now: Instant): Partial<OutboxRow> {
  const { state, says } = outcome;
  const over = { state, says, ended: now, next_at: null };
  switch (outcome.state) {
    case 'sent':
      return { ...over, queue_id: outcome.queueId ?? null, bytes: null };
    case 'queued':
      return { state, says, next_at: outcome.at };
    case 'unknown':
      return outcome.at === undefined ? over : { state, says, next_at: outcome.at };
    case 'failed':
      return { ...over, cause: outcome.cause ?? null, bytes: null };
    default:
      return { ...over, bytes: null };
  }
}
