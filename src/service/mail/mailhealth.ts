import type { Clock } from '../ports/clock.ts';
import type { DeliveryState } from '../ports/outbox.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Mailing } from './mailing.ts';
import { millis } from '../../domain/time/time.ts';
import { Failure } from '../ports/failure.ts';

/** How mail is doing. Silence is the worst failure, so it is what a person is called for. */
export interface MailHealth {
  readonly state: 'sending' | 'refused' | 'paused' | 'copy' | 'away';
  /** Why nothing is sent. */
  readonly says: string | null;
  readonly to: string | null;
  /** The age of the oldest letter that should have gone out; 0 when none should. */
  readonly oldestDueAgeSeconds: number;
  /** Since planning last ran to its end; `null` before that. */
  readonly wokeSecondsAgo: number | null;
  readonly letters: Readonly<Partial<Record<DeliveryState, number>>>;
  /** Letters given up after being claimed again and again in vain; `reminders retry` brings them back. */
  readonly loops: number;
  /** Whether a person should look. */
  readonly look: boolean;
}

const late = { letter: 15 * 60, wake: 5 * 60 };

const unreachable = {
  to: null,
  oldestDueAgeSeconds: 0,
  wokeSecondsAgo: null,
  letters: {},
  loops: 0,
  look: true,
};

export async function mailHealth(mailing: () => Promise<Mailing>, clock: Clock): Promise<MailHealth> {
  try {
    const mail = await mailing();
    const now = clock();
    const permission = await mail.guard.look();
    const age = (at: Instant): number => Math.max(0, (millis(now) - millis(at)) / 1000);
    const oldest = await mail.store.oldestDue(now);
    const oldestDueAgeSeconds = oldest === undefined ? 0 : age(oldest);
    const wokeSecondsAgo = mail.wake.planned === undefined ? null : age(mail.wake.planned);
    const isLate = oldestDueAgeSeconds > late.letter || (wokeSecondsAgo ?? age(mail.wake.opened)) > late.wake;
    const loops = await mail.store.countOf('loop');
    const { pause } = mail.breaker;
    const sending = pause
      ? ({ state: 'refused', says: pause.says } as const)
      : ({ state: 'sending', says: null } as const);
    return {
      ...(permission.kind === 'send' ? sending : { state: permission.kind, says: permission.says }),
      to: mail.where,
      oldestDueAgeSeconds,
      wokeSecondsAgo,
      letters: Object.fromEntries(await mail.store.counts()),
      loops,
      look: isLate || loops > 0 || pause !== undefined || permission.kind === 'copy',
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { state: 'away', says: error.message, ...unreachable };
  }
}
