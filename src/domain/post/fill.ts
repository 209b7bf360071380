import type { Post } from './post.ts';
import type { Range } from '../markdown/textline.ts';
import type { ScheduleSection } from './findsection.ts';
import { isBlank, linesOf } from '../markdown/textline.ts';
import { readPost } from './post.ts';
import { expected } from '../problem/expected.ts';

/** The text to write, with line feeds. */
export interface Filling {
  /** One line. */
  readonly banner: string;
  /** The whole section, its banner line first; only the banner is written when left out. */
  readonly section?: string | undefined;
  /** Whether to overwrite what somebody has written. */
  readonly replace?: boolean;
}

export type Filled =
  | { readonly kind: 'filled'; readonly text: string }
  | { readonly kind: 'unchanged' }
  /** Somebody has written there; `replace` would overwrite it. */
  | { readonly kind: 'kept'; readonly says: string }
  | { readonly kind: 'refused'; readonly says: string };

/**
 * Writes the banner, or the whole section around it, into a post: between the heading and the next one, with
 * the line ends of the file, and nothing else touched. Filling twice changes nothing the second time.
 */
export function fill(post: Post, filling: Filling): Filled {
  const { schedule } = post;
  if (!schedule) {
    return refused(expected('the heading "## Release Schedule" above the banner', 'none'));
  }
  const target = { post, schedule, eol: lineEnd(post.text, schedule) };
  const filled =
    filling.section === undefined
      ? fillBanner(target, filling)
      : fillSection(target, filling.section, filling);
  if (filled.kind !== 'filled') return filled;
  // a heading, fence or comment in the new text would hide the rest of it from the next run
  const again = readPost(post.file, filled.text);
  const whole = 'schedule' in again && again.schedule && isWhole(again, again.schedule, filling);
  return whole ? filled : refused('the text to fill in is not a banner line, or has a heading of its own');
}

interface Target {
  readonly post: Post;
  readonly schedule: ScheduleSection;
  readonly eol: string;
}

function refused(says: string): Filled {
  return { kind: 'refused', says };
}

function fillBanner({ post, schedule, eol }: Target, { banner, replace = false }: Filling): Filled {
  const { text } = post;
  const line = schedule.banner;
  if (!line) return { kind: 'filled', text: inserted(text, schedule.body, { said: banner, eol }) };
  if (text.slice(line.from, line.to) === banner) return { kind: 'unchanged' };
  if (line.said !== '' && !replace) return { kind: 'kept', says: 'the existing banner' };
  if (line.said !== '' && goesOn(text, line))
    return refused(expected('a banner of one line', 'one that continues on the next line'));
  return { kind: 'filled', text: replaced(text, line, banner) };
}

/** Whether the banner goes on: the next line is of its paragraph, or bold text is still open. */
function goesOn(text: string, line: Range): boolean {
  const [, below] = linesOf(text, line.from);
  const next = below ? text.slice(below.from, below.to) : '';
  const bolds = text.slice(line.from, line.to).split('**').length - 1;
  return bolds % 2 === 1 || !/^\s*($|[-*+]\s|\d+[.)]\s|#|<|>|```|~~~)/.test(next);
}

function fillSection({ post, schedule, eol }: Target, section: string, filling: Filling): Filled {
  const { text } = post;
  const said = section.trim().replace(/\r\n|[\r\n]/g, () => eol);
  const content = contentOf(text, schedule.body);
  if (!content) return { kind: 'filled', text: inserted(text, schedule.body, { said, eol }) };
  if (text.slice(content.from, content.to) === said) return { kind: 'unchanged' };
  const { banner } = schedule;
  const isBanner = banner && isBlank(text, { from: schedule.body.from, to: banner.from });
  const alone = isBanner && isBlank(text, { from: banner.to, to: schedule.body.to });
  const ours = alone && (banner.said === '' || text.slice(banner.from, banner.to) === filling.banner);
  if (!ours && filling.replace !== true) {
    return { kind: 'kept', says: alone ? 'the existing banner' : 'the existing text of the section' };
  }
  return { kind: 'filled', text: replaced(text, content, said) };
}

function isWhole(post: Post, schedule: ScheduleSection, { banner, section }: Filling): boolean {
  const { text } = post;
  const line = schedule.banner;
  if (!line || text.slice(line.from, line.to) !== banner) return false;
  const content = section === undefined ? undefined : contentOf(text, schedule.body);
  return !content || linesIn(text.slice(content.from, content.to)) === linesIn(section ?? '');
}

function linesIn(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** From the first to the last line that is not blank, without the blanks around them. */
function contentOf(text: string, { from, to }: Range): Range | undefined {
  const body = text.slice(from, to);
  if (body.trim() === '') return undefined;
  return { from: from + body.length - body.trimStart().length, to: from + body.trimEnd().length };
}

function replaced(text: string, { from, to }: Range, said: string): string {
  return `${text.slice(0, from)}${said}${text.slice(to)}`;
}

/** Right below the heading, with a blank line on each side. */
function inserted(text: string, body: Range, { said, eol }: { said: string; eol: string }): string {
  const above = text.slice(0, body.from);
  const [first, second] = linesOf(text.slice(0, body.to), body.from);
  const blank = first && isBlank(text, first) && first.next > first.to ? first : undefined;
  const below = blank ? second : first;
  const from = blank?.next ?? body.from;
  const before = /[\r\n]$/.test(above) ? '' : eol;
  const gap = blank ? text.slice(body.from, from) : eol;
  // a file whose last line has no line end is not given one
  const after = from < text.length ? eol : before === '' ? eol : '';
  const space = from < text.length && !(below && isBlank(text, below)) ? eol : '';
  return `${above}${before}${gap}${said}${after}${space}${text.slice(from)}`;
}

/** The line end after the heading, else the file's. */
function lineEnd(text: string, { body }: ScheduleSection): string {
  return /(\r\n|[\r\n])$/.exec(text.slice(0, body.from))?.[0] ?? /\r\n|[\r\n]/.exec(text)?.[0] ?? '\n';
}
