import type { Asking, SourceAddress } from './ask.ts';
import type { CalendarReading } from '../../service/ports/source.ts';
import type { Files, TextFile } from '../files/files.ts';
import type { Milestone } from '../../domain/calendar/calendar.ts';
import type { OriginMark, Marks } from '../../service/ports/origin.ts';
import type { Shapes } from '../shapes/part.ts';
import { contextOf } from '../shapes/part.ts';
import type { SyncedFile } from '../../service/ports/sync.ts';
import { join } from 'node:path';
import { askFor } from './ask.ts';
import { importFile } from '../calendar/importfile.ts';
import { markOf } from '../../service/ports/origin.ts';
import { bytesAt, validatorsFor } from '../files/marks.ts';
import { Document } from '../yaml/yaml.ts';
import { releaseShape } from '../shapes/release.ts';
import { renewFile } from './renew.ts';
import { sayProblem } from '../../domain/problem/rule.ts';

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

interface Fetching extends Asking {
  readonly folder: string;
  readonly marks: Marks;
}

/** Fetches a source of a folder. */
export async function fetchOne(address: SourceAddress, fetching: Fetching): Promise<FetchedFileResult> {
  const { name, url } = address;
  const path = join(fetching.folder, name);
  const known = await validatorsFor(path, url, fetching.marks);
  const answer = await askFor(address, { label: path, known }, fetching);
  if ('told' in answer) return answer;
  const unchanged = { name, url, outcome: 'unchanged' } as const;
  if (answer.kind === 'same') return { told: unchanged };
  const { text, bytes, validators } = answer;
  const mark = markOf(url, bytes, validators);
  // many servers have no validators and always send the full text
  if ((await bytesAt(path))?.equals(bytes)) return { told: unchanged, mark };
  return { told: { name, url, outcome: 'replaced' }, mark, fresh: { file: { name, path, text }, bytes } };
}

/** The files of a folder with the fresh ones put in. */
export function withFresh({ files, problems }: Files, fresh: readonly Pick<FreshFile, 'file'>[]): Files {
  const names = new Set(fresh.map(({ file }) => file.name));
  const paths = new Set(fresh.map(({ file }) => file.path));
  const kept = files.filter(({ name }) => !names.has(name));
  const all = [...kept, ...fresh.map(({ file }) => file)].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  // problems of replaced files are dropped
  return { files: all, revision: '', problems: problems.filter(({ at }) => !paths.has(at.file)) };
}

interface Renewing {
  readonly files: Files;
  readonly reading: CalendarReading;
  readonly shapes: Shapes;
  /** Writes a new milestone as YAML. */
  readonly write: (milestone: Milestone) => string;
}

/**
 * When a README belongs to a release that has a file in our own format, updates that file instead: a second
 * file would define the release twice.
 */
export function intoOwn(
  come: FetchedFileResult,
  { files, reading, shapes, write }: Renewing,
): FetchedFileResult {
  const { fresh, told } = come;
  const version = /^(.+)\.md$/i.exec(fresh?.file.name ?? '')?.[1];
  const own = version === undefined ? undefined : files.files.find((file) => isOf(file, version));
  if (!fresh || !own) return come;
  const { release } = importFile(fresh.file, { release: version, calendar: reading.calendar, how: shapes });
  if (!release) return come;
  const renewed = renewFile(own, release, contextOf(reading.calendar), write);
  if ('problems' in renewed) {
    const [first] = renewed.problems;
    return { told: { ...told, outcome: 'failed', says: first ? sayProblem(first) : '' } };
  }
  if (renewed.text === own.text) return { told: { ...told, outcome: 'unchanged' } };
  const file = { ...own, text: renewed.text };
  return { told: { ...told, name: own.name }, fresh: { file, bytes: Buffer.from(renewed.text) } };
}

function isOf(file: TextFile, version: string): boolean {
  if (!/\.ya?ml$/i.test(file.name)) return false;
  const document = new Document(file);
  return (
    document.scalar(['release']) === version &&
    releaseShape.keys.every((key) => Object.hasOwn(Object(document.value), key))
  );
}
