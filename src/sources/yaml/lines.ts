import type { Place } from '../../domain/problem/rule.ts';

/** Offsets, for any line break. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}

interface Lines {
  readonly text: string;
  /** The offset of each line. */
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
  // count characters, not UTF-16 units: an emoji is one column
  const before = text.slice(lines[low] ?? 0, offset);
  return { file, line: low + 1, column: Array.from(before).length + 1 };
}
