import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../../service/ports/source.ts';
import type { Comparison } from '../../domain/history/change.ts';
import type { Shapes } from '../shapes/part.ts';
import { isFolder } from '../files/files.ts';
import { join } from 'node:path';
import { changes } from '../../domain/history/change.ts';
import { sayProblem } from '../../domain/problem/rule.ts';
import { Failure } from '../../service/ports/failure.ts';
import { readCalendar } from '../calendar/readcalendar.ts';
import { folderSource } from '../calendar/folder.ts';
import { commitNamed, filesAt, foldersAt } from './git.ts';
import { sayUnknown } from '../../service/ports/refusal.ts';
import { endingsOf } from '../shapes/part.ts';

interface Comparing {
  /** A folder of calendars, the folder of one calendar, or a git revision of `calendars`. */
  readonly from: string;
  readonly to: string;
  /** The only calendar to compare. */
  readonly calendar?: string | undefined;
}

interface Compared {
  /** The folder to which git revisions refer. */
  readonly calendars: string;
  readonly shapes: Shapes;
}

type KnownRevision = ReadonlyMap<string, Calendar>;

/** The changes between two revisions, by calendar. Throws a Failure if either cannot be read. */
export async function compare(
  { from, to, calendar: only }: Comparing,
  around: Compared,
): Promise<readonly Comparison[]> {
  const [before, after] = [await calendarsAt(from, around), await calendarsAt(to, around)];
  const ids = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  if (only !== undefined && !ids.includes(only))
    throw new Failure(sayUnknown('calendar', only, ids, ` in ${from} or ${to}`));
  return ids
    .filter((id) => id === (only ?? id))
    .map((id) => {
      const [was, is] = [before.get(id), after.get(id)];
      const title = is?.title ?? was?.title ?? id;
      return { calendar: id, title, changes: changes(was ?? nothing, is ?? nothing) };
    });
}

const nothing = { releases: [] };

async function calendarsAt(where: string, { calendars, shapes }: Compared): Promise<KnownRevision> {
  if (!(await isFolder(where))) return goodOnes(await readingsAt(where, { calendars, shapes }), where);
  const { calendars: found, problems } = await folderSource(where, { shapes, poll: false }).read({
    settled: false,
  });
  const [first] = problems;
  if (first) throw new Failure(`${where}: ${first.says}`);
  return goodOnes(found, where);
}

async function readingsAt(
  revision: string,
  { calendars, shapes }: Compared,
): Promise<readonly CalendarReading[]> {
  // the user may have meant a folder
  const wanted = `a folder, or a git revision of ${calendars}`;
  const commit = await commitNamed(calendars, revision, wanted);
  const endings = endingsOf(shapes);
  const readings: CalendarReading[] = [];
  // `calendars` itself or its subfolders may be calendars
  for (const below of [undefined, ...(await foldersAt(calendars, commit))]) {
    const folder = join(calendars, below ?? '');
    const files = await filesAt(calendars, commit, { endings, ...(below !== undefined && { below }) });
    if (files.some((file) => file.name === 'calendar.yaml'))
      readings.push(readCalendar(folder, { files, revision: '', problems: [] }, { shapes }));
  }
  return readings;
}

function goodOnes(readings: readonly CalendarReading[], where: string): KnownRevision {
  const known = new Map<string, Calendar>();
  for (const { calendar, folder, problems } of readings) {
    const [first] = problems.filter(({ blocks }) => blocks);
    if (calendar && !first) known.set(calendar.id, calendar);
    else throw new Failure(`${where}: ${first ? sayProblem(first) : `${folder}: cannot be read`}`);
  }
  return known;
}
