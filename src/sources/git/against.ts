import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../../service/ports/source.ts';
import type { Change } from '../../domain/history/change.ts';
import type { Commit } from './git.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { RecordedMove } from '../../service/ports/keep.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { Shapes } from '../shapes/part.ts';
import { releaseOf } from '../../domain/calendar/calendar.ts';
import { changes, whenChange } from '../../domain/history/change.ts';
import { checkChange } from '../../domain/lint/checkchange.ts';
import { asStood } from '../../domain/history/move.ts';
import { readCalendar } from '../calendar/readcalendar.ts';
import { commitNamed, commitsOf, filesAt, isChanged } from './git.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { endingsOf } from '../shapes/part.ts';

interface Comparing {
  readonly revision: string;
  readonly shapes: Shapes;
  /** The time of uncommitted changes. */
  readonly now: Instant;
}

/** Compares a calendar with a git revision of its folder; no changes if it had no calendar then. */
export async function changesSince(
  reading: CalendarReading,
  { revision, shapes, now }: Comparing,
  seen: (before: Calendar, calendar: Calendar) => Calendar = (before) => before,
): Promise<readonly RecordedMove[]> {
  const { folder, calendar } = reading;
  const base = await commitNamed(folder, revision);
  const texts = new Map<string, string>();
  const calendarAt = async (commit: string): Promise<Calendar | undefined> => {
    const files = await filesAt(folder, commit, { endings: endingsOf(shapes), known: texts });
    return readCalendar(folder, { files, revision: '', problems: [] }, { shapes }).calendar;
  };
  const before = await calendarAt(base);
  const found = before && calendar ? changes(seen(before, calendar), calendar) : [];
  return found.length === 0 ? [] : dated(found, { folder, base, now, calendarAt });
}

interface Dating {
  readonly folder: string;
  readonly base: string;
  readonly now: Instant;
  readonly calendarAt: (commit: string) => Promise<Calendar | undefined>;
}

/** Dates each change by the first commit since which it has stood as it does now. */
async function dated(
  found: readonly Change[],
  { folder, base, now, calendarAt }: Dating,
): Promise<RecordedMove[]> {
  const edited = await isChanged(folder);
  const [newest, ...older] = (await lineSince(folder, base)).toReversed();
  const times = new Map(found.map((change) => [change, edited ? now : (newest?.at ?? now)]));
  let open = found;
  for (const { hash, at } of edited && newest ? [newest, ...older] : older) {
    const then = await calendarAt(hash);
    open = open.filter((change) => then && stands(change, then));
    if (open.length === 0) break;
    for (const change of open) times.set(change, at);
  }
  return found.map((change) => ({ change, at: times.get(change) ?? now }));
}

/** The commits since the base; if there are none and nothing is uncommitted, the folder's last commit. */
async function lineSince(folder: string, base: string): Promise<readonly Commit[]> {
  const line = await commitsOf(folder, '.', base);
  return line.length > 0 || (await isChanged(folder)) ? line : (await commitsOf(folder, '.')).slice(-1);
}

/** Whether a version of the calendar already contained the change. */
function stands({ release, before, after }: Change, then: Calendar): boolean {
  const known = after ? [after.id, ...after.aliases] : [before?.id];
  const was = releaseOf(then, release)?.milestones.find(({ id }) => known.includes(id));
  if (!was || !after) return was === after;
  const how = whenChange(was.when, after.when);
  const cancelled = (was.status === 'cancelled') === (after.status === 'cancelled');
  return cancelled && (how === undefined || how === 'reworded');
}

/** Problems that these changes cause for people who planned by the earlier dates, where those stood. */
export async function checkSince(
  reading: CalendarReading,
  comparing: Comparing,
): Promise<readonly Problem[]> {
  return (await changesSince(reading, comparing, asStood)).flatMap(({ change, at }) => {
    const place = reading.places.get(milestoneKey(change));
    return place ? checkChange(change, place, at) : [];
  });
}
