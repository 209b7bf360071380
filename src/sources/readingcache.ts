import type { FetchedText } from '../service/ports/texts.ts';
import type { SourceReading } from '../service/ports/source.ts';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
  const plain = texts.map(({ bytes, ...facts }) => ({
    ...facts,
    text: Buffer.from(bytes).toString('base64'),
  }));
  return digest(JSON.stringify(plain));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Each is some hundred kilobytes. */
const mostReadings = 8;

export function openReadingCache(folder: string): ReadingCache {
  const pathOf = (key: string): string => join(folder, `${key}.reading`);
  return {
    find: async (key) => {
      const text = await readFile(pathOf(key), 'utf8').catch(() => undefined);
      return text === undefined ? undefined : opened(text);
    },
    keep: async (key, kept) => {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await replaceFile(pathOf(key), written(kept));
        await dropOldest(folder);
      } catch (error) {
        // who cannot keep a reading reads again
        if (!(error instanceof Failure) && errorCode(error) === undefined) throw error;
      }
    },
  };
}

/** A value that JSON has no form for, and where it stands. */
interface Other {
  readonly path: readonly string[];
  readonly kind: 'nothing' | 'map' | 'pattern';
}

/** As JSON: the runtime's own form of such data takes several times as long to read. */
function written(kept: KeptReading): Buffer {
  const others: Other[] = [];
  const plain = plainOf(kept, [], others);
  const text = JSON.stringify({ kept: plain, others });
  return Buffer.from(`${digest(text)}\n${text}`);
}

function plainOf(value: unknown, path: readonly string[], others: Other[]): unknown {
  const plain = (part: unknown, name: string | number) => plainOf(part, [...path, String(name)], others);
  if (value instanceof Map) {
    const entries = [...value].map(plain);
    others.push({ path, kind: 'map' });
    return entries;
  }
  if (value === undefined || value instanceof RegExp)
    others.push({ path, kind: value === undefined ? 'nothing' : 'pattern' });
  if (value === undefined) return null;
  if (value instanceof RegExp) return [value.source, value.flags];
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part, name)]));
}

/** A file that was cut by a full disk, or is otherwise not as it was written, is none. */
function opened(file: string): KeptReading | undefined {
  const [sum = ''] = file.split('\n', 1);
  const text = file.slice(sum.length + 1);
  if (digest(text) !== sum) return undefined;
  try {
    const found: unknown = JSON.parse(text);
    if (!isWritten(found)) return undefined;
    for (const other of found.others) restore(found.kept, other);
    return found.kept;
  } catch {
    return undefined;
  }
}

/** What is inside another comes before it. */
function restore(root: object, { path, kind }: Other): void {
  const [name = '', ...owners] = path.toReversed();
  const owner = owners.reduceRight<object>((one, part) => Reflect.get(one, part), root);
  const parts = Reflect.get(owner, name);
  const made = {
    nothing: () => undefined,
    map: () => new Map(parts),
    pattern: () => new RegExp(parts[0], parts[1]),
  };
  Reflect.set(owner, name, made[kind]());
}

/** Its key says who wrote it, so its form is known. */
function isWritten(
  found: unknown,
): found is { readonly kept: KeptReading; readonly others: readonly Other[] } {
  return typeof found === 'object' && found !== null && 'kept' in found && 'others' in found;
}

/**
 * Names the program, the runtime and every byte that a reading depends on, so that a kept one is never stale;
 * `undefined` where files cannot be read, or are too many to read all.
 */
export async function readingKey(root: string, program: string): Promise<string | undefined> {
  try {
    const { v8, tz = '', icu = '' } = process.versions;
    const hash = createHash('sha256').update([program, v8, tz, icu, root].join('\n'));
    for (const folder of await calendarFolders(root)) {
      // every ending: also of files that are no schedules
      const { revision, problems } = await readFiles(folder, { mount: root, endings: [''] });
      if (problems.some(({ at }) => at.file === folder)) return undefined;
      hash.update(`\n${folder}\n${revision}\n${JSON.stringify(problems)}`);
    }
    return hash.digest('hex');
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

async function dropOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /\.(reading|new)$/.test(name));
  const times = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = times.toSorted((a, b) => b.time - a.time).slice(mostReadings);
  for (const { name } of old) await rm(join(folder, name), { force: true });
}
