import { lineStarts } from './lines.ts';

/** A piece of a Markdown text, as it is written, and where it begins. */
export interface Piece {
  readonly raw: string;
  readonly offset: number;
}

export interface Table {
  readonly header: readonly Piece[];
  /** As many cells as are there: rows may be ragged. */
  readonly rows: readonly (readonly Piece[])[];
}

/** What stands below one heading, down to the next of any level. */
interface Part {
  /** Its text; empty before the first heading. */
  readonly heading: Piece;
  readonly bullets: readonly Piece[];
  readonly tables: readonly Table[];
}

export interface Markdown {
  /** Between the `---` lines at the top; empty when there are none. */
  readonly front: Piece;
  readonly parts: readonly Part[];
  /** Of reference links, by their labels in small letters. */
  readonly definitions: ReadonlyMap<string, string>;
}

interface Open {
  readonly heading: Piece;
  readonly bullets: Piece[];
  readonly tables: Table[];
}

/**
 * Reads headings, bullets, pipe tables and link definitions of a Markdown text, each with its place, in linear time.
 * What stands in code fences and comments is no part of it.
 */
export function readMarkdown(text: string): Markdown {
  const front = frontOf(text);
  const seen = masked(text, front.offset + front.raw.length);
  const lines = linesOf(seen);
  const definitions = new Map<string, string>();
  let part: Open = { heading: { raw: '', offset: 0 }, bullets: [], tables: [] };
  const parts = [part];
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? nothing;
    const heading = /^ {0,3}#{1,6}(?:\s+|$)/.exec(line.raw)?.[0];
    const marker = /^\s*[-*+]\s+/.exec(line.raw)?.[0];
    const definition = /^ {0,3}\[([^\][]+)\]:\s*<?([^\s>]+)/.exec(line.raw);
    const end = tableEnd(lines, index);
    if (heading !== undefined) {
      part = { heading: cut(line, heading.length), bullets: [], tables: [] };
      parts.push(part);
      index++;
    } else if (end > index) {
      part.tables.push(tableOf(lines.slice(index, end)));
      index = end;
    } else if (marker !== undefined) {
      const last = bulletEnd(lines, index);
      const start = line.offset + marker.length;
      const { offset, raw } = lines[last - 1] ?? line;
      part.bullets.push({ raw: seen.slice(start, offset + raw.length), offset: start });
      index = last;
    } else {
      const [, label, url] = definition ?? [];
      if (label !== undefined && url !== undefined) definitions.set(label.toLowerCase(), url);
      index++;
    }
  }
  return { front, parts, definitions };
}

const nothing: Piece = { raw: '', offset: 0 };

function frontOf(text: string): Piece {
  const match = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)^---[ \t]*$/m.exec(text);
  return match?.index === 0 ? { raw: match[1] ?? '', offset: text.indexOf('\n') + 1 } : nothing;
}

/** The text from `start`, with blanks in place of what is no part of it, so that every offset stays. */
function masked(text: string, start: number): string {
  const blank = (found: string): string => found.replace(/[^\r\n]/g, ' ');
  const body = text.slice(start).replace(/<!--[\s\S]*?(?:-->|$(?![\s\S]))/g, blank);
  let fence: string | undefined;
  const shown = body.split(/(?<=\n)/).map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const open = fence !== undefined;
    if (fence === undefined) fence = mark;
    else if (mark?.startsWith(fence)) fence = undefined;
    return open || fence !== undefined ? blank(line) : line;
  });
  return blank(text.slice(0, start)) + shown.join('');
}

function linesOf(text: string): readonly Piece[] {
  const starts = lineStarts(text);
  return starts.map((offset, index) => ({
    raw: text.slice(offset, starts[index + 1] ?? text.length).replace(/[\r\n]+$/, ''),
    offset,
  }));
}

function cut({ raw, offset }: Piece, by: number): Piece {
  return { raw: raw.slice(by).trimEnd(), offset: offset + by };
}

/** A wrapped bullet goes on until a blank line, a heading or the next bullet. */
function bulletEnd(lines: readonly Piece[], index: number): number {
  let end = index + 1;
  while (end < lines.length && !/^\s*($|[-*+]\s|#{1,6}\s|\|)/.test(lines[end]?.raw ?? '')) end++;
  return end;
}

/** After the last row; `index` itself where no table begins. */
function tableEnd(lines: readonly Piece[], index: number): number {
  const isRow = (line: Piece | undefined): boolean => line?.raw.includes('|') ?? false;
  if (!isRow(lines[index]) || !isRow(lines[index + 1])) return index;
  const rule = cellsOf(lines[index + 1] ?? nothing);
  if (rule.length === 0 || !rule.every(({ raw }) => /^:?-+:?$/.test(raw))) return index;
  let end = index + 2;
  while (isRow(lines[end])) end++;
  return end;
}

function tableOf([header = nothing, , ...rows]: readonly Piece[]): Table {
  return { header: cellsOf(header), rows: rows.map(cellsOf) };
}

/** Between the pipes of a line, but for those behind a backslash. */
function cellsOf(line: Piece): readonly Piece[] {
  const bars = [...line.raw.matchAll(/\\.|\|/g)].filter(([mark]) => mark === '|').map(({ index }) => index);
  const edges = [...(line.raw.trimStart().startsWith('|') ? [] : [-1]), ...bars];
  const open = line.raw.slice((bars.at(-1) ?? 0) + 1).trim() !== '';
  return [...edges.slice(0, -1), ...(open ? edges.slice(-1) : [])].map((edge, index) => {
    const raw = line.raw.slice(edge + 1, edges[index + 1] ?? line.raw.length);
    return { raw: raw.trim(), offset: line.offset + edge + 1 + (raw.length - raw.trimStart().length) };
  });
}
