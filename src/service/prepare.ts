import type { AllAnnounced, MailStore } from './mailstore.ts';
import type { Claimed, Frozen, Outcome } from './outbox.ts';
import type { Catalog } from './catalog.ts';
import type { Channel } from './channel.ts';
import type { Instant } from '../domain/time.ts';
import type { Letter } from '../domain/letter.ts';
import type { Verdict } from './judge.ts';
import type { Write } from './write.ts';
import { dayIn } from '../domain/time.ts';
import { judge } from './judge.ts';
import { scheduleOf } from './schedule.ts';

/** The bytes of a letter that is to be sent, what becomes of it instead, or nothing: it is another worker's. */
type Prepared = { readonly frozen: Frozen | undefined } | { readonly outcome: Outcome };

/** Looks at a letter before every attempt, and makes its bytes where they are not there yet or not right any more. */
export type Prepare = (claimed: Claimed, now: Instant) => Promise<Prepared>;

interface Opening {
  readonly mail: MailStore;
  readonly catalog: Catalog;
  readonly channel: Channel;
  readonly write: Write;
  readonly unknown: 'replay' | 'park';
}

export function openPrepare({ mail, catalog, channel, write, unknown }: Opening): Prepare {
  const compose = async (
    letter: Letter,
    { id, attempt }: Claimed,
    now: Instant,
  ): Promise<Frozen | undefined> => {
    const frozen = await channel.compose(letter, { id, date: now });
    return (await mail.freeze(id, attempt, frozen)) ? frozen : undefined;
  };
  const written = async (claimed: Claimed, verdict: Sendable, around: Around): Promise<Prepared> => {
    const { kind, of } = claimed;
    const letter =
      kind === 'digest'
        ? write.digest(claimed, { ...around, tellings: verdict.tellings })
        : await write.note(of, kind, around.now);
    if (!letter)
      return { outcome: { state: 'superseded', says: 'nothing of it stands in the calendar any more' } };
    return { frozen: await compose(letter, claimed, around.now) };
  };
  return async (claimed, now) => {
    const announced = await mail.announced();
    const verdict = judge(claimed, { schedule: scheduleOf(catalog, announced), announced, now });
    if (claimed.doubts > 0) return inDoubt(claimed, verdict, unknown);
    if (verdict.kind === 'wait')
      return {
        outcome: { state: 'queued', at: verdict.at, says: verdict.says, because: verdict.because },
      };
    if (verdict.kind === 'drop') {
      // a server refused it for good, and was asked again to the last
      const refused = verdict.state === 'expired' && /^5\d\d\b/.test(claimed.says ?? '');
      if (refused) return { outcome: { state: 'failed', says: claimed.says ?? '', blames: 'nobody' } };
      return { outcome: { state: verdict.state, says: verdict.says } };
    }
    for (const { telling, state, says } of verdict.struck)
      await mail.strike({ delivery: claimed, tellings: [telling], state, says, now });
    const { frozen } = claimed;
    if (frozen && isRight(claimed, verdict, now)) return { frozen };
    return written(claimed, verdict, { announced, now });
  };
}

type Sendable = Extract<Verdict, { kind: 'send' }>;

interface Around {
  readonly announced: AllAnnounced;
  readonly now: Instant;
}

/** What was composed on another day counts the days wrong. */
function isRight({ frozen, of: { wish } }: Claimed, { struck }: Sendable, now: Instant): boolean {
  return (
    frozen !== undefined && struck.length === 0 && dayIn(frozen.date, wish.zone) === dayIn(now, wish.zone)
  );
}

/** A server may have it: it is sent once more as it is, or not at all. */
function inDoubt({ frozen, doubts }: Claimed, verdict: Verdict, unknown: 'replay' | 'park'): Prepared {
  const why =
    unknown === 'park'
      ? 'a server may have it; it waits for an operator'
      : doubts > 1 || !frozen
        ? 'a server may have it, also after it was sent once more'
        : verdict.kind !== 'send' || verdict.struck.length > 0
          ? 'a server may have it, and what it tells is not right any more'
          : undefined;
  return why === undefined ? { frozen } : { outcome: { state: 'unknown', says: why } };
}
