import type { FilePage } from '../yaml/filepage.ts';
import type { InlineLink } from './markdowninline.ts';
import type { TimelineLine } from './linestomilestones.ts';
import type { Markdown } from './markdowntext.ts';
import type { Piece, Table } from './markdowntable.ts';
import { monthNames, weekdayNames } from '../../domain/time/datewords.ts';
import { nearest } from '../../domain/problem/suggestion.ts';
import { isBold, linksIn, plainText, withoutAddresses } from './markdowninline.ts';

/** A README that is read. */
interface Setting {
  readonly page: FilePage;
  readonly text: Markdown;
  /** The base URL of relative links; without it they are dropped. */
  readonly home: string | undefined;
}

type Column = 'what' | 'who' | 'when' | 'week' | { readonly month: string };

const titles: readonly (readonly [form: RegExp, column: Column])[] = [
  [/^(what|event|milestone|activity|phase)$/i, 'what'],
  [/^(who|owner|role|responsible)$/i, 'who'],
  [/^(when|date|dates)$/i, 'when'],
  [/^week$/i, 'week'],
];

/** Length limits for a text, without and with links. */
const longest = 500;
const longestWritten = 4_000;

/** Limits the columns. */
const widest = 100;

/** The rows of the Timeline table and its continuations under the same heading; `undefined` without one. */
export function tableLines(setting: Setting): readonly TimelineLine[] | undefined {
  return timelines(setting.text)?.flatMap(({ table, columns }) =>
    table.rows.flatMap((cells) => lineOf(cells, columns, setting) ?? []),
  );
}

/** Rows that Markdown does not show, because a blank line separates them from their table. */
export function partedRows(text: Markdown): readonly Piece[] {
  return timelines(text)?.flatMap(({ table }) => table.parted) ?? [];
}

type Columns = readonly (Column | undefined)[];

interface Timeline {
  readonly table: Table;
  readonly columns: Columns;
}

function timelines(text: Markdown): readonly Timeline[] | undefined {
  const all = text.parts.flatMap((part) =>
    part.tables.map((table) => ({ part, table, columns: columnsOf(table) })),
  );
  const fit = all.filter(({ columns }) => columns.includes('what') && columns.some(isDate));
  const chosen = fit.find(({ part }) => /timeline|schedule/i.test(part.heading.raw)) ?? fit[0];
  return chosen && fit.filter(({ part }) => part === chosen.part);
}

function columnsOf({ header }: Table): Columns {
  return header.slice(0, widest).map(({ raw }) => {
    const title = plainText(raw);
    return monthColumn(title) ?? titles.find(([form]) => form.test(title))?.[1];
  });
}

/** `Jan`, `January` or `Jan 2019`. */
function monthColumn(title: string): Column | undefined {
  const [, name = '', year = ''] = /^([a-z]{3,9})\.?((?: \d{4})?)$/i.exec(title) ?? [];
  const month = monthNames.find((one) => name !== '' && one.toLowerCase().startsWith(name.toLowerCase()));
  return month === undefined ? undefined : { month: `${month.slice(0, 3)}${year}` };
}

function isDate(column: Column | undefined): boolean {
  return column === 'when' || typeof column === 'object';
}

function lineOf(cells: readonly Piece[], columns: Columns, setting: Setting): TimelineLine | undefined {
  const cell = (column: Column): Piece | undefined => cells[columns.indexOf(column)];
  const what = cell('what');
  const when = cell('when') ?? monthly(cells, columns);
  const at = what ?? cells[0];
  if (!at || (textOf(what) === '' && textOf(when) === '')) return undefined;
  return {
    what: textOf(what),
    who: textOf(cell('who')),
    when: said(when),
    week: textOf(cell('week')),
    bold: isBold(what?.raw ?? ''),
    links: linksOf(what?.raw ?? '', setting),
    at: setting.page.place(at.offset),
    whenAt: setting.page.place((when ?? at).offset),
  };
}

