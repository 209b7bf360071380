import type { Place, Problem } from '../../domain/problem/rule.ts';
import type { Stats } from 'node:fs';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, parse, resolve, sep } from 'node:path';
import { expected } from '../../domain/problem/expected.ts';
import { Report, topOf } from '../../domain/problem/rule.ts';

/** A file of a calendar, as text. */
export interface TextFile {
  /** The file name in its folder. */
  readonly name: string;
  /** The path as the user would write it. */
  readonly path: string;
  readonly text: string;
}

export interface Files {
  readonly files: readonly TextFile[];
  readonly revision: string;
  /** Paths of what else lies in the folder. */
  readonly others?: readonly string[];
  readonly problems: readonly Problem[];
}

/** The most that a schedule may have. */
export const maxBytes = 1_048_576;
const maxFiles = 1_000;
export const hasNul = expected('text in UTF-8', 'a NUL byte');
export const notUtf8 = expected('text in UTF-8', 'other bytes');
const bom = Buffer.from('\ufeff');

export function sayTooLong(size: string): string {
  return expected(`at most ${maxBytes} bytes`, size);
}

export function sayNoFile(facts: Stats): string {
  return expected('a regular file', facts.isDirectory() ? 'a folder' : 'a special file');
}

/** Visible names, sorted. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => !name.startsWith('.')).toSorted();
}

/** The folders of calendars in a folder: it itself when it holds a `calendar.yaml`, else each in it. */
export async function calendarFolders(root: string): Promise<readonly string[]> {
  const names = await namesIn(root);
  if (names.includes('calendar.yaml')) return [root];
  const found: string[] = [];
  for (const name of names) if (await isFolder(join(root, name))) found.push(join(root, name));
  return found;
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

export async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** Whether a file name has one of the endings of schedule files, in letters of any size. */
export function isSchedule(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(ending));
}

interface Reading {
  /** The folder that links must not leave; its parent when left out. */
  readonly mount?: string;
  /** What the names of schedule files end in. */
  readonly endings: readonly string[];
  /** The one file that is wanted; all of the folder's when left out. */
  readonly only?: string;
}

/** Reads the schedule files of a folder, each at most 1 MiB of UTF-8. */
export async function readFiles(folder: string, { mount, endings, only }: Reading): Promise<Files> {
  const all = (await namesIn(folder)).filter((name) => name === (only ?? name));
  const names = all.filter((name) => isSchedule(name, endings));
  const others = all.filter((name) => !names.includes(name)).map((name) => join(folder, name));
  const report = new Report();
  const hash = createHash('sha256');
  const files: TextFile[] = [];
  if (names.length > maxFiles)
    report.stop(topOf(folder), 'unreadable', expected(`at most ${maxFiles} files`, `${names.length}`));
  // also of a folder named `.` or `..`
  const named = mount ?? dirname(resolve(folder));
  const inside = { real: await realpath(named), mount: named };
  for (const name of names.slice(0, maxFiles)) {
    const path = join(folder, name);
    const read = await readOne(path, inside);
    const { bytes } = read;
    if (bytes) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
    if ('says' in read) report.stop(endOf(path, read.good), 'unreadable', read.says);
    else files.push({ name, path, text: read.text });
  }
  return { files, revision: hash.digest('hex').slice(0, 12), others, problems: report.problems };
}

/** Reads any file of at most 1 MiB of UTF-8 unchanged, with its BOM, or says why it cannot be read. */
export async function readText(path: string): Promise<{ readonly text: string } | { readonly says: string }> {
  if (!existsSync(path)) return { says: 'no such file' };
  const root = parse(resolve(path)).root;
  const read = await readOne(path, { real: root, mount: root });
  if ('says' in read) return { says: read.says };
  return { text: read.bytes.subarray(0, 3).equals(bom) ? `\ufeff${read.text}` : read.text };
}

/** The folder that links must not leave, real path and as named. */
interface Mount {
  readonly real: string;
  readonly mount: string;
}

/** Why a file is no text, and what was good of it. */
interface NoText {
  readonly says: string;
  readonly bytes?: Buffer;
  readonly good?: Buffer;
}

async function readOne(
  path: string,
  { real: root, mount }: Mount,
): Promise<NoText | { readonly bytes: Buffer; readonly text: string }> {
  try {
    const real = await realpath(path);
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep))
      return { says: expected(`a file inside ${mount}`, 'a symlink that points outside it') };
    const facts = await stat(real);
    if (!facts.isFile()) return { says: sayNoFile(facts) };
    if (facts.size > maxBytes) return { says: sayTooLong(`${facts.size}`) };
    return decode(await readFile(real));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { says: `cannot be read (${code})` };
  }
}

function decode(bytes: Buffer): NoText | { readonly bytes: Buffer; readonly text: string } {
  const nul = bytes.indexOf(0);
  if (nul >= 0) return { says: hasNul, bytes, good: bytes.subarray(0, nul) };
  try {
    return { bytes, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const good = bytes.subarray(0, validPrefix(bytes));
    return { says: notUtf8, bytes, good };
  }
}

/** The length of the valid UTF-8 prefix, except a cut last character. */
function validPrefix(bytes: Buffer): number {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return low;
}

/** The place behind what was good of a file. */
function endOf(file: string, good: Buffer = Buffer.alloc(0)): Place {
  // `stream` drops an incomplete character at the end
  const lines = new TextDecoder('utf-8').decode(good, { stream: true }).split(/\r\n|\n|\r/);
  return { file, line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 };
}
