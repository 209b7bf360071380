import type { Instant } from '../domain/time.ts';
import type { Told } from '../domain/calendar.ts';

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
    /** When a process last had these files. */
    readonly backed: Instant;
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
    readonly status: NonNullable<Told['status']> | null;
  };
  readonly held: {
    readonly calendar: string;
    readonly revision: string;
    readonly since: Instant;
    readonly says: string;
    /** 1 or 0, for SQLite knows no booleans. */
    readonly approved: number;
  };
  readonly release_calendar_migration: { readonly number: number; readonly name: string };
}
