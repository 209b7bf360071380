import type { Claimed, Outbox } from '../ports/outbox.ts';
import type { Suppressions } from '../ports/people.ts';
import type { Delivering, MailParts } from './mailparts.ts';
import type { Breaker } from './breaker.ts';
import type { Connection } from './connections.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Prepare } from './attempt.ts';
import { setImmediate } from 'node:timers/promises';
import { instantOf, millis } from '../../domain/time/time.ts';
import { openAttempt } from './attempt.ts';
import { openConnections } from './connections.ts';
import { openWorker } from './worker.ts';

/**
 * Hands letters over, each effectively once: sends what is due, each letter at most once, until nothing is left
 * or `stop` is raised; answers how many letters were taken. `progress` is called for each that was taken or
 * ended.
 */
export type Deliver = (stop?: AbortSignal, progress?: () => void) => Promise<number>;

interface Dependencies extends Pick<MailParts, 'channel' | 'tokens' | 'clock' | 'log'> {
  readonly mail: Outbox & Suppressions;
  readonly breaker: Breaker;
  readonly prepare: Prepare;
  readonly how: Delivering;
}

/** Letters claimed at once: few, so that another worker finds some too. */
const batch = 20;

/** The part of `stopSeconds` in which answers are awaited; in the rest, missing ones are recorded. */
const answering = 0.8;

/** What became of one batch. */
interface Batch {
  /** How many letters were taken. */
  readonly taken: number;
  /** Whether there may be more. */
  readonly more: boolean;
}

export function openDeliver(opening: Dependencies): Deliver {
  const { mail, channel, breaker, tokens, clock, log, how } = opening;
  const connections = openConnections(channel, how.connections);
  const lease = (): Instant => instantOf(millis(clock()) + how.leaseSeconds * 1000);

  /** Undoes what refusals ended that turned out to be our own fault. */
  const makeGood = async (): Promise<void> => {
    for (const cause of breaker.wronged()) {
      const count = await mail.undo({ cause, now: clock() });
      breaker.righted(cause);
      if (count > 0) log.warn({ cause, count }, 'restored what refusals had ended');
    }
  };

  /** Claims a batch if the breaker lets any letter go, and has `work` send it. */
  const sendBatch = async (
    run: string,
    work: (claimed: readonly Claimed[], free: readonly Connection[], isTrial: boolean) => Promise<Batch>,
  ): Promise<Batch> => {
    // connections first: another run may have them all, and a claimed letter needs one
    const free = connections.take();
    const allowed = free.length === 0 ? 'none' : breaker.allows(clock());
    const isTrial = allowed === 'one';
    let claimed: readonly Claimed[] = [];
    try {
      if (allowed === 'none') return { taken: 0, more: false };
      const limit = isTrial ? 1 : batch;
      claimed = await mail.claim({ now: clock(), until: lease(), limit, isTrial, run });
    } finally {
      if (claimed.length === 0) for (const one of free) one.giveBack();
    }
    if (claimed.length > 0) return work(claimed, free, isTrial);
    if (isTrial) await withoutTrial();
    return { taken: 0, more: false };
  };

  /** A trial found no letter: if none is due, the pause ends; else the next due letter becomes the trial. */
  const withoutTrial = async (): Promise<void> =>
    (await mail.oldestDue(clock())) === undefined ? breaker.idle() : breaker.untried();

  /** Calls `late` when it is time to give up waiting for answers, after `stop`. */
  const onLate = (stop: AbortSignal | undefined, late: () => void): (() => void) => {
    const hurry = (): void => void setTimeout(late, how.stopSeconds * answering * 1000).unref();
    stop?.addEventListener('abort', hurry);
    return () => stop?.removeEventListener('abort', hurry);
  };

  return async (stop, progress = () => undefined) => {
    const id = tokens.id();
    let isLate = false;
    const attempt = openAttempt({ ...opening, cause: id, progress, isLate: () => isLate });
    const ending = (isTrial: boolean) => (): string | undefined => {
      if (stop?.aborted === true) return 'the service stopped';
      return breaker.pause && !isTrial ? 'sending paused: the mail server refuses this service' : undefined;
    };
    const renewEvery = (how.leaseSeconds * 1000) / 3;
    const workers = { ...opening, attempt, lease, renewEvery };
    const work = async (claimed: readonly Claimed[], free: readonly Connection[], isTrial: boolean) => {
      progress();
      try {
        const send = openWorker({ ...workers, ends: ending(isTrial) });
        const { hasTried, hasLeft } = await send(claimed, free);
        // it ended or was put off without a try, so the next letter is the trial
        if (isTrial && !hasTried) breaker.untried();
        return { taken: claimed.length, more: !hasLeft };
      } finally {
        await makeGood();
      }
    };
    const endLate = onLate(stop, () => {
      isLate = true;
      connections.cut();
    });
    try {
      let taken = 0;
      for (let more = true; more;) {
        if (stop?.aborted === true) break;
        const done = await sendBatch(id, work);
        taken += done.taken;
        ({ more } = done);
        // SQLite answers within this turn of the event loop, so others get their turn here
        await setImmediate();
      }
      return taken;
    } finally {
      endLate();
      connections.closeIdle();
    }
  };
}
