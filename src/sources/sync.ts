import type { Files, TextFile } from './files.ts';
import type { Fetched, Mark, Origins } from '../service/origin.ts';
import type { Instant } from '../domain/time.ts';
import type { Shapes } from './part.ts';
import type { Sync, Synced, SyncedFile, SyncWish } from '../service/sync.ts';
import { dirname, join } from 'node:path';
import { changes, isMassChange } from '../domain/change.ts';
import { hint, quote } from '../domain/nearest.ts';
import { recorded } from '../domain/record.ts';
import { Failure } from '../service/failure.ts';
import { markOf } from '../service/origin.ts';
import { readCalendar } from './calendar.ts';
import { readFiles } from './files.ts';
import { folderSource } from './folder.ts';
import { addHistory } from './history.ts';
import { readMarks, replaceFile, validatorsFor, writeMarks } from './shelf.ts';

interface Syncing extends SyncWish {
  readonly folder: string;
  /** Where each file comes from, by its name. */
  readonly origins: ReadonlyMap<string, string>;
  readonly shapes: Shapes;
  readonly fetcher: Origins;
  readonly now: Instant;
}

/** A file that its origin has anew. */
interface Fresh {
  readonly name: string;
  readonly file: TextFile;
  readonly bytes: Uint8Array;
  readonly mark: Mark;
}

/**
 * Fetches the files of a calendar whose origins have changed, and takes all of them or none: what no longer reads as a
 * calendar is refused, and what cancels or moves too much at once is held. The moves go into its history.
 */
export async function syncFolder(syncing: Syncing): Promise<Synced> {
  const { folder, shapes, now, dryRun, accept } = syncing;
  const marks = await readMarks(folder);
  const fetched = await fetchAll(syncing, marks);
  const fresh = fetched.flatMap(({ fresh }) => fresh ?? []);
  const files = fetched.map(({ told }) => told);
  const before = await readFiles(folder, dirname(folder));
  const old = readCalendar(folder, before, { shapes });
  const next = readCalendar(folder, withFresh(before, fresh), { shapes });
  const bad = next.problems.filter(
    ({ blocks, at }) => blocks && fresh.some(({ file }) => file.path === at.file),
  );
  if (fresh.length === 0) return { folder, files, changes: [], problems: [], held: false };
  const found = old.calendar && next.calendar ? changes(old.calendar, next.calendar) : [];
  const held = old.calendar !== undefined && !accept && isMassChange(found, old.calendar, now);
  const facts = { folder, changes: found, held };
  if (bad.length > 0 || !next.calendar)
    return { ...facts, files: files.map(refused), problems: bad, held: false };
  const warnings = next.problems.filter(({ at }) => fresh.some(({ file }) => file.path === at.file));
  if (!held && !dryRun) await take(folder, fresh, { marks, history: recorded(found, now) });
  return { ...facts, files: held ? files.map(heldBack) : files, problems: warnings };
}

function refused(file: SyncedFile): SyncedFile {
  return file.outcome === 'replaced' ? { ...file, outcome: 'refused' } : file;
}

function heldBack(file: SyncedFile): SyncedFile {
  return file.outcome === 'replaced' ? { ...file, outcome: 'held' } : file;
}

async function fetchAll(
  { folder, origins, fetcher, progress }: Syncing,
  marks: ReadonlyMap<string, Mark>,
): Promise<readonly { readonly told: SyncedFile; readonly fresh?: Fresh }[]> {
  return Promise.all(
    [...origins].map(async ([name, url]) => {
      const path = join(folder, name);
      try {
        const answer = await fetcher.fetch(url, await validatorsFor(path, url, marks));
        progress?.(`${name}: ${answer.kind === 'same' ? 'unchanged' : 'fetched'}`);
        return toldOf({ name, url, path }, answer);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        progress?.(`${name}: failed`);
        return { told: { name, url, outcome: 'failed' as const, says: error.message } };
      }
    }),
  );
}

function toldOf(
  { name, url, path }: { readonly name: string; readonly url: string; readonly path: string },
  answer: Fetched,
): { readonly told: SyncedFile; readonly fresh?: Fresh } {
  if (answer.kind === 'same') return { told: { name, url, outcome: 'unchanged' } };
  const { text, bytes, validators } = answer;
  const fresh = { name, file: { name, path, text }, bytes, mark: markOf(url, bytes, validators) };
  return { told: { name, url, outcome: 'replaced' }, fresh };
}

function withFresh({ files, problems }: Files, fresh: readonly Fresh[]): Files {
  const names = new Set(fresh.map(({ name }) => name));
  const paths = new Set(fresh.map(({ file }) => file.path));
  const kept = files.filter(({ name }) => !names.has(name));
  const all = [...kept, ...fresh.map(({ file }) => file)].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  // a file that could not be read is replaced by one that can
  return { files: all, revision: '', problems: problems.filter(({ at }) => !paths.has(at.file)) };
}

interface Taking {
  readonly marks: ReadonlyMap<string, Mark>;
  readonly history: Parameters<typeof addHistory>[1];
}

/** The history first: a crash between the two repeats a move, and a repeated move is added once. */
async function take(folder: string, fresh: readonly Fresh[], { marks, history }: Taking): Promise<void> {
  if (history.size > 0) {
    const path = join(folder, 'history.yaml');
    const { files } = await readFiles(folder, dirname(folder), 'history.yaml');
    await replaceFile(path, Buffer.from(addHistory({ path, text: files[0]?.text }, history).text));
  }
  for (const { file, bytes } of fresh) await replaceFile(file.path, bytes);
  const added = fresh.map(({ name, mark }) => [name, mark] as const);
  await writeMarks(folder, new Map([...marks, ...added]));
}

interface Opening {
  /** The folder of calendars. */
  readonly calendars: string;
  readonly shapes: Shapes;
  readonly fetcher: Origins;
  readonly now: () => Instant;
}

/** Fetches what the calendars of a folder are made of. Throws a Failure when a disk does not take it. */
export function openSync({ calendars, shapes, fetcher, now }: Opening): Sync {
  return async (id, wish) => {
    const reading = await folderSource(calendars, { shapes, poll: false }).read({ settled: false });
    const known = reading.calendars.map((one) => one.id ?? '');
    if (id !== undefined && !known.includes(id))
      throw new Failure(`no calendar ${quote(id)} in ${calendars}${hint(id, known)}`);
    const chosen = reading.calendars.filter((one) => id === undefined || one.id === id);
    const found: Synced[] = [];
    for (const { folder, origins } of chosen.filter((one) => one.origins.size > 0))
      found.push(await syncFolder({ ...wish, folder, origins, shapes, fetcher, now: now() }));
    return found;
  };
}
