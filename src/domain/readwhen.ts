import type { Finding } from './rule.ts';
import type { Half } from './half.ts';
import type { PlainDate, Zone } from './time.ts';
import type { When } from './when.ts';
import { combine } from './halves.ts';
import { readHalf } from './half.ts';
import { labelNames, zoneLabel } from './label.ts';
import { hint, quote } from './nearest.ts';
import { aoe, instant, offsetAt, offsetTime, plainDate, utc } from './time.ts';
import { wallTime, yearMonth, zone, zoneNames } from './time.ts';
import { tbd } from './when.ts';

/** What the place of a date says about it. */
export interface Context {
  /** The zone of a bare date; a bare date without one is a problem. */
  readonly zone?: Zone | undefined;
  /** A day of the cycle, for dates without a year. */
  readonly near?: PlainDate | undefined;
  /** The text of the *what* cell, which may carry the time: `Begin Code Freeze (18:00 PST)`. */
  readonly what?: string | undefined;
}

export interface ReadWhen {
  readonly when: When;
  readonly findings: readonly Finding[];
}

const wanted = 'wanted a form such as 2024-02-01, 2024-02-09 02:00 UTC, 2026-08-05 AoE, 2024-04 or TBD';

/**
 * Reads every form of `when`: the plain ones of our own files and the ones people publish.
 * What cannot be dated is `tbd` with a finding; nothing is guessed and nothing is dropped.
 */
export function readWhen(written: string, context: Context): ReadWhen {
  const text = plain(written);
  if (/^(tbd|tbc|tba)?$/i.test(text)) return { when: tbd, findings: [] };
  const found = form(text, context) ?? prose(text, context);
  const bare = found.when.kind === 'day' || found.when.kind === 'span';
  if (!bare || context.zone) return found;
  return refuse(
    'shape',
    `${quote(text)} is a bare date and no zone is set; wanted zone: UTC or an IANA name`,
  );
}

/** Without bold, links (`[text](url)` is its text) and doubled or unusual spaces and dashes. */
function plain(written: string): string {
  return written
    .replace(/\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?/g, (whole, inner: string) =>
      /^[A-Za-z_]+\/[\w/+-]+$/.test(inner) ? whole : inner,
    )
    .replaceAll('*', '')
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The forms an author should use; `undefined` when the text is none of them. */
function form(text: string, context: Context): ReadWhen | undefined {
  const span = /^(\d{4}-\d\d-\d\d)\s?\.\.\s?(\d{4}-\d\d-\d\d)$/.exec(text);
  if (span) return readSpan(span[1] ?? '', span[2] ?? '', context);
  if (/^\d{4}-\d\d$/.test(text)) {
    const month = yearMonth(text);
    return month ? good({ kind: 'month', month }) : refuse('impossible-date', `there is no month ${text}`);
  }
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ]\s?(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?\s?(.*)$/i.exec(text);
  const [, date, time, tail = ''] = parts ?? [];
  if (date === undefined) return undefined;
  const day = plainDate(date);
  if (!day) return refuse('impossible-date', `there is no day ${date}`);
  if (time === undefined) return readDay(day, tail, text, context);
  const { minutes, unreadable } = readHalf(time, undefined);
  if (unreadable || minutes === undefined) return refuse('impossible-date', `there is no time ${time}`);
  return readTime({ day, minutes, tail, text });
}

function readSpan(from: string, to: string, context: Context): ReadWhen {
  const [first, last] = [plainDate(from), plainDate(to)];
  if (!first || !last) return refuse('impossible-date', `there is no day ${first ? to : from}`);
  if (last < first)
    return refuse('impossible-date', `the span ends on ${last}, before it begins on ${first}`);
  return good(
    last === first ? bareDay(first, context) : { kind: 'span', first, last, zone: context.zone ?? utc },
  );
}

function readDay(day: PlainDate, tail: string, text: string, context: Context): ReadWhen {
  if (tail === '') return timed(day, context) ?? good(bareDay(day, context));
  if (/^\(?aoe\)?$/i.test(tail)) return good({ kind: 'aoe', day });
  return refuse('unreadable-when', `cannot read ${quote(text)}${hint(tail, ['AoE'])}; ${wanted}`);
}

function bareDay(day: PlainDate, context: Context): When {
  return { kind: 'day', day, zone: context.zone ?? utc };
}

interface Timed {
  readonly day: PlainDate;
  readonly minutes: number;
  /** What follows the time: an offset, a label, a zone, RFC 9557's zone in brackets. */
  readonly tail: string;
  readonly text: string;
}

function readTime(timed: Timed): ReadWhen {
  const { day, minutes, tail, text } = timed;
  if (tail === '')
    return refuse('unreadable-when', `${quote(text)} names no zone; wanted ${text} UTC or another zone`);
  const offset = /^(Z|[+-]\d\d:\d\d)(?:\[([^\]]+)\])?$/i.exec(tail);
  if (offset) return readOffset(timed, (offset[1] ?? '').toUpperCase(), offset[2]);
  if (/^\(?aoe\)?$/i.test(tail)) return aoeTime(day, minutes);
  const label = zoneLabel(tail);
  if (label) return combine([{ first: day, last: day, minutes, label, aoe: false, findings: [] }], {});
  const where = zone(tail);
  if (!where) {
    return refuse(
      'unreadable-when',
      `no such zone ${quote(tail)}${hint(tail, [...zoneNames(), ...labelNames])}`,
    );
  }
  return readWall(timed, where);
}

