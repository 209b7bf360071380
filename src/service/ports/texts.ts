import type { Instant } from '../../domain/time/time.ts';
import type { Validators } from './origin.ts';

/** A text that an origin once had, as it was sent. */
export interface FetchedText extends Validators {
  readonly calendar: string;
  /** The name of the file that it feeds, such as `1.38.md`. */
  readonly name: string;
  readonly url: string;
  readonly bytes: Uint8Array;
  /** When these bytes first came. */
  readonly since: Instant;
  /** When its origin last still had them. */
  readonly checked: Instant;
}

/**
 * A port: fetched texts, for all processes that share it. For each file it has the newest text, and older
 * ones that tell of past milestones removed since.
 */
export interface Texts {
  /** Oldest first. */
  of(calendar: string): Promise<readonly FetchedText[]>;
  /** Replaces all texts of a calendar. */
  save(calendar: string, texts: readonly FetchedText[]): Promise<void>;
  /** Whether this process is to fetch: of all that ask within `every` (an ISO 8601 duration) one is. */
  claim(calendar: string, now: Instant, every: string): Promise<boolean>;
}

/** For processes that keep no texts. */
export const noTexts: Texts = {
  of: () => Promise.resolve([]),
  save: () => Promise.resolve(),
  claim: () => Promise.resolve(true),
};
