import type { Ownership } from '../../service/ports/ownership.ts';
import type { PortTable } from '../database/database.ts';
import { plus } from '../../domain/time/time.ts';
import { reads, updates, writes } from '../database/database.ts';

/** A host not seen for `lasts` is considered gone; a live one reports every `again`. */
const held = { lasts: 'PT2M', again: 'PT30S' };

/** The one row of the sending side. */
export const mailerTable: PortTable<Ownership> = {
  mailer: reads(async ({ db }) => {
    const row = await db.selectFrom('mailer').selectAll().where('id', '=', 1).executeTakeFirstOrThrow();
    const { public_url: publicUrl, system, secret, paused } = row;
    const isOwned = publicUrl !== null && system !== null && secret !== null;
    return { owner: isOwned ? { publicUrl, system, secret } : undefined, isPaused: paused === 1 };
  }),
  system: reads(({ system }) => system()),
  claimOwnership: writes(async ({ db }, { publicUrl, system, secret }) => {
    await db.updateTable('mailer').set({ public_url: publicUrl, system, secret }).execute();
  }),
  pause: writes(async ({ db }, isPaused) => {
    const paused = isPaused ? 1 : 0;
    await db.updateTable('mailer').set({ paused }).execute();
  }),
  // a single statement, so that one caller wins; a letter in the future (clock set back) does not block
  claimOperatorLetter: writes(({ db }, { now, every }) =>
    updates(
      db
        .updateTable('mailer')
        .set({ called: now, call_due: plus(now, every) })
        .where((row) =>
          row.or([row('call_due', 'is', null), row('call_due', '<=', now), row('called', '>', now)]),
        ),
    ),
  ),
  releaseOperatorLetter: writes(async ({ db }) => {
    await db.updateTable('mailer').set({ called: null, call_due: null }).execute();
  }),
  hold: writes(async ({ db, postgres }, { host, now, isTaken = false }) => {
    if (postgres) return undefined;
    const row = await db.selectFrom('mailer').select(['host', 'host_seen']).executeTakeFirstOrThrow();
    const until = (lasts: string): boolean =>
      row.host_seen !== null && row.host_seen <= plus(now, held.lasts) && now < plus(row.host_seen, lasts);
    if (row.host === host && until(held.again)) return undefined;
    if (row.host !== null && row.host !== host && until(held.lasts) && !isTaken) return { by: row.host };
    await db.updateTable('mailer').set({ host, host_seen: now }).execute();
    return undefined;
  }),
};
