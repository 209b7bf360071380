import type { Draft } from '../../domain/calendar/draft.ts';
import type { CalendarContext, Placed } from '../shapes/part.ts';
import type { Kind } from '../../domain/calendar/calendar.ts';
import type { Place, Problem } from '../../domain/problem/rule.ts';
import type { PlainDate, Zone } from '../../domain/time/time.ts';
import type { Row } from '../../domain/lint/row.ts';
import type { InlineLink } from './markdowninline.ts';
import { canon } from '../../domain/calendar/canon.ts';
import { cleanName, idsNamed, nameOf } from '../../domain/calendar/name.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import { idOf, Ids } from '../shapes/ids.ts';
import { plainText } from './markdowninline.ts';
import { counts } from '../shapes/part.ts';
import { readWhenAt } from '../yaml/whenat.ts';

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
export interface ReadmeCycle {
  readonly release: string;
  readonly zone: Zone | undefined;
  readonly around: CalendarContext;
  readonly problems: Problem[];
  /** A day of the cycle, to complete a first date without a year. */
  readonly near?: PlainDate | undefined;
}

/** Reads rows in order: the row above tells the year, repeated ids get a number. */
export class Timeline {
  readonly rows: Row[] = [];
  readonly drafts: Placed[] = [];
  private near: PlainDate | undefined;
  private readonly ids = new Ids();
  private readonly cycle: ReadmeCycle;

  constructor(cycle: ReadmeCycle) {
    this.cycle = cycle;
    this.near = cycle.near;
  }

  read(line: TimelineLine): void {
    const row = this.rowOf(line);
    this.rows.push(row);
    for (const id of row.ids) this.drafts.push(this.placed(id, row, line));
  }

  /** `near` is a nearby day, to tell the year. */
  rowOf({ what, when: text, week, whenAt }: TimelineLine, near = this.near): Row {
    const { zone, problems } = this.cycle;
    const when = readWhenAt(text, { at: whenAt, zone, near, what, blocks: false }, problems);
    if (isDated(when)) this.near = announcedDay(when);
    const ids = idsOf(what);
    const number = Number(/^(?:week\s*)?(\d{1,3})$/i.exec(week.trim())?.[1] ?? Number.NaN);
    const name = cleanName(what) || what;
    const kind = canon(ids[0] ?? '')?.kind ?? kindNamed(name);
    return { ids, name, kind, when, at: whenAt, ...(Number.isInteger(number) && { week: number }) };
  }

  /** The milestone for one of the ids that a row names. */
  placed(id: string, row: Row, { who, when: text, bold, links, at }: TimelineLine): Placed {
    const { release, around } = this.cycle;
    const known = canon(id);
    const kind = known?.kind ?? row.kind;
    const name = row.ids.length > 1 ? nameOf(id) : row.name;
    const link = linkOf(id, row, links);
    const draft: Draft = {
      id: this.ids.unused(id),
      name,
      short: known?.short?.replace('{release}', release) ?? name,
      kind,
      when: row.when,
      role: who.split(/\s*\/\s*/).filter((role) => role !== ''),
      key: known?.key ?? false,
      banner: counts(id, kind, around) || (bold && known?.counts === 'bold' && !around.counts),
      ...(row.week !== undefined && { week: row.week }),
      ...(link !== undefined && { link }),
      ...(row.when.kind === 'tbd' && isSaid(text) && { raw: rawOf(text) }),
      aliases: [],
      status: 'planned',
    };
    return { draft, at };
  }
}

function rawOf(text: string): string {
  return plainText(text).slice(0, longest).toWellFormed();
}

/** A length limit against hostile input. */
const longest = 500;

/** Whether it is more than "TBD". */
function isSaid(text: string): boolean {
  return !/^\W*(tb[acd])?\W*$/i.test(text);
}

/** Unknown rows get ids from their own words. */
export function idsOf(what: string): readonly string[] {
  const named = idsNamed(what);
  return named.length > 0 ? named.map(idOf) : [idOf(what)];
}

/** A name must end in "freeze" to be one: `Feature Freeze`. */
function kindNamed(name: string): Kind {
  if (/^end\b/i.test(name)) return 'task';
  if (/\bfreeze$/i.test(name)) return 'freeze';
  return /\bdeadline$/i.test(name) ? 'deadline' : 'task';
}

/** Several ids in a row each have their own link. */
function linkOf(id: string, { ids }: Row, links: readonly InlineLink[]): string | undefined {
  const own =
    links.find(({ text }) => idsNamed(text).includes(id)) ?? (ids.length === 1 ? links[0] : undefined);
  return own?.url;
}
