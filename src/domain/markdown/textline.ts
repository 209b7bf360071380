import type { Place } from '../problem/rule.ts';

/** A part of a text, as offsets into it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A line; `to` is where it ends, `next` where the one below begins, after whatever ends the line. */
export interface TextLine extends Range {
  readonly next: number;
}

/** The lines from an offset on, whatever ends them; a final line end adds no empty line. */
export function* linesOf(text: string, from = 0): Generator<TextLine> {
  const ends = /\r\n|[\r\n]/g;
  ends.lastIndex = from;
  for (let start = from; start < text.length;) {
    const found = ends.exec(text);
    const line = { from: start, to: found?.index ?? text.length, next: found ? ends.lastIndex : text.length };
    yield line;
    start = line.next;
  }
}

export function isBlank(text: string, { from, to }: Range): boolean {
  return text.slice(from, to).trim() === '';
}

/** The line and column of an offset, counted in characters. */
export function placeAt(file: string, text: string, offset: number): Place {
  const before = text.slice(0, offset).split(/\r\n|[\r\n]/);
  const last = (before.at(-1) ?? '').replace(/^\ufeff/, '');
  return { file, line: before.length, column: Array.from(last).length + 1 };
}
