import type { CalendarContext, KnownRelease, Part, Shape, Shapes, TextShape } from './part.ts';
import type { Document } from '../yaml/yaml.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { TextFile } from '../files/files.ts';
import { known } from './part.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { problem } from '../../domain/problem/rule.ts';
import { readYaml } from '../yaml/yaml.ts';
import { keysOf } from '../yaml/path.ts';

/** Files recognized by their name, not by their keys. */
const special = new Set(['calendar.yaml', 'overrides.yaml', 'history.yaml']);

/** How files are read. */
export interface Reader extends Shapes {
  readonly around: CalendarContext;
  readonly problems: Problem[];
  /** For a file outside of any calendar: the releases of the calendar it belongs to. */
  readonly others?: readonly KnownRelease[];
}

/** README.md is for people and not read; a release's README is named after its version. */
export function isForUs(problems: Problem[]): (file: TextFile) => boolean {
  return ({ name, path }) => {
    if (!/^readme\.md$/i.test(name)) return true;
    const says = "not read, for people only; wanted a release's README under its version, such as 1.38.md";
    problems.push(problem({ file: path, line: 1, column: 1 }, { rule: 'not-read', says }, { blocks: false }));
    return false;
  };
}

/** Reads YAML files first, because they help to date a cycle without years in a text file. */
export function readParts(files: readonly TextFile[], reader: Reader): readonly Part[] {
  const isText = (file: TextFile): boolean => textShapeOf(file, reader) !== undefined;
  const parts = files.filter((file) => !isText(file)).flatMap((file) => partsOf(file, reader));
  for (const file of files.filter(isText)) {
    const others = [...(reader.others ?? []), ...parts.map(known)];
    for (const part of partsOfText(file, reader, others)) parts.push(part);
  }
  return parts;
}

function textShapeOf({ name }: TextFile, { texts }: Reader): TextShape | undefined {
  return texts.find(({ extension }) => name.toLowerCase().endsWith(extension));
}

function partsOfText(file: TextFile, reader: Reader, others: readonly KnownRelease[]): readonly Part[] {
  const read = textShapeOf(file, reader)?.read(file, reader.around, others);
  for (const one of read?.problems ?? []) reader.problems.push(one);
  return read?.parts ?? [];
}

/** Parses a YAML file and adds its syntax problems. */
export function openDocument(file: TextFile, problems: Problem[]): Document {
  const document = readYaml(file.text, file.path);
  for (const one of document.problems) problems.push(one);
  return document;
}

function partsOf(file: TextFile, { shapes, around, problems }: Reader): readonly Part[] {
  if (special.has(file.name)) return [];
  const document = openDocument(file, problems);
  // after a syntax error, already reported, the keys cannot be trusted
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
