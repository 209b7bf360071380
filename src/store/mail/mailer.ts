import type { Database } from '../database/database.ts';
import type { MailStore, Mailer, Owner } from '../../service/ports/mailstore.ts';
import { plus } from '../../domain/time/time.ts';

export async function mailer({ db }: Database): Promise<Mailer> {
  const row = await db.selectFrom('mailer').selectAll().where('id', '=', 1).executeTakeFirstOrThrow();
  const { public_url: publicUrl, system, secret, paused } = row;
  const owner =
    publicUrl !== null && system !== null && secret !== null ? { publicUrl, system, secret } : undefined;
  return { owner, isPaused: paused === 1 };
}

export async function own({ db }: Database, { publicUrl, system, secret }: Owner): Promise<void> {
  await db.updateTable('mailer').set({ public_url: publicUrl, system, secret }).where('id', '=', 1).execute();
}

export async function pause({ db }: Database, isPaused: boolean): Promise<void> {
  await db
    .updateTable('mailer')
    .set({ paused: isPaused ? 1 : 0 })
    .where('id', '=', 1)
    .execute();
}

/** A single statement, so that one caller wins. A call in the future (clock set back) does not block. */
export async function claimCall(
  { db }: Database,
  { now, every }: Parameters<MailStore['claimOperatorLetter']>[0],
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('mailer')
    .set({ called: now, call_due: plus(now, every) })
    .where((row) =>
      row.or([row('call_due', 'is', null), row('call_due', '<=', now), row('called', '>', now)]),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function dropCall({ db }: Database): Promise<void> {
  await db.updateTable('mailer').set({ called: null, call_due: null }).execute();
}

/** A host not seen for `lasts` is considered gone; a live one reports every `again`. */
const held = { lasts: 'PT2M', again: 'PT30S' };

export async function holdFile(
  { db, postgres }: Database,
  { host, now, isTaken = false }: Parameters<MailStore['hold']>[0],
): Promise<{ readonly by: string } | undefined> {
  if (postgres) return undefined;
  const row = await db.selectFrom('mailer').select(['host', 'host_seen']).executeTakeFirstOrThrow();
  const until = (lasts: string): boolean =>
    row.host_seen !== null && row.host_seen <= plus(now, held.lasts) && now < plus(row.host_seen, lasts);
  if (row.host === host && until(held.again)) return undefined;
  if (row.host !== null && row.host !== host && until(held.lasts) && !isTaken) return { by: row.host };
  await db.updateTable('mailer').set({ host, host_seen: now }).execute();
  return undefined;
}
