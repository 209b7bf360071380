import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Our files in a data folder, besides letters. */
const ours = /^(release-calendar\.|secret)/;
const letters = 'mail';

/**
 * Creates a folder for its owner only, and removes access to our files in it that an older version granted to
 * others. Other files are left alone. Throws the system's error if it cannot be created.
 */
export function keepPrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  close(folder);
  for (const name of names(folder)) if (ours.test(name)) close(join(folder, name));
  const own = join(folder, letters);
  close(own);
  for (const name of names(own)) if (name.endsWith('.eml')) close(join(own, name));
}

/** Empty if the folder does not exist or cannot be read. */
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
    // links may lead elsewhere
    const isPlain = facts.isFile() || facts.isDirectory();
    const isOpen = isPlain && (facts.mode & others) !== 0 && facts.uid === process.getuid?.();
    if (isOpen) chmodSync(path, facts.mode & ~others & 0o777);
  } catch {
    // file systems without permissions, or no right to change them: later writes will show it
  }
}
