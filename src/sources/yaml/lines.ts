import type { Place } from '../../domain/problem/rule.ts';

/** Where each line begins, whatever ends it. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}

interface Lines {
  readonly text: string;
  /** Where each line begins. */
  readonly lines: readonly number[];
  readonly file: string;
}

/** The line and column of an offset into the text. */
export function placeOf({ text, lines, file }: Lines, offset: number): Place {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  // in characters: an emoji is one, though JavaScript counts two
  const before = text.slice(lines[low] ?? 0, offset);
  return { file, line: low + 1, column: Array.from(before).length + 1 };
}
