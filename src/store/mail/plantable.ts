import type { Kysely, Transaction } from 'kysely';
import type { DigestDelivery, Telling } from '../../service/ports/outbox.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { PlannedDelivery, Planning, Plans } from '../../service/ports/plans.ts';
import type { Schema } from '../database/schema.ts';
import type { Subscription } from '../../service/ports/people.ts';
import type { PortTable, Within } from '../database/database.ts';
import { allAnnounced, lastNews } from './announcedtable.ts';
import { find } from './subscriber.ts';
import { plus } from '../../domain/time/time.ts';
import { deliveryColumns, deliveryOf, subscriptionOf, tellingOf, undrafted, unwritten } from './rows.ts';
import { chunks, reads, writes } from '../database/database.ts';

/** What each subscription is to be told. */
export const planTable: PortTable<Plans> = {
  plan: writes(async ({ db, postgres }, { now, limit, decide, only }) => {
    // most ticks find nothing due: check that without a write lock
    if (only === undefined && (await due(db, { now, limit: 1, postgres: false })).length === 0) return 0;
    return db.transaction().execute(async (trx) => {
      const subscriptions =
        only === undefined ? await due(trx, { now, limit, postgres }) : await one({ trx, postgres }, only);
      if (subscriptions.length === 0) return 0;
      const announced = await allAnnounced(trx);
      const around = await known(trx, subscriptions);
      const planned = subscriptions.map((of) => decide(around(of), announced));
      await insert(trx, planned, now);
      const editions = [...announced.values()].flatMap((all) =>
        [...all.values()].map(({ edition }) => edition),
      );
      await advance(trx, planned, { now, seen: Math.max(0, ...editions) });
      return subscriptions.length;
    });
  }),
  planning: reads(async ({ db }, id) => {
    const of = await find(db, { id });
    return of && (await known(db, [of]))(of);
  }),
};

interface Due {
  readonly now: Instant;
  readonly limit: number;
  readonly postgres: boolean;
}

async function due(db: Kysely<Schema>, { now, limit, postgres }: Due): Promise<readonly Subscription[]> {
  const select = db.selectFrom('subscription').selectAll();
  const byTime = await select
    .where('next_due_at', '<=', now)
    .orderBy('next_due_at')
    .limit(limit)
    .$if(postgres, (query) => query.forUpdate().skipLocked())
    .execute();
  const news = byTime.length < limit ? await lastNews(db) : 0;
  if (news === 0) return byTime.map(subscriptionOf);
  const byNews = await select
    .where('state', '=', 'active')
    .where('seen', '<', news)
    // those due within a minute, such as held ones, are planned then anyway
    .where((row) => row.or([row('next_due_at', 'is', null), row('next_due_at', '>', plus(now, 'PT1M'))]))
    .limit(limit - byTime.length)
    .$if(postgres, (query) => query.forUpdate().skipLocked())
    .execute();
  const all = new Map([...byTime, ...byNews].map((row) => [row.id, row]));
  return [...all.values()].map(subscriptionOf);
}

async function one({ trx, postgres }: Within, id: string): Promise<readonly Subscription[]> {
  const rows = await trx
    .selectFrom('subscription')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'active')
    .$if(postgres, (query) => query.forUpdate())
    .execute();
  return rows.map(subscriptionOf);
}

/** Loads the tellings and digests of some subscriptions. */
async function known(
  db: Kysely<Schema>,
  subscriptions: readonly Subscription[],
): Promise<(of: Subscription) => Planning> {
  const ids = subscriptions.map(({ id }) => id);
  const reminders = await db.selectFrom('reminder').selectAll().where('subscription', 'in', ids).execute();
  const letters = await db
    .selectFrom('outbox')
    .select(deliveryColumns)
    .where('subscription', 'in', ids)
    .where('kind', '=', 'digest')
    .execute();
  const tellings = Map.groupBy(reminders, ({ subscription }) => subscription);
  const byOwner = Map.groupBy(
    letters.map(deliveryOf).filter((one) => one.kind === 'digest'),
    ({ subscription }) => subscription,
  );
  return (of) => {
    const own = byOwner.get(of.id) ?? [];
    return {
      of,
      tellings: (tellings.get(of.id) ?? []).map((row) => asSent(tellingOf(row), own)),
      letters: own,
    };
  };
}

