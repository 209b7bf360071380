import type { People } from '../../service/ports/people.ts';
import type { PortTable } from '../database/database.ts';
import { lastNews } from './announcedtable.ts';
import { soon, subscriptionOf } from './rows.ts';
import { addSuppression, dropWaiting, endOne, find, keepEnded, queue, say } from './subscriber.ts';
import { plus } from '../../domain/time/time.ts';
import { atomically, reads, updates } from '../database/database.ts';

/** Who subscribed. */
export const peopleTable: PortTable<People> = {
  /** Does the same work whether the address is new, pending, active or suppressed. */
  signUp: atomically(async ({ trx, postgres }, { id, delivery, address: given, wish, now }) => {
    const { address, key, folded, hash } = given;
    // locks an address before its data changes, even if nothing is stored about it yet
    if (postgres)
      await trx
        .selectNoFrom((row) => {
          const parts = ['address', folded].map((part) => row.fn('hashtext', [row.val(part)]));
          return row.fn('pg_advisory_xact_lock', parts).as('locked');
        })
        .execute();
    const suppressed = await trx
      .selectFrom('suppression')
      .select('hash')
      .where('hash', '=', hash)
      .executeTakeFirst();
    const found = await find(trx, { key });
    const recent = await trx
      .selectFrom('outbox')
      .innerJoin('subscription', 'subscription.id', 'outbox.subscription')
      .select('outbox.id')
      .where('subscription.folded', '=', folded)
      .where('outbox.kind', 'in', ['confirm', 'known'])
      .where('outbox.created', '>', plus(now, '-P1D'))
      .where('outbox.created', '<', soon(now))
      .executeTakeFirst();
    if (suppressed) return 'none';
    const own = found?.id ?? id;
    const text = JSON.stringify(wish);
    const asked = { state: 'pending', wish: text, address, created: now, ended: null } as const;
    if (!found) {
      const fresh = { round: 0, failures: 0, confirmed: null, planned_at: now, seen: 0, next_due_at: null };
      await trx
        .insertInto('subscription')
        .values({ id, key, folded, hash, ...asked, ...fresh })
        .execute();
    } else if (found.state !== 'active') {
      // the latest sign-up is the one to be confirmed
      await trx.updateTable('subscription').set(asked).where('id', '=', own).execute();
    }
    if (recent) return 'none';
    const kind = found?.state === 'active' ? 'known' : 'confirm';
    await queue(trx, { id: delivery, subscription: own, kind, now });
    await say(trx, { at: now, subscription: own, delivery, event: 'queued', says: `${kind}: a sign-up` });
    return kind;
  }),
  subscription: reads(({ db }, who) => find(db, who)),
  subscriptions: reads(async ({ db }) => {
    const rows = await db.selectFrom('subscription').selectAll().orderBy('created').orderBy('id').execute();
    return rows.map(subscriptionOf);
  }),
  confirm: atomically(async ({ trx }, { id, round, delivery, now }) => {
    const times = { confirmed: now, planned_at: now, next_due_at: now, seen: await lastNews(trx) };
    const confirmed = trx
      .updateTable('subscription')
      .set({ state: 'active', round: round + 1, failures: 0, ...times })
      .where('id', '=', id)
      .where('state', '=', 'pending')
      .where('round', '=', round);
    if (!(await updates(confirmed))) return false;
    await say(trx, { at: now, subscription: id, event: 'confirmed', says: 'by the link in the email' });
    await queue(trx, { id: delivery, subscription: id, kind: 'welcome', now });
    return true;
  }),
  change: atomically(async ({ trx }, { id, wish, now }) => {
    const says = JSON.stringify(wish);
    const changed = trx
      .updateTable('subscription')
      .set({ wish: says, planned_at: now, next_due_at: now })
      .where('id', '=', id)
      .where('state', '=', 'active');
    if (!(await updates(changed))) return false;
    await say(trx, { at: now, subscription: id, event: 'changed', says });
    return true;
  }),
  /** Locks letters first, then the subscription: the same order as the sending side. */
  end: atomically(async ({ trx }, { id, says, delivery, now }) => {
    await dropWaiting(trx, id, { says, now });
    await keepEnded(trx, id);
    if (!(await endOne(trx, id, now))) return false;
    await say(trx, { at: now, subscription: id, event: 'ended', says });
    if (delivery !== undefined) await queue(trx, { id: delivery, subscription: id, kind: 'goodbye', now });
    return true;
  }),
  note: atomically(async ({ trx }, { id, kind, delivery, now, unless }) => {
    // locks the row
    await trx.updateTable('subscription').set({ id }).where('id', '=', id).execute();
    if (!(await find(trx, { id }))) return false;
    const recent = await trx
      .selectFrom('outbox')
      .select('id')
      .where('subscription', '=', id)
      .where('kind', '=', kind)
      .where('created', '>', unless)
      .where('created', '<', soon(now))
      .executeTakeFirst();
    if (recent) return false;
    await queue(trx, { id: delivery, subscription: id, kind, now });
    const says = `${kind}: requested through a link`;
    await say(trx, { at: now, subscription: id, delivery, event: 'queued', says });
    return true;
  }),
  /** Locks the subscription first, or a concurrent plan could leave letters without a subscription. */
  erase: atomically(async ({ trx, postgres }, { id, now }) => {
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
    if (gone) await addSuppression(trx, { hash: gone.hash, says: 'erased', now });
    return gone !== undefined;
  }),
};
