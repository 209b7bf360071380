import type { Breaker } from './breaker.ts';
import type { Fault } from '../../domain/reminders/fault.ts';
import type { ServerReply } from '../../domain/reminders/delivery.ts';
import type { Channel, ChannelLine } from '../ports/channel.ts';
import type { Claimed, Finished, Frozen, Outcome } from '../ports/outbox.ts';
import type { Clock } from '../ports/clock.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Log } from '../ports/log.ts';
import type { MailStore } from '../ports/mailstore.ts';
import type { Prepare } from './prepare.ts';
import type { Tokens } from '../ports/tokens.ts';
import { setTimeout } from 'node:timers/promises';
import { faultOf } from '../../domain/reminders/fault.ts';
import { fateOf } from '../../domain/reminders/delivery.ts';
import { instantOf, millis, plus } from '../../domain/time/time.ts';
import { Failure } from '../ports/failure.ts';
import { mostClaims } from '../ports/outbox.ts';

/** A letter that can be sent now. */
export interface Ready {
  readonly claimed: Claimed;
  readonly frozen: Frozen;
}

/** What is done to one claimed letter, and written down of it. */
export interface Attempt {
  /** What can be sent of it; `undefined` where it came to another end, or is another worker's. */
  ready(claimed: Claimed): Promise<Ready | undefined>;
  /** Sends it, and writes down what became of it. */
  send(line: ChannelLine, ready: Ready): Promise<void>;
  /** Back to the queue, as if it had never been taken. */
  release(claimed: Claimed, at: Instant, says: string): Promise<void>;
  /** Writes down what depends on the letters that were brought to an end. */
  follow(): Promise<void>;
}

interface Dependencies {
  readonly mail: MailStore;
  readonly channel: Channel;
  readonly prepare: Prepare;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly log: Log;
  readonly breaker: Breaker;
  /** The run's id: what its refusals do can be undone by it. */
  readonly cause: string;
  readonly how: {
    readonly leaseSeconds: number;
    /** What becomes of a letter that a server may have or not have. */
    readonly unknown: 'replay' | 'park';
  };
  /** Told whenever a letter came to an end. */
  readonly progress: () => void;
  /** Whether it is too late to wait for a database that is away. */
  readonly isLate: () => boolean;
}

/** So long before what it tells is over a letter is tried whatever its domain said before. */
const lastTryMs = 30 * 60_000;

/** What a server that is near takes to answer, in milliseconds. */
const replyGraceMs = 5;

/** What a server says often names whom it was written to; a log names nobody. */
function nameless(says: string): string {
  return says.slice(0, 300).replaceAll(/[^\s<>]+@[^\s<>]+/g, '...');
}

