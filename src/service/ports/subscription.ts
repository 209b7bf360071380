import type { Instant } from '../../domain/time/time.ts';
import type { Wish } from '../../domain/reminders/wish.ts';

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
  /** The newest announcement that was planned for them. */
  readonly seen: number;
  readonly nextDueAt: Instant | undefined;
}

/** An address in its three forms. */
export interface MailAddress {
  /** As it is written to. */
  readonly address: string;
  /** Equal for spellings of one address. */
  readonly key: string;
  /** Equal for all addresses that one mailbox reads, for limits. */
  readonly folded: string;
  /** A keyed hash of `key`, which outlasts the person. */
  readonly hash: string;
}
