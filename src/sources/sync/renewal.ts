import type { CalendarReading } from '../../service/ports/source.ts';
import type { FetchedFileResult } from './fetch.ts';
import type { Files, TextFile } from '../files/files.ts';
import type { Milestone } from '../../domain/calendar/calendar.ts';
import type { Shapes } from '../shapes/part.ts';
import { importFile } from '../calendar/importfile.ts';
import { releaseShape } from '../shapes/release.ts';
import { renewFile } from './renew.ts';
import { readYaml } from '../yaml/yaml.ts';

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
  const renewed = renewFile(own, release, { zone: reading.calendar?.zone, counts: undefined }, write);
  if ('problems' in renewed) {
    const [first] = renewed.problems;
    const says = first ? `${first.at.file}:${first.at.line}:${first.at.column}: ${first.says}` : '';
    return { told: { ...told, outcome: 'failed', says } };
  }
  if (renewed.text === own.text) return { told: { ...told, outcome: 'unchanged' } };
  const file = { ...own, text: renewed.text };
  return { told: { ...told, name: own.name }, fresh: { file, bytes: Buffer.from(renewed.text) } };
}

function isOf({ name, text, path }: TextFile, version: string): boolean {
  if (!/\.ya?ml$/i.test(name)) return false;
  const document = readYaml(text, path);
  return (
    document.text(['release']) === version &&
    releaseShape.keys.every((key) => Object.hasOwn(Object(document.value), key))
  );
}
