import type { CalendarReading, Source, SourceReading } from '../../service/ports/source.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Shapes } from '../shapes/part.ts';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { calendarFolders, readFiles } from '../files/files.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { topOf, blocker } from '../../domain/problem/rule.ts';
import { Failure } from '../../service/ports/failure.ts';
import { feedNames } from '../../domain/feed/feednames.ts';
import { calendarSteps } from './readcalendar.ts';
import { inSlices } from '../../service/steps.ts';
import type { FetchedFile } from './fetched.ts';
import { fileOf, parted } from './fetched.ts';
import type { Texts } from '../../service/ports/texts.ts';
import { watchFolder } from '../files/watch.ts';
import { endingsOf } from '../shapes/part.ts';

/** How calendars are read and followed; `now` is for a check only. */
interface FolderOptions {
  readonly shapes: Shapes;
  readonly poll: boolean;
  readonly now?: Instant;
  /** What was fetched of a calendar, by its id. */
  readonly texts?: Texts['of'];
}

/** Calendars in a folder: each subfolder is one, or the folder itself when it holds a `calendar.yaml`. */
export function folderSource(root: string, how: FolderOptions): Source {
  // what is read now is the earlier version at the next change
  const latest = new Map<string, readonly CalendarReading[]>();
  return {
    where: root,
    read: async ({ settled }) => {
      const reading = await readFolder(root, how, settled);
      for (const one of reading.calendars) {
        const [before] = (latest.get(one.folder) ?? []).filter(({ revision }) => revision !== one.revision);
        latest.set(one.folder, before ? [one, before] : [one]);
      }
      return reading;
    },
    parse: async (folder, { revision, files }) => {
      const known = latest.get(folder)?.find((one) => one.revision === revision);
      if (known) return known;
      const { files: own, fetched } = parted(files);
      const texts = own.map((file) => ({ ...file, path: join(folder, file.name) }));
      const read = { files: texts, revision: '', problems: [] };
      return inSlices(calendarSteps(folder, read, { ...how, fetched }));
    },
    watch: (changed) => watchFolder(root, changed, how),
  };
}

/** The calendars of a folder as they are now, without what was fetched. */
export async function readingsIn(root: string, shapes: Shapes): Promise<readonly CalendarReading[]> {
  return (await readFolder(root, { shapes, poll: false }, false)).calendars;
}

/** Two readings this far apart must be equal before an edit counts as finished. */
const settleMs = 700;

async function readFolder(root: string, how: FolderOptions, settle: boolean): Promise<SourceReading> {
  const before = settle ? await revisions(root, endingsOf(how.shapes)) : undefined;
  if (before) await setTimeout(settleMs);
  const folders = await foldersIn(root);
  if ('says' in folders) return { calendars: [], problems: [folders], unsettled: false };
  const found: Read[] = [];
  for (const folder of folders) found.push(await readOne(folder, root, how));
  const calendars = found.map(({ reading }) => reading);
  const nothing =
    calendars.length === 0 ? [sourceProblem(root, expected('a folder for each calendar', 'none'))] : [];
  const settled = found.filter(({ reading, rests }) => !before || before.get(reading.folder) === rests);
  return {
    calendars: settled.map(({ reading }) => twice(reading, calendars)),
    problems: nothing,
    unsettled: settled.length < calendars.length,
  };
}

async function revisions(root: string, endings: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folders = await foldersIn(root);
  const found = new Map<string, string>();
  for (const folder of 'says' in folders ? [] : folders) {
    const files = await readFiles(folder, { mount: root, endings }).catch(() => undefined);
    // one that cannot be read is read the same way the next time
    found.set(folder, files?.revision ?? '');
  }
  return found;
}

interface Read {
  readonly reading: CalendarReading;
  /** The revision of its files alone. */
  readonly rests: string;
}

async function readOne(folder: string, root: string, how: FolderOptions): Promise<Read> {
  try {
    const files = await readFiles(folder, { mount: root, endings: endingsOf(how.shapes) });
    const own = await inSlices(calendarSteps(folder, files, how));
    const rests = files.revision;
    if (!how.texts || own.id === undefined || own.origins.size === 0) return { reading: own, rests };
    const fetched = await fetchedOf(own.id, how.texts);
    if (!fetched) return { reading: { ...own, lacks: true }, rests };
    if (fetched.length === 0) return { reading: own, rests };
    return { reading: await inSlices(calendarSteps(folder, files, { ...how, fetched })), rests };
  } catch (error) {
    // the folder went while it was read: the next reading will tell
    const problems = [sourceProblem(folder, `cannot be read (${systemCode(error)})`)];
    const nothing = { calendar: undefined, places: new Map(), origins: new Map(), problems };
    const reading = {
      folder,
      revision: '',
      files: [],
      id: basename(folder),
      idAt: topOf(folder),
      ...nothing,
    };
    return { reading, rests: '' };
  }
}

/** `undefined` where nobody can be asked. */
async function fetchedOf(id: string, texts: Texts['of']): Promise<readonly FetchedFile[] | undefined> {
  try {
    return (await texts(id)).map(fileOf);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return undefined;
  }
}

const notFolder: Readonly<Record<string, string>> = { ENOENT: 'nothing', ENOTDIR: 'a file' };

async function foldersIn(root: string): Promise<readonly string[] | Problem> {
  try {
    return await calendarFolders(root);
  } catch (error) {
    const code = systemCode(error);
    const what = notFolder[code] ?? `one that cannot be read (${code})`;
    return sourceProblem(root, expected('a folder of calendars', what));
  }
}

/** Throws what is no error of the system. */
function systemCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

function sourceProblem(file: string, says: string): Problem {
  return blocker(topOf(file), 'unreadable', says);
}

/** The second calendar of an id, or of an address, is a problem; the first stays. */
function twice(reading: CalendarReading, all: readonly CalendarReading[]): CalendarReading {
  const address = all.find((other) => other !== reading && isFeedOf(other, reading.id));
  if (address && reading.calendar) {
    const says = expected(
      `an id that is not the name of a feed of ${address.folder}`,
      quote(reading.id ?? ''),
    );
    return refused(reading, says);
  }
  const first = all.find(({ id, calendar }) => calendar && id === reading.id);
  if (!first || first === reading || !reading.calendar) return reading;
  const says = expected(`an id other than that of ${first.folder}`, quote(reading.id ?? ''));
  return refused(reading, says);
}

function refused(reading: CalendarReading, says: string): CalendarReading {
  const found = blocker(reading.idAt, 'duplicate', says);
  return { ...reading, id: undefined, problems: [...reading.problems, found] };
}

/** Whether an id is the name of a feed of another calendar: of a release, a role, or its deadlines. */
function isFeedOf({ id, calendar }: CalendarReading, other: string | undefined): boolean {
  return calendar !== undefined && other !== undefined && other !== id && feedNames(calendar).has(other);
}
