import type { Instant } from '../../domain/time/time.ts';
import type { Validators } from './origin.ts';

/** What an origin had once, as it sent it. */
export interface FetchedText extends Validators {
  readonly calendar: string;
  /** Of the file that it feeds, such as `1.38.md`. */
  readonly name: string;
  readonly url: string;
  readonly bytes: Uint8Array;
  /** When these bytes came first. */
  readonly since: Instant;
  /** When its origin last had them still. */
  readonly checked: Instant;
}

/**
 * A port: what was fetched, for all processes that share it. Of a file there is the newest text, and older ones that
 * tell of what is over and was taken out since.
 */
export interface Texts {
  /** Oldest first. */
  of(calendar: string): Promise<readonly FetchedText[]>;
  /** Makes these all that there is of a calendar. */
  save(calendar: string, texts: readonly FetchedText[]): Promise<void>;
  /** Whether it is this process that is to fetch now: of all that ask within `every` (an ISO 8601 duration) one is. */
  claim(calendar: string, now: Instant, every: string): Promise<boolean>;
}

/** Where nothing is kept. */
export const noTexts: Texts = {
  of: () => Promise.resolve([]),
  save: () => Promise.resolve(),
  claim: () => Promise.resolve(true),
};
