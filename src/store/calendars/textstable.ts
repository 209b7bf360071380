import type { PortTable } from '../database/database.ts';
import type { Texts } from '../../service/ports/texts.ts';
import { plus } from '../../domain/time/time.ts';
import { atomically, reads, updates, writes } from '../database/database.ts';

/** Fetched texts. */
export const fetchedTable: PortTable<Texts> = {
  of: reads(async ({ db }, calendar) => {
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
  }),
  save: atomically(async ({ trx }, calendar, texts) => {
    const kept = new Set(texts.map(({ name, since }) => `${name} ${since}`));
    const own = trx.selectFrom('fetched').select(['name', 'since']).where('calendar', '=', calendar);
    for (const { name, since } of await own.execute()) {
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
  }),
  // a single update, so that one caller wins; a time in the future (clock set back) does not block
  claim: writes(async ({ db }, calendar, now, every) => {
    await db
      .insertInto('asked')
      .values({ calendar, at: '', due: '' })
      .onConflict((row) => row.column('calendar').doNothing())
      .execute();
    return updates(
      db
        .updateTable('asked')
        .set({ at: now, due: plus(now, every) })
        .where('calendar', '=', calendar)
        .where((row) => row.or([row('due', '<=', now), row('at', '>', now)])),
    );
  }),
};
