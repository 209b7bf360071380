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

/** Who sends letters from a database; a process that differs has a copy of it. */
export interface Owner {
  readonly publicUrl: string;
  /** Identifies the database; a copy of it elsewhere has another. */
  readonly system: string;
  /** A fingerprint of the secret that signs links. */
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

/** Whom to look up: by id, or by the key of an address. */
export type Who = { readonly id: string } | { readonly key: string };

/** A port: who subscribed, what is announced to them, and the outbox. Every call may throw a Failure. */
export interface MailStore {
  /** Takes a sign-up; answers which letter is queued for it, which the caller must not reveal. */
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
  /** Requires that everything until now has been planned. */
  change(ask: { readonly id: string; readonly wish: Wish; readonly now: Instant }): Promise<boolean>;
  /** `delivery` is the id of a goodbye letter, if one is sent. Answers whether it was active or pending. */
  end(ask: {
    readonly id: string;
    readonly says: string;
    readonly delivery?: string;
    readonly now: Instant;
  }): Promise<boolean>;
  /** Queues a letter about the subscription unless one of its kind was queued after `unless`. */
  note(ask: {
    readonly id: string;
    readonly kind: NoteKind;
    readonly delivery: string;
    readonly now: Instant;
    readonly unless: Instant;
  }): Promise<boolean>;
  /** Removes the personal data; the hash of the address stays. */
  erase(ask: { readonly id: string; readonly now: Instant }): Promise<boolean>;
  /** Stops all mail to the address with this hash. */
  suppress(ask: {
    readonly hash: string;
    readonly says: string;
    readonly now: Instant;
    /** The id by which it can be undone. */
    readonly cause?: string | undefined;
  }): Promise<void>;
  /** Counts a later bounce against an address of this hash; three in a row suppress it. */
  bounced(ask: { readonly hash: string; readonly says: string; readonly now: Instant }): Promise<void>;
  /** Undoes everything that a cause ended; answers how many letters and subscriptions. */
  undo(ask: { readonly cause: string; readonly now: Instant }): Promise<number>;
  /** Lifts a suppression; answers whether there was one. */
  allow(hash: string): Promise<boolean>;

  /**
   * Records changed announcements of a calendar while `revision` is the accepted one; answers `undefined`
   * when it is not. What was to be sent for an earlier version is superseded.
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
    /** Plans this subscription only, due or not. */
    readonly only?: string;
  }): Promise<number>;
  planning(id: string): Promise<Planning | undefined>;

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
    readonly tellings: readonly Telling[];
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

  deliveries(ask: {
    readonly state?: DeliveryState | undefined;
    readonly subscription?: string;
    readonly limit: number;
  }): Promise<readonly Delivery[]>;
  /** Queues failed and unknown letters again; answers how many. */
  retry(ask: { readonly id?: string; readonly now: Instant }): Promise<number>;
  /** Stops what was queued until now, which may have gone out before a restore. Answers how many. */
  forget(ask: { readonly now: Instant; readonly says: string }): Promise<number>;
  audit(subscription: string): Promise<readonly Audit[]>;
  counts(): Promise<ReadonlyMap<DeliveryState, number>>;
  /** How many letters failed for a cause. */
  countOf(cause: string): Promise<number>;
  /** The earliest due time of a letter that should have gone out and waits for nothing else. */
  oldestDue(now: Instant): Promise<Instant | undefined>;
  /** Removes what ended before an instant; answers how many letters. */
  prune(before: Instant): Promise<number>;

  mailer(): Promise<Mailer>;
  /** Identifies the database itself and the place it lies in. */
  system(): Promise<string>;
  claimOwnership(owner: Owner): Promise<void>;
  /**
   * Holds a database that only one host may use, for two minutes from now; answers `undefined`, or who else
   * holds it. One that many hosts may use is never held. `isTaken` takes it from whoever has it.
   */
  hold(ask: {
    readonly host: string;
    readonly now: Instant;
    readonly isTaken?: boolean;
  }): Promise<{ readonly by: string } | undefined>;
  pause(isPaused: boolean): Promise<void>;
  /** Whether this process is to write to the operator now: only one of all that ask within `every` is. */
  claimOperatorLetter(ask: { readonly now: Instant; readonly every: string }): Promise<boolean>;
  /** The letter to the operator was not taken, so the next process that asks may send it. */
  releaseOperatorLetter(): Promise<void>;
}
