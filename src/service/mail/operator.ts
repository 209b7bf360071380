import type { MailParts } from '../sending/mailparts.ts';
import type { Ownership } from '../ports/ownership.ts';
import type { Instant } from '../../domain/time/time.ts';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { staleness } from '../../domain/cycle/stale.ts';
import { plus } from '../../domain/time/time.ts';
import { Failure } from '../ports/failure.ts';

/**
 * Tells the operator of the service that a calendar is stale, once a week while it is and once for all
 * processes of a database; tries later if no server takes the letter.
 */
export type TellOperator = (stop: AbortSignal) => Promise<void>;

interface Dependencies extends Omit<MailParts, 'tokens'> {
  readonly mail: Ownership;
  /** Where the letter goes; `undefined` for nowhere. */
  readonly operator: string | undefined;
}

/** In milliseconds: planning waits for it, so a slower server is tried later. */
const patience = 30_000;
const week = 'P7D';
const again = 'PT15M';

export function openOperator(opening: Dependencies): TellOperator {
  const { mail, catalog, channel, clock, log, publicUrl, operator } = opening;
  let rests: Instant | undefined;
  const send = async (to: string, calendars: readonly Old[], stop: AbortSignal): Promise<Sent> => {
    const now = clock();
    const letter = { kind: 'stale', to, at: now, html: false, home: `${publicUrl}/`, calendars } as const;
    // equal for letters of one day, so that mailboxes fold repeats
    const about = createHash('sha256')
      .update(`stale ${publicUrl} ${now.slice(0, 10)}`)
      .digest('hex')
      .slice(0, 32);
    const { bytes } = await channel.compose(letter, { about, date: now });
    const line = await channel.open();
    let [isLate, isPast] = [false, false];
    const gate = (): Promise<boolean> => {
      isPast = !isLate && !stop.aborted;
      return Promise.resolve(isPast);
    };
    try {
      const sent = line.send({ id: about, to, bytes, gate });
      const late = setTimeout(patience, { kind: 'late' as const }, { ref: false, signal: stop });
      const reply = await Promise.race([sent, late.catch(() => ({ kind: 'late' as const }))]);
      isLate = reply.kind === 'late';
      if (reply.kind === 'taken') log.info({ calendars: calendars.map(({ id }) => id) }, 'operator notified');
      else log.error({ ...reply }, 'operator not notified');
      // after the last byte a server may have it: a week without is better than one every quarter of an hour
      return reply.kind === 'taken' || (isPast && reply.kind !== 'refused') ? 'maybe' : 'not';
    } catch (error) {
      if (!isPast) throw error;
      log.error({ error: String(error) }, 'operator not notified');
      return 'maybe';
    } finally {
      line.close();
    }
  };
  return async (stop) => {
    const now = clock();
    if (operator === undefined || (rests !== undefined && now < rests)) return;
    const calendars = catalog.calendars().flatMap((one) => {
      const stale = staleness(one, now);
      return stale ? [{ id: one.id, title: one.title, ...stale }] : [];
    });
    if (calendars.length === 0) return;
    rests = plus(now, again);
    if (!(await mail.claimOperatorLetter({ now, every: week }))) return;
    try {
      if ((await send(operator, calendars, stop)) === 'not') await mail.releaseOperatorLetter();
    } catch (error) {
      // the last byte was never sent
      await mail.releaseOperatorLetter();
      if (!(error instanceof Failure)) throw error;
      log.error({ says: error.message }, 'operator not notified');
    }
  };
}

/** Whether the letter may have arrived. */
type Sent = 'maybe' | 'not';

interface Old {
  readonly id: string;
  readonly title: string;
  readonly since: Instant;
  readonly why: string;
}
