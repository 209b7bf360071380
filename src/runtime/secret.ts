import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret } from './token.ts';

/** The secret stored in a folder; `undefined` when there is none. Throws the system's error. */
export function knownSecret(folder: string): string | undefined {
  return read(join(folder, 'secret'));
}

/** The stored secret, created if missing, readable by its owner only. Throws the system's error. */
export function keptSecret(folder: string): string {
  const path = join(folder, 'secret');
  const known = read(path);
  if (known !== undefined) return known;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = newSecret();
  const draft = `${path}.${secret.slice(0, 8)}`;
  writeFileSync(draft, `${secret}\n`, { mode: 0o600 });
  try {
    // another process may have been first
    linkSync(draft, path);
  } catch (error) {
    if (!isThere(error)) throw error;
  } finally {
    rmSync(draft);
  }
  return read(path) ?? secret;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
