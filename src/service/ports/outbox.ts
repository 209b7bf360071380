import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { Blamed } from '../../domain/reminders/delivery.ts';
import type { Reminder } from '../../domain/reminders/reminderplan.ts';
import type { NoteKind, Subscription } from './people.ts';

export type DeliveryKind = NoteKind | 'digest';

export const deliveryStates = [
  'queued',
  'sending',
  'sent',
  'failed',
  'unknown',
  'superseded',
  'expired',
  'suppressed',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** A reminder of a subscription, and what became of it. */
export interface Telling extends Omit<Reminder, 'state' | 'soonest'> {
  readonly state: DeliveryState | 'passed';
  readonly delivery: string | undefined;
}

export interface LetterFacts {
  readonly id: string;
  readonly subscription: string;
  /** When it is to go out. */
  readonly due: Instant;
  readonly created: Instant;
  readonly attempt: number;
  /** What the mail server said last, or why nothing was sent. */
  readonly says: string | undefined;
}

/** `day` is the subscriber's local day. */
export type About =
  | { readonly kind: NoteKind; readonly day?: undefined }
  | { readonly kind: 'digest'; readonly day: PlainDate };

/** `ended` is when it came to this state. */
export type Stage =
  | { readonly state: 'queued' | 'sending'; readonly ended?: undefined }
  | { readonly state: 'sent'; readonly ended: Instant; readonly queueId: string | undefined }
  /** Without `ended` it is sent once more, to settle it. */
  | { readonly state: 'unknown'; readonly ended: Instant | undefined }
  | { readonly state: 'superseded' | 'expired'; readonly ended: Instant }
  /** `cause` is the id by which an operator may undo that. */
  | { readonly state: 'failed' | 'suppressed'; readonly ended: Instant; readonly cause: string | undefined };

/** A letter on its way, or at its end. */
export type Delivery = LetterFacts & About & Stage;

export type DigestDelivery = Extract<Delivery, { readonly kind: 'digest' }>;

/** Bytes that every attempt sends unchanged. */
export interface Frozen {
  readonly bytes: Buffer;
  readonly messageId: string;
  readonly date: Instant;
}

/** What is there to be sent. `doubted`: the last byte was sent so many `times`, and no answer came. */
export type LetterDraft =
  | { readonly kind: 'unwritten' }
  | { readonly kind: 'written'; readonly frozen: Frozen }
  | { readonly kind: 'doubted'; readonly frozen: Frozen | undefined; readonly times: number };

/** A delivery that this worker holds until its lease ends. `attempt` tells it from those of others. */
export type Claimed = LetterFacts &
  About & {
    readonly draft: LetterDraft;
    /** How often a server refused it for now, or the connection was lost. */
    readonly refusals: number;
    /** How often it was claimed since a server or network last answered, including this time. */
    readonly claims: number;
    readonly of: Subscription;
    readonly isSuppressed: boolean;
    readonly tellings: readonly Telling[];
  };

/**
 * Why a letter goes back to the queue. `answered`: a server refused it for now, or the connection broke while
 * sending. `away`: something that it needs is missing. `waits`: it must not go out yet, or we could not write
 * it. Only `answered` is in the audit; only `waits` counts towards `mostClaims`.
 */
export type Because = 'answered' | 'away' | 'waits';

/** A letter claimed this often without an answer from a server or network shows a fault of ours. */
export const mostClaims = 50;

/** What became of an attempt. */
export type Outcome =
  | { readonly state: 'sent'; readonly queueId: string | undefined; readonly says: string }
  /** Retried at `at`: no server has taken it. */
  | { readonly state: 'queued'; readonly at: Instant; readonly says: string; readonly because: Because }
  /** `cause` is the id by which an operator may bring it back. */
  | { readonly state: 'failed'; readonly says: string; readonly blames: Blamed; readonly cause?: string }
  /** `at` is when the same bytes are sent again to settle it; without it an operator decides. */
  | { readonly state: 'unknown'; readonly at?: Instant; readonly says: string }
  | { readonly state: 'superseded' | 'expired' | 'suppressed'; readonly says: string };

/** A letter whose attempt came to an end. */
export interface Finished {
  readonly id: string;
  readonly subscription: string;
  readonly outcome: Outcome;
  readonly now: Instant;
}

/** A port: letters that are sent. Every call may throw a Failure. */
export interface Outbox {
  /** Claims, until `until`, letters that are due and were not claimed by this `run` before. */
  claim(ask: {
    readonly now: Instant;
    readonly until: Instant;
    readonly limit: number;
    readonly run: string;
    /** Takes the least-tried letters first, so that a trial does not always pick the same one. */
    readonly isTrial?: boolean;
  }): Promise<readonly Claimed[]>;
  /** Removes from a letter what it must not tell. */
  strike(ask: {
    readonly delivery: Claimed;
    readonly telling: Telling;
    readonly state: 'superseded' | 'expired';
    readonly says: string;
    readonly now: Instant;
  }): Promise<void>;
  freeze(id: string, attempt: number, frozen: Frozen): Promise<boolean>;
  /** Called before the last byte: answers whether the attempt is still this worker's. */
  commitLastByte(id: string, attempt: number, until: Instant): Promise<boolean>;
  renew(ids: readonly (readonly [id: string, attempt: number])[], until: Instant): Promise<void>;
  /**
   * Records only the letter's own state, since a kill before that leaves it unknown; `recordEffects` does the
   * rest. Answers whether the attempt was still this worker's.
   */
  recordOutcome(id: string, attempt: number, outcome: Outcome, now: Instant): Promise<boolean>;
  /** Records the effects of finished letters on their reminders, the audit and their addresses. */
  recordEffects(finished: readonly Finished[]): Promise<void>;
  /** Records what a killed process did not, and corrects what a clock that was ahead put off. */
  catchUp(now: Instant): Promise<void>;
  /** The earliest due time of a letter that should have gone out and waits for nothing else. */
  oldestDue(now: Instant): Promise<Instant | undefined>;
}

/** One line of the audit, which is only ever added to. */
export interface Audit {
  readonly at: Instant;
  readonly subscription: string | undefined;
  readonly delivery: string | undefined;
  readonly event: string;
  readonly says: string;
}

/** A port: letters as an operator sees them. Every call may throw a Failure. */
export interface Letters {
  deliveries(ask: {
    readonly state?: DeliveryState | undefined;
    readonly subscription?: string;
    readonly limit: number;
  }): Promise<readonly Delivery[]>;
  /** Queues failed and unknown letters again; answers how many. */
  retry(ask: { readonly id?: string | undefined; readonly now: Instant }): Promise<number>;
  /** Stops what was queued until now, which may have been sent before a restore. Answers how many. */
  forget(ask: { readonly now: Instant; readonly says: string }): Promise<number>;
  audit(subscription: string): Promise<readonly Audit[]>;
  counts(): Promise<ReadonlyMap<DeliveryState, number>>;
  /** How many letters failed for a cause. */
  countOf(cause: string): Promise<number>;
  /** Removes what ended before an instant; answers how many letters. */
  prune(before: Instant): Promise<number>;
}
