import type { CalendarContext, KnownRelease, Part, TextShape } from '../shapes/part.ts';
import type { Markdown } from './markdowntext.ts';
import type { FilePage } from '../yaml/filepage.ts';
import type { Piece } from './markdowntable.ts';
import type { Calendar, ReleaseStatus } from '../../domain/calendar/calendar.ts';
import { releaseStatuses } from '../../domain/calendar/calendar.ts';
import { expected } from '../../domain/problem/expected.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { cycleYear } from './cycleyear.ts';
import { linksIn, plainText } from './markdowninline.ts';
import { readMarkdown } from './markdowntext.ts';
import { bulletLines, partedRows, tableLines } from './tablelines.ts';
import type { TimelineLine } from './linestomilestones.ts';
import { Timeline } from './linestomilestones.ts';

/** A release's README: a Timeline table, and a Summary list that repeats its main dates. */
export const readmeShape: TextShape = {
  name: 'README',
  extension: '.md',
  read(page, around, others) {
    const text = readMarkdown(page.text);
    const home = homeOf(text);
    const [table, bullets] = [tableLines({ page, text, home }), bulletLines({ page, text, home })];
    const isSchedule = table !== undefined || bullets.length > 0;
    const version = versionOf(page, text, around.release);
    const parts =
      version === undefined ? [] : readRelease({ page, text, version, around, others, home, table, bullets });
    return isSchedule ? parts : undefined;
  },
};

interface Readme {
  readonly page: FilePage;
  readonly text: Markdown;
  readonly version: string;
  readonly around: CalendarContext;
  readonly others: readonly KnownRelease[];
  readonly home: string | undefined;
  readonly table: readonly TimelineLine[] | undefined;
  readonly bullets: readonly TimelineLine[];
}

function readRelease({ page, text, version, around, others, home, ...lines }: Readme): readonly Part[] {
  const { table: found, bullets } = lines;
  // a README without a table is read by its Summary
  const rows = found ?? bullets;
  if (rows.length === 0) {
    const says = found
      ? expected('a row for each milestone', 'a Timeline table without rows')
      : sayNoTable(text);
    page.stop(page.place(0), 'unreadable', says);
    return [];
  }
  for (const { offset } of partedRows(text)) page.tell(page.place(offset), 'shape', parted);
  for (const { what, when, whenAt } of rows) if (what === '') page.tell(whenAt, 'shape', sayNameless(when));
  const table = rows.filter((row) => row.what !== '');
  const year = cycleYear([...table, ...bullets], { version, text: page.text, others, asked: around.year });
  if (year?.from !== undefined)
    page.tell(
      page.place(0),
      'year-from-elsewhere',
      `the dates name no year; the year is taken from ${year.from}`,
    );
  const cycle = new Timeline({ page, release: version, around, near: year?.near });
  for (const line of table) cycle.read(line);
  const summary = found ? cycle.summary(bullets) : [];
  cycle.tellYearless();
  const homepage = home === undefined ? undefined : new URL('.', home).href.replace(/\/$/, '');
  const { drafts, rows: told } = cycle;
  const about = { shape: readmeShape.name, about: 'cycle', isVerbatim: true, version, homepage } as const;
  return [{ ...about, drafts, rows: told, summary, at: page.place(0), status: statusOf(text.front) }];
}

function sayNameless(when: string): string {
  return expected('a name in the column What', `none beside ${quote(when)}`);
}

const parted = expected(
  'this row right below its table',
  'a blank line between them, which ends the table in Markdown',
);

function sayNoTable({ parts }: Markdown): string {
  const headers = parts.flatMap(({ tables }) => tables.map(({ header }) => header));
  const [first] = headers;
  const found = first
    ? first
        .map(({ raw }) => plainText(raw))
        .join(' | ')
        .slice(0, 80)
    : '';
  const near =
    first?.map(({ raw }) => hint(plainText(raw), ['What', 'When'])).find((text) => text !== '') ?? '';
  const table = headers.length === 0 ? 'no table' : `only a table with the columns ${found}`;
  return expected('a table with the columns What and When (or one for each month)', table) + near;
}

/** The URL of the README itself, the base of its relative links. */
function homeOf({ parts, definitions }: Markdown): string | undefined {
  const links = parts.flatMap(({ bullets }) => bullets.flatMap(({ raw }) => linksIn(raw, definitions)));
  const own = links.find(({ text }) => /^this document$/i.test(text))?.url;
  return own !== undefined && /^https?:/i.test(own) && URL.canParse(own) ? own : undefined;
}

const number = /(?:^|[^\d.])v?(\d{1,4}\.\d{1,4})(?:\.0)?(?!\.?\d)/i;

/** The version in the title or file name; they must agree if both have one. */
function versionOf(page: FilePage, text: Markdown, asked: string | undefined): string | undefined {
  const named = /^(?:release[-_])?v?(\d{1,4}\.\d{1,4})\.md$/i.exec(page.name)?.[1];
  // a number alone may be only a part of the version
  const bare = /^(?:release[-_])?v?(\d{1,4})\.md$/i.exec(page.name)?.[1];
  const title = titleOf(text, named !== undefined);
  const told = number.exec(title?.raw ?? '')?.[1];
  const at = page.place(title?.offset ?? 0);
  if (told !== undefined && named !== undefined && told !== named) {
    const says = expected(`release ${named}, as the file name says`, `${told} in the title`);
    page.stop(at, 'shape', says);
    return undefined;
  }
  const version = told ?? named ?? bare ?? asked;
  const says = expected('a version in the file name or the title, such as # Example v1.38', 'none');
  if (version === undefined) page.stop(at, 'unreadable', says);
  return version;
}

/** The status in the front matter: `tentative` marks a draft, which is left out of banners. */
function statusOf({ raw }: Piece): ReleaseStatus | undefined {
  const said = /^status:\s*([a-z]+)\s*$/m.exec(raw)?.[1];
  return releaseStatuses.find((status) => status === said);
}

/** Later headings may mention another project's version, so they count only as a last resort. */
function titleOf({ parts, front }: Markdown, isNamed: boolean): Piece | undefined {
  const headings = parts.map(({ heading }) => heading).filter(({ raw }) => raw !== '');
  const match = /^title:\s*(.*)$/m.exec(front.raw);
  const titles = [
    ...headings.slice(0, 1),
    ...(match ? [{ raw: match[1] ?? '', offset: front.offset + match.index }] : []),
    ...(isNamed ? [] : headings),
  ];
  return titles.find(({ raw }) => number.test(raw)) ?? titles[0];
}

/** The calendar that the title of a README names, as whole words. */
export function calendarTold(text: string, calendars: readonly Calendar[]): Calendar | undefined {
  const words = (said: string): string => ` ${said.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const title = words(plainText(titleOf(readMarkdown(text), false)?.raw ?? ''));
  return calendars.find((one) => words(one.title).trim() !== '' && title.includes(words(one.title)));
}
