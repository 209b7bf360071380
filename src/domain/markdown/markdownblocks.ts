import type { TextLine } from './textline.ts';
import { linesOf } from './textline.ts';

/** A line that is neither in a code fence nor in a comment. `said` has blanks for comments in it, so that offsets stay. */
export interface MarkdownLine extends TextLine {
  readonly said: string;
  /** It is blank, but only for a comment that began within the text above it: the text goes on. */
  readonly isText?: true;
}

/** A heading with its marks: `# Title`, or lines of text underlined with `===` or `---`. */
interface MarkdownHeading {
  readonly kind: 'heading';
  /** Its lines, the underline included. */
  readonly lines: readonly [MarkdownLine, ...MarkdownLine[]];
  readonly isUnderlined: boolean;
}

/** What a reader of Markdown sees, in order. */
export type MarkdownBlock = MarkdownHeading | { readonly kind: 'line'; readonly line: MarkdownLine };

/**
 * The lines and headings of a Markdown text from an offset on, in linear time, by the rules of CommonMark 0.31 for code
 * fences (4.5), comments (4.6, 6.6) and headings (4.2, 4.3). What stands in a list or a quotation is lines.
 */
export function* markdownBlocks(text: string, from = 0): Generator<MarkdownBlock> {
  let paragraph: MarkdownLine[] = [];
  /** How far what is in a list item is indented; 0 outside of lists, and in a quotation. */
  let inside = 0;
  let isContained = false;
  let isBelowBlank = false;
  let next = from;
  const lines = function* (): Generator<MarkdownBlock> {
    for (const line of paragraph) yield { kind: 'line', line };
    paragraph = [];
  };
  for (const line of visibleLines(text, from)) {
    const { said } = line;
    // what is hidden between, a fence or a comment, ends text and lists
    if (line.from !== next) {
      [isContained, inside] = [false, 0];
      yield* lines();
    }
    next = line.next;
    if (line.isText) {
      if (isContained) yield { kind: 'line', line };
      else paragraph.push(line);
      continue;
    }
    if (/^\s*$/.test(said)) {
      isBelowBlank = true;
      yield* lines();
      yield { kind: 'line', line };
      continue;
    }
    const indent = /^ */.exec(said)?.[0].length ?? 0;
    if (isBelowBlank && (inside === 0 || indent < inside)) [isContained, inside] = [false, 0];
    isBelowBlank = false;
    const isItems = inside > 0 && indent >= inside;
    if (!isItems && isHeading(said)) {
      [isContained, inside] = [false, 0];
      yield* lines();
      yield { kind: 'heading', lines: [line], isUnderlined: false };
    } else if (paragraph.length > 0 && /^ {0,3}(?:=+|-+)[ \t]*$/.test(said)) {
      const [first, ...rest] = paragraph;
      paragraph = [];
      if (first) yield { kind: 'heading', lines: [first, ...rest, line], isUnderlined: true };
    } else if (!isItems && isRule(said)) {
      [isContained, inside] = [false, 0];
      yield* lines();
      yield { kind: 'line', line };
    } else if (!isItems && startsContainer(said, paragraph.length > 0)) {
      inside = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+/.exec(said)?.[0].length ?? 0;
      isContained = true;
      yield* lines();
      yield { kind: 'line', line };
    } else if (isContained || (paragraph.length === 0 && /^(?: {4}| {0,3}\t|\s*[|<])/.test(said))) {
      yield* lines();
      yield { kind: 'line', line };
    } else paragraph.push(line);
  }
  yield* lines();
}

function isHeading(said: string): boolean {
  return /^ {0,3}#{1,6}(?:[ \t]|$)/.test(said);
}

/** A list item or a quotation; in the middle of text only an item that is the first of its list (5.3). */
function startsContainer(said: string, isInText: boolean): boolean {
  const list = isInText ? /^ {0,3}(?:[-*+]|1[.)])\s+\S/ : /^ {0,3}(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;
  return /^ {0,3}>/.test(said) || list.test(said);
}

