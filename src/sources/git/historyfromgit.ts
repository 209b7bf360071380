import type { Calendar, PublishedState } from '../../domain/calendar/calendar.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Shapes } from '../shapes/part.ts';
import { releaseOf } from '../../domain/calendar/calendar.ts';
import { whenChange } from '../../domain/history/change.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { commitsOf, fileAt } from './git.ts';
import { importFile } from '../calendar/importfile.ts';

interface Public {
  /** The text of a release's schedule, public since `since`. */
  readonly text: string;
  readonly since: Instant;
}

interface HistoryReading {
  readonly calendar: Calendar;
  readonly release: string;
  /** The file's path; it tells the shape. */
  readonly path: string;
  readonly shapes: Shapes;
}

/**
 * Every *when* that a release's milestones had in the versions of a file, oldest first, by
 * `<release>/<milestone id>`; only for milestones in the calendar whose *when* changed.
 */
export function pastOf(
  versions: readonly Public[],
  { calendar, release, path, shapes }: HistoryReading,
): ReadonlyMap<string, readonly PublishedState[]> {
  const told = new Map<string, PublishedState[]>();
  const own = releaseOf(calendar, release)?.milestones ?? [];
  for (const { text, since } of versions) {
    const file = { name: path.split('/').at(-1) ?? path, path, text };
    const found = importFile(file, { release, calendar, how: shapes }).release?.milestones ?? [];
    const met = new Set<string>();
    for (const { id, when } of found) {
      const milestone = own.find((one) => one.id === id) ?? own.find((one) => one.aliases.includes(id));
      // a milestone listed twice, under its id and a former one, has not moved
      if (!milestone || met.has(milestone.id)) continue;
      met.add(milestone.id);
      const key = milestoneKey(milestone);
      const whens = told.get(key) ?? [];
      const last = whens.at(-1);
      const how = last && whenChange(last.when, when);
      if (!last || (how !== undefined && how !== 'reworded')) told.set(key, [...whens, { when, since }]);
    }
  }
  return new Map([...told].filter(([, whens]) => whens.length > 1));
}

/** The versions of a file in a clone, by first-parent commits. */
export async function versionsIn(clone: string, path: string): Promise<readonly Public[]> {
  const versions: Public[] = [];
  for (const commit of await commitsOf(clone, path)) {
    const text = await fileAt(clone, commit, path);
    if (text === undefined) continue;
    const before = versions.at(-1)?.since;
    // of several commits with the same or an earlier time, the last one replaces the version before it
    const late = before !== undefined && before >= commit.at;
    if (late) versions.pop();
    versions.push({ text, since: late ? before : commit.at });
  }
  return versions;
}
