import type { Change, Comparison } from '../../domain/history/change.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Milestone, Release } from '../../domain/calendar/calendar.ts';
import type { Problem } from '../../domain/problem/rule.ts';

/** A release's schedule, kept by somebody else. */
interface ImportAsk {
  readonly path: string;
  /** The text, when it does not come from the path, such as standard input. */
  readonly text?: string;
  readonly release?: string | undefined;
  /** The year of dates that name none. */
  readonly year?: number | undefined;
  /** The id of the calendar it will belong to; found by its title when left out. */
  readonly calendar?: string | undefined;
  /** The target folder: if that is a calendar's, the import belongs to it. */
  readonly into?: string | undefined;
}

/** What an import found; no release when nobody can tell which. */
export interface Imported {
  readonly release: Release | undefined;
  readonly problems: readonly Problem[];
}

/** A file updated with what its source says now, or why that failed. */
export type Renewed =
  { readonly text: string; readonly changes: readonly Change[] } | { readonly problems: readonly Problem[] };

/** A change, and when it became public. */
export interface RecordedMove {
  readonly change: Change;
  readonly at: Instant;
}

interface Moves {
  /** The folder of the calendar. */
  readonly folder: string;
  readonly moves: readonly RecordedMove[];
}

/** Where a project keeps a release's schedule in git: `{release}` stands for its version. */
interface GitAsk {
  readonly clone: string;
  readonly path: string;
  readonly calendar: string;
  /** All releases of the calendar when left out. */
  readonly release?: string | undefined;
}

/** What maintainers do with the files of their calendars. Throws a Failure when something outside fails. */
export interface Keeper {
  import(ask: ImportAsk): Promise<Imported>;
  /** Whether a file exists already: then an import keeps what people wrote in it. */
  exists(path: string): Promise<boolean>;
  /** `write` formats a new milestone. */
  renew(path: string, told: Release, write: (milestone: Milestone) => string): Promise<Renewed>;
  /** What would block the calendar of a folder if the file had this text; nothing without a calendar. */
  breaks(path: string, text: string): Promise<readonly Problem[]>;
  /** Replaces the whole file, or none of it. */
  save(path: string, text: string): Promise<void>;
  /** Reads a text of any kind, such as a letter. */
  readText(path: string): Promise<string>;
  /** Appends moves to `history.yaml`, if there is a calendar; answers how many milestones got a line. */
  record(moves: Moves): Promise<number>;
  /** What changed in a calendar's folder since a git revision. */
  since(calendar: string, revision: string): Promise<Moves>;
  /**
   * What differs between two revisions: each a folder of calendars, a calendar's folder, or a git revision of
   * the folder that is kept.
   */
  compare(ask: {
    readonly from: string;
    readonly to: string;
    readonly calendar?: string | undefined;
  }): Promise<readonly Comparison[]>;
  /** Fills a calendar's history from the git history of the files that its project keeps. */
  historyOf(ask: GitAsk): Promise<{
    readonly commits: number;
    readonly milestones: number;
    readonly known: number;
    /** Whether the clone lacks older commits. */
    readonly isShallow: boolean;
  }>;
}
