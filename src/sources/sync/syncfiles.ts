import type { CalendarReading } from '../../service/ports/source.ts';
import type { Change } from '../../domain/history/change.ts';
import type { FetchedFileResult, FreshFile } from './fetch.ts';
import type { Files } from '../files/files.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Marks, Origins } from '../../service/ports/origin.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { Shapes } from '../shapes/part.ts';
import type { Sync, Synced, SyncedFile, SyncWish } from '../../service/ports/sync.ts';
import type { WholeFile } from '../files/atomicwrite.ts';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { historyOfChanges } from '../../domain/history/news.ts';
import { sayProblem } from '../../domain/problem/rule.ts';
import { writeWhen } from '../../domain/when/writewhen.ts';
import { Failure } from '../../service/ports/failure.ts';
import { isGood } from '../../service/ports/source.ts';
import { readCalendar } from '../calendar/readcalendar.ts';
import { readFiles } from '../files/files.ts';
import { folderSource } from '../calendar/folder.ts';
import { fetchOne, intoOwn, withFresh } from './fetch.ts';
import { addHistory } from '../calendar/historyfile.ts';
import { fileOfMarks, readMarks } from '../files/marks.ts';
import { replaceFiles } from '../files/atomicwrite.ts';
import type { Texts } from '../../service/ports/texts.ts';
import { addressesOf } from './ask.ts';
import { follow, weighed } from './follow.ts';
import { sayUnknown } from '../../service/ports/refusal.ts';
import { endingsOf } from '../shapes/part.ts';

interface Dependencies {
  /** The folder of calendars. */
  readonly calendars: string;
  readonly shapes: Shapes;
  readonly fetcher: Origins;
  readonly now: () => Instant;
  /** Where fetched texts are kept. */
  readonly texts: Texts;
}

/** Fetches the sources of calendars in a folder. Throws a Failure without such a folder or calendar. */
export function openSync(opening: Dependencies): Sync {
  const { calendars, shapes, now, texts } = opening;
  return async (id, wish) => {
    const of = wish.write ? {} : { texts: (calendar: string) => texts.of(calendar) };
    const reading = await folderSource(calendars, { shapes, poll: false, ...of }).read({ settled: false });
    const [problem] = reading.problems;
    if (problem) throw new Failure(`${problem.at.file}: ${problem.says}`);
    const known = reading.calendars.flatMap((one) => one.id ?? []);
    if (id !== undefined && !known.includes(id))
      throw new Failure(sayUnknown('calendar', id, known, ` in ${calendars}`));
    const chosen = reading.calendars.filter((one) => id === undefined || one.id === id);
    const at = now();
    const found = await Promise.all(
      chosen.map(async (one) =>
        !one.calendar
          ? originless(one)
          : wish.write
            ? syncFolder(one, { ...opening, ...wish, write: wish.write, at })
            : follow(one, { ...opening, ...wish, at }),
      ),
    );
    return found.filter(({ files, problems }) => files.length + problems.length > 0);
  };
}

/** The sources are unknown because `calendar.yaml` cannot be read. */
function originless({ folder, problems }: CalendarReading): Synced {
  const own = problems.filter(({ blocks, at }) => blocks && at.file === join(folder, 'calendar.yaml'));
  return { folder, files: [], changes: [], problems: own.length > 0 ? own : problems };
}

interface Syncing extends Dependencies, SyncWish {
  readonly at: Instant;
}

/**
 * Fetches a calendar's files and takes all new ones or none: those that break the calendar are refused, and
 * those that cancel or move too much at once are held. Records moves in its history.
 */
