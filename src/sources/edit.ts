import type { Document } from './yaml.ts';
import type { Path } from './path.ts';
import { lineStarts } from './lines.ts';

/** A place of a text and what shall stand there. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with some places changed; everything else stays byte for byte. Edits must not overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((done, { start, end, text: put }) => done.slice(0, start) + put + done.slice(end), text);
}

/** What puts another plain text in place of the value at a path; nothing when there is no text to replace. */
export function replaceValue(document: Document, path: Path, value: string): readonly Edit[] {
  const range = document.range(path);
  const safe = /^[\w .:+/-]+$/.test(value) ? value : JSON.stringify(value);
  return range ? [{ ...range, text: safe }] : [];
}

/** Where a new entry of a block list goes that stands after `index`: at the start of the next line. */
export function afterEntry(text: string, document: Document, path: Path, index: number): number {
  const end = document.end([...path, index]);
  // the text of a block scalar ends behind its line
  const from = /[\r\n]/.test(text[end - 1] ?? '') ? end - 1 : end;
  return lineStarts(text).find((start) => start > from) ?? text.length;
}
