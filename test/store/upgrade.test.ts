import assert from 'node:assert/strict';
import type { Place } from '../mail/database.ts';
import type { Database } from '../../src/store/database/database.ts';
import { calendarOf, freeze, withOffice } from '../mail/office.ts';
import { mkdirSync } from 'node:fs';
import { onEachDatabase } from '../mail/database.ts';
import { migrations } from '../../src/store/database/migrations.ts';
import { openPostgres } from '../../src/store/database/postgres.ts';
import { openSqlite } from '../../src/store/database/sqlite.ts';
import { watch } from '../service/replica.ts';

const using = { replica: 'old', readOnly: false };

async function opened({ env }: Place): Promise<Database> {
  const { DATABASE_URL: url, DATA_DIR: folder = '' } = env;
  mkdirSync(folder, { recursive: true });
  return url === undefined ? openSqlite(folder, using) : openPostgres(url, 'PostgreSQL', using);
}

/** The tables as the version of that number left them. */
async function tablesOf(place: Place, version: number): Promise<void> {
  const database = await opened(place);
  await database.db.transaction().execute(async (trx) => {
    await trx.schema
      .createTable('release_calendar_migration')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .execute();
    for (const [index, { name, up }] of migrations.slice(0, version).entries()) {
      await up(trx, database.postgres);
      await trx
        .insertInto('release_calendar_migration')
        .values({ number: index + 1, name })
        .execute();
    }
  });
  await database.db.destroy();
}

const wish = { calendars: ['one'], leads: [7], zone: 'UTC', hour: 9, changes: true, html: true };

onEachDatabase((inPlace) => {
  describe('a database of the version that had the first letters', () => {
    it('is brought up: who had heard of a change hears of it no more, who had not does, and nothing is lost', () =>
      inPlace(async (place) => {
        await tablesOf(place, 2);
        const when = (day: string): string => `'${JSON.stringify({ kind: 'day', day, zone: 'UTC' })}'`;
        await place.query(`insert into calendar (id) values ('one')`);
        await place.query(
          `insert into announced (calendar, key, version, "when", before, was_off, since, pending, pending_since)
           values ('one', '1.30/code-freeze', 1, ${when('2026-03-27')}, ${when('2026-03-20')}, 0, '2026-03-01T10:00:00.000Z', null, null)`,
        );
        const people = [
          ['told', '2026-03-01T10:01:00.000Z'],
          ['late', '2026-03-01T09:59:00.000Z'],
        ];
        for (const [name, planned] of people)
          await place.query(
            `insert into subscription (id, address, key, folded, hash, state, wish, round, failures, created, confirmed, planned_at, next_due_at)
             values ('${name}', '${name}@example.org', '${name}@example.org', '${name}', '${name}', 'active', '${JSON.stringify(wish)}', 1, 0,
               '2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '${planned}', '2026-03-20T09:00:00.000Z')`,
          );

        await withOffice(
          place,
          { files: calendarOf(freeze('2026-03-27')), clock: watch('2026-03-01T10:02Z') },
          async (office) => {
            await office.ring();
            const first = (await office.post()).map(({ to, subject }) => `${to} ${subject.split(':')[0]}`);
            office.sleepUntil('2026-03-20T09:00Z');
            await office.ring();
            const second = (await office.post()).map(({ to, subject }) => `${to} ${subject.split(':')[0]}`);

            assert.deepEqual(first, ['late@example.org Moved']);
            assert.deepEqual(second.toSorted(), ['late@example.org In 7 days', 'told@example.org In 7 days']);
          },
        );
      }));
  });
});
