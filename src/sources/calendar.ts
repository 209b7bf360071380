import type { CalendarReading } from '../service/source.ts';
import type { Document } from './yaml.ts';
import type { Files, TextFile } from './files.ts';
import type { Part, Shape, Surroundings } from './part.ts';
import type { Problem } from '../domain/rule.ts';
import type { Settings } from './settings.ts';
import { hint } from '../domain/nearest.ts';
import { inOrder, problem } from '../domain/rule.ts';
import { merge } from './merge.ts';
import { override } from './overrides.ts';
import { readSettings } from './settings.ts';
import { readYaml } from './yaml.ts';

/** Files that are told by their name, not by their keys. */
const special = new Set(['calendar.yaml', 'overrides.yaml', 'history.yaml']);

/** Reads one calendar from its files. All problems of all files are told at once. */
export function readCalendar(folder: string, files: Files, shapes: readonly Shape[]): CalendarReading {
  const problems: Problem[] = [...files.problems];
  const settings = settingsOf(folder, files.files, problems);
  const around: Surroundings = { zone: settings?.zone, counts: settings?.counts };
  const parts = files.files.flatMap((file) => partsOf(file, shapes, around, problems));
  const changes = files.files.find(({ name }) => name === 'overrides.yaml');
  const final = changes ? override(parts, open(changes, problems), around, problems) : parts;
  const calendar = settings && merge(final, settings, files.revision, problems);
  return { folder, revision: files.revision, id: settings?.id, calendar, problems: inOrder(problems) };
}

/** Reads one file that no calendar surrounds; bare dates end in UTC. */
export function checkFile(
  file: TextFile,
  shapes: readonly Shape[],
  around: Surroundings,
): readonly Problem[] {
  const problems: Problem[] = [];
  partsOf(file, shapes, around, problems);
  return inOrder(problems);
}

function settingsOf(folder: string, files: readonly TextFile[], problems: Problem[]): Settings | undefined {
  const file = files.find(({ name }) => name === 'calendar.yaml');
  if (file) return readSettings(open(file, problems), problems);
  const at = { file: `${folder}/calendar.yaml`, line: 1, column: 1 };
  const says = 'missing or unreadable; wanted a file that says what the calendar is, with id: and title:';
  problems.push(problem(at, { rule: 'unreadable', says }, { blocks: true }));
  return undefined;
}

function open(file: TextFile, problems: Problem[]): Document {
  const document = readYaml(file.text, file.path);
  problems.push(...document.problems);
  return document;
}

function partsOf(
  file: TextFile,
  shapes: readonly Shape[],
  around: Surroundings,
  problems: Problem[],
): readonly Part[] {
  const start = { file: file.path, line: 1, column: 1 };
  const skipped = file.name.toLowerCase().endsWith('.md') || file.name === 'history.yaml';
  if (skipped) {
    const says = 'this version does not read it: release READMEs and histories come later';
    problems.push(problem(start, { rule: 'not-read', says }, { blocks: false }));
  }
  if (skipped || special.has(file.name)) return [];
  const document = open(file, problems);
  // what is wrong in the YAML itself has been told; its keys cannot be trusted
  if (document.value === undefined && document.problems.length > 0) return [];
  const keys = keysOf(document.value);
  const shape = shapes.find((one) => one.keys.some((key) => keys.includes(key)));
  if (!shape) {
    problems.push(
      problem(document.at([]), { rule: 'shape', says: sayUnknown(keys, shapes) }, { blocks: true }),
    );
    return [];
  }
  const read = shape.read(document, around);
  problems.push(...read.problems);
  return read.parts;
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

function sayUnknown(keys: readonly string[], shapes: readonly Shape[]): string {
  const wanted = shapes.map(({ name, keys: known }) => `${known.join(' and ')} (${name})`).join(', ');
  const near = keys
    .map((key) =>
      hint(
        key,
        shapes.flatMap((shape) => shape.keys),
      ),
    )
    .find((text) => text !== '');
  const found = keys.length === 0 ? 'no keys' : `the top-level keys ${keys.slice(0, 5).join(', ')}`;
  return `found ${found}; wanted ${wanted}${near ?? ''}`;
}
