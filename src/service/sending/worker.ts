import type { Claimed, Outbox } from '../ports/outbox.ts';
import type { MailParts } from './mailparts.ts';
import type { Attempt, Ready } from './attempt.ts';
import type { Breaker } from './breaker.ts';
import type { ChannelLine } from '../ports/channel.ts';
import type { Connection } from './connections.ts';
import type { Instant } from '../../domain/time/time.ts';
import { plus } from '../../domain/time/time.ts';
import { Failure } from '../ports/failure.ts';

/**
 * Sends the letters of one batch at a time, over the connections that are free: gives every connection back,
 * and records what became of every letter.
 */
export type Worker = (claimed: readonly Claimed[], free: readonly Connection[]) => Promise<BatchResult>;

interface BatchResult {
  /** Whether any letter, or a connection for one, was tried. */
  readonly hasTried: boolean;
  /** Whether some were put off because nobody took them. */
  readonly hasLeft: boolean;
}

interface Dependencies extends Pick<MailParts, 'channel' | 'clock' | 'log'> {
  readonly mail: Outbox;
  readonly breaker: Breaker;
  readonly attempt: Attempt;
  /** Until when letters that are claimed now are ours. */
  readonly lease: () => Instant;
  /** How often the lease is renewed, in milliseconds. */
  readonly renewEvery: number;
  /** Why the rest of a batch goes back to the queue; `undefined` while it is sent. */
  readonly ends: () => string | undefined;
}

/** Short when no server answered, since letters should go out within seconds of its return. */
const retryAfterNoServer = 'PT5S';

/** What became of one connection. */
interface LaneResult {
  readonly hasTried: boolean;
  /** Why nobody was there. */
  readonly says?: string;
}

export function openWorker(opening: Dependencies): Worker {
  const { mail, channel, breaker, clock, log, attempt, ends } = opening;

  /** Sends letters one by one over one connection, until the queue is empty or nobody is there. */
  const sendOver = async (connection: Connection, queue: Ready[]): Promise<LaneResult> => {
    let hasTried = false;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const line = ends() === undefined ? await lineOf(connection) : undefined;
        // the run may have been told to end while this waited for the line
        const why = ends();
        if (why !== undefined || line === undefined) {
          await attempt.release(next.claimed, clock(), why ?? '');
          continue;
        }
        hasTried = true;
        if (line instanceof Failure) {
          queue.unshift(next);
          if (line.permanent) breaker.unreachable(line.message, clock());
          return { hasTried, says: line.message };
        }
        breaker.reached();
        await attempt.send(line, next);
      }
      return { hasTried };
    } finally {
      connection.giveBack();
    }
  };

  /** A server that allows fewer connections takes the letters one after another; what is left waits. */
  const sendAll = async (queue: Ready[], lanes: readonly Connection[]): Promise<BatchResult> => {
    const settled = await Promise.allSettled(lanes.map((one) => sendOver(one, queue)));
    const done = settled.map((one) => {
      if (one.status === 'rejected') throw one.reason;
      return one.value;
    });
    const says = done.find((one) => one.says !== undefined)?.says;
    const left = queue.splice(0);
    for (const { claimed } of left)
      await attempt.release(claimed, plus(clock(), retryAfterNoServer), says ?? '');
    if (left.length > 0) log.error({ channel: channel.where, says }, 'email waits: no mail server takes it');
    return { hasTried: done.some(({ hasTried }) => hasTried), hasLeft: left.length > 0 };
  };

  const readied = async (claimed: readonly Claimed[]): Promise<Ready[]> => {
    const queue: Ready[] = [];
    for (const one of claimed) {
      const ready = await attempt.ready(one);
      if (ready) queue.push(ready);
    }
    return queue;
  };

  /** Keeps letters ours for as long as something is done with them. */
  const whileOurs = async <T>(claimed: readonly Claimed[], act: () => Promise<T>): Promise<T> => {
    const claims = claimed.map(({ id, attempt: number }) => [id, number] as const);
    const renew = (): void =>
      void mail
        .renew(claims, opening.lease())
        .catch((error: unknown) => log.error({ error: String(error) }, 'lease not renewed'));
    const timer = setInterval(renew, opening.renewEvery);
    try {
      return await act();
    } finally {
      clearInterval(timer);
    }
  };

  return async (claimed, free) => {
    const unused = new Set(free);
    const giveBack = (): void => {
      for (const one of unused) one.giveBack();
      unused.clear();
    };
    try {
      return await whileOurs(claimed, async () => {
        const queue = await readied(claimed);
        const lanes = free.slice(0, queue.length);
        for (const one of lanes) unused.delete(one);
        giveBack();
        return sendAll(queue, lanes);
      });
    } finally {
      giveBack();
      await attempt.follow();
    }
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
