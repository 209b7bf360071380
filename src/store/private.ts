import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a folder that only its owner may look into, and takes from others what an older program let them see of it: files
 * and folders in it too. What belongs to somebody else is left as it is. Throws the system's error where there can be none.
 */
export function keepPrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  close(folder);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) close(join(folder, name));
}

const others = 0o077;

function close(path: string): void {
  const facts = statSync(path, { throwIfNoEntry: false });
  const isOpen = facts !== undefined && (facts.mode & others) !== 0;
  if (!isOpen || facts.uid !== process.getuid?.()) return;
  try {
    chmodSync(path, facts.mode & ~others & 0o777);
  } catch {
    // a disk that knows no rights, or gives none to change them: whoever may not write here is told by what follows
  }
}
