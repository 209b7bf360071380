import type { ExpressionBuilder, Kysely, Selectable, Transaction } from 'kysely';
import type { Claimed, LetterDraft, Finished, Outbox, Outcome } from '../../service/ports/outbox.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Schema } from '../database/schema.ts';
import type { PortTable } from '../database/database.ts';
import { lastNews } from './announcedtable.ts';
import { aboutOf, letterOf, subscriptionOf, tellingOf } from './rows.ts';
import { plus } from '../../domain/time/time.ts';
import { countFailures, mostFailures, say, turnReminders } from './subscriber.ts';
import { atomically, reads, updates, writes } from '../database/database.ts';

type OutboxRow = Selectable<Schema['outbox']>;

/** Letters that are sent. */
export const outboxTable: PortTable<Outbox> = {
  /**
   * Each attempt gets a new number, so that a worker whose lease has expired can no longer change anything. A
   * digest waits until everything of its day has been planned.
   */
  claim: writes(async ({ db, postgres }, { now, until, limit, run, isTrial = false }) => {
    const waiting = (on: Kysely<Schema>) =>
      on.selectFrom('outbox').where('next_at', '<=', now).where(notOf(run));
    if (!(await waiting(db).select('id').limit(1).executeTakeFirst())) return [];
    return db.transaction().execute(async (trx) => {
      const rows = await waiting(trx)
        .selectAll()
        .where(isPlanned(now, await lastNews(trx)))
        .$if(isTrial, (query) => query.orderBy('attempt'))
        .orderBy('next_at')
        .limit(limit)
        .$if(postgres, (query) => query.forUpdate().skipLocked())
        .execute();
      if (rows.length === 0) return [];
      const ids = rows.map(({ id }) => id);
      const taken = { state: 'sending', dot: 0, next_at: until, run } as const;
      await trx
        .updateTable('outbox')
        .set((row) => ({ ...taken, attempt: row('attempt', '+', 1), claims: row('claims', '+', 1) }))
        .where('id', 'in', ids)
        .execute();
      return claimed(trx, rows, ids);
    });
  }),
  strike: atomically(async ({ trx }, { delivery: { id, subscription }, telling, state, says, now }) => {
    const { calendar, key, version, purpose, lead } = telling;
    await trx
      .updateTable('reminder')
      .set({ state })
      .where('delivery', '=', id)
      .where('calendar', '=', calendar)
      .where('key', '=', key)
      .where('version', '=', version)
      .where('purpose', '=', purpose)
      .where('lead', '=', lead)
      .execute();
    const line = { at: now, subscription, delivery: id };
    await say(trx, { ...line, event: state, says: `${calendar}/${key}: ${says}` });
  }),
  freeze: writes(({ db }, id, attempt, { bytes, messageId, date }) =>
    updates(owned(db, id, attempt).set({ bytes, message_id: messageId, date })),
  ),
  commitLastByte: writes(({ db }, id, attempt, until) =>
    updates(owned(db, id, attempt).set((row) => ({ dot: 1, dots: row('dots', '+', 1), next_at: until }))),
  ),
  renew: writes(async ({ db }, ids, until) => {
    for (const [id, attempt] of ids) await owned(db, id, attempt).set({ next_at: until }).execute();
  }),
  /** A single statement, for speed. */
  recordOutcome: writes(async ({ db, swiftly }, id, attempt, outcome, now) => {
    const because = outcome.state === 'queued' ? outcome.because : undefined;
    const query = owned(db, id, attempt)
      .set((row) => ({
        ...result(outcome, now),
        ...(because !== undefined && { dots: row('dots', '-', row.ref('dot')), dot: 0 }),
        ...(because === 'answered' && { refusals: row('refusals', '+', 1) }),
        ...(because !== 'waits' && { claims: 0 }),
      }))
      .returning('id');
    return (await swiftly(query.compile())).length > 0;
  }),
  recordEffects: atomically(async ({ trx }, finished) => {
    for (const one of finished) await follow(trx, one);
  }),
  catchUp: atomically(async ({ trx }, now) => {
    // letters never wait two days: repairs bad times
    await trx.updateTable('outbox').set({ next_at: now }).where('next_at', '>', plus(now, 'P2D')).execute();
    // loaded with the database
    const { sql } = await import('kysely');
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
      await turnReminders(trx, id, { from: ['queued'], to: state });
      if (ended !== null)
        await say(trx, { at: ended, subscription, delivery: id, event: state, says: says ?? '' });
    }
  }),
  oldestDue: reads(async ({ db }, now) => {
    const row = await db
      .selectFrom('outbox')
      .select((one) => one.fn.min('due').as('oldest'))
      .where('state', 'in', ['queued', 'sending'])
      .where('due', '<=', now)
      .executeTakeFirst();
    return row?.oldest ?? undefined;
  }),
};

/** Letters not yet claimed by this run. */
function notOf(run: string) {
  return (row: ExpressionBuilder<Schema, 'outbox'>) =>
    row.or([row('outbox.run', 'is', null), row('outbox.run', '!=', run)]);
}

/** Letters whose subscription has nothing left to plan. */
function isPlanned(now: Instant, news: number) {
  return (row: ExpressionBuilder<Schema, 'outbox'>) => {
    const unplanned = row
      .selectFrom('subscription')
      .select('subscription.id')
      .whereRef('subscription.id', '=', 'outbox.subscription')
      .where('subscription.state', '=', 'active')
      .where((one) =>
        one.or([one('subscription.next_due_at', '<=', now), one('subscription.seen', '<', news)]),
      );
    return row.or([row('kind', '!=', 'digest'), row.not(row.exists(unplanned))]);
  };
}

async function claimed(
  trx: Transaction<Schema>,
  rows: readonly OutboxRow[],
  ids: readonly string[],
): Promise<readonly Claimed[]> {
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
    const around = { of: subscriptionOf(owner), isSuppressed: off.has(owner.hash), tellings };
    const counts = { attempt: row.attempt + 1, refusals: row.refusals, claims: row.claims + 1 };
    return [{ ...letterOf(row), ...aboutOf(row), ...counts, ...around, draft: draftOf(row) }];
  });
}

function draftOf({ bytes, message_id: messageId, date, dots }: OutboxRow): LetterDraft {
  const isFrozen = bytes !== null && messageId !== null && date !== null;
  const frozen = isFrozen ? { bytes, messageId, date } : undefined;
  if (dots > 0) return { kind: 'doubted', frozen, times: dots };
  return frozen ? { kind: 'written', frozen } : { kind: 'unwritten' };
}

/** Only if this worker still holds the attempt. */
function owned(db: Kysely<Schema>, id: string, attempt: number) {
  return db
    .updateTable('outbox')
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('state', '=', 'sending');
}

/** Updates reminders, audit and failure counts. */
async function follow(trx: Transaction<Schema>, { id, subscription, outcome, now }: Finished): Promise<void> {
  const { state, says } = outcome;
  if (state !== 'queued') await turnReminders(trx, id, { from: ['queued', 'unknown'], to: state });
  if (state !== 'queued' || outcome.because === 'answered')
    await say(trx, { at: now, subscription, delivery: id, event: state, says });
  if (state === 'sent')
    await trx
      .updateTable('subscription')
      .set({ failures: 0 })
      .where('id', '=', subscription)
      .where('failures', '>', 0)
      .execute();
  if (state !== 'failed' || outcome.blames === 'nobody') return;
  const by = outcome.blames === 'address-for-good' ? mostFailures : 1;
  await countFailures(trx, subscription, { by, says, now, cause: outcome.cause });
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