function readWall({ day, minutes, text }: Timed, where: Zone): ReadWhen {
  const at = wallTime(day, minutes, where);
  if (at === 'skipped') return refuse('impossible-date', `the clocks of ${where} skip ${quote(text)}`);
  if (at === 'twice') {
    return refuse(
      'impossible-date',
      `the clocks of ${where} pass ${quote(text)} twice; wanted an offset, such as -07:00`,
    );
  }
  return good({ kind: 'instant', at, zone: where, ...(minutes === 1440 && { day }) });
}

function readOffset({ day, minutes, text }: Timed, offset: string, place: string | undefined): ReadWhen {
  const [iso = ''] = text.replace(' ', 'T').split('[');
  const end = offset === 'Z' ? 0 : offsetMinutes(offset);
  const at = minutes === 1440 ? offsetTime(day, minutes, end) : instant(iso.toUpperCase().replace(/ /g, ''));
  const where = place === undefined ? utc : zone(place);
  if (!at) return refuse('impossible-date', `cannot read ${quote(text)}; ${wanted}`);
  if (!where)
    return refuse('unreadable-when', `no such zone ${quote(place ?? '')}${hint(place ?? '', zoneNames())}`);
  const findings: Finding[] = [];
  if (place !== undefined && offset !== 'Z' && offsetAt(at, where) !== end) {
    findings.push({
      rule: 'zone-pair-mismatch',
      says: `found the offset ${offset}, but ${where} is at ${offsetText(offsetAt(at, where))} then; the offset counts`,
    });
  }
  return { when: { kind: 'instant', at, zone: where, ...(minutes === 1440 && { day }) }, findings };
}

function offsetMinutes(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

function aoeTime(day: PlainDate, minutes: number): ReadWhen {
  if (minutes === 0) {
    return refuse(
      'unreadable-when',
      `"00:00 AoE" may mean either end of ${day}; wanted ${day} AoE, which is its end`,
    );
  }
  if (minutes === 1440) return good({ kind: 'aoe', day });
  return good({ kind: 'instant', at: offsetTime(day, minutes, -12 * 60), zone: aoe });
}

/** The forms found in published schedules: one to three halves, parted by a slash. */
function prose(text: string, context: Context): ReadWhen {
  const halves = text.split(/\s\/\s|\/(?=\s)|(?<=\s)\//).map((half) => readHalf(half, context.near));
  const unreadable = halves.find((half) => half.unreadable)?.unreadable;
  if (unreadable)
    return { when: tbd, findings: [{ ...unreadable, says: `${unreadable.says}; in ${quote(text)}` }] };
  const [only] = halves;
  if (halves.length === 1 && only?.aoe && only.minutes !== undefined && only.first) {
    return withFindings(aoeTime(only.first, only.minutes), only.findings);
  }
  if (halves.length === 1 && only && isBareDay(only)) {
    const found = only.first && timed(only.first, context);
    if (found) return withFindings(found, only.findings);
  }
  return combine(halves, context);
}

function isBareDay(half: Half): boolean {
  return half.minutes === undefined && !half.aoe && half.first === half.last;
}

/** The time in the *what* cell, if it has one. */
function timed(day: PlainDate, context: Context): ReadWhen | undefined {
  const inside = /\(([^()]*(?:\d{1,2}:\d{2}|\bEOD\b)[^()]*)\)/i.exec(context.what ?? '')?.[1];
  if (inside === undefined) return undefined;
  const half = readHalf(inside, undefined);
  return half.unreadable || !half.label ? undefined : combine([{ ...half, first: day, last: day }], context);
}

function withFindings(read: ReadWhen, findings: readonly Finding[]): ReadWhen {
  return { when: read.when, findings: [...findings, ...read.findings] };
}

function good(when: When): ReadWhen {
  return { when, findings: [] };
}

function refuse(rule: Finding['rule'], says: string): ReadWhen {
  return { when: tbd, findings: [{ rule, says }] };
}
