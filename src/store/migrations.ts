import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';

interface Migration {
  readonly name: string;
  readonly up: (db: Transaction<Schema>) => Promise<void>;
}

/** In their order. Databases remember how many they have: one that was released stays as it is. */
export const migrations: readonly Migration[] = [
  { name: 'accepted versions, their news, and what is held', up: firstTables },
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
