import type { Environment } from '../../src/runtime/config.ts';
import type { Files } from '../service/folder.ts';
import type { Place } from '../mail/database.ts';
import { join } from 'node:path';
import { withStores } from '../store/place.ts';
import { write } from '../service/folder.ts';

/** A deadline so many days from the real now. */
export function soon(days: number): Files {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return {
    'one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\n',
    'one/1.0.yaml': `release: "1.0"\nmilestones:\n  - name: Code Freeze\n    kind: freeze\n    when: ${day}\n`,
  };
}

const wish = { calendars: ['one'], leads: [7], zone: 'UTC', hour: 9, changes: true, html: true };

/** Subscriptions that were planned last a month ago, in a database that was migrated. */
export async function crowd({ query, postgres }: Place, count: number): Promise<void> {
  const [rows, hex] = postgres
    ? [`select i from generate_series(1, ${count}) i`, "lpad(to_hex(i), 32, '0')"]
    : [
        `with recursive s(i) as (select 1 union all select i + 1 from s where i < ${count}) select i from s`,
        "printf('%032x', i)",
      ];
  const ago = new Date(Date.now() - 30 * 86_400_000).toISOString();
  const address = "'reader-' || i || '@example.org'";
  await query(
    `insert into subscription (id, address, key, folded, hash, state, wish, round, failures, created, confirmed, planned_at, next_due_at)
     select ${hex}, ${address}, ${address}, ${address}, 'hash-' || i, 'active', '${JSON.stringify(wish)}', 1, 0, '${ago}', '${ago}', '${ago}', '${ago}'
     from (${rows}) as numbers`,
  );
}

/** A crowd that is to be reminded now, in a place whose service has the settings that are answered. */
export async function waiting(place: Place, count: number, env: Environment): Promise<Environment> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = place.env;
  await withStores({ databaseUrl, dataDir }, 1, (store) => store.migrate());
  await crowd(place, count);
  write(join(place.folder, 'calendars'), soon(5));
  return {
    ...{ ...place.env, CALENDARS_DIR: join(place.folder, 'calendars'), WATCH: 'off', LOG_LEVEL: 'error' },
    ...{ PUBLIC_URL: 'https://calendar.example.org', HOST: '127.0.0.1', PORT: '0', DRAIN_SECONDS: '0' },
    ...env,
  };
}
