import type { Change } from '../domain/change.ts';
import type { Problem } from '../domain/rule.ts';

export interface SyncWish {
  /** Says what would change, and changes nothing. */
  readonly dryRun: boolean;
  /** Takes a change that would be held. */
  readonly accept: boolean;
  /** Told of each file as it arrives. */
  readonly progress?: (says: string) => void;
}

/** What became of one file. */
export interface SyncedFile {
  readonly name: string;
  readonly url: string;
  readonly outcome: 'unchanged' | 'replaced' | 'held' | 'refused' | 'failed';
  /** Why it failed. */
  readonly says?: string;
}

/** What a calendar's origins had. */
export interface Synced {
  readonly folder: string;
  readonly files: readonly SyncedFile[];
  readonly changes: readonly Change[];
  /** Of the new files: those that stop them, or those that are taken with them. */
  readonly problems: readonly Problem[];
  /** It cancels or moves too much at once, so everything stays as it was. */
  readonly held: boolean;
}

/** Fetches what calendars are made of; one calendar, or all that name origins. */
export type Sync = (calendar: string | undefined, wish: SyncWish) => Promise<readonly Synced[]>;
