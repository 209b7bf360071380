import type { Channel, Line } from './channel.ts';
import type { MailStore } from './mailstore.ts';
import type { Claimed, Finished, Frozen, Outcome } from './outbox.ts';
import type { Clock } from './clock.ts';
import type { Instant } from '../domain/time.ts';
import type { Log } from './log.ts';
import type { Prepare, Prepared } from './prepare.ts';
import type { Reply } from '../domain/delivery.ts';
import type { Tokens } from './tokens.ts';
import { setTimeout } from 'node:timers/promises';
import { fateOf } from '../domain/delivery.ts';
import { instantOf, millis, plus } from '../domain/time.ts';
import { Failure } from './failure.ts';

/** The verb that hands letters over, each effectively once. */
export interface Deliver {
  /** Sends what is to be sent, until nothing is or `stop` is raised; answers how many letters were taken. */
  run(stop?: AbortSignal): Promise<number>;
}

interface Opening {
  readonly mail: MailStore;
  readonly channel: Channel;
  readonly prepare: Prepare;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly log: Log;
  readonly how: Delivering;
}

export interface Delivering {
  /** How long a worker that says nothing keeps its letters, in seconds. */
  readonly leaseSeconds: number;
  readonly connections: number;
  /** What becomes of a letter that a server may have or not have. */
  readonly unknown: 'replay' | 'park';
  /** After `stop`: how long an answer to a letter past its last byte is waited for. */
  readonly stopSeconds: number;
}

/** A letter that can be sent now. */
interface Ready {
  readonly claimed: Claimed;
  readonly frozen: Frozen;
}

/** Connections of one run: they stay open from one batch to the next. */
interface Lines {
  readonly all: Set<Line>;
  readonly idle: Line[];
}

/** Letters that are taken at once: few, so that another worker finds some. */
const batch = 20;

/** What a server that is near takes to answer, in milliseconds. */
const moment = 5;

/** Nobody was there: looked again so soon, for letters go out within seconds of a server's return. */
const away = 'PT5S';

/** What a server says often names whom it was written to; a log names nobody. */
function nameless(says: string): string {
  return says.slice(0, 300).replaceAll(/[^\s<>]+@[^\s<>]+/g, '...');
}

