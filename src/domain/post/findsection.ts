import type { MarkdownBlock } from '../markdown/markdownblocks.ts';
import type { TextLine, Range } from '../markdown/textline.ts';
import { markdownBlocks } from '../markdown/markdownblocks.ts';
import { isBlank } from '../markdown/textline.ts';

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

/** Neither a heading of ours nor a banner is longer. */
const longest = 4_000;

/** Finds the section, outside of code fences and comments, in one pass. `from` is where the front matter ends. */
export function findSection(text: string, from: number): ScheduleSection | undefined {
  let begins: number | undefined;
  let banner: BannerLine | undefined;
  for (const block of markdownBlocks(text, from)) {
    const lines = block.kind === 'line' ? [block.line] : block.lines;
    const heading = headingOf(block, text);
    if (heading && begins !== undefined) return { body: { from: begins, to: heading.from }, banner };
    if (heading && /^release schedule$/i.test(heading.title)) begins = heading.to;
    else if (begins !== undefined)
      banner ??= lines.map((line) => bannerAt(text, line)).find((one) => one !== undefined);
  }
  return begins === undefined ? undefined : { body: { from: begins, to: text.length }, banner };
}

/** A banner is none, whatever stands below it. */
function headingOf(block: MarkdownBlock, text: string): Heading | undefined {
  if (block.kind === 'line') {
    const { line } = block;
    if (!/^ {0,3}<h[1-6][\s>]/i.test(line.said)) return undefined;
    return { from: line.from, to: line.next, title: title(line.said.replace(/<[^<>]*>/g, '')) };
  }
  const { lines, isUnderlined } = block;
  const [first] = lines;
  if (isUnderlined && lines.some((line) => bannerAt(text, line))) return undefined;
  const said = (isUnderlined ? lines.slice(0, -1) : lines)
    .map((line) => line.said.slice(0, longest))
    .join(' ');
  return { from: first.from, to: lines.at(-1)?.next ?? first.next, title: title(said) };
}

/** Without its marks, comments and the name that kramdown lets it have: `## **Release Schedule** {#schedule}`. */
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
