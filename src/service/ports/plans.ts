import type { Announced } from '../../domain/history/announced.ts';
import type { DigestDelivery, Telling } from './outbox.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { Reminder } from '../../domain/reminders/reminderplan.ts';
import type { Subscription } from './people.ts';

/** By calendar, then by key. */
export type AllAnnounced = ReadonlyMap<string, ReadonlyMap<string, Announced>>;

/** A port: what is announced to subscribers. Every call may throw a Failure. */
export interface Announcements {
  /**
   * Records changed announcements of a calendar while `revision` is the accepted one; answers `undefined`
   * when it is not. What was to be sent for an earlier version is superseded.
   */
  settle(ask: {
    readonly calendar: string;
    readonly revision: string;
    readonly decide: (known: ReadonlyMap<string, Announced>) => readonly Announced[];
  }): Promise<ReadonlyMap<string, Announced> | undefined>;
  announced(): Promise<AllAnnounced>;
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
  readonly letters: readonly DigestDelivery[];
}

/** A port: what each subscription is to be told. Every call may throw a Failure. */
export interface Plans {
  /** Plans at most `limit` subscriptions that are due, each once; answers how many there were. */
  plan(ask: {
    readonly now: Instant;
    readonly limit: number;
    readonly decide: (one: Planning, announced: AllAnnounced) => PlannedDelivery;
    /** Plans this subscription only, due or not. */
    readonly only?: string;
  }): Promise<number>;
  planning(id: string): Promise<Planning | undefined>;
}
