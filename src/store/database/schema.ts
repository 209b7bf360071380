import type { ColumnType, Generated } from 'kysely';
import type { DeliveryKind, DeliveryState, Telling } from '../../service/ports/outbox.ts';
import type { Subscription } from '../../service/ports/people.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { PublishedState } from '../../domain/calendar/calendar.ts';

/** The tables after the last migration. Both databases store instants as canonical text. */
export interface Schema {
  /** One row per calendar with stored data; lock it before changing any of that. */
  readonly calendar: { readonly id: string };
  readonly accepted: {
    readonly calendar: string;
    readonly revision: string;
    /** A JSON array. */
    readonly files: string;
    readonly since: Instant;
  };
  /** Each process's revision; old rows are removed. */
  readonly replica: {
    readonly id: string;
    readonly calendar: string;
    readonly revision: string;
    readonly seen: Instant;
  };
  /** Every revision ever accepted, and when it was first accepted. */
  readonly revision: { readonly calendar: string; readonly revision: string; readonly since: Instant };
  readonly news: {
    readonly calendar: string;
    readonly key: string;
    /** Counts from 0 in the order of recording; clocks of replicas differ, so `since` gives no order. */
    readonly position: number;
    /** A JSON object. */
    readonly when: string;
    readonly since: Instant;
    readonly name: string | null;
    readonly status: NonNullable<PublishedState['status']> | null;
    /** The actual date if known, as JSON like `when`. */
    readonly actual: string | null;
  };
  readonly held: {
    readonly calendar: string;
    readonly revision: string;
    readonly since: Instant;
    readonly says: string;
    /** 1 or 0, since SQLite has no booleans. */
    readonly approved: number;
  };
  /** Fetched texts, as sent. */
  readonly fetched: {
    readonly calendar: string;
    readonly name: string;
    readonly since: Instant;
    readonly checked: Instant;
    readonly url: string;
    readonly etag: string | null;
    readonly modified: string | null;
    readonly bytes: Uint8Array;
  };
  /** When the sources of a calendar were last fetched and are next due; empty before the first time. */
  readonly asked: { readonly calendar: string; readonly at: string; readonly due: string };
  readonly subscription: {
    readonly id: string;
    readonly address: string;
    readonly key: string;
    readonly folded: string;
    readonly hash: string;
    readonly state: Subscription['state'];
    /** A JSON object. */
    readonly wish: string;
    readonly round: number;
    readonly failures: number;
    readonly created: Instant;
    readonly confirmed: Instant | null;
    readonly ended: Instant | null;
    readonly planned_at: Instant;
    /** The newest planned edition. */
    readonly seen: number;
    /** `null` if the subscription is not active, or nothing is ahead. */
    readonly next_due_at: Instant | null;
  };
  readonly suppression: {
    readonly hash: string;
    readonly says: string;
    readonly since: Instant;
    /** Undo finds it by this. */
    readonly cause: string | null;
  };
  /** Earlier state, for undo. */
  readonly undo: {
    readonly cause: string;
    readonly subscription: string;
    readonly state: Subscription['state'];
    readonly round: number;
    readonly failures: number;
  };
  readonly announced: {
    readonly calendar: string;
    readonly key: string;
    readonly version: number;
    readonly edition: number;
    /** JSON objects. */
    readonly when: string | null;
    readonly before: string | null;
    readonly was_off: number;
    readonly since: Instant;
    /** A JSON object, or `off`. */
    readonly pending: string | null;
    readonly pending_since: Instant | null;
  };
  readonly reminder: {
    readonly subscription: string;
    readonly calendar: string;
    readonly key: string;
    readonly version: number;
    readonly purpose: Telling['purpose'];
    readonly lead: number;
    readonly due: Instant;
    readonly cutoff: Instant;
    readonly state: Telling['state'];
    readonly delivery: string | null;
  };
  readonly outbox: {
    readonly id: string;
    readonly subscription: string;
    readonly kind: DeliveryKind;
    readonly day: PlainDate | null;
    readonly state: DeliveryState;
    /** 1 once the last byte was sent, else 0. */
    readonly dot: number;
    /** How often the last byte was sent without an answer. */
    readonly dots: number;
    readonly due: Instant;
    /** When to send it, or when its lease ends; `null` when it is done. */
    readonly next_at: Instant | null;
    readonly created: Instant;
    readonly ended: Instant | null;
    readonly attempt: number;
    /** Temporary refusals, lost connections. */
    readonly refusals: number;
    /** The last run; each claims a letter once. */
    readonly run: string | null;
    /** The number of claims since a server or network last answered. */
    readonly claims: number;
    /** Why it failed; operators can undo all effects of a cause. */
    readonly cause: string | null;
    readonly says: string | null;
    readonly queue_id: string | null;
    readonly message_id: string | null;
    readonly date: Instant | null;
    readonly bytes: ColumnType<Buffer | null, Buffer | null, Buffer | null>;
  };
  readonly audit: {
    readonly number: Generated<number>;
    readonly at: Instant;
    readonly subscription: string | null;
    readonly delivery: string | null;
    readonly event: string;
    readonly says: string;
  };
  /** The state of the sending side. */
  readonly mailer: {
    readonly id: number;
    readonly public_url: string | null;
    readonly system: string | null;
    readonly secret: string | null;
    readonly paused: number;
    /** The host that uses an SQLite file, and when it last reported. */
    readonly host: string | null;
    readonly host_seen: Instant | null;
    /** The last edition. */
    readonly edition: number;
    /** When the operator was written to, and may be again. */
    readonly called: Instant | null;
    readonly call_due: Instant | null;
  };
  readonly release_calendar_migration: { readonly number: number; readonly name: string };
}
