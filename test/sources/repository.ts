import assert from 'node:assert/strict';
import type { Files } from './folder.ts';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, put } from './folder.ts';

/** Runs git as a known author at a known instant, without the settings of the machine. */
export function git(folder: string, args: readonly string[], when = '2024-01-01T00:00:00Z'): string {
  const who = { 'user.name': 'A Lead', 'user.email': 'lead@example.org', 'init.defaultBranch': 'main' };
  const settings = Object.entries(who).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const plain = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const env = { PATH: process.env['PATH'], ...plain, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  return execFileSync('git', ['-C', folder, ...settings, ...args], {
    env,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

export function clone(folder: string): void {
  git(folder, ['init', '--quiet']);
}

/** Commits everything there is, with these files put in place first; an `undefined` file is taken away. Answers its name. */
export async function commit(
  folder: string,
  when: string,
  files: Readonly<Record<string, Files[string] | undefined>> = {},
): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) rmSync(join(folder, name));
    else await put(folder, { [name]: content });
  }
  git(folder, ['add', '--all']);
  git(folder, ['commit', '--quiet', '--allow-empty', '--message', 'a step'], when);
  const name = git(folder, ['rev-parse', 'HEAD']);
  assert.match(name, /^[0-9a-f]{40}$/);
  return name;
}

/** A test whose story begins in a fresh repository. */
export function inClone(rule: string, story: (root: string) => Promise<void>): void {
  it(rule, () =>
    inFolder({}, async (root) => {
      clone(root);
      await story(root);
    }),
  );
}
