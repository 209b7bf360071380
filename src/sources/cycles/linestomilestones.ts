import type { CalendarContext, Placed } from '../shapes/part.ts';
import type { FilePage } from '../yaml/filepage.ts';
import type { Place } from '../../domain/problem/rule.ts';
import type { PlainDate } from '../../domain/time/time.ts';
import type { Row } from '../../domain/lint/checkrows.ts';
import type { When } from '../../domain/when/when.ts';
import type { InlineLink } from './markdowninline.ts';
import { termOf } from '../../domain/calendar/vocabulary.ts';
import { cleanName, idsNamed, kindNamed, nameOf } from '../../domain/calendar/name.ts';
import { announcedDay, isDated, tbd } from '../../domain/when/when.ts';
import { counts, draftOf, idOf, Ids } from '../shapes/part.ts';
import { plainText } from './markdowninline.ts';
import { expected } from '../../domain/problem/expected.ts';

/** A row of a timeline table, unparsed. */
export interface TimelineLine {
  readonly what: string;
  readonly who: string;
  readonly when: string;
  readonly week: string;
  /** Whether its *what* is bold, which can make a milestone count for the banner. */
  readonly bold: boolean;
  readonly links: readonly InlineLink[];
  /** The places of the row and its date. */
  readonly at: Place;
  readonly whenAt: Place;
}

/** The context of a timeline. */
interface Cycle {
  readonly page: FilePage;
  readonly release: string;
  readonly around: CalendarContext;
  /** A day of the cycle, to complete a first date without a year. */
  readonly near?: PlainDate | undefined;
}

/** Reads rows in order: the row above tells the year, repeated ids get a number. */
export class Timeline {
  readonly rows: Row[] = [];
  readonly drafts: Placed[] = [];
  private near: PlainDate | undefined;
  /** The first date that no year is known for. */
  private yearless: Place | undefined;
  private readonly ids = new Ids();
  private readonly cycle: Cycle;

  constructor(cycle: Cycle) {
    this.cycle = cycle;
    this.near = cycle.near;
  }

  read(line: TimelineLine): void {
    const row = this.rowOf(line, this.near);
    this.rows.push(row);
    for (const id of row.ids) this.drafts.push(this.placed(id, row, line));
  }

  /** The rows of the bullets: the table row with the same id tells the year. Adds what only they have. */
  summary(bullets: readonly TimelineLine[]): readonly Row[] {
    const days = new Map<string, PlainDate>();
    for (const { ids, when } of this.rows)
      for (const id of ids) if (isDated(when) && !days.has(id)) days.set(id, announcedDay(when));
    const first = [...days.values()][0];
    const told = bullets.map((line) => {
      const near = idsOf(line.what, this.cycle.around).flatMap((id) => days.get(id) ?? [])[0] ?? first;
      return { line, row: this.rowOf(line, near ?? this.near) };
    });
    const known = new Set(this.rows.flatMap(({ ids }) => ids));
    const untold = told.flatMap(({ line, row }) =>
      row.ids.filter((id) => !known.has(id)).map((id) => this.placed(id, row, line)),
    );
    this.insert(untold);
    return told.map(({ row }) => row);
  }

  /** Each before the first row of a later day, and those without a day at the end. */
  private insert(untold: readonly Placed[]): void {
    const dated = untold
      .flatMap((placed) => ({ placed, day: dayOf(placed.draft.when) ?? '' }))
      .filter(({ day }) => day !== '')
      .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
    let next = 0;
    for (const row of this.drafts.splice(0)) {
      const day = dayOf(row.draft.when) ?? '';
      for (let one = dated[next]; one && one.day < day; one = dated[++next]) this.drafts.push(one.placed);
      this.drafts.push(row);
    }
    for (const { placed } of dated.slice(next)) this.drafts.push(placed);
    for (const placed of untold) if (dayOf(placed.draft.when) === undefined) this.drafts.push(placed);
  }

  /** `near` is a nearby day, to tell the year. */
  private rowOf({ what, when: text, week, whenAt: at }: TimelineLine, near: PlainDate | undefined): Row {
    const when = this.whenOf(text, { at, near, what });
    this.near = dayOf(when) ?? this.near;
    const { around } = this.cycle;
    const ids = idsOf(what, around);
    const number = Number(/^(?:week\s*)?(\d{1,3})$/i.exec(week.trim())?.[1] ?? Number.NaN);
    const name = cleanName(what) || what;
    const kind = termOf(around.vocabulary, ids[0] ?? '')?.kind ?? kindNamed(name, this.rows.length === 0);
    return { ids, name, kind, when, at, ...(Number.isInteger(number) && { week: number }) };
  }

  /** Tells once what makes every date of a file wrong. */
  tellYearless(): void {
    const says = expected(
      'a year in one of the dates, --year 2026, or the previous or next cycle beside this file',
      'none',
    );
    if (this.yearless) this.cycle.page.tell(this.yearless, 'unreadable-when', says);
  }

  private whenOf(
    text: string,
    cell: Pick<TimelineLine, 'what'> & { at: Place; near: PlainDate | undefined },
  ): When {
    const { page, around } = this.cycle;
    if (cell.near === undefined && isYearless(plainText(text))) {
      this.yearless ??= cell.at;
      return tbd;
    }
    return page.when(text, { ...cell, zone: around.zone, blocks: false });
  }

  /** The milestone for one of the ids that a row names. */
  private placed(id: string, row: Row, { who, when: text, bold, links, at }: TimelineLine): Placed {
    const { release, around } = this.cycle;
    const { when, week } = row;
    const known = termOf(around.vocabulary, id);
    const kind = known?.kind ?? row.kind;
    const banner = counts(id, kind, around) || (bold && known?.counts === 'bold' && !around.counts);
    const name = row.ids.length > 1 ? nameOf(id) : row.name;
    const short = known?.short?.replaceAll('{release}', release);
    const role = who.split(/\s*\/\s*/).filter((one) => one !== '');
    const raw = when.kind === 'tbd' && isSaid(text) ? rawOf(text) : undefined;
    const facts = { name, short, kind, when, week, role, banner, raw, key: known?.key ?? false };
    const link = linkOf(row, links, (text) => idsNamed(text, around.vocabulary).includes(id));
    return { draft: draftOf({ ...facts, link, id: this.ids.unused(id) }, around), at };
  }
}

function dayOf(when: When): PlainDate | undefined {
  return isDated(when) ? announcedDay(when) : undefined;
}

function rawOf(text: string): string {
  return plainText(text).slice(0, longest).toWellFormed();
}

/** A length limit against hostile input. */
const longest = 500;

/** A day and a month, and no number of four digits. */
function isYearless(text: string): boolean {
  return /\b\d{1,2}(st|nd|rd|th)?\b/i.test(text) && /[a-z]{3}/i.test(text) && !/\d{4}/.test(text);
}

/** Whether it is more than "TBD". */
function isSaid(text: string): boolean {
  return !/^\W*(tb[acd])?\W*$/i.test(text);
}

/** Unknown rows get ids from their own words. */
function idsOf(what: string, { vocabulary }: CalendarContext): readonly string[] {
  const named = idsNamed(what, vocabulary);
  return named.length > 0 ? named.map(idOf) : [idOf(cleanName(what) || what)];
}

/** Several ids in a row each have their own link. */
function linkOf(
  { ids }: Row,
  links: readonly InlineLink[],
  isOwn: (text: string) => boolean,
): string | undefined {
  return (links.find(({ text }) => isOwn(text)) ?? (ids.length === 1 ? links[0] : undefined))?.url;
}