/** The letter knows first how its sending ended. */
function asSent(telling: Telling, letters: readonly DigestDelivery[]): Telling {
  const letter = telling.state === 'queued' ? letters.find(({ id }) => id === telling.delivery) : undefined;
  return letter?.state === 'sent' || letter?.state === 'unknown'
    ? { ...telling, state: letter.state }
    : telling;
}

async function insert(
  trx: Transaction<Schema>,
  planned: readonly PlannedDelivery[],
  now: Instant,
): Promise<void> {
  const waiting = await reopen(
    trx,
    planned.flatMap(({ letter }) => letter?.waiting ?? []),
  );
  const idOf = (letter: PlannedDelivery['letter']): string | null =>
    letter?.waiting !== undefined && waiting.has(letter.waiting) ? letter.waiting : (letter?.id ?? null);
  const letters = planned.flatMap(({ subscription, letter }) => {
    if (!letter || idOf(letter) !== letter.id) return [];
    const { id, day, at } = letter;
    const times = { day, due: at, next_at: at, created: now };
    return [{ ...unwritten, id, subscription, kind: 'digest' as const, ...times }];
  });
  for (const some of chunks(letters)) await trx.insertInto('outbox').values(some).execute();
  const rows = planned.flatMap(({ subscription, reminders, letter }) =>
    reminders.map(({ soonest: _soonest, ...reminder }) => ({
      subscription,
      ...reminder,
      delivery: reminder.state === 'queued' ? idOf(letter) : null,
    })),
  );
  for (const some of chunks(rows))
    await trx
      .insertInto('reminder')
      .values(some)
      .onConflict((row) => row.doNothing())
      .execute();
  const lines = rows
    .filter(({ state }) => state !== 'queued')
    .map((row) => ({ at: now, subscription: row.subscription, delivery: null, ...whyNot(row) }));
  for (const some of chunks(lines)) await trx.insertInto('audit').values(some).execute();
}

/** Resets waiting letters to be composed anew; returns those that no worker has claimed meanwhile. */
async function reopen(trx: Transaction<Schema>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  for (const some of chunks(ids)) {
    const rows = await trx
      .updateTable('outbox')
      .set(undrafted)
      .where('id', 'in', some)
      .where('state', '=', 'queued')
      .where('dots', '=', 0)
      .returning('id')
      .execute();
    for (const { id } of rows) open.add(id);
  }
  return open;
}

function whyNot({ calendar, key, purpose, lead, state }: Omit<Telling, 'delivery'>): {
  readonly event: string;
  readonly says: string;
} {
  const what = `${calendar}/${key}, ${purpose === 'change' ? 'its change' : `${lead} days before`}`;
  const why =
    state === 'expired' ? 'it was over before it could be sent' : 'a reminder nearer to the date replaces it';
  return { event: state, says: `${what}: ${why}` };
}

/** One statement for all subscriptions with the same next time. */
async function advance(
  trx: Transaction<Schema>,
  planned: readonly PlannedDelivery[],
  { now, seen }: { readonly now: Instant; readonly seen: number },
): Promise<void> {
  for (const same of Map.groupBy(planned, (one) => `${one.next ?? ''} ${one.isHeld}`).values()) {
    for (const some of chunks(same)) {
      const [{ next, isHeld } = { next: undefined, isHeld: false }] = some;
      await trx
        .updateTable('subscription')
        .set({ ...(!isHeld && { planned_at: now, seen }), next_due_at: next ?? null })
        .where(
          'id',
          'in',
          some.map(({ subscription }) => subscription),
        )
        .execute();
    }
  }
}
