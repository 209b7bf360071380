import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../../service/ports/source.ts';
import type { Change } from '../../domain/history/change.ts';
import type { Imported, Keeper } from '../../service/ports/keep.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Shapes } from '../shapes/part.ts';
import type { TextFile } from '../files/files.ts';
import { basename, dirname, join } from 'node:path';
import { releaseOf } from '../../domain/calendar/calendar.ts';
import { expected } from '../../domain/problem/expected.ts';
import { sayProblem, topOf, blocker } from '../../domain/problem/rule.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { historyOfChanges } from '../../domain/history/news.ts';
import { Failure } from '../../service/ports/failure.ts';
import { changesSince } from '../git/against.ts';
import { compare } from '../git/compare.ts';
import { readCalendar, readCalendarIn } from '../calendar/readcalendar.ts';
import { hasNul, isThere, maxBytes, readFiles, readText, sayTooLong } from '../files/files.ts';
import { readingsIn } from '../calendar/folder.ts';
import { addHistory } from '../calendar/historyfile.ts';
import { isShallow } from '../git/git.ts';
import { importFile } from '../calendar/importfile.ts';
import { pastOf, versionsIn } from '../git/historyfromgit.ts';
import { calendarTold } from '../cycles/readme.ts';
import { withFresh } from '../sync/fetch.ts';
import { renewFile } from '../sync/renew.ts';
import { replaceFile } from '../files/atomicwrite.ts';
import { sayUnknown } from '../../service/ports/refusal.ts';
import { contextOf, endingsOf, sayEndings } from '../shapes/part.ts';

interface Dependencies {
  /** The folder of calendars. */
  readonly calendars: string;
  readonly shapes: Shapes;
  readonly now: () => Instant;
}

/** Maintainers' operations on the files of a folder of calendars. */
export function openKeeper({ calendars, shapes, now }: Dependencies): Keeper {
  const reading = async (id: string): Promise<CalendarReading & { readonly calendar: Calendar }> => {
    const all = await readingsIn(calendars, shapes);
    const found = all.find((one) => one.id === id);
    const known = all.map((one) => one.id ?? '');
    if (!found) throw new Failure(sayUnknown('calendar', id, known, ` in ${calendars}`));
    const { calendar, problems } = found;
    const [first] = problems.filter(({ blocks }) => blocks);
    if (calendar && !first) return { ...found, calendar };
    throw new Failure(`calendar ${quote(id)} cannot be read: ${first ? sayProblem(first) : found.folder}`);
  };

  const keeper: Keeper = {
    import: async ({ path, text, release, year, calendar: id, into }) => {
      const file = text === undefined ? await readOne(path, shapes) : piped(path, text);
      if ('problems' in file) return file;
      const there = into === undefined ? undefined : await calendarOf(into, shapes);
      const calendar =
        id === undefined
          ? (there ?? byTitle(file, await readingsIn(calendars, shapes)))
          : (await reading(id)).calendar;
      return importFile(file, { release, year, calendar, how: shapes });
    },
    exists: isThere,
    renew: async (path, told, write) => {
      const file = await readOne(path, shapes);
      if ('problems' in file) return file;
      // readText keeps the BOM, so that it stays in the file
      const whole = await readText(path);
      const text = 'text' in whole ? whole.text : file.text;
      const { calendar } = await readCalendarIn(dirname(path), { shapes });
      const around = { ...contextOf(calendar), zone: told.zone };
      const renewed = renewFile({ ...file, text }, told, around, write);
      if ('problems' in renewed) return renewed;
      return { ...renewed, changes: renewed.changes.map(knownIn(calendar)) };
    },
    breaks: async (path, text) => {
      const folder = dirname(path);
      if (!(await isThere(join(folder, 'calendar.yaml')))) return [];
      const files = await readFiles(folder, { endings: endingsOf(shapes) });
      const fresh = withFresh(files, [{ file: { name: basename(path), path, text } }]);
      const [before, after] = [files, fresh].map((one) => readCalendar(folder, one, { shapes }));
      const known = new Set(before?.problems.map(({ says }) => says));
      return (after?.problems ?? []).filter(({ blocks, says }) => blocks && !known.has(says));
    },
    save: (path, text) => replaceFile(path, Buffer.from(text)),
    readText: async (path) => {
      const found = await readText(path);
      if ('says' in found) throw new Failure(`${path}: ${found.says}`);
      return found.text;
    },
    record: async ({ folder, moves }) => {
      const news = new Map(moves.flatMap(({ change, at }) => [...historyOfChanges([change], at)]));
      return (await isThere(join(folder, 'calendar.yaml'))) ? append(folder, news) : 0;
    },
    since: async (id, revision) => {
      const one = await reading(id);
      return { folder: one.folder, moves: await changesSince(one, { revision, shapes, now: now() }) };
    },
    compare: (ask) => compare(ask, { calendars, shapes }),
    historyOf: async ({ clone, path, calendar: id, release }) => {
      const { folder, calendar } = await reading(id);
      const all = calendar.releases.map(({ version }) => version);
      if (release !== undefined && !all.includes(release))
        throw new Failure(`no release ${quote(release)} in ${folder}${hint(release, all)}`);
      const releases = release === undefined ? all : [release];
      const counts = { commits: 0, milestones: 0, known: 0, isShallow: await isShallow(clone) };
      for (const version of releases) {
        const file = path.replaceAll('{release}', version);
        const versions = await versionsIn(clone, file);
        const past = pastOf(versions, { calendar, release: version, path: file, shapes });
        counts.commits += versions.length;
        const added = await append(folder, past);
        counts.milestones += added;
        counts.known += past.size - added;
      }
      return counts;
    },
  };
  return keeper;
}

