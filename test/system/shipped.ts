import type { Files } from '../service/folder.ts';
import { readdirSync, readFileSync } from 'node:fs';

/** The files of the shipped calendar, for a service that may write beside them. */
export function shippedFiles(): Files {
  const folder = 'calendars/kubernetes';
  return Object.fromEntries(
    readdirSync(folder).map((name) => [`kubernetes/${name}`, readFileSync(`${folder}/${name}`, 'utf8')]),
  );
}
