import type { CalendarContext, KnownRelease, Part, Shapes, TextShape } from './part.ts';
import type { Report } from '../../domain/problem/rule.ts';
import type { Steps } from '../../service/steps.ts';
import type { TextFile } from '../files/files.ts';
import { expected } from '../../domain/problem/expected.ts';
import { topOf } from '../../domain/problem/rule.ts';
import { known } from './part.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { finished } from '../../service/steps.ts';
import { Document, keysOf } from '../yaml/yaml.ts';
import { FilePage } from '../yaml/filepage.ts';

/** Files recognized by their name, not by their keys. */
const special = new Set(['calendar.yaml', 'overrides.yaml', 'history.yaml', 'vocabulary.yaml']);

/** How files are read. */
export interface Reader extends Shapes {
  readonly around: CalendarContext;
  readonly report: Report;
  /** For a calendar's folder: what no shape takes is noted, and stops nothing. */
  readonly isFolder?: boolean;
  /** For a file outside of any calendar: the releases of the calendar it belongs to. */
  readonly others?: readonly KnownRelease[];
}

export function readParts(files: readonly TextFile[], reader: Reader): readonly Part[] {
  return finished(partSteps(files, reader));
}

/** A file at each step. Reads YAML files first, because they help to date a cycle without years in a text file. */
export function* partSteps(files: readonly TextFile[], reader: Reader): Steps<readonly Part[]> {
  const told = files.map((file) => ({ file, shape: textShapeOf(file, reader) }));
  const parts: Part[] = [];
  for (const { file, shape } of told) {
    if (shape) continue;
    for (const part of partsOf(file, reader)) parts.push(part);
    yield;
  }
  for (const { file, shape } of told) {
    if (!shape) continue;
    yield;
    const page = new FilePage(file, reader.around.labels);
    const others = [...(reader.others ?? []), ...parts.map(known)];
    const read = shape.read(page, reader.around, others);
    for (const part of read ?? []) parts.push(part);
    const [first] = page.problems;
    const isSlip = page.problems.some(({ says }) => says.includes('did you mean'));
    if (!read && first && isForeign(file, reader) && !isSlip) tellUnread(file, first.says, reader);
    else reader.report.add(page.problems);
  }
  return parts;
}

/** A file that is not called after a release may be anything. */
function isForeign({ name }: TextFile, { isFolder = false }: Reader): boolean {
  return isFolder && !/^(release[-_])?v?\d+(\.\d+)*\.[a-z]+$/i.test(name);
}

/** Whether a line begins with a key of a schedule, in a file whose keys cannot be trusted. */
function hasShapeKey({ text }: TextFile, shapes: Shapes['shapes']): boolean {
  const keys = shapes.flatMap((one) => one.keys);
  return new RegExp(`^(?:${keys.join('|')})[ \\t]*:`, 'm').test(text);
}

function tellUnread({ path }: TextFile, says: string, { report }: Reader): void {
  report.tell(topOf(path), 'not-read', `not read: ${says}`);
}

function textShapeOf({ name }: TextFile, { texts }: Reader): TextShape | undefined {
  return texts.find(({ extension }) => name.toLowerCase().endsWith(extension));
}

function partsOf(file: TextFile, reader: Reader): readonly Part[] {
  const { shapes, around, report } = reader;
  if (special.has(file.name)) return [];
  const document = new Document(file, around.labels);
  const keys = keysOf(document.value);
  const shape = shapes.find((one) => one.keys.some((key) => keys.includes(key)));
  const [first] = document.problems;
  if (first && !document.isSound && isForeign(file, reader) && !hasShapeKey(file, shapes)) {
    report.tell(first.at, 'not-read', `not read: ${first.says}`);
    return [];
  }
  // after a syntax error, already reported, the keys cannot be trusted
  if (!shape && document.isSound) {
    const says = sayUnknown(keys, { shapes });
    const isSlip = keys.length === 0 || says.includes('did you mean');
    if (isForeign(file, reader) && !isSlip) tellUnread(file, says, reader);
    else document.stop(document.at([]), 'shape', says);
  }
  const parts = shape?.read(document, around) ?? [];
  report.add(document.problems);
  return parts;
}

function sayUnknown(keys: readonly string[], { shapes }: Pick<Shapes, 'shapes'>): string {
  const wanted = shapes.map((shape) => shape.keys.join(' and ')).join(', or ');
  const first = keys.slice(0, 5);
  const known = shapes.flatMap((shape) => shape.keys);
  const near = first.map((key) => hint(key, known)).find((text) => text !== '') ?? '';
  const found =
    keys.length === 0
      ? 'no keys'
      : `the top-level keys ${first.map((key) => quote(key).slice(1, -1)).join(', ')}`;
  return expected(`the keys of a schedule (${wanted})`, found) + near;
}
