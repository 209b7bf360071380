import type { Attempt, Ready } from './attempt.ts';
import type { Breaker } from './breaker.ts';
import type { Channel, ChannelLine } from '../ports/channel.ts';
import type { Claimed } from '../ports/outbox.ts';
import type { Clock } from '../ports/clock.ts';
import type { Connection } from './connections.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Log } from '../ports/log.ts';
import type { MailStore } from '../ports/mailstore.ts';
import type { Prepare } from './prepare.ts';
import type { Tokens } from '../ports/tokens.ts';
import { setImmediate } from 'node:timers/promises';
import { instantOf, millis, plus } from '../../domain/time/time.ts';
import { openAttempt } from './attempt.ts';
import { openConnections } from './connections.ts';
import { Failure } from '../ports/failure.ts';

/** Hands letters over, each effectively once. */
export interface Deliver {
  /**
   * Sends what is due, each letter at most once, until nothing is left or `stop` is raised; answers how many
   * letters were taken. `progress` is called for each letter that was taken or ended.
   */
  run(stop?: AbortSignal, progress?: () => void): Promise<number>;
}

interface Dependencies {
  readonly mail: MailStore;
  readonly channel: Channel;
  readonly breaker: Breaker;
  readonly prepare: Prepare;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly log: Log;
  readonly how: Delivering;
}

export interface Delivering {
  /** How long a silent worker keeps its letters, in seconds. */
  readonly leaseSeconds: number;
  /** Shared by all runs. */
  readonly connections: number;
  /** What to do with a letter that a server may or may not have. */
  readonly unknown: 'replay' | 'park';
  /** After `stop`: how long until a run has ended, including the wait for answers past the last byte. */
  readonly stopSeconds: number;
}

/** Letters claimed at once: few, so that another worker finds some too. */
const batch = 20;

/** Short when no server answered, since letters should go out within seconds of its return. */
const retryAfterNoServer = 'PT5S';

/** The part of `stopSeconds` in which answers are awaited; in the rest, missing ones are recorded. */
const answering = 0.8;

/** What the letters of one run share. */
interface Run {
  readonly id: string;
  readonly attempt: Attempt;
  /** Whether its one letter tests if we are still refused. */
  isTrial: boolean;
  /** Whether any letter, or a connection for one, was tried. */
  hasTried: boolean;
  /** Why the rest of a batch goes back to the queue; `undefined` while it is sent. */
  readonly ends: () => string | undefined;
}

