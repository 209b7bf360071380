import type { FetchedText } from '../service/ports/texts.ts';
import type { SourceReading } from '../service/ports/source.ts';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { calendarFolders, readFiles } from './files/files.ts';
import { errorCode, replaceFile } from './files/atomicwrite.ts';
import { Failure } from '../service/ports/failure.ts';

/** What was read, and the texts it was given besides the files. */
export interface KeptReading {
  readonly reading: SourceReading;
  /** Digests of what was fetched, by calendar. */
  readonly fetched: ReadonlyMap<string, string>;
}

/** Readings of calendars, kept for the next command; what is not there is read from the files. */
export interface ReadingCache {
  find(key: string): Promise<KeptReading | undefined>;
  keep(key: string, kept: KeptReading): Promise<void>;
}

export function digestOf(texts: readonly FetchedText[]): string {
  return createHash('sha256').update(serialize(texts)).digest('hex');
}

/** Each is some hundred kilobytes. */
const mostReadings = 8;

export function openReadingCache(folder: string): ReadingCache {
  const pathOf = (key: string): string => join(folder, `${key}.reading`);
  return {
    find: async (key) => {
      const bytes = await readFile(pathOf(key)).catch(() => undefined);
      const found: unknown = bytes && opened(bytes);
      return isKept(found) ? found : undefined;
    },
    keep: async (key, kept) => {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await replaceFile(pathOf(key), serialize(kept));
        await dropOldest(folder);
      } catch (error) {
        // who cannot keep a reading reads again
        if (!(error instanceof Failure) && errorCode(error) === undefined) throw error;
      }
    },
  };
}

/** A file that was cut by a full disk is none. */
function opened(bytes: Buffer): unknown {
  try {
    return deserialize(bytes);
  } catch {
    return undefined;
  }
}

/** Its key says who wrote it, so its form is known. */
function isKept(found: unknown): found is KeptReading {
  return typeof found === 'object' && found !== null && 'reading' in found && 'fetched' in found;
}

/**
 * Names the program, the runtime and every byte that a reading depends on, so that a kept one is never stale;
 * `undefined` where files cannot be read.
 */
export async function readingKey(root: string, program: string): Promise<string | undefined> {
  try {
    const { v8, tz = '', icu = '' } = process.versions;
    const hash = createHash('sha256').update([program, v8, tz, icu, root].join('\n'));
    for (const folder of await calendarFolders(root)) {
      // every ending: also of files that are no schedules
      const { revision, problems } = await readFiles(folder, { mount: root, endings: [''] });
      hash.update(`\n${folder}\n${revision}\n${JSON.stringify(problems)}`);
    }
    return hash.digest('hex');
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

async function dropOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.reading'));
  const times = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = times.toSorted((a, b) => b.time - a.time).slice(mostReadings);
  for (const { name } of old) await rm(join(folder, name), { force: true });
}
