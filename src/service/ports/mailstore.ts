import type {
  NoteKind,
  DeliveryState,
  Telling,
  Delivery,
  Frozen,
  Claimed,
  Outcome,
  Finished,
  PlannedDelivery,
  Planning,
} from './outbox.ts';
import type { Subscription, MailAddress } from './subscription.ts';
import type { Announced } from '../../domain/history/announced.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Wish } from '../../domain/reminders/wish.ts';

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
    readonly address: MailAddress;
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
  suppress(ask: {
    readonly hash: string;
    readonly says: string;
    readonly now: Instant;
    /** By what it can be undone. */
    readonly cause?: string | undefined;
  }): Promise<void>;
  /** Counts a failure that was told later against an address of this hash; three in a row suppress it. */
  bounced(ask: { readonly hash: string; readonly says: string; readonly now: Instant }): Promise<void>;
  /** Makes everything that a cause ended what it was before; answers how many letters and subscriptions. */
  undo(ask: { readonly cause: string; readonly now: Instant }): Promise<number>;
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
    readonly decide: (one: Planning, announced: AllAnnounced) => PlannedDelivery;
    /** For one subscription only, due or not. */
    readonly only?: string;
  }): Promise<number>;
  planning(id: string): Promise<Planning | undefined>;

  /** Takes what is to be sent and was not taken by this `run` before, until `until`. */
  claim(ask: {
    readonly now: Instant;
    readonly until: Instant;
    readonly limit: number;
    readonly run: string;
    /** Those that were tried least first: one that always is must not be the only one that is tried. */
    readonly isTrial?: boolean;
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
  commitLastByte(id: string, attempt: number, until: Instant): Promise<boolean>;
  renew(ids: readonly (readonly [id: string, attempt: number])[], until: Instant): Promise<void>;
  /**
   * The letter's own state alone, for a kill between a server's word and this leaves it unknown: what depends on it is for
   * `follow`. Answers whether the attempt was still this worker's.
   */
  recordOutcome(id: string, attempt: number, outcome: Outcome, now: Instant): Promise<boolean>;
  /** What depends on letters that were finished: their reminders, the audit, and what is thought of their addresses. */
  recordEffects(finished: readonly Finished[]): Promise<void>;

  /** Makes up for what a process did not live to write down, and for what a clock that was ahead has put off. */
  catchUp(now: Instant): Promise<void>;

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
  /** How many letters failed by a cause. */
  countOf(cause: string): Promise<number>;
  /** The oldest instant at which a letter that has not gone out should have; of those that wait for nothing else. */
  oldestDue(now: Instant): Promise<Instant | undefined>;
  /** Removes what ended before; answers how many letters. */
  prune(before: Instant): Promise<number>;

  mailer(): Promise<Mailer>;
  /** Of the database itself, and of the place it lies in. */
  system(): Promise<string>;
  claimOwnership(owner: Owner): Promise<void>;
  /**
   * Holds a database that only one host may use, for two minutes from now; answers whether it could, or who holds it. One
   * that many may use is held by nobody. `isTaken` takes it from whoever has it.
   */
  hold(ask: {
    readonly host: string;
    readonly now: Instant;
    readonly isTaken?: boolean;
  }): Promise<{ readonly by: string } | undefined>;
  pause(isPaused: boolean): Promise<void>;
  /** Whether it is this process that is to write to the operator now: of all that ask within `every` one is. */
  claimOperatorLetter(ask: { readonly now: Instant; readonly every: string }): Promise<boolean>;
  /** The letter to the operator was not taken: the next that asks may write it. */
  releaseOperatorLetter(): Promise<void>;
}
