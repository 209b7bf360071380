import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a folder and those below it, by their paths. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted();
}
