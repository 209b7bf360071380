import type { Marks, Validators } from '../../service/ports/origin.ts';
import type { WholeFile } from './atomicwrite.ts';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { validatorsOf } from '../../service/ports/origin.ts';
import { errorCode } from './atomicwrite.ts';

/** A dot hides it from the reader of the folder. */
const marksFile = '.sync.json';
/** A larger file was not fetched. */
const maxBytes = 1_048_576;

const marksShape = z.record(
  z.string(),
  z.object({
    url: z.string(),
    etag: z.string().exactOptional(),
    modified: z.string().exactOptional(),
    sha256: z.string(),
  }),
);

/** Of the files in a folder. Marks that cannot be read are none: everything is then fetched anew. */
export async function readMarks(folder: string): Promise<Marks> {
  const bytes = await bytesAt(join(folder, marksFile));
  const found = marksShape.safeParse(bytes && json(bytes));
  return new Map(found.success ? Object.entries(found.data) : []);
}

/** The file that keeps them. */
export function fileOfMarks(folder: string, marks: Marks): WholeFile {
  const sorted = [...marks].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(Object.fromEntries(sorted), undefined, 2);
  return { path: join(folder, marksFile), bytes: Buffer.from(`${text}\n`) };
}

/** What may be sent when the file at that path is fetched from that address. */
export async function validatorsFor(path: string, url: string, marks: Marks): Promise<Validators> {
  return validatorsOf(marks.get(basename(path)), url, await bytesAt(path));
}

/** Of a file that may have been fetched; `undefined` where there is none. */
export async function bytesAt(path: string): Promise<Buffer | undefined> {
  try {
    const facts = await stat(path);
    return facts.isFile() && facts.size <= maxBytes ? await readFile(path) : undefined;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
