import type { CalendarReading } from '../../service/ports/source.ts';
import type { Files, TextFile } from '../files/files.ts';
import type { Steps } from '../../service/steps.ts';
import type { Part, Shapes } from '../shapes/part.ts';
import type { Reader } from '../shapes/reader.ts';
import type { Place, Problem } from '../../domain/problem/rule.ts';
import type { Settings } from './settings.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { basename, join } from 'node:path';
import type { Instant, Zone } from '../../domain/time/time.ts';
import { staleness } from '../../domain/cycle/stale.ts';
import { utc } from '../../domain/time/time.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { Report, inOrder, topOf, doubt } from '../../domain/problem/rule.ts';
import { checkNames, endlessFreezes } from './checknames.ts';
import type { FetchedFile } from './fetched.ts';
import { knownOut, originsOf, revisionOf, storedOf, usable, withFetched, withPlans } from './fetched.ts';
import { readHistory } from './historyfile.ts';
import { lint } from '../../domain/lint/checksummary.ts';
import { merge } from './merge.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { override } from './overrides.ts';
import { readSettings, settingsZone } from './settings.ts';
import { readVocabulary } from './vocabularyfile.ts';
import { plainVocabulary } from '../../domain/calendar/vocabulary.ts';
import { partSteps, readParts } from '../shapes/reader.ts';
import { endingsOf, sayEndings } from '../shapes/part.ts';
import { finished } from '../../service/steps.ts';
import { readFiles } from '../files/files.ts';
import { Document } from '../yaml/yaml.ts';

interface ReadOptions {
  readonly shapes: Shapes;
  /** Only set by a check. */
  readonly now?: Instant | undefined;
  /** Texts fetched from sources, oldest first, to merge over the files. */
  readonly fetched?: readonly FetchedFile[];
}

/** Reads the calendar in a folder without what was fetched. */
export async function readCalendarIn(folder: string, how: ReadOptions): Promise<CalendarReading> {
  return readCalendar(folder, await readFiles(folder, { endings: endingsOf(how.shapes) }), how);
}

/** Reads a calendar from its files and reports all problems of all files at once. */
export function readCalendar(...asked: Parameters<typeof calendarSteps>): CalendarReading {
  return finished(calendarSteps(...asked));
}

/** The same in steps, for a service that answers people meanwhile. */
export function* calendarSteps(
  folder: string,
  files: Files,
  { shapes, now, fetched = [] }: ReadOptions,
): Steps<CalendarReading> {
  const report = new Report();
  report.add(files.problems);
  const { settings, zone, idAt, own } = readOwn(folder, files, { shapes, report });
  const names = documentOf(files, 'vocabulary.yaml');
  const vocabulary = names ? readVocabulary(names) : plainVocabulary;
  report.add(names?.problems ?? []);
  const labels = settings?.labels;
  const around = { zone, vocabulary, labels, counts: settings?.counts, now };
  const reader: Reader = { ...shapes, around, report, isFolder: true };
  const told = usable(fetched, settings?.revised);
  const ours = yield* partSteps(schedulesOf(files, report), reader);
  const parts = withPlans(withFetched(ours, told, reader));
  yield;
  report.add(lint(parts));
  const complete = !report.isBlocked;
  const [wishes, past] = ['overrides.yaml', 'history.yaml'].map((name) => documentOf(files, name, labels));
  const final = wishes ? override(parts, wishes, { around, complete }) : parts;
  report.add(wishes?.problems ?? []);
  if (settings && own && complete) checkNames(final, { document: own, settings, vocabulary }, report);
  const zoneOf = (release: string): Zone | undefined =>
    final.find((part) => part.version === release && part.zone)?.zone ?? zone;
  yield;
  const history = past ? readHistory(past, zoneOf) : new Map();
  report.add(past?.problems ?? []);
  const origins = originsOf(settings?.origins ?? new Map(), told);
  const revision = revisionOf(files, told);
  const known = { origins, knownOut: knownOut(final, origins), revision, vocabulary };
  yield;
  const calendar = settings && merge(final, { ...known, settings, history, report });
  const places = placesOf(final);
  if (now)
    for (const path of files.others ?? [])
      report.tell(
        topOf(path),
        'not-read',
        `not read: ${expected(sayEndings(shapes), quote(basename(path)))}`,
      );
  if (calendar && now) report.add([...endlessFreezes(calendar, places), ...old(calendar, now, own)]);
  return {
    folder,
    revision,
    files: storedOf(files.files, told),
    // keeps URLs known while the settings are unreadable
    id: settings?.id ?? basename(folder),
    idAt,
    calendar,
    places,
    origins: settings?.origins ?? new Map(),
    problems: inOrder(report.problems),
  };
}

