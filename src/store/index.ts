import { join } from 'node:path';
import type { Database, Using } from './database/database.ts';
import type { Lazy } from './lazily.ts';
import type { Texts } from '../service/ports/texts.ts';
import type { Store } from '../service/ports/store.ts';
import { expected } from '../domain/problem/expected.ts';
import { Failure } from '../service/ports/failure.ts';
import { announcedTable } from './mail/announcedtable.ts';
import { fetchedTable } from './calendars/textstable.ts';
import { lazily, portOf } from './lazily.ts';
import { letterTable } from './mail/lettertable.ts';
import { mailerTable } from './mail/mailertable.ts';
import { outboxTable } from './mail/outboxtable.ts';
import { peopleTable } from './mail/peopletable.ts';
import { planTable } from './mail/plantable.ts';
import { quote } from '../domain/problem/suggestion.ts';
import { suppressionTable } from './mail/suppressiontable.ts';
import { versionTable } from './calendars/versiontable.ts';

interface DatabaseAddress {
  /** The URL of a PostgreSQL; when `undefined`, SQLite in `dataDir` is used. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/**
 * Opens the database on the first call, and tries again on the next if that fails; drivers are loaded then
 * too, so that commands without a store do not wait for them. Throws a Failure for an invalid URL.
 */
export function openStore(place: DatabaseAddress, using: Partial<Using> = {}): Store {
  const { where, trouble, opened, close, carryOut } = openLazily(place, using);
  return {
    ...{ where, trouble, close, migrate: opened },
    ...portOf(versionTable, carryOut),
    texts: portOf(fetchedTable, carryOut),
    mail: {
      ...portOf(peopleTable, carryOut),
      ...portOf(suppressionTable, carryOut),
      ...portOf(announcedTable, carryOut),
      ...portOf(planTable, carryOut),
      ...portOf(outboxTable, carryOut),
      ...portOf(letterTable, carryOut),
      ...portOf(mailerTable, carryOut),
    },
  };
}

/** Fetched texts, for a command without a store: each call opens the database and closes it. */
export function openTexts(place: DatabaseAddress): Texts {
  return portOf(fetchedTable, async (act, args) => {
    const { carryOut, close } = openLazily(place, { readOnly: !act.isWrite });
    try {
      return await carryOut(act, args);
    } finally {
      await close();
    }
  });
}

function openLazily(
  { databaseUrl, dataDir }: DatabaseAddress,
  { replica = String(process.pid), readOnly = false }: Partial<Using>,
): Lazy {
  const where = databaseUrl === undefined ? join(dataDir, 'release-calendar.sqlite') : nameOf(databaseUrl);
  const open = async (): Promise<Database> => {
    const { checkTables, migrate } = await import('./database/migrate.ts');
    const { openSqlite } = await import('./database/sqlite.ts');
    const { openPostgres } = await import('./database/postgres.ts');
    const database =
      databaseUrl === undefined
        ? await openSqlite(dataDir, { replica, readOnly })
        : openPostgres(databaseUrl, where, { replica, readOnly });
    try {
      await database.run(() => (readOnly ? checkTables(database) : migrate(database)));
    } catch (error) {
      await database.db.destroy();
      throw error;
    }
    return database;
  };
  return lazily({ where, readOnly, open });
}

const wanted = 'postgres://user:password@host:port/database';

/** Without the password, which is never printed. Throws a Failure for an invalid URL. */
function nameOf(databaseUrl: string): string {
  const url = URL.canParse(databaseUrl) ? new URL(databaseUrl) : undefined;
  // a / or # in a password puts its rest into path or hash
  if (!url || `${url.pathname}${url.hash}`.includes('@')) {
    const encoded = `${wanted}, with special characters encoded, such as %40 for @`;
    throw new Failure(`DATABASE_URL: ${expected(encoded, 'something else')}`);
  }
  if (!/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Failure(`DATABASE_URL: ${expected(wanted, quote(url.protocol))}`);
  }
  const host = url.searchParams.get('host') ?? (url.hostname || 'localhost');
  return `PostgreSQL at ${host}${url.port && `:${url.port}`}${url.pathname}`;
}
