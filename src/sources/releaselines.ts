import type { InlineLink } from './inline.ts';
import type { Line } from './timeline.ts';
import type { Markdown, Piece, Table } from './markdown.ts';
import type { Place } from '../domain/rule.ts';
import { monthNames } from '../domain/english.ts';
import { isBold, linksIn, plainText } from './inline.ts';

interface Setting {
  readonly place: (offset: number) => Place;
  /** Where relative links start; without it they lead nowhere. */
  readonly home: string | undefined;
}

type Column = 'what' | 'who' | 'when' | 'week' | { readonly month: string };

const titles: readonly (readonly [form: RegExp, column: Column])[] = [
  [/^(what|event|milestone|activity|phase)$/i, 'what'],
  [/^(who|owner|role|responsible)$/i, 'who'],
  [/^(when|date|dates)$/i, 'when'],
  [/^week$/i, 'week'],
];

/** Cells are never longer than a person would write. */
const longest = 500;

/** The rows of the Timeline table; `undefined` when there is none. */
export function tableLines(text: Markdown, setting: Setting): readonly Line[] | undefined {
  const all = text.parts.flatMap(({ heading, tables }) =>
    tables.map((table) => ({
      table,
      columns: columnsOf(table),
      named: /timeline|schedule/i.test(heading.raw),
    })),
  );
  const fit = all.filter(({ columns }) => columns.includes('what') && columns.some(isDate));
  const chosen = fit.find(({ named }) => named) ?? fit[0];
  if (!chosen) return undefined;
  const { table, columns } = chosen;
  return table.rows.flatMap((cells) => lineOf({ cells, columns, text, setting }) ?? []);
}

function columnsOf({ header }: Table): readonly (Column | undefined)[] {
  return header.map(({ raw }) => {
    const title = plainText(raw);
    const month = monthNames.find((name) => name === title || name.slice(0, 3) === title);
    return month === undefined
      ? titles.find(([form]) => form.test(title))?.[1]
      : { month: month.slice(0, 3) };
  });
}

function isDate(column: Column | undefined): boolean {
  return column === 'when' || typeof column === 'object';
}

interface Cells {
  readonly cells: readonly Piece[];
  readonly columns: readonly (Column | undefined)[];
  readonly text: Markdown;
  readonly setting: Setting;
}

function lineOf({ cells, columns, text, setting }: Cells): Line | undefined {
  const cell = (column: Column): Piece | undefined => cells[columns.indexOf(column)];
  const what = cell('what');
  if (!what || plainText(what.raw) === '') return undefined;
  const dated = columns.flatMap((column, index) => {
    const found = cells[index];
    if (!found || column === undefined || typeof column === 'string' || found.raw === '') return [];
    return [{ raw: `${column.month}: ${found.raw}`, offset: found.offset }];
  });
  const when = cell('when') ?? dated[0];
  return {
    what: plainText(what.raw).slice(0, longest),
    who: plainText(cell('who')?.raw ?? '').slice(0, longest),
    when: when?.raw ?? '',
    week: plainText(cell('week')?.raw ?? ''),
    bold: isBold(what.raw),
    links: linksOf(what.raw, text, setting),
    at: setting.place(what.offset),
    whenAt: setting.place((when ?? what).offset),
  };
}

function linksOf(raw: string, { definitions }: Markdown, { home }: Setting): readonly InlineLink[] {
  return linksIn(raw, definitions).flatMap(({ text, url }) => {
    const full = URL.canParse(url, home) ? new URL(url, home).href : '';
    return /^(https?|mailto):/.test(full) ? [{ text, url: full }] : [];
  });
}

/** The dated bullets of the Summary: `**Monday 8th January 2024**: Week 1 — Release cycle begins`. */
export function bulletLines(text: Markdown, setting: Setting): readonly Line[] {
  const summary = text.parts.filter(({ heading }) => /summary|tl;?\s?dr/i.test(heading.raw));
  return summary.flatMap(({ bullets }) => bullets.flatMap((piece) => bulletOf(piece, text, setting) ?? []));
}

const bold = /^\*\*[^*]+\*\*(?:\s*\/\s*\*\*[^*]+\*\*)*/;
const unmarked = /^[^:*]*\d[^:*]*(?::\d\d[^:*]*)*(?=:\s)/;

function bulletOf({ raw, offset }: Piece, text: Markdown, setting: Setting): Line | undefined {
  const when = bold.exec(raw)?.[0] ?? unmarked.exec(raw)?.[0];
  const shown = plainText(when ?? '');
  if (when === undefined || !(/\d/.test(shown) || /^tb[acd]$/i.test(shown))) return undefined;
  const rest = raw.slice(when.length);
  const week = /^\s*:?\s*week\s+(\d+)/i.exec(rest);
  const named = rest.slice(week?.[0].length ?? 0).replace(/^[\s:\u2010-\u2015-]+/, '');
  const what = plainText(named).slice(0, longest);
  if (what === '') return undefined;
  const at = setting.place(offset);
  const links = linksOf(named, text, setting);
  return { what, who: '', when, week: week?.[1] ?? '', bold: false, links, at, whenAt: at };
}