function documentOf({ files }: Files, wanted: string, labels?: Settings['labels']): Document | undefined {
  const file = files.find(({ name }) => name === wanted);
  return file && new Document(file, labels);
}

/** README.md is for people and not read; a release's README is named after its version. */
function schedulesOf({ files }: Files, report: Report): readonly TextFile[] {
  const says = `not read: ${expected('a README named after its release, such as 1.38.md', 'README.md')}`;
  const isForPeople = ({ name }: TextFile): boolean => /^readme\.md$/i.test(name);
  for (const { path } of files.filter(isForPeople)) report.tell(topOf(path), 'not-read', says);
  return files.filter((file) => !isForPeople(file));
}

function old(calendar: Calendar, now: Instant, own: Document | undefined): readonly Problem[] {
  const stale = staleness(calendar, now);
  if (!stale || !own) return [];
  const says = `out of date since ${stale.since.slice(0, 10)}: ${stale.why}`;
  return [doubt(own.keyAt(['stale']), 'stale', says)];
}

function placesOf(parts: readonly Part[]): ReadonlyMap<string, Place> {
  const drafts = parts.flatMap(({ version: release, drafts }) =>
    drafts.map(({ draft: { id }, at }) => [milestoneKey({ release, id }), at] as const),
  );
  const rows = parts.flatMap(({ version: release, rows = [] }) =>
    rows.flatMap(({ ids, at }) => ids.map((id) => [milestoneKey({ release, id }), at] as const)).toReversed(),
  );
  return new Map([...drafts, ...rows]);
}

interface FileReading {
  readonly problems: readonly Problem[];
  readonly calendar: Calendar | undefined;
}

/** Checks a file outside of any calendar, as one of a calendar that is made up. */
export function checkFile(file: TextFile, how: Omit<Reader, 'report'>): FileReading {
  const report = new Report();
  const parts = readParts([file], { ...how, report });
  report.add(lint(parts));
  const made = new Document({ name: '', path: '', text: '{id: file, title: File, zone: UTC}' });
  const settings = readSettings(made, []);
  const { vocabulary } = how.around;
  const nothing = { revision: '', history: new Map(), origins: [], knownOut: undefined, vocabulary };
  const calendar = settings && merge(parts, { ...nothing, settings, report });
  return { problems: inOrder(report.problems), calendar };
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
  files: Files,
  { shapes, report }: { readonly shapes: Shapes; readonly report: Report },
): Own {
  const own = documentOf(files, 'calendar.yaml');
  if (!own) {
    const at = topOf(join(folder, 'calendar.yaml'));
    const says = expected("a file with the calendar's id: and title:", 'nothing');
    // an unreadable one is already reported
    if (!report.problems.some((one) => one.at.file === at.file)) report.stop(at, 'unreadable', says);
    return { settings: undefined, zone: utc, idAt: at, own };
  }
  const settings = readSettings(own, endingsOf(shapes));
  report.add(own.problems);
  // without a zone every bare date would be reported as zoneless
  const zone = settings ? settings.zone : (settingsZone(own) ?? utc);
  return { settings, zone, idAt: own.at(['id']), own };
}
