import type { Marks, Validators } from '../../service/ports/origin.ts';
import type { WholeFile } from './atomicwrite.ts';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { validatorsOf } from '../../service/ports/origin.ts';
import { errorCode } from './atomicwrite.ts';
import { maxBytes } from './files.ts';

/** The dot hides it from the reader of the folder. */
const marksFile = '.sync.json';

const marksShape = z.record(
  z.string(),
  z.object({
    url: z.string(),
    etag: z.string().exactOptional(),
    modified: z.string().exactOptional(),
    sha256: z.string(),
  }),
);

/** The marks of a folder's files. Unreadable marks count as none, so everything is fetched anew. */
export async function readMarks(folder: string): Promise<Marks> {
  const bytes = await bytesAt(join(folder, marksFile));
  const found = marksShape.safeParse(jsonOf(bytes?.toString()));
  return new Map(found.success ? Object.entries(found.data) : []);
}

/** The file that stores the marks. */
export function fileOfMarks(folder: string, marks: Marks): WholeFile {
  const sorted = [...marks].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(Object.fromEntries(sorted), undefined, 2);
  return { path: join(folder, marksFile), bytes: Buffer.from(`${text}\n`) };
}

/** Validators for a conditional request for the file at that path from that URL. */
export async function validatorsFor(path: string, url: string, marks: Marks): Promise<Validators> {
  return validatorsOf(marks.get(basename(path)), url, await bytesAt(path));
}

/** The bytes of a fetched file; `undefined` when there is none. */
export async function bytesAt(path: string): Promise<Buffer | undefined> {
  try {
    const facts = await stat(path);
    return facts.isFile() && facts.size <= maxBytes ? await readFile(path) : undefined;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

/** `undefined` for what is no JSON. */
export function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
