import type { Calendar } from '../calendar/calendar.ts';
import type { Finding, Problem } from '../problem/rule.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { ScheduleSection } from './findsection.ts';
import { placeAt, linesOf } from '../markdown/textline.ts';
import { quote } from '../problem/suggestion.ts';
import { findSection } from './findsection.ts';
import { problem } from '../problem/rule.ts';
import { offsetTime, plainDate, plus, startOfDay, utc, instant } from '../time/time.ts';
import { expected } from '../problem/expected.ts';
import type { TextLine, Range } from '../markdown/textline.ts';

/** An issue of the newsletter as Jekyll keeps it: a file, read and never changed in place. */
export interface Post {
  /** The path, as the person who named it would write it. */
  readonly file: string;
  readonly text: string;
  /** The date in the file's name. */
  readonly slug: PlainDate;
  /** The `date:` of the front matter. */
  readonly date: Instant | undefined;
  /** The Release Schedule section; offsets are those of `text`. */
  readonly schedule: ScheduleSection | undefined;
}

/** Reads a post in one pass; if any part cannot be read, the answer is only its problems. */
export function readPost(file: string, text: string): Post | { readonly problems: readonly Problem[] } {
  const name = file.slice(file.search(/[^/\\]*$/));
  const slug = plainDate(name.slice(0, 10));
  const { end, date: where } = frontMatter(text);
  const date = where && readDate(text.slice(where.from, where.to));
  const problems = [
    ...(slug ? [] : [postProblem({ file, text }, 0, slugless(name))]),
    ...(where && typeof date === 'object' ? [postProblem({ file, text }, where.from, date)] : []),
  ];
  if (!slug || typeof date === 'object') return { problems };
  return { file, text, slug, date, schedule: findSection(text, end) };
}

function slugless(name: string): Finding {
  const wanted = 'a name that begins with a date, such as 2026-07-19-update.md';
  return { rule: 'unreadable', says: expected(wanted, quote(name)) };
}

/** A problem at an offset into a post. It never stops a calendar. */
export function postProblem(
  { file, text }: Pick<Post, 'file' | 'text'>,
  offset: number,
  finding: Finding,
): Problem {
  return problem(placeAt(file, text, offset), finding, { blocks: false });
}

/** The minute of the UTC day in the template's `date:`; whoever publishes later writes the real time. */
const templateMinutes = 22 * 60;

function templateDate(slug: PlainDate): Instant {
  return offsetTime(slug, templateMinutes, 0);
}

/** When the issue comes out: by its front matter if somebody set that, else at the calendar's usual time. */
export function publishedAt({ slug, date }: Post, { publishes }: Calendar): Instant {
  if (date !== undefined && date > templateDate(slug)) return date;
  return plus(startOfDay(slug, utc), publishes);
}

/** As `publishedAt`, but never later than a time that somebody set, so that nobody is blamed wrongly. */
export function outBy(post: Post, calendar: Calendar): Instant {
  const { date, slug } = post;
  return date !== undefined && date < templateDate(slug) ? date : publishedAt(post, calendar);
}

/** What stands between the two `---` at the beginning of a Jekyll post. */
interface FrontMatter {
  /** Where the text of the post begins. */
  readonly end: number;
  /** Where the value of `date:` stands. */
  readonly date?: Range;
}

/** A text whose front matter never ends has none. */
function frontMatter(text: string): FrontMatter {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  let date: Range | undefined;
  for (const line of linesOf(text, start)) {
    const said = text.slice(line.from, line.to);
    if (line.from === start) {
      if (!/^---\s*$/.test(said)) break;
    } else if (/^(---|\.\.\.)\s*$/.test(said)) {
      return { end: line.next, ...(date && { date }) };
    } else {
      date ??= valueOf(said, line);
    }
  }
  return { end: start };
}

/** In characters; no date is longer. */
const longest = 200;

function valueOf(said: string, line: TextLine): Range | undefined {
  const [, key, quoted = '', rest] = /^(date[ \t]*:[ \t]*)(["']?)(.*)$/.exec(said.slice(0, longest)) ?? [];
  if (key === undefined || rest === undefined) return undefined;
  const value = (quoted === '' ? rest.split(/(?:^|\s)#/)[0] : rest.split(quoted)[0]) ?? '';
  const from = line.from + key.length + quoted.length;
  return value.trim() === '' ? undefined : { from, to: from + value.trimEnd().length };
}

const form =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d)(:\d\d(?:\.\d+)?)?[ \t]*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** Reads the dates that Jekyll accepts. A day is its 00:00 UTC, and a time without an offset is UTC. */
function readDate(said: string): Instant | Finding {
  const [whole, year = '', month = '', date = '', hours = '0', minutes = '00', seconds = ':00', zone = 'Z'] =
    form.exec(said) ?? [];
  if (whole === undefined) {
    const wanted = 'the instant of publication, such as 2024-01-09 16:00:00 +0000';
    return { rule: 'unreadable-when', says: `date: ${expected(wanted, quote(said))}` };
  }
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = instant(`${day}T${hours.padStart(2, '0')}:${minutes}${seconds}${offset(zone)}`);
  if (plainDate(day) && at) return at;
  const what = plainDate(day) ? 'a time and an offset that exist' : 'a day that exists';
  return { rule: 'impossible-date', says: `date: ${expected(what, quote(said))}` };
}

/** `+0100`, `+01` and `UTC` in the form of ISO 8601. */
function offset(zone: string): string {
  if (!/^[+-]/.test(zone)) return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}
