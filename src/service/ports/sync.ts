import type { Change } from '../../domain/history/change.ts';
import type { Milestone } from '../../domain/calendar/calendar.ts';
import type { Problem } from '../../domain/problem/rule.ts';

export interface SyncWish {
  /** Says what would change, and changes nothing. */
  readonly dryRun: boolean;
  /** Writes the files of the calendars folder instead; it tells how a new milestone is written. */
  readonly write?: (milestone: Milestone) => string;
  /** Takes a change that would be held. */
  readonly accept: boolean;
  /** Only what no process that shares its texts has asked for within this time, an ISO 8601 duration. */
  readonly every?: string;
  /** Told of each file as it arrives. */
  readonly progress?: (says: string) => void;
  /** Ends fetches that are on their way; their files fail. */
  readonly stop?: AbortSignal;
}

/** What became of one file. */
export interface SyncedFile {
  readonly name: string;
  readonly url: string;
  /**
   * Taken: it is known now, over the file as it is. Absent: not announced yet. Held: it cancels or moves too much at once.
   * Refused: the calendar would not read with it.
   */
  readonly outcome: 'unchanged' | 'taken' | 'replaced' | 'absent' | 'held' | 'refused' | 'failed';
  /** Why it failed. */
  readonly says?: string;
}

/** What a calendar's origins had. A calendar of which nothing is to be told is left out. */
export interface Synced {
  readonly folder: string;
  readonly files: readonly SyncedFile[];
  /** What is or would be changed, also when it is held. */
  readonly changes: readonly Change[];
  /** What stops the new files, or a calendar that names none for it cannot be read; else what is taken with them. */
  readonly problems: readonly Problem[];
  /** The calendar is to be read again: a text is new, or newer than files that were revised since it came. */
  readonly isRenewed?: boolean;
}

/** Fetches what calendars are made of; one calendar, or all that name origins. */
export type Sync = (calendar: string | undefined, wish: SyncWish) => Promise<readonly Synced[]>;
