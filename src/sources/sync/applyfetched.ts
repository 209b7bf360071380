import type { Change } from '../../domain/history/change.ts';
import type { FetchedFileResult } from './fetch.ts';
import type { Files } from '../files/files.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Marks } from '../../service/ports/origin.ts';
import type { WholeFile } from '../files/atomicwrite.ts';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { historyOfChanges } from '../../domain/history/news.ts';
import { writeWhen } from '../../domain/when/writewhen.ts';
import { Failure } from '../../service/ports/failure.ts';
import { addHistory } from '../calendar/historyfile.ts';
import { fileOfMarks } from '../files/marks.ts';
import { replaceFiles } from '../files/atomicwrite.ts';

interface Applying {
  readonly folder: string;
  /** The current files. */
  readonly now: Files;
  readonly come: readonly FetchedFileResult[];
  readonly marks: Marks;
  readonly found: readonly Change[];
  readonly at: Instant;
  readonly dryRun: boolean;
}

/**
 * Writes a calendar's new files, the moves into its history, and the validators for the next fetch. Returns
 * an error if writing fails; then the remaining files are unchanged.
 */
export async function applyFetched(taking: Applying): Promise<string | undefined> {
  const { folder, come, marks, dryRun } = taking;
  try {
    const fresh = come.flatMap((one) =>
      one.fresh ? [{ path: one.fresh.file.path, bytes: one.fresh.bytes }] : [],
    );
    const added = come.flatMap(({ told, mark }) => (mark ? [[told.name, mark] as const] : []));
    const after = new Map([...marks, ...added]);
    const marked = isDeepStrictEqual(after, marks) ? [] : [fileOfMarks(folder, after)];
    // history first: after a crash in between, the next run reports the move again but records it once
    const files = [...historyOf(taking), ...fresh, ...marked];
    if (!dryRun) await replaceFiles(files);
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.message;
  }
}

function historyOf({ folder, now, found, at }: Applying): readonly WholeFile[] {
  const more = historyOfChanges(
    found.filter((change) => !isKnown(change)),
    at,
  );
  if (more.size === 0) return [];
  const path = join(folder, 'history.yaml');
  const problem = now.problems.find((one) => one.at.file === path);
  if (problem) {
    const { line, column } = problem.at;
    throw new Failure(`${path}:${line}:${column}: ${problem.says}; nothing was added`);
  }
  const text = now.files.find((file) => file.path === path)?.text;
  return [{ path, bytes: Buffer.from(addHistory({ path, text }, more).text) }];
}

/** Whether the history, which keeps whens as written, already ends with this move. */
function isKnown({ before, after }: Change): boolean {
  if (!before || !after) return false;
  const told = after.history?.slice(-2).map(({ when }) => writeWhen(when));
  return isDeepStrictEqual(told, [writeWhen(before.when), writeWhen(after.when)]);
}
