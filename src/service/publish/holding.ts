import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../ports/source.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { isGood } from '../ports/source.ts';
import { problem } from '../../domain/problem/rule.ts';

/** One calendar as it is served, and what is wrong with its files now. */
export interface Holding {
  readonly folder: string;
  /** Its id, or the folder's name until the id could be read. */
  readonly id: string | undefined;
  /** The last good version; `undefined` when there never was one. */
  readonly calendar: Calendar | undefined;
  /** When its text last changed, as far as anybody remembers. */
  readonly modified: Instant | undefined;
  /** The revision of the last good files, which may differ from the served version. */
  readonly files: string | undefined;
  /** The last revision of its files that was served. */
  readonly had: string | undefined;
  /** Whether its files change too much at once to be served. */
  readonly held: boolean;
  readonly since: Instant | undefined;
  /** Problems of the files as they are now; the served version may be older. */
  readonly problems: readonly Problem[];
}

export function heldProblem(folder: string, revision: string, says: string): Problem {
  const wanted = `wanted the files back, or "release-calendar changes approve ${revision}"`;
  const at = { file: folder, line: 1, column: 1 };
  return problem(at, { rule: 'held', says: `${says}; ${wanted}` }, { blocks: true });
}

/** Another id changes every address and UID: readers would lose the calendar they subscribed to. */
export function changedId(before: Holding, { calendar, idAt }: CalendarReading): readonly Problem[] {
  const was = before.calendar?.id;
  if (was === undefined || !calendar || calendar.id === was) return [];
  const says = `the id changed from "${was}" to "${calendar.id}"; wanted "${was}", or a restart to serve the new one`;
  return [problem(idAt, { rule: 'duplicate', says }, { blocks: true })];
}

/** An id served from another folder is not taken over: its readers would see another calendar's dates. */
export function takenIds(reading: CalendarReading, others: readonly Holding[]): readonly Problem[] {
  const { calendar, idAt } = reading;
  const owner = others.find((other) => other.calendar?.id === calendar?.id);
  if (!owner || !isGood(reading)) return [];
  const says = `the id "${owner.calendar?.id ?? ''}" is served from ${owner.folder}; wanted another`;
  return [problem(idAt, { rule: 'duplicate', says }, { blocks: true })];
}

export function placeless(file: string, says: string): Problem {
  return problem({ file, line: 1, column: 1 }, { rule: 'unreadable', says }, { blocks: true });
}
