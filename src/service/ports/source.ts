import type { Accepted, StoredFile } from './store.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Place, Problem } from '../../domain/problem/rule.ts';

/** One folder of schedules, as it is now. */
export interface CalendarReading {
  /** Its path, as the person who named it would write it. */
  readonly folder: string;
  /** First 12 hex of the SHA-256 over its files' names and bytes. */
  readonly revision: string;
  /** Its files, as text. */
  readonly files: readonly StoredFile[];
  /** The calendar's id, or the folder's name where it could not be read. */
  readonly id: string | undefined;
  /** Where the id stands. */
  readonly idAt: Place;
  /** What could be read; to be served only when no problem blocks. */
  readonly calendar: Calendar | undefined;
  /** Where the date of each milestone stands, by `<release>/<milestone id>`. */
  readonly places: ReadonlyMap<string, Place>;
  /** Where its files come from, by file name. */
  readonly origins: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
  /** Its fetched texts could not be loaded, so it may be older than what others have. */
  readonly lacks?: boolean;
}

/** Where schedules are read from. */
export interface Source {
  /** Where it reads, for messages. */
  readonly where: string;
  /**
   * Everything as it is now. Never throws for what is in the files. `settled` leaves out a calendar whose
   * files still change, so that nobody is served half of an edit.
   */
  read(how: { readonly settled: boolean }): Promise<SourceReading>;
  /** A calendar as it was in an earlier version; its problems were reported then. */
  parse(folder: string, version: Pick<Accepted, 'revision' | 'files'>): Promise<CalendarReading>;
  /** Calls back, one call at a time, when something may have changed. Returns a function that stops it. */
  watch(changed: () => Promise<void>): Promise<() => Promise<void>>;
}

export interface SourceReading {
  readonly calendars: readonly CalendarReading[];
  /** Problems of the source itself: it is empty, or no folder. */
  readonly problems: readonly Problem[];
  /** Whether a calendar was left out because its files still change. */
  readonly unsettled: boolean;
}

/** Only a reading that nothing blocks may be served. */
export function isGood(reading: CalendarReading): boolean {
  return reading.calendar !== undefined && !reading.problems.some(({ blocks }) => blocks);
}
