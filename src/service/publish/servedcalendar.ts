import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../ports/source.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { expected } from '../../domain/problem/expected.ts';
import { isGood } from '../ports/source.ts';
import { problem } from '../../domain/problem/rule.ts';

interface Folder {
  readonly folder: string;
  /** Of the files as they are now; the served version may be older. */
  readonly problems: readonly Problem[];
}

interface Served extends Folder {
  readonly id: string | undefined;
  /** The last good version. */
  readonly calendar: Calendar;
  /** When its text was last other than now, as far as anybody remembers. */
  readonly modified: Instant | undefined;
  readonly since: Instant;
  /** The last revision of its files that was served. */
  readonly had: string | undefined;
}

/** `files` is the revision of the last good files here. */
export type ServedCalendar =
  /** There never was a good version; its id is the folder's name until it could be read. */
  | (Folder & {
      readonly state: 'unreadable';
      readonly id: string | undefined;
      readonly calendar?: undefined;
    })
  /** Its files are good, or good but change too much at once: what is served may be another version. */
  | (Served & { readonly state: 'good' | 'held'; readonly files: string })
  /** Its files are not good, or gone: the last good version is served. */
  | (Served & { readonly state: 'kept' | 'gone'; readonly files: string | undefined });

export function heldProblem(folder: string, revision: string, says: string): Problem {
  const next = `put the files back, or run "release-calendar changes approve ${revision}"`;
  const at = { file: folder, line: 1, column: 1 };
  return problem(at, { rule: 'held', says: `${says}; ${next}` }, { blocks: true });
}

/** Another id is another address and another UID for everything: readers would lose the calendar they subscribed to. */
export function changedId(before: ServedCalendar, { calendar, idAt }: CalendarReading): readonly Problem[] {
  const was = before.calendar?.id;
  if (was === undefined || !calendar || calendar.id === was) return [];
  const says = `${expected(`the id "${was}"`, `"${calendar.id}"`)}; restart to serve the new one`;
  return [problem(idAt, { rule: 'duplicate', says }, { blocks: true })];
}

/** An id that is served from another folder is not taken over: its readers would see another calendar's dates. */
export function takenIds(reading: CalendarReading, others: readonly ServedCalendar[]): readonly Problem[] {
  const { calendar, idAt } = reading;
  const owner = others.find((other) => other.calendar?.id === calendar?.id);
  if (!owner || !isGood(reading)) return [];
  const found = `"${owner.calendar?.id ?? ''}", which is served from ${owner.folder}`;
  const says = expected('an id of its own', found);
  return [problem(idAt, { rule: 'duplicate', says }, { blocks: true })];
}

export function placeless(file: string, says: string): Problem {
  return problem({ file, line: 1, column: 1 }, { rule: 'unreadable', says }, { blocks: true });
}
