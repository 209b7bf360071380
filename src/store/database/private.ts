import type { Stats } from 'node:fs';
import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What we keep in a data folder, besides letters as files. */
const ours = /^(release-calendar\.|secret)/;
const letters = 'mail';

/**
 * Makes a folder that only its owner may look into, and takes from others what an older program let them see of what we keep
 * in it. What is not ours, or belongs to somebody else, is left as it is. Throws the system's error where there can be none.
 */
export function keepPrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  close(folder);
  for (const name of names(folder)) if (ours.test(name)) close(join(folder, name));
  const own = join(folder, letters);
  close(own);
  for (const name of names(own)) if (name.endsWith('.eml')) close(join(own, name));
}

/** Whoever cannot read it, or where there is none, has nothing to close there. */
function names(folder: string): readonly string[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

const others = 0o077;

function close(path: string): void {
  try {
    const facts = lstatSync(path);
    if (isOpen(facts)) chmodSync(path, facts.mode & ~others & 0o777);
  } catch {
    // a disk that knows no rights, or gives none to change them: whoever may not write here is told by what follows
  }
}

/** A link leads to what is not ours. */
function isOpen(facts: Stats): boolean {
  const isPlain = facts.isFile() || facts.isDirectory();
  return isPlain && (facts.mode & others) !== 0 && facts.uid === process.getuid?.();
}
