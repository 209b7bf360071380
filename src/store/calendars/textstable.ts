import type { Database } from '../database/database.ts';
import type { FetchedText, Texts } from '../../service/ports/texts.ts';
import type { Instant } from '../../domain/time/time.ts';
import { plus } from '../../domain/time/time.ts';

/** Fetched texts in a database. */
export function rememberTexts({ db, run }: Database): Texts {
  return {
    of: (calendar) => run(() => textsOf(db, calendar)),
    save: (calendar, texts) => run(() => save(db, calendar, texts)),
    claim: (calendar, now, every) => run(() => claim(db, { calendar, now, every })),
  };
}

async function textsOf(db: Database['db'], calendar: string): Promise<readonly FetchedText[]> {
  const rows = await db
    .selectFrom('fetched')
    .selectAll()
    .where('calendar', '=', calendar)
    .orderBy('since')
    .orderBy('name')
    .execute();
  return rows.map(({ etag, modified, ...facts }) => ({
    ...facts,
    ...(etag !== null && { etag }),
    ...(modified !== null && { modified }),
  }));
}

async function save(db: Database['db'], calendar: string, texts: readonly FetchedText[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const kept = new Set(texts.map(({ name, since }) => `${name} ${since}`));
    const rows = await trx
      .selectFrom('fetched')
      .select(['name', 'since'])
      .where('calendar', '=', calendar)
      .execute();
    for (const { name, since } of rows) {
      if (kept.has(`${name} ${since}`)) continue;
      await trx
        .deleteFrom('fetched')
        .where('calendar', '=', calendar)
        .where('name', '=', name)
        .where('since', '=', since)
        .execute();
    }
    for (const { etag = null, modified = null, bytes, ...facts } of texts)
      await trx
        .insertInto('fetched')
        .values({ ...facts, etag, modified, bytes: Buffer.from(bytes) })
        .onConflict((row) =>
          row
            .columns(['calendar', 'name', 'since'])
            .doUpdateSet({ url: facts.url, checked: facts.checked, etag, modified }),
        )
        .execute();
  });
}

interface Claim {
  readonly calendar: string;
  readonly now: Instant;
  readonly every: string;
}

/** A single statement, so that one caller wins. A time in the future (clock set back) does not block. */
async function claim(db: Database['db'], { calendar, now, every }: Claim): Promise<boolean> {
  await db
    .insertInto('asked')
    .values({ calendar, at: '', due: '' })
    .onConflict((row) => row.column('calendar').doNothing())
    .execute();
  const { numUpdatedRows } = await db
    .updateTable('asked')
    .set({ at: now, due: plus(now, every) })
    .where('calendar', '=', calendar)
    .where((row) => row.or([row('due', '<=', now), row('at', '>', now)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
