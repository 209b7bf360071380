import type { Letters, Outbox } from '../ports/outbox.ts';
import type { MailParts } from '../sending/mailparts.ts';
import type { Deliver } from '../sending/deliver.ts';
import type { Guard } from './guard.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { TellOperator } from './operator.ts';
import type { Remind } from './remind.ts';
import { instantOf, millis } from '../../domain/time/time.ts';

/** What a clock triggers; what is due is read from the database, so a sleep loses nothing. */
export interface Wake {
  /** Plans what is due; every minute, and once at the start. `progress` is called after every batch. */
  plan(stop: AbortSignal, progress?: () => void): Promise<void>;
  /** Sends what is planned; every few seconds. `progress` is called for every letter. */
  deliver(stop: AbortSignal, progress?: () => void): Promise<void>;
  /** When planning last ran to its end. */
  readonly planned: Instant | undefined;
  /** Since when planning could have run. */
  readonly opened: Instant;
}

interface Dependencies extends Pick<MailParts, 'clock' | 'log'> {
  readonly mail: Outbox & Letters;
  readonly guard: Guard;
  readonly remind: Remind;
  readonly deliver: Deliver;
  readonly tellOperator: TellOperator;
  readonly retentionDays: number;
}

const dayMs = 86_400_000;

export function openWake(opening: Dependencies): Wake {
  const { mail, guard, remind, deliver, clock, log, tellOperator, retentionDays } = opening;
  let planned: Instant | undefined;
  let pruned = '';
  const prune = async (now: Instant): Promise<void> => {
    const day = now.slice(0, 10);
    if (day === pruned) return;
    await mail.catchUp(now);
    const count = await mail.prune(instantOf(millis(now) - retentionDays * dayMs));
    pruned = day;
    if (count > 0) log.info({ count }, 'old email removed');
  };
  const opened = clock();
  return {
    opened,
    get planned() {
      return planned;
    },
    plan: async (stop, progress) => {
      const now = clock();
      if ((await guard.look()).kind === 'send') {
        const count = await remind.plan(now, { stop, progress });
        if (count > 0) log.info({ subscriptions: count }, 'planned');
        await prune(now);
        await tellOperator(stop);
      }
      planned = now;
    },
    deliver: async (stop, progress) => {
      if ((await guard.look()).kind === 'send') await deliver(stop, progress);
    },
  };
}
