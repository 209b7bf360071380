import type { CalendarReading } from '../../service/ports/source.ts';
import type { Files, TextFile } from '../files/files.ts';
import type { Part, Shapes } from '../shapes/part.ts';
import type { Reader } from '../shapes/reader.ts';
import type { Place, Problem } from '../../domain/problem/rule.ts';
import type { Settings } from './settings.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { basename, join } from 'node:path';
import type { Instant, Zone } from '../../domain/time/time.ts';
import type { Document } from '../yaml/yaml.ts';
import { staleness } from '../../domain/cycle/stale.ts';
import { utc } from '../../domain/time/time.ts';
import { inOrder, problem } from '../../domain/problem/rule.ts';
import { checkNames, endlessFreezes } from './checknames.ts';
import type { FetchedFile } from './fetched.ts';
import { knownOut, originsOf, revisionOf, storedOf, usable, withFetched, withPlans } from './fetched.ts';
import { readHistory } from './historyfile.ts';
import { lint } from './lint.ts';
import { merge } from './merge.ts';
import { override } from './overrides.ts';
import { readSettings, settingsZone } from './settings.ts';
import { isForUs, openDocument, readParts } from '../shapes/reader.ts';
import { endingsOf } from '../shapes/part.ts';

interface ReadOptions {
  readonly shapes: Shapes;
  /** Only set by a check. */
  readonly now?: Instant | undefined;
  /** Texts fetched from sources, oldest first, to merge over the files. */
  readonly fetched?: readonly FetchedFile[];
}

/** Reads a calendar from its files and reports all problems of all files at once. */
export function readCalendar(
  folder: string,
  files: Files,
  { shapes, now, fetched = [] }: ReadOptions,
): CalendarReading {
  const problems: Problem[] = [...files.problems];
  const { settings, zone, idAt, own } = readOwn(folder, files.files, {
    endings: endingsOf(shapes),
    problems,
  });
  const reader: Reader = { ...shapes, around: { zone, counts: settings?.counts, now }, problems };
  const ours = readParts(files.files.filter(isForUs(problems)), reader);
  const told = usable(fetched, settings?.revised);
  const parts = withPlans(withFetched(ours, told, reader));
  for (const one of lint(parts)) problems.push(one);
  const complete = !problems.some(({ blocks }) => blocks);
  const wishes = files.files.find(({ name }) => name === 'overrides.yaml');
  const document = wishes && openDocument(wishes, problems);
  const final = document ? override(parts, { document, around: reader.around, complete, problems }) : parts;
  if (settings && own && complete) checkNames({ document: own, parts: final, problems }, settings);
  const past = files.files.find(({ name }) => name === 'history.yaml');
  const zoneOf = (release: string): Zone | undefined =>
    final.find((part) => part.version === release && part.zone)?.zone ?? zone;
  const history = past ? readHistory(openDocument(past, problems), zoneOf, problems) : new Map();
  const origins = originsOf(settings?.origins ?? new Map(), told);
  const known = { origins, knownOut: knownOut(final, origins) };
  const calendar =
    settings && merge(final, { settings, revision: revisionOf(files, told), history, problems, ...known });
  const places = placesOf(final);
  if (calendar && now) problems.push(...endlessFreezes(calendar, places), ...old(calendar, now, own));
  return {
    folder,
    revision: revisionOf(files, told),
    files: storedOf(files.files, told),
    // keeps URLs known while the settings are unreadable
    id: settings?.id ?? basename(folder),
    idAt,
    calendar,
    places,
    origins: settings?.origins ?? new Map(),
    problems: inOrder(problems),
  };
}

function old(calendar: Calendar, now: Instant, own: Document | undefined): readonly Problem[] {
  const stale = staleness(calendar, now);
  if (!stale || !own) return [];
  const says = `out of date since ${stale.since.slice(0, 10)}: ${stale.why}`;
  return [problem(own.keyAt(['stale']), { rule: 'stale', says }, { blocks: false })];
}

function placesOf(parts: readonly Part[]): ReadonlyMap<string, Place> {
  const drafts = parts.flatMap(({ version, drafts }) =>
    drafts.map(({ draft, at }) => [`${version}/${draft.id}`, at] as const),
  );
  const rows = parts.flatMap(({ version, rows = [] }) =>
    rows.flatMap(({ ids, at }) => ids.map((id) => [`${version}/${id}`, at] as const)).toReversed(),
  );
  return new Map([...drafts, ...rows]);
}

/** Default settings for a file outside of any calendar. */
const loose: Settings = {
  id: 'file',
  title: 'File',
  description: '',
  homepage: undefined,
  zone: utc,
  domain: 'file.invalid',
  revised: undefined,
  counts: undefined,
  styles: new Map(),
  publishes: 'P0D',
  quiet: 'PT30M',
  origins: new Map(),
  placeholders: new Map(),
  namesRelease: false,
  gate: undefined,
  trainsSince: undefined,
  trains: undefined,
  stale: undefined,
};

/** Checks a file outside of any calendar. */
export function checkFile(file: TextFile, how: Omit<Reader, 'problems'>): readonly Problem[] {
  const problems: Problem[] = [];
  const parts = readParts([file], { ...how, problems });
  for (const one of lint(parts)) problems.push(one);
  merge(parts, {
    settings: loose,
    revision: '',
    history: new Map(),
    problems,
    origins: [],
    knownOut: undefined,
  });
  return inOrder(problems);
}

interface Own {
  readonly settings: Settings | undefined;
  readonly zone: Zone | undefined;
  readonly idAt: Place;
  /** The parsed `calendar.yaml`. */
  readonly own: Document | undefined;
}

function readOwn(
  folder: string,
  files: readonly TextFile[],
  { endings, problems }: { readonly endings: readonly string[]; readonly problems: Problem[] },
): Own {
  const file = files.find(({ name }) => name === 'calendar.yaml');
  if (!file) {
    const at = { file: join(folder, 'calendar.yaml'), line: 1, column: 1 };
    const says = 'missing; wanted a file that says what the calendar is, with id: and title:';
    // an unreadable one is already reported
    const told = problems.some((one) => one.at.file === at.file);
    if (!told) problems.push(problem(at, { rule: 'unreadable', says }, { blocks: true }));
    return { settings: undefined, zone: utc, idAt: at, own: undefined };
  }
  const document = openDocument(file, problems);
  const settings = readSettings(document, endings, problems);
  // without a zone every bare date would be reported as zoneless
  const zone = settings ? settings.zone : (settingsZone(document) ?? utc);
  return { settings, zone, idAt: document.at(['id']), own: document };
}
