import type { TextLine, Range } from './textline.ts';
import { isBlank, linesOf } from './textline.ts';

/** The Release Schedule section of a post. */
export interface ScheduleSection {
  /** From below its heading to the next heading, or to the end. */
  readonly body: Range;
  readonly banner: BannerLine | undefined;
}

/** The Next Deadline line, without the blanks around it. */
interface BannerLine extends Range {
  /** What it says, without its opening words and bold marks; empty while nobody has filled it. */
  readonly said: string;
}

interface Heading extends Range {
  readonly title: string;
}

/** In characters; no heading or banner that counts is longer. */
const longest = 4_000;

/** Finds the section in one pass, outside code fences and comments. `from` is the end of the front matter. */
export function findSection(text: string, from: number): ScheduleSection | undefined {
  let begins: number | undefined;
  let banner: BannerLine | undefined;
  let above: TextLine | undefined;
  for (const line of markdownLines(text, from)) {
    const heading = headingAt(text, line, above);
    if (heading && begins !== undefined) return { body: { from: begins, to: heading.from }, banner };
    if (heading && /^release schedule$/i.test(heading.title)) begins = heading.to;
    else if (begins !== undefined) banner ??= bannerAt(text, line);
    above = line;
  }
  return begins === undefined ? undefined : { body: { from: begins, to: text.length }, banner };
}

/** The lines that Markdown reads as such: neither in a code fence nor in a comment. */
function* markdownLines(text: string, from: number): Generator<TextLine> {
  const lastClose = text.lastIndexOf('-->');
  let fence: string | undefined;
  let comment = false;
  for (const line of linesOf(text, from)) {
    const said = text.slice(line.from, line.to);
    if (fence !== undefined) {
      if (endsFence(said, fence)) fence = undefined;
    } else if (comment) {
      if (said.includes('-->')) comment = opensComment(said);
    } else {
      fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(said)?.[1];
      // a comment that is never closed is text
      comment = fence === undefined && line.to <= lastClose && opensComment(said);
      if (fence === undefined) yield line;
    }
  }
}

function endsFence(said: string, fence: string): boolean {
  const marks = said.trim();
  return marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
}

function opensComment(said: string): boolean {
  const text = said.replace(/`[^`]*`/g, '');
  return text.lastIndexOf('<!--') > text.lastIndexOf('-->');
}

function headingAt(text: string, line: TextLine, above: TextLine | undefined): Heading | undefined {
  const said = text.slice(line.from, Math.min(line.to, line.from + longest));
  const isHeading = /^ {0,3}#{1,6}([ \t]|$)/.test(said) || /^ {0,3}<h[1-6][\s>]/i.test(said);
  if (isHeading) return { from: line.from, to: line.next, title: title(said.replace(/<[^<>]*>/g, '')) };
  // a line of text underlined with `===` or `---`
  if (!above || above.next !== line.from || !/^ {0,3}(={2,}|-{2,})[ \t]*$/.test(said)) return undefined;
  const over = text.slice(above.from, Math.min(above.to, above.from + longest));
  const isText = /^ {0,3}(?![*+-][ \t]|\d+[.)][ \t]|[#>|<]|[-=]+[ \t]*$)\S/.test(over);
  if (!isText || bannerAt(text, above)) return undefined;
  return { from: above.from, to: line.next, title: title(over) };
}

/** The heading without marks, comments and a kramdown attribute: `## **Release Schedule** {#schedule}`. */
function title(said: string): string {
  if (said.length > 200) return '';
  return said
    .replace(/<!--.*?-->/g, '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/[#*_:]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function bannerAt(text: string, line: TextLine): BannerLine | undefined {
  if (line.to - line.from > longest || isBlank(text, line)) return undefined;
  const said = text.slice(line.from, line.to);
  const rest = /^ {0,3}[*_]{0,3}next deadlines?[*_]{0,3}[ \t]*:([^]*)$/i.exec(said)?.[1];
  if (rest === undefined) return undefined;
  const from = line.from + said.length - said.trimStart().length;
  return { from, to: line.from + said.trimEnd().length, said: rest.replace(/^[\s*_]+|[\s*_]+$/g, '') };
}
