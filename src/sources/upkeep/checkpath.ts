import type { Calendar, Milestone } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../../service/ports/source.ts';
import type { Checked } from '../../service/ports/checked.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Texts } from '../../service/ports/texts.ts';
import type { Shapes } from '../shapes/part.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { basename, dirname, join } from 'node:path';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { inOrder, topOf, blocker, doubt } from '../../domain/problem/rule.ts';
import { utc } from '../../domain/time/time.ts';
import { checkSince } from '../git/against.ts';
import { checkFile, readCalendarIn } from '../calendar/readcalendar.ts';
import { isFolder, isSchedule, isThere, namesIn, readFiles } from '../files/files.ts';
import { folderSource, readingsIn } from '../calendar/folder.ts';
import { checkPosts, isPostName, postsAt } from './postsfolder.ts';
import { calendarTold } from '../cycles/readme.ts';
import { contextOf, endingsOf, sayEndings } from '../shapes/part.ts';

/** Options of a check. */
export interface Checking {
  readonly shapes: Shapes;
  /** Where to look for the calendar of a file that is outside of any. */
  readonly calendars: string;
  /** Only used for stale data and for uncommitted changes. */
  readonly now: Instant;
  /** A git revision; changes since then are checked too. */
  readonly against?: string | undefined;
  /** The calendar of posts; the only one when left out. */
  readonly calendar?: string | undefined;
  /** The year of dates of a single file that name none. */
  readonly year?: number | undefined;
  /** Fetched texts, to check a calendar as it is served. */
  readonly texts?: Texts['of'];
}

/**
 * Reads and checks a folder of calendars, a calendar or one file. A file is read in the context of its
 * calendar, else of its project's calendar, else of one in UTC.
 */
export async function checkPath(path: string, checking: Checking): Promise<Checked> {
  if (!(await isThere(path))) return nothing([unreadable(path, 'no such file or folder')]);
  const hasFiles = await isFolder(path);
  const isNewsletter = hasFiles ? (await postsAt(path)).length > 0 : isPostName(basename(path));
  if (isNewsletter) return checkNewsletter(path, checking);
  if (hasFiles) return checkFolder(path, checking);
  const [folder, name] = [dirname(path), basename(path)];
  if (!isSchedule(name, endingsOf(checking.shapes)))
    return nothing([unreadable(path, expected(sayEndings(checking.shapes), quote(name)))]);
  if (!(await namesIn(folder)).includes('calendar.yaml')) return checkLoose(path, checking);
  const { shapes, now } = checking;
  const reading = await readCalendarIn(folder, { shapes, now });
  const since = await changed([reading], checking);
  const own = join(folder, name);
  const problems = [...reading.problems, ...since]
    .filter(({ at, rule }) => at.file === own || rule === 'duplicate')
    .map((one) => (one.at.file === own ? { ...one, at: { ...one.at, file: path } } : one));
  const isOwn = (one: Milestone): boolean => reading.places.get(milestoneKey(one))?.file === own;
  return { problems, files: 1, ...amountOf([reading.calendar], isOwn) };
}

function nothing(problems: readonly Problem[]): Checked {
  return { problems, files: 0, releases: 0, milestones: [] };
}

/** Releases count by their milestones: some versions are only named. */
function amountOf(
  calendars: readonly (Calendar | undefined)[],
  isWanted: (milestone: Milestone) => boolean = () => true,
): Pick<Checked, 'releases' | 'milestones'> {
  const all = calendars.flatMap((one) => one?.releases ?? []);
  const read = all.map(({ milestones }) => milestones.filter(isWanted)).filter(({ length }) => length > 0);
  return { releases: read.length, milestones: read.flat() };
}

/** Posts do not name their calendar. */
async function checkNewsletter(
  path: string,
  { calendars, shapes, calendar: id }: Checking,
): Promise<Checked> {
  const all = (await readingsIn(calendars, shapes)).flatMap(({ calendar }) => calendar ?? []);
  const [only, ...others] = all.filter((one) => one.id === (id ?? one.id));
  const files = (await postsAt(path)).length;
  if (only && others.length === 0) return { ...nothing(await checkPosts(path, only)), files };
  const known = all.map((one) => one.id).join(', ');
  const says = only ? `several calendars in ${calendars}` : `no calendar ${quote(id ?? '')} in ${calendars}`;
  return nothing([unreadable(path, expected(`--calendar with one of ${known}`, says))]);
}

/** A file outside of a calendar is of the one that its title names, else of one in UTC. */
async function checkLoose(
  path: string,
  { against, shapes, calendars, year, now }: Checking,
): Promise<Checked> {
  const read = await readFiles(dirname(path), { endings: endingsOf(shapes), only: basename(path) });
  const says = `not compared with a revision: ${expected('a file beside a calendar.yaml', 'one in no calendar')}`;
  const alone = against === undefined ? [] : [doubt(topOf(path), 'not-read', says)];
  const [file] = read.files;
  if (!file) return nothing([...read.problems, ...alone]);
  const all = (await readingsIn(calendars, shapes)).flatMap(({ calendar }) => calendar ?? []);
  const calendar = calendarTold(file.text, all);
  const around = { ...contextOf(calendar), zone: calendar?.zone ?? utc, year, now };
  const others = calendar?.releases ?? [];
  const found = checkFile({ ...file, path }, { ...shapes, others, around });
  const problems = [...read.problems, ...alone, ...found.problems];
  return { problems, files: 1, ...amountOf([found.calendar]) };
}

/** A file outside a calendar cannot be compared. */
async function changed(
  readings: readonly CalendarReading[],
  { against, shapes, now }: Checking,
): Promise<readonly Problem[]> {
  if (against === undefined) return [];
  const found: Problem[] = [];
  for (const reading of readings)
    found.push(...(await checkSince(reading, { revision: against, shapes, now })));
  return found;
}

async function checkFolder(folder: string, checking: Checking): Promise<Checked> {
  const { shapes, now } = checking;
  // with `against`, only files are compared
  const { texts } = checking.against === undefined ? checking : {};
  const source = folderSource(folder, { shapes, now, poll: false, ...(texts && { texts }) });
  const { calendars, problems } = await source.read({ settled: false });
  const since = await changed(calendars, checking);
  return {
    problems: inOrder([...problems, ...calendars.flatMap((reading) => reading.problems), ...since]),
    files: calendars.reduce((sum, { files }) => sum + files.length, 0),
    ...amountOf(calendars.map(({ calendar }) => calendar)),
  };
}

function unreadable(file: string, says: string): Problem {
  return blocker(topOf(file), 'unreadable', says);
}
