import type { Instant } from '../domain/time.ts';
import type { TextFile } from './files.ts';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { quote } from '../domain/nearest.ts';
import { instant } from '../domain/time.ts';
import { Failure } from '../service/failure.ts';
import { isSchedule } from './files.ts';

const run = promisify(execFile);

/** One line of a history, with the instant of its commit. */
export interface Commit {
  readonly hash: string;
  readonly at: Instant;
}

const maxBytes = 64 * 1024 * 1024;

/** Runs git in a folder. Throws a Failure with git's own first line. */
async function git(folder: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('git', ['-C', folder, ...args], { maxBuffer: maxBytes, encoding: 'utf8' });
    return stdout;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing) throw new Failure('git: not found; wanted it on the PATH');
    const stderr = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    const [line = ''] = stderr.trim().split('\n');
    throw new Failure(`git in ${folder}: ${line.replace(/^fatal: /, '')}`);
  }
}

/** A revision's full name. Throws a Failure that names what was found. */
async function resolve(folder: string, revision: string): Promise<string> {
  try {
    const found = await git(folder, [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${revision}^{commit}`,
    ]);
    return found.trim();
  } catch (error) {
    if (error instanceof Failure && !error.message.endsWith(': ')) throw error;
    throw new Failure(`found ${quote(revision)}, wanted a git revision of ${folder}, such as origin/main`);
  }
}

/** The schedule files of a folder as they were at a revision; none where it was not there. */
export async function filesAt(folder: string, revision: string): Promise<readonly TextFile[]> {
  const commit = await resolve(folder, revision);
  const names = (await git(folder, ['ls-tree', '-z', '--name-only', commit, './'])).split('\0');
  const files: TextFile[] = [];
  for (const name of names.filter((one) => isSchedule(one) && !one.startsWith('.'))) {
    const text = await git(folder, ['show', `${commit}:./${name}`]);
    files.push({ name, path: join(folder, name), text });
  }
  return files;
}

/** The instant of a folder's last commit; `undefined` when it holds changes that are not committed. */
export async function committedAt(folder: string): Promise<Instant | undefined> {
  const changed = await git(folder, ['status', '--porcelain', '--', '.']);
  if (changed.trim() !== '') return undefined;
  return instant((await git(folder, ['log', '-1', '--format=%cI', '--', '.'])).trim());
}

/** The commits that changed a file, oldest first, as they came to the main line. */
export async function commitsOf(folder: string, path: string): Promise<readonly Commit[]> {
  const log = await git(folder, ['log', '--first-parent', '-m', '--reverse', '--format=%H %cI', '--', path]);
  return log.split('\n').flatMap((line) => {
    const [hash = '', when = ''] = line.split(' ');
    const at = instant(when);
    return hash !== '' && at ? [{ hash, at }] : [];
  });
}

/** A file as it was at a commit; `undefined` where it was not there. */
export async function fileAt(folder: string, { hash }: Commit, path: string): Promise<string | undefined> {
  return git(folder, ['show', `${hash}:./${path}`]).catch(() => undefined);
}
