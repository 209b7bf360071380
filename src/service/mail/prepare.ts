import type { Delivering, MailParts } from '../sending/mailparts.ts';
import type { AllAnnounced, Announcements } from '../ports/plans.ts';
import type { Claimed, LetterDraft, Frozen, Outbox, Telling } from '../ports/outbox.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Prepare, Prepared } from '../sending/attempt.ts';
import type { Verdict } from './judge.ts';
import type { Write } from './write.ts';
import { createHash } from 'node:crypto';
import { identityOf } from '../../domain/reminders/reminderplan.ts';
import { dayIn } from '../../domain/time/time.ts';
import { judge } from './judge.ts';
import { scheduleOf } from './remind.ts';

interface Dependencies extends Pick<MailParts, 'catalog' | 'channel'> {
  readonly mail: Announcements & Outbox;
  readonly write: Write;
  readonly unknown: Delivering['unknown'];
}

export function openPrepare({ mail, catalog, channel, write, unknown }: Dependencies): Prepare {
  const written = async (
    claimed: Claimed,
    verdict: Sendable,
    around: ComposingContext,
  ): Promise<Prepared> => {
    const { id, attempt, kind, of } = claimed;
    const { tellings } = verdict;
    const letter =
      kind === 'digest'
        ? write.digest(claimed, { ...around, tellings })
        : await write.note(of, kind, around.now);
    if (!letter) return { outcome: { state: 'superseded', says: 'nothing in it is still in the calendar' } };
    const frozen = await channel.compose(letter, { about: aboutOf(claimed, tellings), date: around.now });
    return { frozen: (await mail.freeze(id, attempt, frozen)) ? frozen : undefined };
  };
  return async (claimed, now) => {
    const announced = await mail.announced();
    const verdict = judge(claimed, { schedule: scheduleOf(catalog, announced), announced, now });
    const { draft } = claimed;
    if (draft.kind === 'doubted') return inDoubt(draft, verdict, unknown);
    if (verdict.kind === 'wait')
      return {
        outcome: { state: 'queued', at: verdict.at, says: verdict.says, because: verdict.because },
      };
    if (verdict.kind === 'drop') {
      // a server refused it permanently, and was asked again until it expired
      const refused = verdict.state === 'expired' && /^5\d\d\b/.test(claimed.says ?? '');
      if (refused) return { outcome: { state: 'failed', says: claimed.says ?? '', blames: 'nobody' } };
      return { outcome: { state: verdict.state, says: verdict.says } };
    }
    for (const { telling, state, says } of verdict.struck)
      await mail.strike({ delivery: claimed, telling, state, says, now });
    if (draft.kind === 'written' && verdict.struck.length === 0 && isOfToday(draft.frozen, claimed, now))
      return { frozen: draft.frozen };
    return written(claimed, verdict, { announced, now });
  };
}

/** What a letter is about, in 32 hex digits: the same in a copy or a restored backup of the database. */
function aboutOf({ of, kind, due }: Claimed, tellings: readonly Telling[]): string {
  const facts = kind === 'digest' ? tellings.map(identityOf).toSorted() : [due];
  return createHash('sha256')
    .update(JSON.stringify([of.id, kind, ...facts]))
    .digest('hex')
    .slice(0, 32);
}

type Doubted = Extract<LetterDraft, { kind: 'doubted' }>;
type Sendable = Extract<Verdict, { kind: 'send' }>;

interface ComposingContext {
  readonly announced: AllAnnounced;
  readonly now: Instant;
}

/** A letter composed on another day would count the days wrong. */
function isOfToday({ date }: Frozen, { of: { wish } }: Claimed, now: Instant): boolean {
  return dayIn(date, wish.zone) === dayIn(now, wish.zone);
}

/** A server may have it, so it is sent once more unchanged, or not at all. */
function inDoubt({ frozen, times }: Doubted, verdict: Verdict, unknown: 'replay' | 'park'): Prepared {
  const why =
    unknown === 'park'
      ? 'a mail server may have accepted it; it waits for an operator'
      : times > 1 || !frozen
        ? 'a mail server may have accepted it, even after it was sent once more'
        : verdict.kind !== 'send' || verdict.struck.length > 0
          ? 'a mail server may have accepted it, and what it says is no longer true'
          : undefined;
  return why === undefined ? { frozen } : { outcome: { state: 'unknown', says: why } };
}
