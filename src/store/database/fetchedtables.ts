import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** The migration that adds tables for fetched texts. */
export async function fetchedTexts({ schema }: Transaction<Schema>, postgres: boolean): Promise<void> {
  await schema
    .createTable('fetched')
    .addColumn('calendar', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('checked', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('etag', 'text')
    .addColumn('modified', 'text')
    .addColumn('bytes', postgres ? 'bytea' : 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('fetched_key', ['calendar', 'name', 'since'])
    .execute();
  await schema
    .createTable('asked')
    .addColumn('calendar', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('due', 'text', (column) => column.notNull())
    .execute();
}
