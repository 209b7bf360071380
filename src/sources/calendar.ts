import type { CalendarReading } from '../service/source.ts';
import type { Document } from './yaml.ts';
import type { Files, TextFile } from './files.ts';
import type { Around, Part, Shape } from './part.ts';
import type { Place, Problem } from '../domain/rule.ts';
import type { Settings } from './settings.ts';
import { basename, join } from 'node:path';
import type { Zone } from '../domain/time.ts';
import { kinds } from '../domain/calendar.ts';
import { canon } from '../domain/canon.ts';
import { hint, quote } from '../domain/nearest.ts';
import { utc } from '../domain/time.ts';
import { inOrder, problem } from '../domain/rule.ts';
import { merge } from './merge.ts';
import { override } from './overrides.ts';
import { readSettings, zoneOf } from './settings.ts';
import { readYaml } from './yaml.ts';

/** Files that are told by their name, not by their keys. */
const special = new Set(['calendar.yaml', 'overrides.yaml', 'history.yaml']);

/** Reads one calendar from its files. All problems of all files are told at once. */
export function readCalendar(folder: string, files: Files, shapes: readonly Shape[]): CalendarReading {
  const problems: Problem[] = [...files.problems];
  const { settings, zone, idAt } = readOwn(folder, files.files, problems);
  const reader: Reader = { shapes, around: { zone, counts: settings?.counts }, problems };
  const parts = files.files.flatMap((file) => partsOf(file, reader));
  const complete = !problems.some(({ blocks }) => blocks);
  const wishes = files.files.find(({ name }) => name === 'overrides.yaml');
  const document = wishes && open(wishes, problems);
  const final = document ? override(parts, { document, around: reader.around, complete, problems }) : parts;
  if (settings) checkCounts({ folder, settings, parts: final, complete, problems });
  const calendar = settings && merge(final, { settings, revision: files.revision, problems });
  return {
    folder,
    revision: files.revision,
    files: files.files.map(({ name }) => name),
    // addresses of a calendar whose settings cannot be read are not unknown
    id: settings?.id ?? basename(folder),
    idAt,
    calendar,
    problems: inOrder(problems),
  };
}

/** Stands for the calendar of a file that has none around it. */
const loose: Settings = {
  ...{ id: 'file', title: 'File', description: '', homepage: undefined, zone: utc, domain: 'file.invalid' },
  ...{ revised: undefined, counts: undefined, styles: new Map(), publishes: 'P0D' },
};

/** Reads one file that no calendar surrounds. */
export function checkFile(file: TextFile, shapes: readonly Shape[], around: Around): readonly Problem[] {
  const problems: Problem[] = [];
  const parts = partsOf(file, { shapes, around, problems });
  merge(parts, { settings: loose, revision: '', problems });
  return inOrder(problems);
}

interface Reader {
  readonly shapes: readonly Shape[];
  readonly around: Around;
  readonly problems: Problem[];
}

interface Own {
  readonly settings: Settings | undefined;
  readonly zone: Zone | undefined;
  readonly idAt: Place;
}

function readOwn(folder: string, files: readonly TextFile[], problems: Problem[]): Own {
  const file = files.find(({ name }) => name === 'calendar.yaml');
  if (!file) {
    const at = { file: join(folder, 'calendar.yaml'), line: 1, column: 1 };
    const says = 'missing; wanted a file that says what the calendar is, with id: and title:';
    // one whose bytes cannot be read has been told
    const told = problems.some((one) => one.at.file === at.file);
    if (!told) problems.push(problem(at, { rule: 'unreadable', says }, { blocks: true }));
    return { settings: undefined, zone: utc, idAt: at };
  }
  const document = open(file, problems);
  const settings = readSettings(document, problems);
  // without it every bare date of every file would be called zoneless
  return { settings, zone: settings ? settings.zone : (zoneOf(document) ?? utc), idAt: document.at(['id']) };
}

function open(file: TextFile, problems: Problem[]): Document {
  const document = readYaml(file.text, file.path);
  for (const one of document.problems) problems.push(one);
  return document;
}

function partsOf(file: TextFile, { shapes, around, problems }: Reader): readonly Part[] {
  const start = { file: file.path, line: 1, column: 1 };
  const skipped = file.name.toLowerCase().endsWith('.md') || file.name === 'history.yaml';
  if (skipped) {
    const says = 'this version does not read it: release READMEs and histories come later';
    problems.push(problem(start, { rule: 'not-read', says }, { blocks: false }));
  }
  if (skipped || special.has(file.name)) return [];
  const document = open(file, problems);
  // what is wrong in the YAML itself has been told; its keys cannot be trusted
  const trusted = document.problems.length === 0;
  if (document.value === undefined && !trusted) return [];
  const keys = keysOf(document.value);
  const shape = shapes.find((one) => one.keys.some((key) => keys.includes(key)));
  if (!shape && !trusted) return [];
  if (!shape) {
    problems.push(
      problem(document.at([]), { rule: 'shape', says: sayUnknown(keys, shapes) }, { blocks: true }),
    );
    return [];
  }
  const read = shape.read(document, around);
  for (const one of read.problems) problems.push(one);
  return read.parts;
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

function sayUnknown(keys: readonly string[], shapes: readonly Shape[]): string {
  const wanted = shapes.map(({ name, keys: known }) => `${known.join(' and ')} (${name})`).join(', ');
  const first = keys.slice(0, 5);
  const known = shapes.flatMap((shape) => shape.keys);
  const near = first.map((key) => hint(key, known)).find((text) => text !== '') ?? '';
  const found =
    keys.length === 0
      ? 'no keys'
      : `the top-level keys ${first.map((key) => quote(key).slice(1, -1)).join(', ')}`;
  return `found ${found}; wanted ${wanted}${near}`;
}

interface Counted {
  readonly folder: string;
  readonly settings: Settings;
  readonly parts: readonly Part[];
  readonly complete: boolean;
  readonly problems: Problem[];
}

/** A mistyped kind or id in `banner.counts` would quietly empty the banner. */
function checkCounts({ folder, settings, parts, complete, problems }: Counted): void {
  if (!complete) return;
  const ids = parts.flatMap(({ drafts }) => drafts.map(({ draft }) => draft.id));
  for (const name of settings.counts ?? []) {
    if (kinds.some((kind) => kind === name) || canon(name) || ids.includes(name)) continue;
    const at = { file: join(folder, 'calendar.yaml'), line: 1, column: 1 };
    const says = `banner.counts: ${quote(name)} is no kind and no milestone's id${hint(name, [...kinds, ...ids])}`;
    problems.push(problem(at, { rule: 'shape', says }, { blocks: true }));
  }
}
