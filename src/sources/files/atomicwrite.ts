import type { FileHandle } from 'node:fs/promises';
import { lstatSync } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { sayNoFile } from './files.ts';
import { Failure } from '../../service/ports/failure.ts';
import { expected } from '../../domain/problem/expected.ts';

/** A file to write as a whole. */
export interface WholeFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Replaces or creates a file atomically: readers see the old or the new version, never a part. Throws a
 * `Failure` with the path, and keeps the old file, when the disk refuses.
 */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await replaceFiles([{ path, bytes }]);
}

/** As `replaceFile`, in this order; the first is replaced only after all drafts are on the disk. */
export async function replaceFiles(files: readonly WholeFile[]): Promise<void> {
  const drafts: Draft[] = [];
  try {
    for (const file of files) drafts.push(await said(file.path, () => draftOf(file)));
    for (let next = drafts[0]; next; next = drafts[0]) {
      const { draft, target, path } = next;
      await said(path, () => rename(draft, target));
      drafts.shift();
    }
  } finally {
    for (const { draft } of drafts) await rm(draft, { force: true });
  }
}

async function said<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new Failure(`${path}: cannot be written: ${reasons[code] ?? 'the system refuses'} (${code})`);
  }
}

const noPermission = expected('a folder that this user can write to', 'one without write permission');
const reasons: Readonly<Record<string, string>> = {
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: expected('a disk that can be written to', 'a read-only one'),
  ENOSPC: expected('free disk space', 'none'),
  EISDIR: expected('a regular file', 'a folder'),
  ENOENT: expected('a folder that exists', 'none, or a broken symlink'),
  ENOTDIR: expected('a folder', 'a file in its place'),
};

/** A new file next to the one it will replace, because a rename cannot cross file systems. */
interface Draft {
  readonly path: string;
  /** The target, if the path is a link. */
  readonly target: string;
  readonly draft: string;
}

async function draftOf({ path, bytes }: WholeFile): Promise<Draft> {
  const { target, mode } = await targetOf(path);
  const { draft, handle } = await openDraft(target);
  try {
    await fill(handle, bytes, mode);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return { path, target, draft };
}

interface Target {
  readonly target: string;
  /** The mode of the existing file. */
  readonly mode: number | undefined;
}

async function targetOf(path: string): Promise<Target> {
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (!entry) return { target: path, mode: undefined };
  const target = entry.isSymbolicLink() ? await insideFolder(path) : path;
  const facts = await stat(target);
  if (!facts.isFile()) throw new Failure(`${path}: cannot be written: ${sayNoFile(facts)}`);
  return { target, mode: facts.mode & 0o777 };
}

async function insideFolder(path: string): Promise<string> {
  const [real, folder] = await Promise.all([realpath(path), realpath(dirname(path))]);
  if (real.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return real;
  const says = expected(`a file inside ${dirname(path)}`, 'a symlink that points outside it');
  throw new Failure(`${path}: ${says}`);
}

/** Drafts left by a crash are not touched. */
async function openDraft(path: string): Promise<{ readonly draft: string; readonly handle: FileHandle }> {
  for (let number = 1; ; number++) {
    const draft = join(dirname(path), `.${basename(path)}.${number}.new`);
    try {
      return { draft, handle: await open(draft, 'wx') };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST' || number === 1_000) throw error;
    }
  }
}

async function fill(handle: FileHandle, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  try {
    await handle.writeFile(bytes);
    if (mode !== undefined) await handle.chmod(mode);
    // flush before the rename: a crash must not leave an empty file
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The code of an error from the operating system. */
export function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}
