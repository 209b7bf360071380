import type { Document, Path } from './yaml.ts';

/** A range of a text and its replacement. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits and keeps everything else byte for byte. Edits must not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, text: put } of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(from, start), put);
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}

/** The edit that replaces the scalar at a path; none if there is no scalar. */
export function replaceValue(document: Document, path: Path, value: string): readonly Edit[] {
  const range = document.range(path);
  return range ? [{ ...range, text: like(document.text.slice(range.start, range.end), value) }] : [];
}

/** Keeps quotes and surrounding white space as they were. */
function like(old: string, value: string): string {
  if (old.trim() !== old) {
    const indent = old.slice(0, old.length - old.trimStart().length);
    return indent + value + old.slice(old.trimEnd().length);
  }
  if (old.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  return old.startsWith('"') || !/^[\w .:+/-]+$/.test(value) ? JSON.stringify(value) : value;
}

/** The line break used in a text. */
export function lineBreak(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

interface Added {
  /** The index of the entry to insert after; -1 for the start of the list. */
  readonly after: number;
  /** Each as YAML lines, indented by two. */
  readonly entries: readonly string[];
}

/**
 * Adds entries to a list, with the indent and line breaks of the file. `undefined` for a non-empty list in
 * brackets, to which lines cannot be added.
 */
export function addEntries(document: Document, path: Path, { after, entries }: Added): Edit | undefined {
  const { text, lines } = document;
  const { line, column } = document.at(path);
  const list = (lines[line - 1] ?? 0) + column - 1;
  const end = lineBreak(text);
  const put = (indent: number): string =>
    entries.map((entry) => indented(entry, ' '.repeat(indent), end)).join('');
  const key = document.keyAt(path);
  if (text[list] === '[') {
    const brackets = /\[\s*\]/y;
    brackets.lastIndex = list;
    if (!brackets.test(text)) return undefined;
    const start = text.slice(0, list).trimEnd().length;
    return { start, end: brackets.lastIndex, text: end + put(key.column + 1).slice(0, -end.length) };
  }
  const at = after < 0 ? (lines[key.line] ?? text.length) : afterEntry(text, document.end([...path, after]));
  const open = at > 0 && !/[\r\n]/.test(text[at - 1] ?? '');
  const body = put(column - 1);
  return { start: at, end: at, text: open ? end + body.slice(0, -end.length) : body };
}

function indented(entry: string, indent: string, end: string): string {
  const lines = entry.split('\n').slice(0, -1);
  return lines.map((line) => `${indent}${line.slice(2)}${end}`).join('');
}

/** The start of the line after an entry whose last scalar ends at `end`. */
function afterEntry(text: string, end: number): number {
  // a block scalar includes its final line break
  const from = /[\r\n]/.test(text[end - 1] ?? '') ? end - 1 : closed(text, end);
  const next = /\r\n|\n|\r/g;
  next.lastIndex = from;
  const found = next.exec(text);
  return found ? found.index + found[0].length : text.length;
}

/** Skips brackets that close after the last scalar of an entry. */
function closed(text: string, end: number): number {
  let last = end;
  for (let index = end; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === ']' || character === '}') last = index;
    else if (character === '#') index = lineEnd(text, index);
    else if (!/[\s,]/.test(character)) break;
  }
  return last;
}

function lineEnd(text: string, from: number): number {
  const found = text.slice(from).search(/[\r\n]/);
  return found < 0 ? text.length : from + found;
}