/** A line across the page: `---`, `* * *` or `___` (4.1). */
function isRule(said: string): boolean {
  return /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/.test(said);
}

function* visibleLines(text: string, from: number): Generator<MarkdownLine> {
  let fence: string | undefined;
  /** Whether a comment that began as a block of its own, or within a line, goes on. */
  let comment: Comment | undefined;
  /** Up to where no comment of the paragraph is closed, so that each line is looked at once. */
  let unclosed = -1;
  const closes = (next: number): boolean => {
    if (next < unclosed) return false;
    const end = closedAt(text, next);
    if (!end.isClosed) unclosed = end.at;
    return end.isClosed;
  };
  for (const line of linesOf(text, from)) {
    const raw = text.slice(line.from, line.to);
    if (fence !== undefined) {
      if (endsFence(raw, fence)) fence = undefined;
      continue;
    }
    fence = comment !== undefined ? undefined : /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(raw)?.[1];
    if (fence !== undefined) continue;
    const masked = withoutComments(raw, { open: comment, closes: () => closes(line.next) });
    const isHidden = comment !== undefined && masked.open !== undefined;
    const wasText = comment === 'text';
    comment = masked.open;
    const { said } = masked;
    if (wasText && said.trim() === '') yield { ...line, said, isText: true };
    else if (!isHidden && (said.trim() !== '' || raw.trim() === '')) yield { ...line, said };
  }
}

/** How a comment began that goes on below: as a block of its own, or within a line of text. */
type Comment = 'block' | 'text';

function endsFence(raw: string, fence: string): boolean {
  const marks = /^ {0,3}([`~]+)[ \t]*$/.exec(raw)?.[1] ?? '';
  return marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
}

interface Masking {
  /** A comment that goes on from the line above. */
  readonly open: Comment | undefined;
  /** Whether one that begins in this line is closed below it, in its paragraph. */
  readonly closes: () => boolean;
}

const blank = (found: string): string => ' '.repeat(found.length);

/** A line with blanks for the comments in it, and whether one goes on below it. */
function withoutComments(
  raw: string,
  { open, closes }: Masking,
): { readonly said: string; readonly open: Comment | undefined } {
  let said = raw;
  if (open) {
    const end = raw.indexOf('-->');
    if (end < 0) return { said: blank(raw), open };
    said = blank(raw.slice(0, end + 3)) + raw.slice(end + 3);
  }
  // a sign in code is no comment
  const code = said.replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, blank);
  for (let start = code.indexOf('<!--'); start >= 0; start = code.indexOf('<!--', start + 4)) {
    const end = said.indexOf('-->', start + 4);
    if (end >= 0) {
      said = said.slice(0, start) + blank(said.slice(start, end + 3)) + said.slice(end + 3);
      start = end - 1;
    } else if (said.slice(0, start).trim() === '' && start < 4) return { said: blank(said), open: 'block' };
    else if (closes()) return { said: said.slice(0, start) + blank(said.slice(start)), open: 'text' };
    // one that is never closed is text
    else break;
  }
  return { said, open: undefined };
}

/** Where `-->` stands before the end of the paragraph, or where that is. */
function closedAt(text: string, from: number): { readonly isClosed: boolean; readonly at: number } {
  for (const { from: start, to } of linesOf(text, from)) {
    const raw = text.slice(start, to);
    // what begins another block ends the paragraph, and with it what was open in it
    if (
      /^\s*$|^ {0,3}(?:#{1,6}(?:[ \t]|$)|`{3,}(?=[^`]*$)|~{3}|<!--|>|(?:[-*+]|1[.)])[ \t]|=+[ \t]*$|-+[ \t]*$|[*_]{3,}[ \t]*$)/.test(
        raw,
      )
    )
      return { isClosed: false, at: start };
    if (raw.includes('-->')) return { isClosed: true, at: start };
  }
  return { isClosed: false, at: text.length };
}