export function openAttempt(opening: Dependencies): Attempt {
  const { mail, prepare, tokens, clock, log, breaker, cause, how, progress, isLate } = opening;

  /** What a server said must be written down, also while the database is away for a moment. */
  const untilStored = async <T>(act: () => Promise<T>): Promise<T> => {
    for (let tries = how.leaseSeconds * 10; ; tries--) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof Failure) || tries <= 0 || isLate()) throw error;
      }
      await setTimeout(100);
    }
  };

  const finished: Finished[] = [];
  const finish = async ({ id, attempt, kind, subscription }: Claimed, outcome: Outcome): Promise<void> => {
    const now = clock();
    const isOurs = await untilStored(() => mail.recordOutcome(id, attempt, outcome, now));
    progress();
    const { state, says } = outcome;
    if (isOurs) finished.push({ id, subscription, outcome, now });
    if (isOurs) log.info({ delivery: id, kind, state, says: nameless(says) }, 'letter');
    else log.warn({ delivery: id, kind, state }, 'letter was taken by another worker');
  };

  /** One that cannot be written must not keep the others waiting. */
  const prepareOrRequeue = async (claimed: Claimed): ReturnType<Prepare> => {
    try {
      return await prepare(claimed, clock());
    } catch (error) {
      if (error instanceof Failure) throw error;
      const says = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error({ delivery: claimed.id, error: says }, 'letter cannot be written');
      const why = `cannot be written: ${String(error)}`;
      return { outcome: { state: 'queued', at: plus(clock(), 'PT10M'), says: why, because: 'waits' } };
    }
  };

  const release: Attempt['release'] = (claimed, at, says) =>
    finish(claimed, { state: 'queued', at, says, because: 'away' });

  /** A domain that refuses by its policy is left alone for a while, but for a last time before what is told is over. */
  const isPutOff = async (claimed: Claimed): Promise<boolean> => {
    const [domain, now] = [domainOf(claimed), clock()];
    const until = breaker.waits(domain, now);
    if (until === undefined) return false;
    const [soonest] = claimed.tellings.flatMap(({ cutoff }) => (cutoff > now ? [cutoff] : [])).toSorted();
    const last = soonest === undefined ? undefined : instantOf(millis(soonest) - lastTryMs);
    if (last !== undefined && last < until && last <= now) return false;
    const at = last !== undefined && last < until ? last : until;
    await release(claimed, at, `${domain} refuses by its policy: later`);
    return true;
  };

  /** Whose fault it is, where a server refused for good. */
  const faultIn = (reply: ServerReply, domain: string, now: Instant): Fault | undefined => {
    if (reply.kind === 'taken') breaker.taken(domain, now);
    if (reply.kind !== 'refused' || reply.code < 500) return undefined;
    return breaker.refused({ fault: faultOf(reply), domain, says: nameless(reply.says), cause, now });
  };

  /** Letters whose last byte was sent, until they are written down. */
  const awaitingReply = new Set<Promise<void>>();

  return {
    ready: async (claimed) => {
      if (claimed.claims >= mostClaims) {
        const says = `taken ${claimed.claims} times, and no server or network ever answered; last: ${claimed.says ?? 'nothing'}`;
        log.error({ delivery: claimed.id, says: nameless(says) }, 'letter goes round in a loop');
        await finish(claimed, { state: 'failed', says, blames: 'nobody', cause: 'loop' });
        return undefined;
      }
      if (await isPutOff(claimed)) return undefined;
      const prepared = await prepareOrRequeue(claimed);
      if ('outcome' in prepared) await finish(claimed, prepared.outcome);
      else if (prepared.frozen) return { claimed, frozen: prepared.frozen };
      return undefined;
    },
    send: async (line, { claimed, frozen }) => {
      // another of its domain may have been refused meanwhile
      if (await isPutOff(claimed)) return;
      const { id, attempt, of } = claimed;
      let written = (): void => undefined;
      const gate = async (): Promise<boolean> => {
        // to write this down would keep the answer to another letter waiting, which a kill would then leave unknown
        await Promise.race([Promise.all(awaitingReply), setTimeout(replyGraceMs)]);
        const own = new Promise<void>((resolve) => {
          written = () => {
            awaitingReply.delete(own);
            resolve();
          };
        });
        awaitingReply.add(own);
        return mail.commitLastByte(id, attempt, instantOf(millis(clock()) + how.leaseSeconds * 1000));
      };
      try {
        const reply = await line.send({ id, to: of.address, bytes: frozen.bytes, gate });
        const replay = how.unknown === 'replay' && claimed.doubts === 0;
        const now = clock();
        const fault = faultIn(reply, domainOf(claimed), now);
        const dice = { refusals: claimed.refusals, chance: tokens.chance() };
        const fate = fateOf(reply, { now, ...dice, replay, fault, cause });
        if (fate) await finish(claimed, fate);
      } finally {
        written();
      }
    },
    release,
    follow: async () => {
      const done = [...finished];
      if (done.length > 0) await untilStored(() => mail.recordEffects(done));
      finished.splice(0, done.length);
    },
  };
}

function domainOf({ of: { address } }: Claimed): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
