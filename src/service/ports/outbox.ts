import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { Blamed } from '../../domain/reminders/delivery.ts';
import type { Reminder } from '../../domain/reminders/reminderplan.ts';
import type { Subscription } from './subscription.ts';

export type NoteKind = 'confirm' | 'welcome' | 'known' | 'goodbye' | 'export' | 'erase';
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

/** A letter on its way. */
export interface Delivery {
  readonly id: string;
  readonly subscription: string;
  readonly kind: DeliveryKind;
  /** For a digest, the subscriber's local day. */
  readonly day: PlainDate | undefined;
  readonly state: DeliveryState;
  /** When it is to go out. */
  readonly due: Instant;
  readonly created: Instant;
  /** When it reached its last state. */
  readonly ended: Instant | undefined;
  readonly attempt: number;
  /** What the mail server said last, or why nothing was sent. */
  readonly says: string | undefined;
  readonly queueId: string | undefined;
  readonly messageId: string | undefined;
  /** For one that failed or was suppressed: the id by which an operator may undo that. */
  readonly cause: string | undefined;
}

/** Bytes that every attempt sends unchanged. */
export interface Frozen {
  readonly bytes: Buffer;
  readonly messageId: string;
  readonly date: Instant;
}

/** A delivery that this worker holds until its lease ends. `attempt` tells it from those of others. */
export interface Claimed extends Delivery {
  readonly frozen: Frozen | undefined;
  /** How often a server refused it for now, or the connection was lost. */
  readonly refusals: number;
  /** How often its last byte was sent and no answer came. */
  readonly doubts: number;
  /** How often it was claimed since a server or network last answered, including this time. */
  readonly claims: number;
  readonly of: Subscription;
  readonly isSuppressed: boolean;
  readonly tellings: readonly Telling[];
}

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
  | {
      readonly state: 'queued';
      readonly at: Instant;
      readonly says: string;
      readonly because: Because;
    }
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

/** The plan for one subscription. */
export interface PlannedDelivery {
  readonly subscription: string;
  readonly reminders: readonly Reminder[];
  /** The letter for the queued reminders: `waiting` if that still waits, else a new one with this id. */
  readonly letter: PlannedLetter | undefined;
  readonly next: Instant | undefined;
  /** It could not be planned: everything since its last plan is planned at `next`. */
  readonly isHeld: boolean;
}

export interface PlannedLetter {
  readonly id: string;
  readonly waiting: string | undefined;
  readonly day: PlainDate;
  readonly at: Instant;
}

/** What is needed to plan one subscription. */
export interface Planning {
  readonly of: Subscription;
  readonly tellings: readonly Telling[];
  /** Its recent letters. */
  readonly letters: readonly Delivery[];
}
