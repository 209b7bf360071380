import type { Piece, Table } from './markdowntable.ts';
import { labelOf } from './markdowninline.ts';
import { lineStarts } from '../yaml/lines.ts';
import { isPartedRow, nothing, tableEnd, tableOf, withParted } from './markdowntable.ts';

/** The text between one heading and the next, of any level. */
interface TextPart {
  /** Empty before the first heading. */
  readonly heading: Piece;
  readonly bullets: readonly Piece[];
  readonly tables: readonly Table[];
}

export interface Markdown {
  /** The lines between `---` at the top; else empty. */
  readonly front: Piece;
  readonly parts: readonly TextPart[];
  /** Reference links, keyed by `labelOf`. */
  readonly definitions: ReadonlyMap<string, string>;
}

interface Open {
  readonly heading: Piece;
  readonly bullets: Piece[];
  readonly tables: Table[];
}

/**
 * Reads headings, bullets, pipe tables and link definitions with their offsets, in linear time. Code fences
 * and comments are skipped.
 */
export function readMarkdown(text: string): Markdown {
  const front = frontOf(text);
  const seen = masked(text, front.offset + front.raw.length);
  const reading = new Reading(seen, linesOf(seen));
  return { front, parts: reading.parts, definitions: reading.definitions };
}

const headingForm = /^ {0,3}#{1,6}(?:\s+|$)/;
const markerForm = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/;
const definitionForm = /^ {0,3}\[([^\][\\]*(?:\\.[^\][\\]*)*)\]:\s*<?([^\s>]+)/;

class Reading {
  readonly definitions = new Map<string, string>();
  readonly parts: Open[] = [openAt(nothing)];
  private readonly text: string;
  private readonly lines: readonly Piece[];

  constructor(text: string, lines: readonly Piece[]) {
    this.text = text;
    this.lines = lines;
    for (let index = 0; index < lines.length;) index = this.block(index);
  }

  /** Reads the block at a line and returns the index after it. */
  private block(index: number): number {
    const line = this.lines[index] ?? nothing;
    if (line.raw === '') return index + 1;
    const heading = headingForm.exec(line.raw)?.[0];
    if (heading !== undefined) {
      this.parts.push(openAt(cut(line, heading.length)));
      return index + 1;
    }
    const end = tableEnd(this.lines, index);
    if (end > index) {
      this.parts.at(-1)?.tables.push(tableOf(this.lines.slice(index, end)));
      return end;
    }
    if (isPartedRow(line) && this.part(line)) return index + 1;
    const marker = markerForm.exec(line.raw)?.[0];
    if (marker !== undefined) return this.bullet(index, marker.length);
    const [, label, url] = definitionForm.exec(line.raw) ?? [];
    if (label !== undefined && url !== undefined) this.define(labelOf(label), url);
    return index + 1;
  }

  private bullet(index: number, marker: number): number {
    const end = bulletEnd(this.lines, index);
    const { offset: start, raw: first } = this.lines[index] ?? nothing;
    const { offset, raw } = this.lines[end - 1] ?? { offset: start, raw: first };
    const text = this.text.slice(start + marker, offset + raw.length);
    this.parts.at(-1)?.bullets.push({ raw: text, offset: start + marker });
    return end;
  }

  /** A row after a blank line still belongs to the table above it. */
  private part(line: Piece): boolean {
    const tables = this.parts.at(-1)?.tables ?? [];
    const last = tables.pop();
    if (last) tables.push(withParted(last, line));
    return last !== undefined;
  }

  /** The first of several definitions wins (CommonMark 4.7). */
  private define(label: string, url: string): void {
    if (!this.definitions.has(label)) this.definitions.set(label, url);
  }
}

function openAt(heading: Piece): Open {
  return { heading, bullets: [], tables: [] };
}

function frontOf(text: string): Piece {
  const match = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)^---[ \t]*$/m.exec(text);
  return match?.index === 0 ? { raw: match[1] ?? '', offset: text.indexOf('\n') + 1 } : nothing;
}

/** The text with front matter, comments and code fences blanked, so that offsets stay the same. */
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

const blockForm = /^\s*(?:$|(?:[-*+]|\d{1,3}[.)])\s|#{1,6}\s|\|)/;

/** A bullet ends at a blank line, heading, row or bullet. */
function bulletEnd(lines: readonly Piece[], index: number): number {
  let end = index + 1;
  while (end < lines.length && !blockForm.test(lines[end]?.raw ?? '')) end++;
  return end;
}
