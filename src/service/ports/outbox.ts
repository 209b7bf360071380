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
  /** The subscriber's day, of a digest. */
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
  /** Of one that failed or was suppressed: by what an operator may undo that. */
  readonly cause: string | undefined;
}

/** Bytes that are sent as they are, however often. */
export interface Frozen {
  readonly bytes: Buffer;
  readonly messageId: string;
  readonly date: Instant;
}

/** A delivery that is this worker's until its lease ends. `attempt` tells it from those of others. */
export interface Claimed extends Delivery {
  readonly frozen: Frozen | undefined;
  /** How often a server refused it for now, or the connection was lost. */
  readonly refusals: number;
  /** How often its last byte was sent and nobody said what became of it. */
  readonly doubts: number;
  /** How often it was claimed since a server or network answered last, this time included. */
  readonly claims: number;
  readonly of: Subscription;
  readonly isSuppressed: boolean;
  readonly tellings: readonly Telling[];
}

/**
 * Why a letter goes back to the queue. `answered`: a server refused it for now, or the connection was lost while it was
 * sent. `away`: something that it needs is not there, which says nothing of this letter. `waits`: it is not to go out yet,
 * or we could not write it. Only the first is in the audit; only the last counts towards `mostClaims`.
 */
export type Because = 'answered' | 'away' | 'waits';

/** So often a letter may be claimed without any answer of a server or network: then something is wrong with us. */
export const mostClaims = 50;

/** What became of an attempt. */
export type Outcome =
  | { readonly state: 'sent'; readonly queueId: string | undefined; readonly says: string }
  /** Again at `at`: no server has taken it. */
  | {
      readonly state: 'queued';
      readonly at: Instant;
      readonly says: string;
      readonly because: Because;
    }
  /** `cause` is what an operator may bring it back by. */
  | { readonly state: 'failed'; readonly says: string; readonly blames: Blamed; readonly cause?: string }
  /** `at` is when it is to be settled by sending the same bytes again; an operator settles it without. */
  | { readonly state: 'unknown'; readonly at?: Instant; readonly says: string }
  | { readonly state: 'superseded' | 'expired' | 'suppressed'; readonly says: string };

/** A letter whose attempt came to an end. */
export interface Finished {
  readonly id: string;
  readonly subscription: string;
  readonly outcome: Outcome;
  readonly now: Instant;
}

/** One planned letter's worth of a subscription. */
export interface PlannedDelivery {
  readonly subscription: string;
  readonly reminders: readonly Reminder[];
  /** The letter that the queued ones go with: `waiting` if it still waits, else a new one of this id. */
  readonly letter: PlannedLetter | undefined;
  readonly next: Instant | undefined;
  /** It could not be planned: everything since it was planned last is planned at `next`. */
  readonly isHeld: boolean;
}

export interface PlannedLetter {
  readonly id: string;
  readonly waiting: string | undefined;
  readonly day: PlainDate;
  readonly at: Instant;
}

/** What a plan of one subscription is made of. */
export interface Planning {
  readonly of: Subscription;
  readonly tellings: readonly Telling[];
  /** Its letters of late. */
  readonly letters: readonly Delivery[];
}
