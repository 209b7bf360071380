import type { ColumnDefinitionBuilder, CreateTableBuilder, Transaction } from 'kysely';
import type { Schema } from './schema.ts';
import { sql } from 'kysely';

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

type NewTable = CreateTableBuilder<string, string>;
type Column = ColumnDefinitionBuilder;

const primary = (column: Column): Column => column.primaryKey();
const ofCalendar = (column: Column): Column => column.notNull().references('calendar.id');
const texts = (...names: readonly string[]) => columns('text', names);
const integers = (...names: readonly string[]) => columns('integer', names);
/** Texts that may be null. */
const nullable = (...names: readonly string[]) => columns('text', names, (column) => column);

function columns(
  type: 'text' | 'integer',
  names: readonly string[],
  how = (column: Column) => column.notNull(),
) {
  return (table: NewTable): NewTable => names.reduce((all, name) => all.addColumn(name, type, how), table);
}

async function firstTables({ schema }: Transaction<Schema>): Promise<void> {
  await schema.createTable('calendar').addColumn('id', 'text', primary).execute();
  await schema
    .createTable('accepted')
    .addColumn('calendar', 'text', (column) => column.primaryKey().references('calendar.id'))
    .$call(texts('revision', 'files', 'since', 'backed'))
    .execute();
  await schema
    .createTable('revision')
    .addColumn('calendar', 'text', ofCalendar)
    .$call(texts('revision', 'since'))
    .addPrimaryKeyConstraint('revision_key', ['calendar', 'revision'])
    .execute();
  await schema
    .createTable('news')
    .addColumn('calendar', 'text', ofCalendar)
    .$call(texts('key'))
    .$call(integers('position'))
    .$call(texts('when', 'since'))
    .$call(nullable('name', 'status'))
    .addPrimaryKeyConstraint('news_key', ['calendar', 'key', 'position'])
    .execute();
  await schema
    .createTable('held')
    .addColumn('calendar', 'text', ofCalendar)
    .$call(texts('revision', 'since', 'says'))
    .$call(integers('approved'))
    .addPrimaryKeyConstraint('held_key', ['calendar', 'revision'])
    .execute();
}

async function mailTables(db: Transaction<Schema>, postgres: boolean): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('subscription')
    .addColumn('id', 'text', primary)
    .$call(texts('address'))
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .$call(texts('folded', 'hash', 'state', 'wish'))
    .$call(integers('round', 'failures'))
    .$call(texts('created'))
    .$call(nullable('confirmed', 'ended'))
    .$call(texts('planned_at'))
    .$call(nullable('next_due_at'))
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
    .addColumn('hash', 'text', primary)
    .$call(texts('says', 'since'))
    .execute();
  await schema
    .createTable('announced')
    .addColumn('calendar', 'text', ofCalendar)
    .$call(texts('key'))
    .$call(integers('version'))
    .$call(nullable('when', 'before'))
    .$call(integers('was_off'))
    .$call(texts('since'))
    .$call(nullable('pending', 'pending_since'))
    .addPrimaryKeyConstraint('announced_key', ['calendar', 'key'])
    .execute();
  await schema
    .createTable('reminder')
    .$call(texts('subscription', 'calendar', 'key'))
    .$call(integers('version'))
    .$call(texts('purpose'))
    .$call(integers('lead'))
    .$call(texts('due', 'cutoff', 'state'))
    .$call(nullable('delivery'))
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
    .addColumn('id', 'text', primary)
    .$call(texts('subscription', 'kind'))
    .$call(nullable('day'))
    .$call(texts('state'))
    .$call(integers('dot', 'dots'))
    .$call(texts('due'))
    .$call(nullable('next_at'))
    .$call(texts('created'))
    .$call(nullable('ended'))
    .$call(integers('attempt', 'refusals'))
    .$call(nullable('says', 'queue_id', 'message_id', 'date'))
    .addColumn('bytes', postgres ? 'bytea' : 'blob')
    .execute();
  await schema.createIndex('outbox_next').on('outbox').column('next_at').execute();
  await schema.createIndex('outbox_of').on('outbox').columns(['subscription', 'kind']).execute();
  await schema.createIndex('outbox_state').on('outbox').column('state').execute();
  await schema
    .createTable('audit')
    .addColumn('number', postgres ? 'bigserial' : 'integer', primary)
    .$call(texts('at'))
    .$call(nullable('subscription', 'delivery'))
    .$call(texts('event', 'says'))
    .execute();
  await schema.createIndex('audit_of').on('audit').column('subscription').execute();
  await schema
    .createTable('mailer')
    .addColumn('id', 'integer', primary)
    .$call(nullable('public_url', 'system', 'secret'))
    .$call(integers('paused'))
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
    .$call(texts('id', 'calendar', 'revision', 'seen'))
    .addPrimaryKeyConstraint('replica_key', ['id', 'calendar'])
    .execute();
}

async function undoing({ schema }: Transaction<Schema>): Promise<void> {
  await schema.alterTable('suppression').addColumn('cause', 'text').execute();
  await schema
    .createTable('undo')
    .$call(texts('cause', 'subscription', 'state'))
    .$call(integers('round', 'failures'))
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

async function fetchedTexts({ schema }: Transaction<Schema>, postgres: boolean): Promise<void> {
  await schema
    .createTable('fetched')
    .$call(texts('calendar', 'name', 'since', 'checked', 'url'))
    .$call(nullable('etag', 'modified'))
    .addColumn('bytes', postgres ? 'bytea' : 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('fetched_key', ['calendar', 'name', 'since'])
    .execute();
  await schema
    .createTable('asked')
    .addColumn('calendar', 'text', primary)
    .$call(texts('at', 'due'))
    .execute();
}
