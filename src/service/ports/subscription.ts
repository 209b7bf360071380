import type { Instant } from '../../domain/time/time.ts';
import type { Wish } from '../../domain/reminders/wish.ts';

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
