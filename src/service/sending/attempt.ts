import type { Delivering, MailParts } from './mailparts.ts';
import type { Breaker } from './breaker.ts';
import type { Fault } from '../../domain/reminders/fault.ts';
import type { ServerReply } from '../../domain/reminders/delivery.ts';
import type { ChannelLine } from '../ports/channel.ts';
import type { Claimed, Finished, Frozen, Outbox, Outcome } from '../ports/outbox.ts';
import type { Instant } from '../../domain/time/time.ts';
import { setTimeout } from 'node:timers/promises';
import { faultOf } from '../../domain/reminders/fault.ts';
import { fateOf } from '../../domain/reminders/delivery.ts';
import { instantOf, millis, plus } from '../../domain/time/time.ts';
import { Failure } from '../ports/failure.ts';
import { mostClaims } from '../ports/outbox.ts';

/** The bytes to send, or the outcome instead; no bytes when it is another worker's letter. */
export type Prepared = { readonly frozen: Frozen | undefined } | { readonly outcome: Outcome };

/** Checks a letter before every attempt, and composes its bytes if they are missing or outdated. */
export type Prepare = (claimed: Claimed, now: Instant) => Promise<Prepared>;

/** A letter that can be sent now. */
export interface Ready {
  readonly claimed: Claimed;
  readonly frozen: Frozen;
}

/** The steps for one claimed letter; each records what it did. */
export interface Attempt {
  /** What to send for it; `undefined` where it ended otherwise, or is another worker's. */
  ready(claimed: Claimed): Promise<Ready | undefined>;
  /** Sends it and records the outcome. */
  send(line: ChannelLine, ready: Ready): Promise<void>;
  /** Puts it back in the queue as if it had never been taken. */
  release(claimed: Claimed, at: Instant, says: string): Promise<void>;
  /** Records the effects of the letters that ended. */
  follow(): Promise<void>;
}

interface Dependencies extends Pick<MailParts, 'tokens' | 'clock' | 'log'> {
  readonly mail: Outbox;
  readonly prepare: Prepare;
  readonly breaker: Breaker;
  /** The run's id, by which its refusals' effects can be undone. */
  readonly cause: string;
  readonly how: Delivering;
  /** Called whenever a letter came to an end. */
  readonly progress: () => void;
  /** Whether it is too late to wait for a missing database. */
  readonly isLate: () => boolean;
}

/** This long before its cutoff a letter gets a last try, even if its domain refused others. */
const lastTryMs = 30 * 60_000;

/** In milliseconds: how long a nearby server takes to answer. */
const replyGraceMs = 5;

/** A server's reply often contains the recipient's address, which must not reach a log. */
function nameless(says: string): string {
  return says.slice(0, 300).replaceAll(/[^\s<>]+@[^\s<>]+/g, '...');
}

export function openAttempt(opening: Dependencies): Attempt {
  const { mail, prepare, tokens, clock, log, breaker, cause, how, progress, isLate } = opening;

  /** Retries for a while: a server's answer must be recorded even if the database is briefly away. */
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
    if (isOurs) log.info({ delivery: id, kind, state, says: nameless(says) }, 'email');
    else log.warn({ delivery: id, kind, state }, 'email was claimed by another worker');
  };

  /** A letter that cannot be written must not hold up the others. */
  const prepareOrRequeue = async (claimed: Claimed): ReturnType<Prepare> => {
    try {
      return await prepare(claimed, clock());
    } catch (error) {
      if (error instanceof Failure) throw error;
      const says = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error({ delivery: claimed.id, error: says }, 'email cannot be written');
      const why = `cannot be written: ${String(error)}`;
      return { outcome: { state: 'queued', at: plus(clock(), 'PT10M'), says: why, because: 'waits' } };
    }
  };

  const release: Attempt['release'] = (claimed, at, says) =>
    finish(claimed, { state: 'queued', at, says, because: 'away' });

  /** Defers letters to a domain that refuses by policy, except for a last try before the cutoff. */
  const isPutOff = async (claimed: Claimed): Promise<boolean> => {
    const [domain, now] = [domainOf(claimed), clock()];
    const until = breaker.waits(domain, now);
    if (until === undefined) return false;
    const [soonest] = claimed.tellings.flatMap(({ cutoff }) => (cutoff > now ? [cutoff] : [])).toSorted();
    const last = soonest === undefined ? undefined : instantOf(millis(soonest) - lastTryMs);
    if (last !== undefined && last < until && last <= now) return false;
    const at = last !== undefined && last < until ? last : until;
    await release(claimed, at, `${domain} refuses email by its policy; this one will be tried again`);
    return true;
  };

  /** Whose fault it is, if a server refused permanently. */
  const faultIn = (reply: ServerReply, domain: string, now: Instant): Fault | undefined => {
    if (reply.kind === 'taken') breaker.taken(domain, now);
    if (reply.kind !== 'refused' || reply.code < 500) return undefined;
    return breaker.refused({ fault: faultOf(reply), domain, says: nameless(reply.says), cause, now });
  };

  /** Letters whose last byte was sent but whose outcome is not recorded yet. */
  const awaitingReply = new Set<Promise<void>>();

  return {
    ready: async (claimed) => {
      if (claimed.claims >= mostClaims) {
        const says = `tried ${claimed.claims} times without an answer from a server; last: ${claimed.says ?? 'nothing'}`;
        log.error({ delivery: claimed.id, says: nameless(says) }, 'email given up: no server answers');
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
      // another letter to its domain may have been refused meanwhile
      if (await isPutOff(claimed)) return;
      const { id, attempt, of } = claimed;
      let written = (): void => undefined;
      const gate = async (): Promise<boolean> => {
        // recording this now would delay recording another letter's answer, left unknown by a kill
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
        const replay = how.unknown === 'replay' && claimed.draft.kind !== 'doubted';
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
