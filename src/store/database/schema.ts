import type { ColumnType, Generated } from 'kysely';
import type { DeliveryKind, DeliveryState, Telling } from '../../service/ports/outbox.ts';
import type { Subscription } from '../../service/ports/subscription.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { PublishedState } from '../../domain/calendar/calendar.ts';

/** The tables, as the last migration leaves them. Both databases keep an instant as its canonical text. */
export interface Schema {
  /** One row for each calendar that anything is remembered of: whoever changes any of it locks this row. */
  readonly calendar: { readonly id: string };
  readonly accepted: {
    readonly calendar: string;
    readonly revision: string;
    /** A JSON array. */
    readonly files: string;
    readonly since: Instant;
  };
  /** What files each process has; one that is gone says nothing any more. */
  readonly replica: {
    readonly id: string;
    readonly calendar: string;
    readonly revision: string;
    readonly seen: Instant;
  };
  /** Every revision that was ever accepted, with the first instant at which it was. */
  readonly revision: { readonly calendar: string; readonly revision: string; readonly since: Instant };
  readonly news: {
    readonly calendar: string;
    readonly key: string;
    /** From 0, in the order in which it was recorded: the clocks of replicas differ, so `since` is no order. */
    readonly position: number;
    /** A JSON object. */
    readonly when: string;
    readonly since: Instant;
    readonly name: string | null;
    readonly status: NonNullable<PublishedState['status']> | null;
    /** What was known to have really happened, as `when`. */
    readonly actual: string | null;
  };
  readonly held: {
    readonly calendar: string;
    readonly revision: string;
    readonly since: Instant;
    readonly says: string;
    /** 1 or 0, for SQLite knows no booleans. */
    readonly approved: number;
  };
  /** What origins had, as they sent it. */
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
  /** When the origins of a calendar were asked last, and when they are to be asked next; empty before that. */
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
    /** The newest announcement that was planned. */
    readonly seen: number;
    /** `null` for those that are not active, and those that nothing is ahead of. */
    readonly next_due_at: Instant | null;
  };
  readonly suppression: {
    readonly hash: string;
    readonly says: string;
    readonly since: Instant;
    /** By what it can be undone. */
    readonly cause: string | null;
  };
  /** What a cause ended, as it was before. */
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
    /** A JSON object; `off` for nothing. */
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
    /** 0 before the last byte, 1 from then on. */
    readonly dot: number;
    /** How often a last byte was sent that nobody answered. */
    readonly dots: number;
    readonly due: Instant;
    /** When it wants attention: to be sent, or because its lease ended. `null` when it is done. */
    readonly next_at: Instant | null;
    readonly created: Instant;
    readonly ended: Instant | null;
    readonly attempt: number;
    /** How often it was refused for now, or lost. */
    readonly refusals: number;
    /** The run that claimed it last: a run claims a letter once. */
    readonly run: string | null;
    /** How often it was claimed since a server or network answered last. */
    readonly claims: number;
    /** Of one that failed: what an operator may bring it back by. */
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
  /** One row: for whom letters are sent. */
  readonly mailer: {
    readonly id: number;
    readonly public_url: string | null;
    readonly system: string | null;
    readonly secret: string | null;
    readonly paused: number;
    /** The host that uses an SQLite file, and when it last said so. */
    readonly host: string | null;
    readonly host_seen: Instant | null;
    /** Of the last announcement. */
    readonly edition: number;
    /** When the operator was written to, and from when on again. */
    readonly called: Instant | null;
    readonly call_due: Instant | null;
  };
  readonly release_calendar_migration: { readonly number: number; readonly name: string };
}
