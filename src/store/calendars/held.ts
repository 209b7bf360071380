import type { Database } from '../database/database.ts';
import type { Held, Store } from '../../service/ports/store.ts';
import { lockedRevision } from './accepted.ts';

/** A slow replica must not hold what is accepted meanwhile. */
export async function holdRevision(
  { db, postgres }: Database,
  { calendar, revision, since, says }: Parameters<Store['hold']>[0],
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if ((await lockedRevision(trx, calendar, postgres)) === revision) return;
    await trx
      .insertInto('held')
      .values({ calendar, revision, since, says, approved: 0 })
      .onConflict((row) => row.doNothing())
      .execute();
  });
}

export async function held({ db }: Database): Promise<readonly Held[]> {
  const rows = await db
    .selectFrom('held')
    .selectAll()
    .orderBy('since')
    .orderBy('calendar')
    .orderBy('revision')
    .execute();
  return rows.map((row) => ({ ...row, approved: row.approved === 1 }));
}

export async function approve({ db }: Database, revision: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('held')
    .set({ approved: 1 })
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
