import type { Instant } from '../../domain/time/time.ts';
import type { Wish } from '../../domain/reminders/wish.ts';

/** A letter about the subscription itself. */
export type NoteKind = 'confirm' | 'welcome' | 'known' | 'goodbye' | 'export' | 'erase';

/** An address, a wish, a state. */
export interface Subscription {
  readonly id: string;
  readonly address: string;
  readonly state: 'pending' | 'active' | 'ended';
  readonly wish: Wish;
  /** Rises with each confirmation and end: a token of an earlier round is not valid. */
  readonly round: number;
  readonly created: Instant;
  readonly confirmed: Instant | undefined;
  readonly ended: Instant | undefined;
  /** Everything up to here has been planned. */
  readonly plannedAt: Instant;
  /** The edition of the newest announcement that was planned for them. */
  readonly seen: number;
  readonly nextDueAt: Instant | undefined;
}

/** An address in its three forms. */
export interface MailAddress {
  /** The form that mail is sent to. */
  readonly address: string;
  /** Equal for spellings of one address. */
  readonly key: string;
  /** Equal for all addresses of one mailbox, for limits. */
  readonly folded: string;
  /** A keyed hash of `key`, which stays when the person is erased. */
  readonly hash: string;
}

/** Whom to look up: by id, or by the key of an address. */
export type Who = { readonly id: string } | { readonly key: string };

/** About one subscription. */
interface PersonAsk {
  readonly id: string;
  readonly now: Instant;
}

/** A port: who subscribed. Every call may throw a Failure. */
export interface People {
  /**
   * Takes a sign-up; answers which letter (`delivery` is its id) is queued for it, which the caller must not
   * reveal.
   */
  signUp(
    ask: PersonAsk & { readonly delivery: string; readonly address: MailAddress; readonly wish: Wish },
  ): Promise<'confirm' | 'known' | 'none'>;
  subscription(who: Who): Promise<Subscription | undefined>;
  subscriptions(): Promise<readonly Subscription[]>;
  /** Makes a pending one active, once; answers whether it did. */
  confirm(ask: PersonAsk & { readonly round: number; readonly delivery: string }): Promise<boolean>;
  /** Requires that everything until now has been planned. */
  change(ask: PersonAsk & { readonly wish: Wish }): Promise<boolean>;
  /** `delivery` is the id of a goodbye letter, if one is sent. Answers whether it was active or pending. */
  end(ask: PersonAsk & { readonly says: string; readonly delivery?: string }): Promise<boolean>;
  /** Queues a letter about the subscription unless one of its kind was queued after `unless`. */
  note(
    ask: PersonAsk & { readonly kind: NoteKind; readonly delivery: string; readonly unless: Instant },
  ): Promise<boolean>;
  /** Removes the personal data; the hash of the address stays. */
  erase(ask: PersonAsk): Promise<boolean>;
}

/** A refusal's, a bounce's or a person's reason against an address, by its hash. */
export interface Reason {
  readonly hash: string;
  readonly says: string;
  readonly now: Instant;
  /** The id by which it can be undone. */
  readonly cause?: string | undefined;
}

/** A port: to whom nothing is sent, and what that ended. Every call may throw a Failure. */
export interface Suppressions {
  /** Stops all mail to the address with this hash. */
  suppress(reason: Reason): Promise<void>;
  /** Counts a later bounce against an address of this hash; three in a row suppress it. */
  bounced(reason: Omit<Reason, 'cause'>): Promise<void>;
  /** Undoes everything that a cause ended; answers how many letters and subscriptions. */
  undo(ask: { readonly cause: string; readonly now: Instant }): Promise<number>;
  /** Lifts a suppression; answers whether there was one. */
  allow(hash: string): Promise<boolean>;
}
