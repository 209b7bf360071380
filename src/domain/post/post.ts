import type { Calendar } from '../calendar/calendar.ts';
import type { Finding, Problem } from '../problem/rule.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { ScheduleSection } from './findsection.ts';
import { frontMatter, readDate } from './frontmatter.ts';
import { placeAt } from '../markdown/textline.ts';
import { quote } from '../problem/suggestion.ts';
import { findSection } from './findsection.ts';
import { problem } from '../problem/rule.ts';
import { offsetTime, plainDate, plus, startOfDay, utc } from '../time/time.ts';
import { expected } from '../problem/expected.ts';

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
