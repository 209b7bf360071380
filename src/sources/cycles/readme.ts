import type { CalendarContext, KnownRelease, Parts, TextShape } from '../shapes/part.ts';
import type { Markdown } from './markdowntext.ts';
import type { Piece } from './markdowntable.ts';
import type { ReleaseStatus } from '../../domain/calendar/calendar.ts';
import { releaseStatuses } from '../../domain/calendar/calendar.ts';
import type { Place, Problem } from '../../domain/problem/rule.ts';
import type { TextFile } from '../files/files.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { problem } from '../../domain/problem/rule.ts';
import { cycleYear } from './cycleyear.ts';
import { linksIn, plainText } from './markdowninline.ts';
import { lineStarts, placeOf } from '../yaml/lines.ts';
import { readMarkdown } from './markdowntext.ts';
import { bulletLines, partedRows, tableLines } from './tablelines.ts';
import { Timeline } from './linestomilestones.ts';
import { addUntold, readSummary } from './summary.ts';

/** A release's README: a Timeline table, and a Summary list that repeats its main dates. */
export const readmeShape: TextShape = {
  name: 'README',
  extension: '.md',
  read(file, around, others) {
    const problems: Problem[] = [];
    const text = readMarkdown(file.text);
    const lines = lineStarts(file.text);
    const place = (offset: number): Place => placeOf({ text: file.text, lines, file: file.path }, offset);
    const source = { file, text, place, problems };
    const version = versionOf(source, around.release);
    return version === undefined ? { parts: [], problems } : readRelease(source, { version, around, others });
  },
};

interface Source {
  readonly file: TextFile;
  readonly text: Markdown;
  readonly place: (offset: number) => Place;
  readonly problems: Problem[];
}

interface Release {
  readonly version: string;
  readonly around: CalendarContext;
  readonly others: readonly KnownRelease[];
}

function readRelease(source: Source, { version, around, others }: Release): Parts {
  const { text, place, problems } = source;
  const home = homeOf(text);
  const rows = tableLines(text, { place, home });
  if (!rows || rows.length === 0) {
    const says = rows ? 'found a Timeline table without rows; wanted a row a milestone' : sayNoTable(text);
    problems.push(problem(place(0), { rule: 'unreadable', says }, { blocks: true }));
    return { parts: [], problems };
  }
  for (const { offset } of partedRows(text)) problems.push(parted(place(offset)));
  const table = rows.filter((row) => row.what !== '');
  for (const { what, when, whenAt } of rows) if (what === '') problems.push(nameless(when, whenAt));
  const bullets = bulletLines(text, { place, home });
  const all = [...table, ...bullets];
  const near = cycleYear(all, { version, text: source.file.text, others });
  const cycle = new Timeline({ release: version, zone: around.zone, around, problems, near });
  for (const line of table) cycle.read(line);
  const summary = readSummary(bullets, cycle);
  addUntold(summary, cycle);
  const part = {
    shape: readmeShape.name,
    about: 'cycle' as const,
    isVerbatim: true,
    version,
    drafts: cycle.drafts,
    rows: cycle.rows,
    summary: summary.map(({ row }) => row),
    at: place(0),
    status: statusOf(text.front),
  };
  const homepage = home === undefined ? undefined : new URL('.', home).href.replace(/\/$/, '');
  return { parts: [{ ...part, homepage }], problems };
}

function nameless(when: string, at: Place): Problem {
  const says = `found ${quote(when)} in a row that names nothing; wanted a name in the column What`;
  return problem(at, { rule: 'shape', says }, { blocks: false });
}

function parted(at: Place): Problem {
  const says =
    'a blank line parts this row from its table, and Markdown shows no row; wanted it right below the others';
  return problem(at, { rule: 'shape', says }, { blocks: false });
}

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
  const table = headers.length === 0 ? 'no table' : `no Timeline table, but one of ${found}`;
  return `found ${table}; wanted a table with the columns What and When (or one a month)${near}`;
}

/** The URL of the README itself, the base of its relative links. */
function homeOf({ parts, definitions }: Markdown): string | undefined {
  const links = parts.flatMap(({ bullets }) => bullets.flatMap(({ raw }) => linksIn(raw, definitions)));
  const own = links.find(({ text }) => /^this document$/i.test(text))?.url;
  return own !== undefined && /^https?:/i.test(own) && URL.canParse(own) ? own : undefined;
}

const number = /(?:^|[^\d.])v?(\d{1,4}\.\d{1,4})(?:\.0)?(?!\.?\d)/i;

/** The version in the title or file name; they must agree if both have one. */
function versionOf({ file, text, place, problems }: Source, asked: string | undefined): string | undefined {
  const named = /^(?:release[-_])?v?(\d{1,4}\.\d{1,4})\.md$/i.exec(file.name)?.[1];
  const title = titleOf(text, named !== undefined);
  const told = number.exec(title?.raw ?? '')?.[1];
  if (told !== undefined && named !== undefined && told !== named) {
    const says = `the title tells of release ${told}, the file name of ${named}; wanted one release`;
    problems.push(problem(place(title?.offset ?? 0), { rule: 'shape', says }, { blocks: true }));
    return undefined;
  }
  const version = told ?? named ?? asked;
  if (version === undefined) {
    const says = 'found no version in the title or the file name; wanted a heading such as # Example v1.38';
    problems.push(problem(place(title?.offset ?? 0), { rule: 'unreadable', says }, { blocks: true }));
  }
  return version;
}

/** The status in the front matter: `tentative` marks a draft, which is left out of banners. */
function statusOf({ raw }: Piece): ReleaseStatus | undefined {
  const said = /^status:\s*([a-z]+)\s*$/m.exec(raw)?.[1];
  return releaseStatuses.find((status) => status === said);
}

/** Whether a README's title contains a calendar's, as whole words. */
export function tellsOf(readme: string, calendar: string): boolean {
  const words = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return words(readme).includes(words(calendar)) && words(calendar).trim() !== '';
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

/** The title of a README, used to find its calendar; empty when there is none. */
export function readmeTitle(text: string): string {
  return plainText(titleOf(readMarkdown(text), false)?.raw ?? '');
}