async function syncFolder(
  reading: CalendarReading,
  { write, ...syncing }: Syncing & { readonly write: NonNullable<SyncWish['write']> },
): Promise<Synced> {
  const { folder } = reading;
  const { calendars, shapes, at, dryRun } = syncing;
  const marks = await readMarks(folder);
  const now = await readFiles(folder, { mount: calendars, endings: endingsOf(shapes) });
  const addresses = addressesOf(reading, at);
  const fetched = await Promise.all(addresses.map((one) => fetchOne(one, { ...syncing, folder, marks })));
  const come = fetched.map((one) => intoOwn(one, { files: now, reading, shapes, write }));
  const fresh = come.flatMap((one) => one.fresh ?? []);
  const files = come.map(({ told }) => told);
  const old = readCalendar(folder, now, { shapes });
  const next = readCalendar(folder, withFresh(now, fresh), { shapes });
  const stops = fresh.length === 0 ? [] : stopping(old, next, fresh);
  if (stops.length > 0) return { folder, files: files.map(not('refused')), changes: [], problems: stops };
  const { found, isHeld } = weighed(old, next, syncing);
  const told = { folder, changes: found, problems: next.problems.filter(isIn(fresh)) };
  if (isHeld) return { ...told, files: files.map(not('held')) };
  const failed = await applyFetched({ folder, now, come, marks, found, at, dryRun });
  return failed
    ? { folder, changes: [], problems: [], files: files.map(not('failed', failed)) }
    : { ...told, files };
}

/** A good calendar must stay good; in a bad one, new files need only be good themselves. */
function stopping(
  old: CalendarReading,
  next: CalendarReading,
  fresh: readonly FreshFile[],
): readonly Problem[] {
  const blocking = next.problems.filter(({ blocks }) => blocks);
  return isGood(old) || !next.calendar ? blocking : blocking.filter(isIn(fresh));
}

function isIn(fresh: readonly FreshFile[]): (problem: Problem) => boolean {
  const paths = new Set(fresh.map(({ file }) => file.path));
  return ({ at }) => paths.has(at.file);
}

/** Overrides the outcome of files to be replaced. */
function not(outcome: SyncedFile['outcome'], says?: string): (file: SyncedFile) => SyncedFile {
  return (file) =>
    file.outcome === 'replaced' ? { ...file, outcome, ...(says !== undefined && { says }) } : file;
}

interface Applying {
  readonly folder: string;
  /** The current files. */
  readonly now: Files;
  readonly come: readonly FetchedFileResult[];
  readonly marks: Marks;
  readonly found: readonly Change[];
  readonly at: Instant;
  readonly dryRun: boolean;
}

/**
 * Writes a calendar's new files, the moves into its history, and the validators for the next fetch. Returns
 * an error if writing fails; then the remaining files are unchanged.
 */
async function applyFetched(taking: Applying): Promise<string | undefined> {
  const { folder, come, marks, dryRun } = taking;
  try {
    const fresh = come.flatMap((one) =>
      one.fresh ? [{ path: one.fresh.file.path, bytes: one.fresh.bytes }] : [],
    );
    const added = come.flatMap(({ told, mark }) => (mark ? [[told.name, mark] as const] : []));
    const after = new Map([...marks, ...added]);
    const marked = isDeepStrictEqual(after, marks) ? [] : [fileOfMarks(folder, after)];
    // history first: after a crash in between, the next run reports the move again but records it once
    const files = [...historyOf(taking), ...fresh, ...marked];
    if (!dryRun) await replaceFiles(files);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.message;
  }
}

function historyOf({ folder, now, found, at }: Applying): readonly WholeFile[] {
  const more = historyOfChanges(
    found.filter((change) => !isKnown(change)),
    at,
  );
  if (more.size === 0) return [];
  const path = join(folder, 'history.yaml');
  const problem = now.problems.find((one) => one.at.file === path);
  if (problem) throw new Failure(`${sayProblem(problem)}; nothing was added`);
  const text = now.files.find((file) => file.path === path)?.text;
  return [{ path, bytes: Buffer.from(addHistory({ path, text }, more).text) }];
}

/** Whether the history, which keeps whens as written, already ends with this move. */
function isKnown({ before, after }: Change): boolean {
  if (!before || !after) return false;
  const told = after.history?.slice(-2).map(({ when }) => writeWhen(when));
  return isDeepStrictEqual(told, [writeWhen(before.when), writeWhen(after.when)]);
}
