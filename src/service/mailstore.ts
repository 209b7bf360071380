import type { Announced } from '../domain/announced.ts';
import type { Instant, PlainDate } from '../domain/time.ts';
import type { Reminder } from '../domain/agenda.ts';
import type { Wish } from '../domain/wish.ts';

/** An address, a wish, a state. */
export interface Subscription {
  readonly id: string;
  readonly address: string;
  readonly state: 'pending' | 'active' | 'ended';
  readonly wish: Wish;
  /** Rises with each confirmation and end: a token of an earlier round is worth nothing. */
  readonly round: number;
  readonly created: Instant;
  readonly confirmed: Instant | undefined;
  readonly ended: Instant | undefined;
  /** Until when everything has been planned. */
  readonly plannedAt: Instant;
  readonly nextDueAt: Instant | undefined;
}

/** An address in its three forms. */
export interface Address {
  /** As it is written to. */
  readonly address: string;
  /** Equal for spellings of one address. */
  readonly key: string;
  /** Equal for all addresses that one mailbox reads, for limits. */
  readonly folded: string;
  /** A keyed hash of `key`, which outlasts the person. */
  readonly hash: string;
}

export type NoteKind = 'confirm' | 'welcome' | 'known' | 'goodbye' | 'export' | 'erase';
export type DeliveryKind = NoteKind | 'digest';

export const deliveryStates = [
  ...(['queued', 'sending', 'sent', 'failed', 'unknown', 'superseded', 'expired', 'suppressed'] as const),
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
  /** How often its last byte was sent and nobody said what became of it. */
  readonly doubts: number;
  readonly of: Subscription;
  readonly isSuppressed: boolean;
  readonly tellings: readonly Telling[];
}

/** What became of an attempt. */
export type Outcome =
  | { readonly state: 'sent'; readonly queueId: string | undefined; readonly says: string }
  /** Again at `at`: no server has taken it. `isOurs` where that says nothing of this letter: it is not in the audit. */
  | { readonly state: 'queued'; readonly at: Instant; readonly says: string; readonly isOurs?: boolean }
  | { readonly state: 'failed'; readonly says: string; readonly suppress: boolean }
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
export interface Planned {
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

/** By calendar, then by key. */
export type AllAnnounced = ReadonlyMap<string, ReadonlyMap<string, Announced>>;

/** For whom letters are sent: what differs is a copy. */
export interface Owner {
  readonly publicUrl: string;
  /** Of the database: what a copy of it elsewhere has not got. */
  readonly system: string;
  /** Of the secret that signs links. */
  readonly secret: string;
}

export interface Mailer {
  readonly owner: Owner | undefined;
  readonly isPaused: boolean;
}

/** One line of the audit, which is only ever added to. */
export interface Audit {
  readonly at: Instant;
  readonly subscription: string | undefined;
  readonly delivery: string | undefined;
  readonly event: string;
  readonly says: string;
}

/** Who is asked about: by id, or by the key of an address. */
export type Who = { readonly id: string } | { readonly key: string };

/** A port: who subscribed, what is announced to them, and the outbox. Every call may throw a Failure. */
export interface MailStore {
  /** Takes a sign-up; answers what letter is on its way for it. The caller tells nobody. */
  signUp(ask: {
    readonly id: string;
    readonly delivery: string;
    readonly address: Address;
    readonly wish: Wish;
    readonly now: Instant;
  }): Promise<'confirm' | 'known' | 'none'>;
  subscription(who: Who): Promise<Subscription | undefined>;
  subscriptions(): Promise<readonly Subscription[]>;
  /** Makes a pending one active, once; answers whether it did. */
  confirm(ask: {
    readonly id: string;
    readonly round: number;
    readonly delivery: string;
    readonly now: Instant;
  }): Promise<boolean>;
  /** Everything until now must have been planned. */
  change(ask: { readonly id: string; readonly wish: Wish; readonly now: Instant }): Promise<boolean>;
  /** `delivery` is the id of the goodbye, where one is to be said. Answers whether it was active or pending. */
  end(ask: {
    readonly id: string;
    readonly says: string;
    readonly delivery?: string;
    readonly now: Instant;
  }): Promise<boolean>;
  /** Queues a letter about the subscription unless such a one was queued after `unless`. */
  note(ask: {
    readonly id: string;
    readonly kind: NoteKind;
    readonly delivery: string;
    readonly now: Instant;
    readonly unless: Instant;
  }): Promise<boolean>;
  /** Removes the person; the hash of the address stays. */
  erase(ask: { readonly id: string; readonly now: Instant }): Promise<boolean>;
  /** Nothing is sent to an address of this hash any more. */
  suppress(ask: { readonly hash: string; readonly says: string; readonly now: Instant }): Promise<void>;
  /** Lifts a suppression; answers whether there was one. */
  allow(hash: string): Promise<boolean>;

