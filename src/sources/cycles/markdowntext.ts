import type { Piece, Table } from './markdowntable.ts';
import type { MarkdownLine } from '../../domain/markdown/markdownblocks.ts';
import { linesOf } from '../../domain/markdown/textline.ts';
import { markdownBlocks } from '../../domain/markdown/markdownblocks.ts';
import { labelOf } from './markdowninline.ts';
import { isPartedRow, nothing, tableEnd, tableOf, withParted } from './markdowntable.ts';

/** What stands below one heading, down to the next of any level. */
interface TextPart {
  /** Its text; empty before the first heading. */
  readonly heading: Piece;
  readonly bullets: Piece[];
  readonly tables: Table[];
}

export interface Markdown {
  /** Between the `---` lines at the top; empty when there are none. */
  readonly front: Piece;
  readonly parts: readonly TextPart[];
  /** Of reference links, by `labelOf`. */
  readonly definitions: ReadonlyMap<string, string>;
}

/**
 * Reads headings, bullets, pipe tables and link definitions of a Markdown text, each with its place, in linear time.
 * What stands in code fences and comments is no part of it.
 */
export function readMarkdown(text: string): Markdown {
  const front = frontOf(text);
  const reading = new Reading(seenFrom(text, bodyStart(text, front)));
  return { front, parts: reading.parts, definitions: reading.definitions };
}

const markerForm = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/;
const definitionForm = /^ {0,3}\[([^\][\\]*(?:\\.[^\][\\]*)*)\]:\s*<?([^\s>]+)/;

class Reading {
  readonly definitions = new Map<string, string>();
  readonly parts: TextPart[] = [openAt(nothing)];
  private readonly text: string;
  private readonly lines: readonly Piece[];
  private readonly headings: Seen['headings'];

  constructor({ text, headings }: Seen) {
    this.text = text;
    this.lines = [...linesOf(text)].map(({ from, to }) => ({ raw: text.slice(from, to), offset: from }));
    this.headings = headings;
    for (let index = 0; index < this.lines.length;) index = this.block(index);
  }

  /** Reads what begins in a line, and returns the line after it. */
  private block(index: number): number {
    const line = this.lines[index] ?? nothing;
    if (line.raw === '') return index + 1;
    const found = this.headings.get(line.offset);
    if (found) {
      this.parts.push(openAt(found.heading));
      let below = index + 1;
      while ((this.lines[below]?.offset ?? Infinity) < found.next) below++;
      return below;
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

  /** A row below a blank line is still meant for the table above it. */
  private part(line: Piece): boolean {
    const tables = this.parts.at(-1)?.tables ?? [];
    const last = tables.pop();
    if (last) tables.push(withParted(last, line));
    return last !== undefined;
  }

  /** Of two definitions the first counts (CommonMark 4.7). */
  private define(label: string, url: string): void {
    if (!this.definitions.has(label)) this.definitions.set(label, url);
  }
}

function openAt(heading: Piece): TextPart {
  return { heading, bullets: [], tables: [] };
}

/** The line below the front matter. */
function bodyStart(text: string, front: Piece): number {
  if (front === nothing) return text.startsWith('\ufeff') ? 1 : 0;
  const end = text.indexOf('\n', front.offset + front.raw.length);
  return end < 0 ? text.length : end + 1;
}

function frontOf(text: string): Piece {
  const match = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)^---[ \t]*$/m.exec(text);
  return match?.index === 0 ? { raw: match[1] ?? '', offset: text.indexOf('\n') + 1 } : nothing;
}

interface Seen {
  /** With blanks in place of what is no part of it, so that every offset stays. */
  readonly text: string;
  /** By where their first line begins. */
  readonly headings: ReadonlyMap<number, SeenHeading>;
}

interface SeenHeading {
  readonly heading: Piece;
  /** Where the line below it begins. */
  readonly next: number;
}

/** What of a text from `start` on a reader of Markdown sees. */
function seenFrom(text: string, start: number): Seen {
  const headings = new Map<number, SeenHeading>();
  const shown: string[] = [blank(text.slice(0, start))];
  let at = start;
  const show = ({ from, to, said }: MarkdownLine): void => {
    shown.push(blank(text.slice(at, from)), said);
    at = to;
  };
  for (const block of markdownBlocks(text, start)) {
    if (block.kind === 'line') show(block.line);
    else {
      const { lines, isUnderlined } = block;
      const [first] = lines;
      lines.forEach(show);
      const marks = /^ {0,3}#{1,6}(?:\s+|$)/.exec(first.said)?.[0].length ?? 0;
      const said = (isUnderlined ? lines.slice(0, -1) : lines).map((line) => line.said).join(' ');
      const heading = {
        raw: said.slice(isUnderlined ? 0 : marks).trimEnd(),
        offset: first.from + (isUnderlined ? 0 : marks),
      };
      headings.set(first.from, { heading, next: lines.at(-1)?.next ?? first.next });
    }
  }
  shown.push(blank(text.slice(at)));
  return { text: shown.join(''), headings };
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

const blockForm = /^\s*(?:$|(?:[-*+]|\d{1,3}[.)])\s|#{1,6}\s|\|)/;

/** A wrapped bullet goes on until a blank line, a heading or the next bullet. */
function bulletEnd(lines: readonly Piece[], index: number): number {
  let end = index + 1;
  while (end < lines.length && !blockForm.test(lines[end]?.raw ?? '')) end++;
  return end;
}
