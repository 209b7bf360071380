import type { Change } from '../../domain/history/change.ts';
import type { Milestone } from '../../domain/calendar/calendar.ts';
import type { Problem } from '../../domain/problem/rule.ts';

export interface SyncWish {
  /** Only says what would change. */
  readonly dryRun: boolean;
  /** Writes the files of the calendars folder instead; the function formats a new milestone. */
  readonly write?: (milestone: Milestone) => string;
  /** Accepts a change that would be held. */
  readonly accept: boolean;
  /** Only what no process that shares its texts has fetched within this time, an ISO 8601 duration. */
  readonly every?: string;
  /** Called for each file as it arrives. */
  readonly progress?: (says: string) => void;
  /** Aborts fetches in progress; their files fail. */
  readonly stop?: AbortSignal;
}

/** What became of one file. */
export interface SyncedFile {
  readonly name: string;
  readonly url: string;
  /**
   * Taken: the text now counts instead of the file, which stays. Absent: not announced yet. Held: it cancels
   * or moves too much at once. Refused: the calendar would not read with it.
   */
  readonly outcome: 'unchanged' | 'taken' | 'replaced' | 'absent' | 'held' | 'refused' | 'failed';
  /** Why it failed. */
  readonly says?: string;
}

/** What a calendar's origins had. Calendars with nothing to report are left out. */
export interface Synced {
  readonly folder: string;
  readonly files: readonly SyncedFile[];
  /** What did or would change, even when it is held. */
  readonly changes: readonly Change[];
  /** What blocks the new files, or a calendar without readable origins; else what is taken along. */
  readonly problems: readonly Problem[];
  /** Whether to read the calendar again: a text is new, or newer than files revised since it came. */
  readonly isRenewed?: boolean;
}

/** Fetches the origins of one calendar, or of all that name any. */
export type Sync = (calendar: string | undefined, wish: SyncWish) => Promise<readonly Synced[]>;
