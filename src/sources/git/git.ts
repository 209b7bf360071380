import type { Instant } from '../../domain/time/time.ts';
import type { TextFile } from '../files/files.ts';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { instant } from '../../domain/time/time.ts';
import { Failure } from '../../service/ports/failure.ts';
import { isSchedule } from '../files/files.ts';

const run = promisify(execFile);

/** A commit and its time. */
export interface Commit {
  readonly hash: string;
  readonly at: Instant;
}

const maxBytes = 64 * 1024 * 1024;

/** Runs git in a folder, taking paths literally. Throws a Failure with the first line of git's error. */
async function git(folder: string, args: readonly string[]): Promise<string> {
  try {
    const all = ['-C', folder, '--literal-pathspecs', ...args];
    const { stdout } = await run('git', all, { maxBuffer: maxBytes, encoding: 'utf8' });
    return stdout;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new Failure(expected('git on the PATH', 'none'));
    if (typeof code === 'string') throw new Failure(`git: cannot be run (${code})`);
    const [line = ''] = 'stderr' in error ? String(error.stderr).trim().split('\n') : [];
    throw new Failure(`git in ${folder}: ${line.replace(/^fatal: /, '')}`);
  }
}

/** The full hash of a revision. Throws a Failure that names what was expected and the revision. */
export async function commitNamed(
  folder: string,
  revision: string,
  wanted = `a git revision of ${folder}, such as origin/main`,
): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  // with --quiet, git's message may be empty
  const found = await git(folder, args).catch((error: unknown) => {
    if (error instanceof Failure && error.message.endsWith(': ')) return '';
    throw error;
  });
  if (/^[0-9a-f]{40,64}$/.test(found.trim())) return found.trim();
  throw new Failure(expected(wanted, quote(revision)));
}

interface Wanting {
  /** What the names of schedule files end in. */
  readonly endings: readonly string[];
  /** Caches texts by blob hash. */
  readonly known?: Map<string, string>;
  /** A subfolder, which may no longer exist. */
  readonly below?: string;
}

/** The schedule files of a folder at a commit; none if it did not exist. */
export async function filesAt(
  folder: string,
  commit: string,
  { endings, known = new Map<string, string>(), below }: Wanting,
): Promise<readonly TextFile[]> {
  const path = below === undefined ? './' : `./${below}/`;
  const entries = (await git(folder, ['ls-tree', '-z', commit, path])).split('\0');
  const files: TextFile[] = [];
  for (const entry of entries) {
    const [, hash, full] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    const name = full?.slice(below === undefined ? 0 : below.length + 1);
    if (hash === undefined || name === undefined || !isSchedule(name, endings) || name.startsWith('.'))
      continue;
    const text = known.get(hash) ?? (await git(folder, ['cat-file', 'blob', hash]));
    known.set(hash, text);
    files.push({ name, path: join(folder, below ?? '', name), text });
  }
  return files;
}

/** The subfolders of a folder at a commit. */
export async function foldersAt(folder: string, commit: string): Promise<readonly string[]> {
  const names = (await git(folder, ['ls-tree', '-z', '-d', '--name-only', commit, './'])).split('\0');
  return names.filter((name) => name !== '' && !name.startsWith('.'));
}

/** Whether a folder has uncommitted changes. */
export async function isChanged(folder: string): Promise<boolean> {
  return (await git(folder, ['status', '--porcelain', '--', '.'])).trim() !== '';
}

/** The first-parent commits that changed a path, oldest first; excludes those in `after`. */
export async function commitsOf(folder: string, path: string, after?: string): Promise<readonly Commit[]> {
  const range = after === undefined ? 'HEAD' : `${after}..HEAD`;
  const form = ['--first-parent', '-m', '--reverse', '--format=%H %cI'];
  const log = await git(folder, ['log', ...form, range, '--', path]);
  return log.split('\n').flatMap((line) => {
    const [hash = '', when = ''] = line.split(' ');
    const at = instant(when);
    return hash !== '' && at ? [{ hash, at }] : [];
  });
}

async function isBare(folder: string): Promise<boolean> {
  return (await git(folder, ['rev-parse', '--is-bare-repository'])).trim() === 'true';
}

/** Whether the clone lacks older commits. */
export async function isShallow(folder: string): Promise<boolean> {
  return (await git(folder, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';
}

/** A file at a commit; `undefined` if it did not exist. */
export async function fileAt(folder: string, { hash }: Commit, path: string): Promise<string | undefined> {
  // in a bare clone, paths cannot be relative
  const prefix = (await isBare(folder)) ? '' : './';
  return git(folder, ['cat-file', 'blob', `${hash}:${prefix}${path}`]).catch(() => undefined);
}