/** A row in two months is read as two dates, which is an error. */
function monthly(cells: readonly Piece[], columns: Columns): Piece | undefined {
  const dated = columns.flatMap((column, index) => {
    const found = cells[index];
    if (!found || column === undefined || typeof column === 'string' || isNothing(found.raw)) return [];
    return [{ raw: `${column.month}: ${found.raw}`, offset: found.offset }];
  });
  const [first] = dated;
  return first && { raw: dated.map(({ raw }) => raw).join(' / '), offset: first.offset };
}

/** Cells that contain only dashes or N/A are empty. */
function isNothing(raw: string): boolean {
  return /^(?:[-\u2010-\u2015\s]*|n\/a)$/i.test(raw);
}

function textOf(cell: Piece | undefined): string {
  const text = plainText(cell?.raw.slice(0, longestWritten) ?? '');
  return isNothing(text) ? '' : text.slice(0, longest).toWellFormed();
}

function said(when: Piece | undefined): string {
  return isNothing(when?.raw ?? '') ? '' : withoutAddresses(when?.raw ?? '');
}

/** Not allowed by RFC 3986, though browsers take them. */
const unfit = /["<>\\^`{|}]/g;

function linksOf(raw: string, { text, home }: Setting): readonly InlineLink[] {
  return linksIn(raw.slice(0, longestWritten), text.definitions).flatMap(({ text, url }) => {
    const full = URL.canParse(url, home) ? new URL(url, home).href.replace(unfit, encodeURIComponent) : '';
    return /^(https?|mailto):/.test(full) ? [{ text, url: full }] : [];
  });
}

/** The dated bullets of the Summary: `**Monday 8th January 2024**: Week 1 — Release cycle begins`. */
export function bulletLines(setting: Setting): readonly TimelineLine[] {
  const summary = setting.text.parts.filter(({ heading }) => /summary|tl;?\s?dr/i.test(heading.raw));
  return summary.flatMap(({ bullets }) => bullets.flatMap((piece) => bulletOf(piece, setting) ?? []));
}

const bold = /^\*\*[^*]+\*\*(?:\s*\/\s*\*\*[^*]+\*\*)*/;
const unmarked = /^[^:*]*\d[^:*]*(?::\d\d[^:*]*)*(?=:\s)/;

function bulletOf({ raw, offset }: Piece, setting: Setting): TimelineLine | undefined {
  const when = bold.exec(raw)?.[0] ?? unmarked.exec(raw.slice(0, longest))?.[0];
  if (when === undefined || !isDateLike(plainText(when).slice(0, longest))) return undefined;
  const rest = raw.slice(when.length);
  const week = /^\s*:?\s*week\s+(\d+)/i.exec(rest);
  const named = rest.slice(week?.[0].length ?? 0).replace(/^[\s:\u2010-\u2015-]+/, '');
  const what = textOf({ raw: named, offset });
  if (what === '') return undefined;
  const at = setting.page.place(offset);
  const links = linksOf(named, setting);
  const said = { what, who: '', when: withoutAddresses(when), week: week?.[1] ?? '' };
  return { ...said, bold: false, links, at, whenAt: at };
}

/** Whether a text is meant as a date or TBD, even if misspelled. */
function isDateLike(text: string): boolean {
  if (/^tb[acd]$/i.test(text)) return true;
  if (!/\d/.test(text)) return false;
  return /\b\d{4}\b/.test(text) || (text.match(/[a-z]{3,}/gi) ?? []).some(namesADay);
}

const dayNames = [...weekdayNames, ...monthNames];

/** Short words must match exactly: `Day 1` is not May. */
function namesADay(word: string): boolean {
  const start = word.toLowerCase();
  const begins = dayNames.some((name) => name.toLowerCase().startsWith(start));
  return begins || (word.length > 4 && nearest(word, dayNames) !== undefined);
}
