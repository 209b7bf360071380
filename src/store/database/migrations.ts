import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import { sql } from 'kysely';
import { fetchedTexts } from './fetchedtables.ts';

interface Migration {
  readonly name: string;
  readonly up: (db: Transaction<Schema>, postgres: boolean) => Promise<void>;
}

/** In order. Databases store how many have been applied, so a released migration must never change. */
export const migrations: readonly Migration[] = [
  { name: 'accepted versions, their news, and what is held', up: firstTables },
  { name: 'subscriptions, what is announced to them, and the outbox', up: mailTables },
  { name: 'letters count their claims, and say why they failed', up: claimsAndCauses },
  { name: 'processes say what files they have', up: replicas },
  { name: 'what a refusal ended can be undone', up: undoing },
  { name: 'announcements are counted, and who has heard of them', up: editions },
  { name: 'a host holds a file', up: hosts },
  { name: 'what was fetched from origins', up: fetchedTexts },
  { name: 'when the operator was written to, and what really happened', up: calls },
];

async function firstTables({ schema }: Transaction<Schema>): Promise<void> {
  await schema
    .createTable('calendar')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .execute();
  await schema
    .createTable('accepted')
    .addColumn('calendar', 'text', (column) => column.primaryKey().references('calendar.id'))
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('files', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('backed', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('revision')
    .addColumn('calendar', 'text', (column) => column.notNull().references('calendar.id'))
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('revision_key', ['calendar', 'revision'])
    .execute();
  await schema
    .createTable('news')
    .addColumn('calendar', 'text', (column) => column.notNull().references('calendar.id'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('when', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('name', 'text')
    .addColumn('status', 'text')
    .addPrimaryKeyConstraint('news_key', ['calendar', 'key', 'position'])
    .execute();
  await schema
    .createTable('held')
    .addColumn('calendar', 'text', (column) => column.notNull().references('calendar.id'))
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('says', 'text', (column) => column.notNull())
    .addColumn('approved', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('held_key', ['calendar', 'revision'])
    .execute();
}

async function mailTables(db: Transaction<Schema>, postgres: boolean): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('subscription')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('folded', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('wish', 'text', (column) => column.notNull())
    .addColumn('round', 'integer', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('created', 'text', (column) => column.notNull())
    .addColumn('confirmed', 'text')
    .addColumn('ended', 'text')
    .addColumn('planned_at', 'text', (column) => column.notNull())
    .addColumn('next_due_at', 'text')
    .execute();
  await schema.createIndex('subscription_hash').on('subscription').column('hash').execute();
  await schema.createIndex('subscription_folded').on('subscription').column('folded').execute();
  // indexed, because few of many subscriptions are due at a time
  await schema.createIndex('subscription_due').on('subscription').column('next_due_at').execute();
  await schema
    .createIndex('subscription_planned')
    .on('subscription')
    .columns(['state', 'planned_at'])
    .execute();
  await schema
    .createTable('suppression')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('says', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .execute();
  await schema
    .createTable('announced')
    .addColumn('calendar', 'text', (column) => column.notNull().references('calendar.id'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('when', 'text')
    .addColumn('before', 'text')
    .addColumn('was_off', 'integer', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('pending', 'text')
    .addColumn('pending_since', 'text')
    .addPrimaryKeyConstraint('announced_key', ['calendar', 'key'])
    .execute();
  await schema
    .createTable('reminder')
    .addColumn('subscription', 'text', (column) => column.notNull())
    .addColumn('calendar', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('lead', 'integer', (column) => column.notNull())
    .addColumn('due', 'text', (column) => column.notNull())
    .addColumn('cutoff', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('delivery', 'text')
    .addPrimaryKeyConstraint('reminder_key', [
      ...(['subscription', 'calendar', 'key', 'version', 'purpose', 'lead'] as const),
    ])
    .execute();
  await schema.createIndex('reminder_delivery').on('reminder').column('delivery').execute();
  await schema
    .createIndex('reminder_queued')
    .on('reminder')
    .column('delivery')
    .where(sql.ref('state'), '=', sql.lit('queued'))
    .execute();
  await schema
    .createTable('outbox')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('subscription', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('day', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('dot', 'integer', (column) => column.notNull())
    .addColumn('dots', 'integer', (column) => column.notNull())
    .addColumn('due', 'text', (column) => column.notNull())
    .addColumn('next_at', 'text')
    .addColumn('created', 'text', (column) => column.notNull())
    .addColumn('ended', 'text')
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('refusals', 'integer', (column) => column.notNull())
    .addColumn('says', 'text')
    .addColumn('queue_id', 'text')
    .addColumn('message_id', 'text')
    .addColumn('date', 'text')
    .addColumn('bytes', postgres ? 'bytea' : 'blob')
    .execute();
  await schema.createIndex('outbox_next').on('outbox').column('next_at').execute();
  await schema.createIndex('outbox_of').on('outbox').columns(['subscription', 'kind']).execute();
  await schema.createIndex('outbox_state').on('outbox').column('state').execute();
  await schema
    .createTable('audit')
    .addColumn('number', postgres ? 'bigserial' : 'integer', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('subscription', 'text')
    .addColumn('delivery', 'text')
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('says', 'text', (column) => column.notNull())
    .execute();
  await schema.createIndex('audit_of').on('audit').column('subscription').execute();
  await schema
    .createTable('mailer')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('public_url', 'text')
    .addColumn('system', 'text')
    .addColumn('secret', 'text')
    .addColumn('paused', 'integer', (column) => column.notNull())
    .execute();
  await sql`insert into mailer (id, paused) values (1, 0)`.execute(db);
}

async function claimsAndCauses({ schema }: Transaction<Schema>): Promise<void> {
  await schema.alterTable('outbox').addColumn('run', 'text').execute();
  await schema
    .alterTable('outbox')
    .addColumn('claims', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await schema.alterTable('outbox').addColumn('cause', 'text').execute();
  await schema.createIndex('outbox_cause').on('outbox').column('cause').execute();
}

async function replicas({ schema }: Transaction<Schema>): Promise<void> {
  await schema.alterTable('accepted').dropColumn('backed').execute();
  await schema
    .createTable('replica')
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('calendar', 'text', (column) => column.notNull())
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('seen', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('replica_key', ['id', 'calendar'])
    .execute();
}

async function undoing({ schema }: Transaction<Schema>): Promise<void> {
  await schema.alterTable('suppression').addColumn('cause', 'text').execute();
  await schema
    .createTable('undo')
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('subscription', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('round', 'integer', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('undo_key', ['cause', 'subscription'])
    .execute();
}

async function editions(db: Transaction<Schema>): Promise<void> {
  const { schema } = db;
  for (const [table, column] of [
    ['mailer', 'edition'],
    ['announced', 'edition'],
    ['subscription', 'seen'],
  ] as const)
    await schema
      .alterTable(table)
      .addColumn(column, 'integer', (one) => one.notNull().defaultTo(0))
      .execute();
  // numbered by the timestamps that were used before
  await sql`update announced set edition = (select count(*) from announced b where b.version > 0 and b.since <= announced.since)
    where version > 0`.execute(db);
  await sql`update subscription set seen = (select count(*) from announced b where b.version > 0 and b.since <= planned_at)`.execute(
    db,
  );
  await sql`update mailer set edition = (select count(*) from announced b where b.version > 0)`.execute(db);
  await schema.dropIndex('subscription_planned').execute();
  await schema.createIndex('subscription_seen').on('subscription').columns(['state', 'seen']).execute();
}

async function hosts({ schema }: Transaction<Schema>): Promise<void> {
  for (const column of ['host', 'host_seen'])
    await schema.alterTable('mailer').addColumn(column, 'text').execute();
}

async function calls({ schema }: Transaction<Schema>): Promise<void> {
  await schema.alterTable('news').addColumn('actual', 'text').execute();
  for (const column of ['called', 'call_due'])
    await schema.alterTable('mailer').addColumn(column, 'text').execute();
}
