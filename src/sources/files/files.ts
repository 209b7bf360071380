import type { Finding, Problem } from '../../domain/problem/rule.ts';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, parse, resolve, sep } from 'node:path';
import { problem } from '../../domain/problem/rule.ts';

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
  readonly problems: readonly Problem[];
}

const maxBytes = 1_048_576;
const maxFiles = 1_000;
const bom = Buffer.from('\ufeff');

/** Visible names, sorted. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => !name.startsWith('.')).toSorted();
}

/** Whether a file name has one of the endings of schedule files, in letters of any size. */
export function isSchedule(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(ending));
}

interface Reading {
  /** The folder that links must not leave. */
  readonly mount: string;
  /** What the names of schedule files end in. */
  readonly endings: readonly string[];
  /** The one file that is wanted; all of the folder's when left out. */
  readonly only?: string;
}

/** Reads the schedule files of a folder, each at most 1 MiB of UTF-8. */
export async function readFiles(folder: string, { mount, endings, only }: Reading): Promise<Files> {
  const names = (await namesIn(folder)).filter(
    (name) => isSchedule(name, endings) && name === (only ?? name),
  );
  const problems: Problem[] = [];
  const hash = createHash('sha256');
  const files: TextFile[] = [];
  if (names.length > maxFiles) {
    const says = `found ${names.length} files; wanted at most ${maxFiles}`;
    problems.push(complain(folder, { rule: 'unreadable', says }));
  }
  const inside = { real: await realpath(mount), mount };
  for (const name of names.slice(0, maxFiles)) {
    const path = join(folder, name);
    const read = await readOne(path, inside);
    if ('says' in read) problems.push(complain(path, read));
    else {
      hash.update(`${name}\0${read.bytes.length}\0`).update(read.bytes);
      const text = decode(read.bytes, path, problems);
      if (text !== undefined) files.push({ name, path, text });
    }
  }
  return { files, revision: hash.digest('hex').slice(0, 12), problems };
}

/** The parent of a folder, also of one named `.` or `..`. */
export function mountOf(folder: string): string {
  return dirname(resolve(folder));
}

/** Reads any file of at most 1 MiB of UTF-8 unchanged, with its BOM, or says why it cannot be read. */
export async function readText(path: string): Promise<{ readonly text: string } | { readonly says: string }> {
  if (!existsSync(path)) return { says: 'no such file' };
  const root = parse(resolve(path)).root;
  const read = await readOne(path, { real: root, mount: root });
  if ('says' in read) return read;
  const problems: Problem[] = [];
  const text = decode(read.bytes, path, problems);
  if (text === undefined) return { says: problems[0]?.says ?? 'cannot be read' };
  return { text: read.bytes.subarray(0, 3).equals(bom) ? `\ufeff${text}` : text };
}

/** The folder that links must not leave, real path and as named. */
interface Mount {
  readonly real: string;
  readonly mount: string;
}

async function readOne(
  path: string,
  { real: root, mount }: Mount,
): Promise<Finding | { readonly bytes: Buffer }> {
  try {
    const real = await realpath(path);
    if (!real.startsWith(root.endsWith(sep) ? root : root + sep)) {
      return { rule: 'unreadable', says: `a link that leads out of ${mount}; wanted a file inside it` };
    }
    const facts = await stat(real);
    if (!facts.isFile()) {
      return {
        rule: 'unreadable',
        says: facts.isDirectory() ? 'a folder; wanted a file' : 'not a regular file',
      };
    }
    if (facts.size > maxBytes)
      return { rule: 'unreadable', says: `found ${facts.size} bytes; wanted at most ${maxBytes}` };
    return { bytes: await readFile(real) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { rule: 'unreadable', says: `cannot be read (${code})` };
  }
}

function decode(bytes: Buffer, path: string, problems: Problem[]): string | undefined {
  const nul = bytes.indexOf(0);
  if (nul >= 0) {
    problems.push(
      complain(
        path,
        { rule: 'unreadable', says: 'found a NUL byte; wanted text in UTF-8' },
        bytes.subarray(0, nul),
      ),
    );
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const good = validPrefix(bytes);
    problems.push(
      complain(path, { rule: 'unreadable', says: 'found bytes that are not UTF-8' }, bytes.subarray(0, good)),
    );
    return undefined;
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

function complain(file: string, finding: Finding, before: Buffer = Buffer.alloc(0)): Problem {
  // `stream` drops an incomplete character at the end
  const lines = new TextDecoder('utf-8').decode(before, { stream: true }).split(/\r\n|\n|\r/);
  return problem({ file, line: lines.length, column: Array.from(lines.at(-1) ?? '').length + 1 }, finding, {
    blocks: true,
  });
}