  /**
   * Records what of a calendar is announced otherwise, while `revision` is the accepted one; `undefined` when it is not.
   * Whatever was to be sent of an earlier version is superseded with it.
   */
  settle(ask: {
    readonly calendar: string;
    readonly revision: string;
    readonly now: Instant;
    readonly decide: (known: ReadonlyMap<string, Announced>) => readonly Announced[];
  }): Promise<ReadonlyMap<string, Announced> | undefined>;
  announced(): Promise<AllAnnounced>;

  /** Plans at most `limit` subscriptions that are due, each once; answers how many there were. */
  plan(ask: {
    readonly now: Instant;
    readonly limit: number;
    readonly decide: (one: Planning, announced: AllAnnounced) => Planned;
    /** For one subscription only, due or not. */
    readonly only?: string;
  }): Promise<number>;
  planning(id: string): Promise<Planning | undefined>;

  /** Takes what is to be sent, until `until`. What was left after its last byte comes `inDoubt`. */
  claim(ask: {
    readonly now: Instant;
    readonly until: Instant;
    readonly limit: number;
  }): Promise<readonly Claimed[]>;
  /** Takes from a letter what it shall not tell. */
  strike(ask: {
    readonly delivery: Claimed;
    readonly tellings: readonly Telling[];
    readonly state: 'superseded' | 'expired';
    readonly says: string;
    readonly now: Instant;
  }): Promise<void>;
  freeze(id: string, attempt: number, frozen: Frozen): Promise<boolean>;
  /** Before the last byte: answers whether the attempt is still this worker's. */
  dot(id: string, attempt: number, until: Instant): Promise<boolean>;
  renew(ids: readonly (readonly [id: string, attempt: number])[], until: Instant): Promise<void>;
  /**
   * The letter's own state alone, for a kill between a server's word and this leaves it unknown: what depends on it is for
   * `follow`. Answers whether the attempt was still this worker's.
   */
  finish(id: string, attempt: number, outcome: Outcome, now: Instant): Promise<boolean>;
  /** What depends on letters that were finished: their reminders, the audit, and what is thought of their addresses. */
  follow(finished: readonly Finished[]): Promise<void>;

  /** Makes up for what a process did not live to write down. */
  catchUp(): Promise<void>;

  deliveries(ask: {
    readonly state?: DeliveryState | undefined;
    readonly subscription?: string;
    readonly limit: number;
  }): Promise<readonly Delivery[]>;
  /** Queues again what failed or is unknown; answers how many. */
  retry(ask: { readonly id?: string; readonly now: Instant }): Promise<number>;
  /** What was queued until now may have gone out before a restore: none of it is sent. Answers how many. */
  forget(ask: { readonly now: Instant; readonly says: string }): Promise<number>;
  audit(subscription: string): Promise<readonly Audit[]>;
  counts(): Promise<ReadonlyMap<DeliveryState, number>>;
  /** The oldest instant at which a letter that has not gone out should have; of those that wait for nothing else. */
  oldestDue(now: Instant): Promise<Instant | undefined>;
  /** Removes what ended before; answers how many letters. */
  prune(before: Instant): Promise<number>;

  mailer(): Promise<Mailer>;
  /** Of the database itself, and of the place it lies in. */
  system(): Promise<string>;
  own(owner: Owner): Promise<void>;
  pause(isPaused: boolean): Promise<void>;
}