export function openDeliver(opening: Dependencies): Deliver {
  const { mail, channel, breaker, tokens, clock, log, how } = opening;
  const connections = openConnections(channel, how.connections);
  const lease = (): Instant => instantOf(millis(clock()) + how.leaseSeconds * 1000);

  /** Sends letters one by one over one connection; answers with the reason if nobody was there. */
  const sendLoop = async (queue: Ready[], connection: Connection, run: Run): Promise<string | undefined> => {
    const { attempt, ends } = run;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const line = ends() === undefined ? await lineOf(connection) : undefined;
        // the run may have been told to end while this waited for the line
        const why = ends();
        if (why !== undefined || line === undefined) await attempt.release(next.claimed, clock(), why ?? '');
        else if (line instanceof Failure) {
          queue.unshift(next);
          run.hasTried = true;
          if (line.permanent) breaker.unreachable(line.message, clock());
          return line.message;
        } else {
          breaker.reached();
          run.hasTried = true;
          await attempt.send(line, next);
        }
      }
      return undefined;
    } finally {
      connection.giveBack();
    }
  };

  /** Answers whether no letter was left over. */
  const deliver = async (
    claimed: readonly Claimed[],
    free: readonly Connection[],
    run: Run,
  ): Promise<boolean> => {
    const { attempt } = run;
    const claims = claimed.map(({ id, attempt: number }) => [id, number] as const);
    const renew = (): void =>
      void mail
        .renew(claims, lease())
        .catch((error: unknown) => log.error({ error: String(error) }, 'lease not renewed'));
    const leaseTimer = setInterval(renew, (how.leaseSeconds * 1000) / 3);
    const unused = new Set(free);
    try {
      const queue: Ready[] = [];
      for (const one of claimed) {
        const ready = await attempt.ready(one);
        if (ready) queue.push(ready);
      }
      const lanes = free.slice(0, queue.length);
      for (const one of lanes) unused.delete(one);
      for (const one of unused) one.giveBack();
      unused.clear();
      const ends = await Promise.allSettled(lanes.map((one) => sendLoop(queue, one, run)));
      const broken = ends.find((one) => one.status === 'rejected');
      if (broken) throw broken.reason;
      const [says] = ends.flatMap((one) => (one.status === 'fulfilled' ? (one.value ?? []) : []));
      // a server that allows fewer connections takes the letters one after another
      const left = queue.splice(0);
      for (const one of left)
        await attempt.release(one.claimed, plus(clock(), retryAfterNoServer), says ?? '');
      if (left.length > 0) log.error({ channel: channel.where, says }, 'letters wait: nobody takes them');
      return left.length === 0;
    } finally {
      clearInterval(leaseTimer);
      for (const one of unused) one.giveBack();
      await attempt.follow();
      await makeGood();
    }
  };

  /** Undoes what refusals ended that turned out to be our own fault. */
  const makeGood = async (): Promise<void> => {
    for (const cause of breaker.wronged()) {
      const count = await mail.undo({ cause, now: clock() });
      breaker.righted(cause);
      if (count > 0) log.warn({ cause, count }, 'what refusals had ended is as before');
    }
  };

  /** A trial found no letter: if none is due, the pause ends; else the next due letter becomes the trial. */
  const without = async (): Promise<void> =>
    (await mail.oldestDue(clock())) === undefined ? breaker.idle() : breaker.untried();

  /** Runs one batch: answers how many letters were taken, and whether there may be more. */
  const once = async (run: Run, progress: () => void): Promise<{ readonly taken: number; more: boolean }> => {
    // connections first: another run may have them all, and a claimed letter needs one
    const free = connections.take();
    const allowed = free.length === 0 ? 'none' : breaker.allows(clock());
    if (allowed === 'none') {
      for (const one of free) one.giveBack();
      return { taken: 0, more: false };
    }
    run.isTrial = allowed === 'one';
    run.hasTried = false;
    let claimed: readonly Claimed[] = [];
    try {
      claimed = await mail.claim({
        now: clock(),
        until: lease(),
        limit: run.isTrial ? 1 : batch,
        isTrial: run.isTrial,
        run: run.id,
      });
    } finally {
      if (claimed.length === 0) for (const one of free) one.giveBack();
    }
    if (claimed.length === 0) {
      if (run.isTrial) await without();
      return { taken: 0, more: false };
    }
    progress();
    const more = await deliver(claimed, free, run);
    // it ended or was put off without a try, so the next letter is the trial
    if (run.isTrial && !run.hasTried) breaker.untried();
    return { taken: claimed.length, more };
  };

  return {
    run: async (stop, progress = () => undefined) => {
      let isLate = false;
      const id = tokens.id();
      const attempt = openAttempt({ ...opening, cause: id, progress, isLate: () => isLate });
      const ends = (): string | undefined =>
        stop?.aborted === true
          ? 'the service stopped'
          : breaker.pause && !run.isTrial
            ? 'sending pauses: we are refused'
            : undefined;
      const run: Run = { id, attempt, ends, isTrial: false, hasTried: false };
      const cut = (): void => {
        isLate = true;
        connections.cut();
      };
      const hurry = (): void => void setTimeout(cut, how.stopSeconds * answering * 1000).unref();
      stop?.addEventListener('abort', hurry);
      try {
        let taken = 0;
        for (let more = true; more;) {
          if (stop?.aborted) break;
          const done = await once(run, progress);
          taken += done.taken;
          ({ more } = done);
          // SQLite answers within this turn of the event loop, so others get their turn here
          await setImmediate();
        }
        return taken;
      } finally {
        stop?.removeEventListener('abort', hurry);
        connections.closeIdle();
      }
    },
  };
}

/** An open line, or why there is none. */
async function lineOf(connection: Connection): Promise<ChannelLine | Failure> {
  try {
    return await connection.line();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
