import type { FileHandle } from 'node:fs/promises';
import type { Marks, Validators } from '../service/origin.ts';
import { lstatSync } from 'node:fs';
import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { z } from 'zod';
import { Failure } from '../service/failure.ts';
import { validatorsOf } from '../service/origin.ts';

/** A dot hides it from the reader of the folder. */
const marksFile = '.sync.json';
/** A larger file was not fetched. */
const maxBytes = 1_048_576;

/**
 * Puts a whole file in the place of another, or where none was: who reads sees the old or the new, never a part.
 * Throws a `Failure` that names the path, and leaves what was there, when the disk does not do it.
 */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await swap(await targetOf(path), bytes);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new Failure(`${path}: cannot be written, ${reasons[code] ?? 'the system refuses'} (${code})`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no right to write there; wanted a folder that this user may write to',
  EPERM: 'no right to write there; wanted a folder that this user may write to',
  EROFS: 'the disk is read-only; wanted one that can be written to',
  ENOSPC: 'the disk is full; wanted more room',
  EISDIR: 'found a folder; wanted a file',
  ENOENT: 'no such folder, or a link that leads nowhere; wanted what exists',
  ENOTDIR: 'found a file in place of a folder; wanted a folder',
};

interface Target {
  /** Past the link, when the path is one. */
  readonly path: string;
  /** Of the file that is there. */
  readonly mode: number | undefined;
}

async function targetOf(path: string): Promise<Target> {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (!entry) return { path, mode: undefined };
  const real = entry.isSymbolicLink() ? await insideFolder(path) : path;
  const facts = await stat(real);
  if (!facts.isFile()) {
    const found = facts.isDirectory() ? 'a folder' : 'not a regular file';
    throw new Failure(`${path}: cannot be written, found ${found}; wanted a file`);
  }
  return { path: real, mode: facts.mode & 0o777 };
}

async function insideFolder(path: string): Promise<string> {
  const [real, folder] = await Promise.all([realpath(path), realpath(dirname(path))]);
  if (real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return real;
  throw new Failure(`${path}: found a link that leads out of ${dirname(path)}; wanted a file inside it`);
}

async function swap({ path, mode }: Target, bytes: Uint8Array): Promise<void> {
  const { draft, handle } = await openDraft(path);
  try {
    await fill(handle, bytes, mode);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** A new file beside the other, for a rename does not leave its disk. One that a crash left is not touched. */
async function openDraft(path: string): Promise<{ readonly draft: string; readonly handle: FileHandle }> {
  for (let number = 1; ; number++) {
    const draft = join(dirname(path), `.${basename(path)}.${number}.new`);
    try {
      return { draft, handle: await open(draft, 'wx') };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || number === 1_000) throw error;
    }
  }
}

async function fill(handle: FileHandle, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  try {
    await handle.writeFile(bytes);
    if (mode !== undefined) await handle.chmod(mode);
    // on the disk before its name is: a crash must not leave an empty file
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const marksShape = z.record(
  z.string(),
  z.object({
    url: z.string(),
    etag: z.string().exactOptional(),
    modified: z.string().exactOptional(),
    sha256: z.string(),
  }),
);

/** Of the files in a folder. Marks that cannot be read are none: everything is then fetched anew. */
export async function readMarks(folder: string): Promise<Marks> {
  const bytes = await bytesAt(join(folder, marksFile));
  const found = marksShape.safeParse(bytes && json(bytes));
  return new Map(found.success ? Object.entries(found.data) : []);
}

/** Throws a `Failure` as `replaceFile` does. */
export async function writeMarks(folder: string, marks: Marks): Promise<void> {
  const sorted = [...marks].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(Object.fromEntries(sorted), undefined, 2);
  await replaceFile(join(folder, marksFile), Buffer.from(`${text}\n`));
}

/** What may be sent when the file at that path is fetched from that address. */
export async function validatorsFor(path: string, url: string, marks: Marks): Promise<Validators> {
  return validatorsOf(marks.get(basename(path)), url, await bytesAt(path));
}

async function bytesAt(path: string): Promise<Buffer | undefined> {
  try {
    const facts = await stat(path);
    return facts.isFile() && facts.size <= maxBytes ? await readFile(path) : undefined;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

/** Of an error that the operating system gave. */
function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}
