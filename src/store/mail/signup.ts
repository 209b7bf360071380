import type { Transaction } from 'kysely';
import type { Database } from '../database/database.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { MailStore } from '../../service/ports/mailstore.ts';
import type { Schema } from '../database/schema.ts';
import { sql } from 'kysely';
import { find, queue, say } from './people.ts';
import { soon } from './rows.ts';
import { isSuppressed } from './suppression.ts';

/** Locks an address before its data changes, even if nothing is stored about it yet. */
async function lock(trx: Transaction<Schema>, key: string, postgres: boolean): Promise<void> {
  if (postgres) await sql`select pg_advisory_xact_lock(hashtext('address'), hashtext(${key}))`.execute(trx);
}

/** Does the same work whether the address is new, pending, active or suppressed. */
export async function signUp(
  { db, postgres }: Database,
  { id, delivery, address, wish, now }: Parameters<MailStore['signUp']>[0],
): Promise<'confirm' | 'known' | 'none'> {
  return db.transaction().execute(async (trx) => {
    await lock(trx, address.folded, postgres);
    const suppressed = await isSuppressed(trx, address.hash);
    const found = await find(trx, { key: address.key });
    const recent = await trx
      .selectFrom('outbox')
      .innerJoin('subscription', 'subscription.id', 'outbox.subscription')
      .select('outbox.id')
      .where('subscription.folded', '=', address.folded)
      .where('outbox.kind', 'in', ['confirm', 'known'])
      .where('outbox.created', '>', ago(now, 1))
      .where('outbox.created', '<', soon(now))
      .limit(1)
      .execute();
    if (suppressed) return 'none';
    const own = found?.id ?? id;
    const text = JSON.stringify(wish);
    if (!found) {
      const facts = { id, address: address.address, key: address.key, hash: address.hash, wish: text };
      const fresh = {
        folded: address.folded,
        state: 'pending' as const,
        round: 0,
        failures: 0,
        confirmed: null,
        ended: null,
      };
      const times = { created: now, planned_at: now, seen: 0, next_due_at: null };
      await trx
        .insertInto('subscription')
        .values({ ...facts, ...fresh, ...times })
        .execute();
    } else if (found.state !== 'active') {
      // the latest sign-up is the one to be confirmed
      await trx
        .updateTable('subscription')
        .set({ state: 'pending', wish: text, address: address.address, created: now, ended: null })
        .where('id', '=', own)
        .execute();
    }
    if (recent.length > 0) return 'none';
    const kind = found?.state === 'active' ? 'known' : 'confirm';
    await queue(trx, { id: delivery, subscription: own, kind, now });
    await say(trx, { at: now, subscription: own, delivery, event: 'queued', says: `${kind}: a sign-up` });
    return kind;
  });
}

function ago(now: Instant, days: number): Instant {
  return new Date(Date.parse(now) - days * 86_400_000).toISOString() as Instant;
}
