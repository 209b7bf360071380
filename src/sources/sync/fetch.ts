import type { Files, TextFile } from '../files/files.ts';
import type { Fetched, OriginMark, Marks, Origins } from '../../service/ports/origin.ts';
import type { SyncedFile } from '../../service/ports/sync.ts';
import { join } from 'node:path';
import type { SourceAddress } from './addresses.ts';
import { Failure } from '../../service/ports/failure.ts';
import { markOf } from '../../service/ports/origin.ts';
import { bytesAt, validatorsFor } from '../files/marks.ts';

/** A file whose source has a different text. */
export interface FreshFile {
  readonly file: TextFile;
  readonly bytes: Uint8Array;
}

/** The result of fetching one file. */
export interface FetchedFileResult {
  readonly told: SyncedFile;
  readonly fresh?: FreshFile;
  /** The mark of the fetched text, even if it is the same as before. */
  readonly mark?: OriginMark;
}

interface Fetching {
  readonly folder: string;
  readonly addresses: readonly SourceAddress[];
  readonly fetcher: Origins;
  readonly marks: Marks;
  readonly progress?: (says: string) => void;
  readonly stop?: AbortSignal;
}

/** Fetches all sources of a folder concurrently; a failure does not stop the others. */
export function fetchAll({
  folder,
  addresses,
  fetcher,
  marks,
  progress,
  stop,
}: Fetching): Promise<readonly FetchedFileResult[]> {
  const one = async ({ name, url, isNext }: SourceAddress): Promise<FetchedFileResult> => {
    const path = join(folder, name);
    try {
      const answer = await fetcher.fetch(url, await validatorsFor(path, url, marks), stop);
      progress?.(
        `${path}: ${answer.kind === 'new' ? 'fetched' : answer.kind === 'same' ? 'unchanged' : 'not there'}`,
      );
      if (answer.kind === 'absent')
        return {
          told: isNext
            ? { name, url, outcome: 'absent' }
            : { name, url, outcome: 'failed', says: answer.says },
        };
      return await comeOf({ name, url, path }, answer);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      progress?.(`${path}: failed`);
      return { told: { name, url, outcome: 'failed', says: error.message } };
    }
  };
  return Promise.all(addresses.map(one));
}

async function comeOf(
  { name, url, path }: { readonly name: string; readonly url: string; readonly path: string },
  answer: Exclude<Fetched, { readonly kind: 'absent' }>,
): Promise<FetchedFileResult> {
  const unchanged = { name, url, outcome: 'unchanged' } as const;
  if (answer.kind === 'same') return { told: unchanged };
  const { text, bytes, validators } = answer;
  const mark = markOf(url, bytes, validators);
  // many servers have no validators and always send the full text
  if ((await bytesAt(path))?.equals(bytes)) return { told: unchanged, mark };
  return { told: { name, url, outcome: 'replaced' }, mark, fresh: { file: { name, path, text }, bytes } };
}

/** The files of a folder with the fresh ones put in. */
export function withFresh({ files, problems }: Files, fresh: readonly FreshFile[]): Files {
  const paths = new Set(fresh.map(({ file }) => file.path));
  const kept = files.filter(({ path }) => !paths.has(path));
  const all = [...kept, ...fresh.map(({ file }) => file)].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  // problems of replaced files are dropped
  return { files: all, revision: '', problems: problems.filter(({ at }) => !paths.has(at.file)) };
}
