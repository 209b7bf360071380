import type { Files, TextFile } from '../files/files.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { Origin } from '../../domain/calendar/calendar.ts';
import type { Part } from '../shapes/part.ts';
import type { Reader } from '../shapes/reader.ts';
import type { FetchedText } from '../../service/ports/texts.ts';
import type { StoredFile } from '../../service/ports/store.ts';
import { createHash } from 'node:crypto';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { compareVersions } from '../../domain/calendar/calendar.ts';
import { dayIn, instant, instantOf, utc } from '../../domain/time/time.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import { Report } from '../../domain/problem/rule.ts';
import { known } from '../shapes/part.ts';
import { readParts } from '../shapes/reader.ts';
import { takeIn } from './takein.ts';

/** A fetched source file that is merged over a calendar's own files. */
export interface FetchedFile extends TextFile {
  /** When it was first fetched. */
  readonly since: Instant;
  /** When the source last had it. */
  readonly checked: Instant;
}

/** As a file; its places are URLs. */
export function fileOf({ name, url, bytes, since, checked }: FetchedText): FetchedFile {
  const text = new TextDecoder('utf-8').decode(bytes);
  return { name, path: url, text, since, checked };
}

/** Only texts that were confirmed at their source after the files were last revised by hand. */
export function usable(
  fetched: readonly FetchedFile[],
  revised: Instant | undefined,
): readonly FetchedFile[] {
  return fetched.filter(({ checked }) => revised === undefined || checked > revised);
}

/** Merges fetched texts into the parts of the own files, one by one. Their problems never block. */
export function withFetched(
  own: readonly Part[],
  fetched: readonly FetchedFile[],
  reader: Reader,
): readonly Part[] {
  return fetched.reduce((parts, file) => {
    const report = new Report();
    const told = readParts([file], { ...reader, report, others: parts.map(known) });
    reader.report.add(report.problems.map((one) => ({ ...one, blocks: false })));
    return takeIn(parts, told, { at: file.since, zone: reader.around.zone });
  }, own);
}

/** The source of each part of a calendar. */
export function originsOf(
  origins: ReadonlyMap<string, string>,
  fetched: readonly FetchedFile[],
): readonly Origin[] {
  return [...origins].flatMap(([name, url]): readonly Origin[] => {
    const files = new Map(fetched.filter((file) => isOf(file, name)).map((file) => [file.name, file]));
    if (files.size === 0) return [{ file: name, url, release: undefined, answered: undefined }];
    const newest = [...files.values()].toSorted((a, b) => compareVersions(b.name, a.name));
    return newest.map(({ name: file, path, checked }) => ({
      file,
      url: path,
      answered: dayAsked(checked),
      release: releaseIn(file, name),
    }));
  });
}

function isOf({ name }: FetchedFile, pattern: string): boolean {
  return name === pattern || releaseIn(name, pattern) !== undefined;
}

/** `1.38` from `1.38.md` and the pattern `{release}.md`. */
function releaseIn(name: string, pattern: string): string | undefined {
  const [before = '', after] = pattern.split('{release}');
  if (after === undefined || !name.startsWith(before) || !name.endsWith(after)) return undefined;
  return name.slice(before.length, name.length - after.length) || undefined;
}

/** `undefined` for stored texts, whose last check is unknown. */
function dayAsked(checked: Instant): PlainDate | undefined {
  return checked === always ? undefined : dayIn(checked, utc);
}

/**
 * The last UTC day up to which actual releases are known: the newest release, or the day its source was last
 * checked; `undefined` without such a source.
 */
export function knownOut(parts: readonly Part[], origins: readonly Origin[]): PlainDate | undefined {
  const tellers = parts.filter(({ drafts }) => drafts.some(({ isTag }) => isTag));
  const days = tellers.flatMap(({ drafts }) =>
    drafts.flatMap(({ draft: { actual } }) => (actual && isDated(actual) ? [announcedDay(actual)] : [])),
  );
  const files = new Set(tellers.map(({ at }) => at.file));
  const asked = origins.flatMap(({ url, answered }) => (answered && files.has(url) ? [answered] : []));
  return [...days, ...asked].toSorted().at(-1);
}

/** Drops tags of releases that no other file knows, and of release days that nobody planned. */
export function withPlans(parts: readonly Part[]): readonly Part[] {
  const planned = parts.flatMap(({ version: release, drafts }) =>
    drafts.flatMap(({ draft: { id }, isTag }) => (isTag ? [] : [{ release, id }])),
  );
  const ids = new Set(planned.map(milestoneKey));
  const versions = new Set(planned.map(({ release }) => release));
  return parts.flatMap((part): readonly Part[] => {
    const [tag] = part.drafts;
    if (!tag?.isTag) return [part];
    const { id, patch } = tag.draft;
    // a branch may be shorter than its patches: 4.0.3 of 4
    const owner = shorter(part.version).find((release) => ids.has(milestoneKey({ release, id })));
    if (owner !== undefined && (owner === part.version || patch !== undefined))
      return [{ ...part, version: owner }];
    return patch !== undefined && versions.has(part.version) ? [part] : [];
  });
}

/** `1.4.0`, `1.4` and `1`. */
function shorter(version: string): readonly string[] {
  const parts = version.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}

/** As `Files.revision`, including fetched texts. */
export function revisionOf({ revision }: Files, fetched: readonly FetchedFile[]): string {
  if (fetched.length === 0) return revision;
  const hash = createHash('sha256').update(revision);
  for (const { name, since, text } of fetched) hash.update(`\0${name}\0${since}\0`).update(text);
  return hash.digest('hex').slice(0, 12);
}

const mark = '@';

/** All texts of a calendar, as stored. */
export function storedOf(files: readonly TextFile[], fetched: readonly FetchedFile[]): readonly StoredFile[] {
  return [
    ...files.map(({ name, text }) => ({ name, text })),
    ...fetched.map(({ name, since, text }) => ({ name: `${mark}${since}/${name}`, text })),
  ];
}

/** Stored texts always count as newer. As text too, which a year of more digits would not. */
const always = instantOf(Date.UTC(9998, 11, 31));

/** Undoes `storedOf`. */
export function parted(stored: readonly StoredFile[]): {
  readonly files: readonly StoredFile[];
  readonly fetched: readonly FetchedFile[];
} {
  const files = stored.filter(({ name }) => !name.startsWith(mark));
  const fetched = stored.flatMap(({ name: whole, text }): readonly FetchedFile[] => {
    const [, at = '', name = ''] = /^@([^/]+)\/(.+)$/.exec(whole) ?? [];
    const since = instant(at);
    return since ? [{ name, path: name, text, since, checked: always }] : [];
  });
  return { files, fetched };
}
