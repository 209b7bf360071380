import type { FetchedText, Texts } from '../../service/ports/texts.ts';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { instant, plus } from '../../domain/time/time.ts';
import { bytesAt, jsonOf } from '../files/marks.ts';
import { replaceFiles } from '../files/atomicwrite.ts';

/** The dot hides it from whatever looks for schedules. */
const indexFile = '.fetched.json';

const moment = z
  .string()
  .transform((text, context) => instant(text) ?? (context.addIssue('no instant'), z.NEVER));

const indexShape = z.object({
  asked: z.object({ at: moment, due: moment }).optional(),
  texts: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      file: z.string(),
      sha256: z.string(),
      since: moment,
      checked: moment,
      etag: z.string().exactOptional(),
      modified: z.string().exactOptional(),
    }),
  ),
});

type Index = z.output<typeof indexShape>;

/** Fetched texts in a folder: `<folder>/<calendar>/1.38.md`, with an index file next to them. */
export function textsIn(folder: string): Texts {
  const own = (calendar: string): string => join(folder, calendar);
  return {
    of: async (calendar) => {
      const { texts } = await readIndex(own(calendar));
      const found = await Promise.all(
        texts.map(async ({ file, sha256, ...facts }): Promise<readonly FetchedText[]> => {
          const bytes = await bytesAt(join(own(calendar), file));
          // ignore texts that were edited by hand
          return bytes && sha(bytes) === sha256 ? [{ ...facts, calendar, bytes }] : [];
        }),
      );
      return found.flat();
    },
    save: async (calendar, texts) => {
      await mkdir(own(calendar), { recursive: true });
      const before = await readIndex(own(calendar));
      const newest = new Map(texts.map((one) => [one.name, one]));
      const known = new Map(before.texts.map(({ file, sha256 }) => [file, sha256]));
      const kept = texts.map((one) => {
        const { calendar: _, bytes, ...facts } = one;
        const file = newest.get(one.name) === one ? one.name : `${one.name}.${one.since.replaceAll(':', '')}`;
        return { bytes, row: { ...facts, file, sha256: sha(bytes) } };
      });
      const fresh = kept
        .filter(({ row }) => known.get(row.file) !== row.sha256)
        .map(({ row, bytes }) => ({ path: join(own(calendar), row.file), bytes }));
      const rows = kept.map(({ row }) => row);
      await replaceFiles([...fresh, indexOf(own(calendar), { ...before, texts: rows })]);
      const names = new Set(rows.map(({ file }) => file));
      for (const { file } of before.texts)
        if (!names.has(file)) await rm(join(own(calendar), file), { force: true });
    },
    claim: async (calendar, now, every) => {
      const before = await readIndex(own(calendar));
      const { at, due } = before.asked ?? {};
      // if the clock was set back, do not wait for the old due time
      if (at !== undefined && due !== undefined && at <= now && now < due) return false;
      await mkdir(own(calendar), { recursive: true });
      await replaceFiles([indexOf(own(calendar), { ...before, asked: { at: now, due: plus(now, every) } })]);
      return true;
    },
  };
}

function indexOf(folder: string, index: Index): { readonly path: string; readonly bytes: Uint8Array } {
  return { path: join(folder, indexFile), bytes: Buffer.from(`${JSON.stringify(index, undefined, 2)}\n`) };
}

/** If unreadable, it is empty: everything is fetched anew. */
async function readIndex(folder: string): Promise<Index> {
  const text = await readFile(join(folder, indexFile), 'utf8').catch(() => '');
  const found = indexShape.safeParse(jsonOf(text));
  return found.success ? found.data : { texts: [] };
}

function sha(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