/** `undefined` if the folder is not a calendar. */
async function calendarOf(folder: string, shapes: Shapes): Promise<Calendar | undefined> {
  if (!(await isThere(join(folder, 'calendar.yaml')))) return undefined;
  return (await readCalendarIn(folder, { shapes })).calendar;
}

/** Only the calendar knows since when a date is public. */
function knownIn(calendar: Calendar | undefined): (change: Change) => Change {
  return (change) => {
    const { before } = change;
    const all = before && calendar && releaseOf(calendar, before.release)?.milestones;
    const known = all?.find(({ id }) => id === before?.id);
    return before && known ? { ...change, before: { ...before, changed: known.changed } } : change;
  };
}

/** Returns the number of changed milestones. */
async function append(folder: string, more: Parameters<typeof addHistory>[1]): Promise<number> {
  if (more.size === 0) return 0;
  const path = join(folder, 'history.yaml');
  const before = (await isThere(path)) ? await readText(path) : { text: undefined };
  if ('says' in before) throw new Failure(`${path}: ${before.says}; nothing was added`);
  const { text, milestones } = addHistory({ path, text: before.text }, more);
  if (milestones > 0) await replaceFile(path, Buffer.from(text));
  return milestones;
}

async function readOne(path: string, shapes: Shapes): Promise<TextFile | Imported> {
  if (!(await isThere(path))) throw new Failure(`${path}: no such file`);
  const wish = { endings: endingsOf(shapes), only: basename(path) };
  const { files, problems } = await readFiles(dirname(path), wish);
  const [file] = files;
  if (file) return { ...file, path };
  if (problems.length > 0) return { release: undefined, problems };
  throw new Failure(`${path}: ${expected(sayEndings(shapes), quote(basename(path)))}`);
}

function byTitle({ name, text }: TextFile, all: readonly CalendarReading[]): Calendar | undefined {
  if (!name.toLowerCase().endsWith('.md')) return undefined;
  return calendarTold(
    text,
    all.flatMap(({ calendar }) => calendar ?? []),
  );
}

/** A text from standard input, with the same limits as a file. */
function piped(path: string, text: string): TextFile | Imported {
  const bytes = Buffer.byteLength(text);
  const says = text.includes('\0') ? hasNul : bytes > maxBytes ? sayTooLong(`${bytes}`) : undefined;
  if (says === undefined) return { name: nameFor(text), path, text };
  return { release: undefined, problems: [blocker(topOf(path), 'unreadable', says)] };
}

/** Guesses the format by the lines: a README has a table, and in YAML a `#` heading is a comment. */
function nameFor(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const table = lines.some((line) => /^[\s|:-]+$/.test(line) && line.includes('|') && line.includes('-'));
  const keys = lines.some((line) => /^['"]?[a-z_-]+['"]?:(\s|$)/i.test(line));
  return table || (!keys && lines.some((line) => /^#+ /.test(line))) ? '-.md' : '-.yaml';
}