export function openDeliver({ mail, channel, prepare, tokens, clock, log, how }: Opening): Deliver {
  const lease = (): Instant => instantOf(millis(clock()) + how.leaseSeconds * 1000);

  /** What a server said must be written down, also while the database is away for a moment. */
  const patiently = async <T>(act: () => Promise<T>): Promise<T> => {
    for (let tries = how.leaseSeconds * 10; ; tries--) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof Failure) || tries <= 0) throw error;
      }
      await setTimeout(100);
    }
  };

  const finished: Finished[] = [];
  const finish = async ({ id, attempt, kind, subscription }: Claimed, outcome: Outcome): Promise<void> => {
    const now = clock();
    const isOurs = await patiently(() => mail.finish(id, attempt, outcome, now));
    const { state, says } = outcome;
    if (isOurs) finished.push({ id, subscription, outcome, now });
    if (isOurs) log.info({ delivery: id, kind, state, says: nameless(says) }, 'letter');
    else log.warn({ delivery: id, kind, state }, 'letter was taken by another worker');
  };
  const follow = async (): Promise<void> => {
    const done = finished.splice(0);
    if (done.length > 0) await patiently(() => mail.follow(done));
  };

  /** Letters whose last byte was sent, until they are written down. */
  const past = new Set<Promise<void>>();

  const release = (claimed: Claimed, at: Instant, says: string): Promise<void> =>
    finish(claimed, { state: 'queued', at, says, isOurs: true });

  const settle = async (claimed: Claimed, reply: Reply): Promise<void> => {
    const replay = how.unknown === 'replay' && claimed.doubts === 0;
    const around = { now: clock(), refusals: claimed.refusals, chance: tokens.chance(), replay };
    const fate = fateOf(reply, around);
    if (fate) await finish(claimed, fate);
  };

  const send = async (line: Line, { claimed, frozen }: Ready): Promise<void> => {
    const { id, attempt, of } = claimed;
    let written = (): void => undefined;
    const gate = async (): Promise<boolean> => {
      // to write this down would keep the answer to another letter waiting, which a kill would then leave unknown
      await Promise.race([Promise.all(past), setTimeout(moment)]);
      const own = new Promise<void>((resolve) => {
        written = () => {
          past.delete(own);
          resolve();
        };
      });
      past.add(own);
      return mail.dot(id, attempt, lease());
    };
    try {
      await settle(claimed, await line.send({ id, to: of.address, bytes: frozen.bytes, gate }));
    } finally {
      written();
    }
  };

  /** Answers with why nobody was there. */
  const lane = async (
    queue: Ready[],
    lines: Lines,
    stop: AbortSignal | undefined,
  ): Promise<string | undefined> => {
    let line = lines.idle.pop();
    for (let next = queue.shift(); next; next = queue.shift()) {
      if (stop?.aborted) {
        await release(next.claimed, clock(), 'the service stopped');
        continue;
      }
      try {
        line = line?.isOpen ? line : await channel.open();
        lines.all.add(line);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        queue.unshift(next);
        return error.message;
      }
      await send(line, next);
    }
    if (line?.isOpen) lines.idle.push(line);
    return undefined;
  };

  /** One that cannot be written must not keep the others waiting. */
  const trying = async (claimed: Claimed): Promise<Prepared> => {
    try {
      return await prepare(claimed, clock());
    } catch (error) {
      if (error instanceof Failure) throw error;
      const says = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error({ delivery: claimed.id, error: says }, 'letter cannot be written');
      return {
        outcome: { state: 'queued', at: plus(clock(), 'PT10M'), says: `cannot be written: ${String(error)}` },
      };
    }
  };

  const deliver = async (
    claimed: readonly Claimed[],
    lines: Lines,
    stop: AbortSignal | undefined,
  ): Promise<boolean> => {
    const hands = claimed.map(({ id, attempt }) => [id, attempt] as const);
    const beat = setInterval(
      () => {
        mail
          .renew(hands, lease())
          .catch((error: unknown) => log.error({ error: String(error) }, 'lease not renewed'));
      },
      (how.leaseSeconds * 1000) / 3,
    );
    try {
      const queue: Ready[] = [];
      for (const one of claimed) {
        const prepared = await trying(one);
        if ('outcome' in prepared) await finish(one, prepared.outcome);
        else if (prepared.frozen) queue.push({ claimed: one, frozen: prepared.frozen });
      }
      const lanes = Array.from({ length: Math.min(how.connections, queue.length) }, () =>
        lane(queue, lines, stop),
      );
      const [says] = (await Promise.all(lanes)).filter((one) => one !== undefined);
      // a server that takes fewer connections than we would like takes the letters one after another
      const left = queue.splice(0);
      for (const one of left) await release(one.claimed, plus(clock(), away), says ?? '');
      if (left.length > 0) log.error({ channel: channel.where, says }, 'letters wait: nobody takes them');
      return left.length === 0;
    } finally {
      await follow();
      clearInterval(beat);
    }
  };

  return {
    run: async (stop) => {
      let taken = 0;
      const lines: Lines = { all: new Set(), idle: [] };
      const cut = (): void => {
        globalThis
          .setTimeout(() => lines.all.forEach((line) => line.close()), how.stopSeconds * 1000)
          .unref();
      };
      stop?.addEventListener('abort', cut);
      try {
        for (;;) {
          if (stop?.aborted) break;
          const claimed = await mail.claim({ now: clock(), until: lease(), limit: batch });
          taken += claimed.length;
          if (claimed.length === 0 || !(await deliver(claimed, lines, stop))) break;
        }
        return taken;
      } finally {
        stop?.removeEventListener('abort', cut);
        lines.all.forEach((line) => line.close());
      }
    },
  };
}
