import type { Instant } from '../../domain/time/time.ts';

/** Who sends letters from a database; a process that differs has a copy of it. */
export interface Owner {
  readonly publicUrl: string;
  /** Identifies the database; a copy of it elsewhere has another. */
  readonly system: string;
  /** A fingerprint of the secret that signs links. */
  readonly secret: string;
}

/** A port: which process may send, and whether any. Every call may throw a Failure. */
export interface Ownership {
  /** Who sends from it, if anybody yet, and whether an operator paused that. */
  mailer(): Promise<{ readonly owner: Owner | undefined; readonly isPaused: boolean }>;
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
