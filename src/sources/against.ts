import type { CalendarReading } from '../service/source.ts';
import type { Change } from '../domain/change.ts';
import type { Instant } from '../domain/time.ts';
import type { Problem } from '../domain/rule.ts';
import type { Shapes } from './part.ts';
import { changes } from '../domain/change.ts';
import { checkChange } from '../domain/checkchange.ts';
import { readCalendar } from './calendar.ts';
import { committedAt, filesAt } from './git.ts';

/** What changed in a calendar's folder since a revision, and when that became public. */
export interface Since {
  readonly changes: readonly Change[];
  /** The instant of the commit; now for what is not committed. */
  readonly at: Instant;
}

interface Comparing {
  readonly revision: string;
  readonly shapes: Shapes;
  readonly now: Instant;
}

/** Compares a calendar with what git has of its folder. A folder that was not there, or not a calendar, has no changes. */
export async function changesSince(
  reading: CalendarReading,
  { revision, shapes, now }: Comparing,
): Promise<Since> {
  const files = await filesAt(reading.folder, revision);
  const before = readCalendar(reading.folder, { files, revision: '', problems: [] }, { shapes }).calendar;
  const found = before && reading.calendar ? changes(before, reading.calendar) : [];
  return { changes: found, at: (await committedAt(reading.folder)) ?? now };
}

/** What those changes mean to people who planned by the dates before them. */
export async function checkSince(
  reading: CalendarReading,
  comparing: Comparing,
): Promise<readonly Problem[]> {
  const { changes: found, at } = await changesSince(reading, comparing);
  return found.flatMap((change) => {
    const place = reading.places.get(`${change.release}/${change.id}`);
    return place ? checkChange(change, place, at) : [];
  });
}
