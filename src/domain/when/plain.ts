import type { Context, ReadWhen } from './whenresult.ts';
import type { Finding } from '../problem/rule.ts';
import type { PlainDate, Zone } from '../time/time.ts';
import type { When } from './when.ts';
import { tbd } from './when.ts';
import { unsure } from './doubts.ts';
import { gapIn, reconcile } from './reconcile.ts';
import { readClause } from './clause.ts';
import { labelNames } from './label.ts';
import { hint, quote } from '../problem/suggestion.ts';
import { addDays, aoe, instant, offsetAt, offsetTime, plainDate, utc } from '../time/time.ts';
import { startOfDay, wallTime, yearMonth, zone, zoneNames } from '../time/time.ts';
import { timedByWhat } from './whattime.ts';
import { good, undated } from './whenresult.ts';
import { expected } from '../problem/expected.ts';

const forms = 'a date, such as 2024-02-01, 2024-02-09 02:00 UTC, 2026-08-05 AoE, 2024-04 or TBD';

/** The forms an author should use; `undefined` when the text is none of them. */
export function readPlain(text: string, context: Context): ReadWhen | undefined {
  const span = /^(\d{4}-\d\d-\d\d)\s?\.\.\s?(\d{4}-\d\d-\d\d)( \(?aoe\)?)?$/i.exec(text);
  if (span) return readSpan(span[1] ?? '', span[2] ?? '', span[3] === undefined ? context : { zone: aoe });
  if (/^\d{4}-\d\d$/.test(text)) {
    const month = yearMonth(text);
    return month
      ? good({ kind: 'month', month })
      : undated('impossible-date', expected('a month from 01 to 12', text));
  }
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ]\s?(\d\d:\d\d)(:\d\d(?:\.\d+)?)?)?\s?(.*)$/i.exec(text);
  const [, date, time, seconds = ':00', tail = ''] = parts ?? [];
  if (date === undefined) return undefined;
  const day = plainDate(date);
  if (!day) return undated('impossible-date', expected('a day that exists', date));
  if (time === undefined) return readDay({ day, tail, text }, context);
  const { minutes = 0, unreadable } = readClause(time, {});
  if (unreadable) return undated('impossible-date', unreadable.says);
  return readTime({ day, minutes, seconds, tail, text }, context);
}

function readSpan(from: string, to: string, context: Context): ReadWhen {
  const [first, last] = [plainDate(from), plainDate(to)];
  if (!first || !last) return undated('impossible-date', expected('a day that exists', first ? to : from));
  if (last < first) return undated('impossible-date', expected(`a last day no earlier than ${first}`, last));
  return good(
    last === first ? bareDay(first, context) : { kind: 'span', first, last, zone: context.zone ?? utc },
  );
}

function readDay({ day, tail, text }: Pick<Timed, 'day' | 'tail' | 'text'>, context: Context): ReadWhen {
  if (tail === '') return timedByWhat(day, context) ?? good(bareDay(day, context));
  if (/^\(?aoe\)?$/i.test(tail)) return good({ kind: 'aoe', day });
  const said = readTail(day, tail, context);
  if (said) return said;
  return undated('unreadable-when', expected(forms, `${quote(text)}${hint(tail, ['AoE'])}`));
}

/** What follows a day in other words than the plain ones: `5pm PT`, `11:59 PM PDT`, `anywhere on Earth`. */
function readTail(day: PlainDate, tail: string, context: Context): ReadWhen | undefined {
  const half = readClause(tail, { ...context, near: undefined });
  if (half.unreadable?.rule === 'impossible-date') return undated('impossible-date', half.unreadable.says);
  const isWhole = half.aoe || half.label !== undefined;
  return half.unreadable || half.first || !isWhole
    ? undefined
    : reconcile([{ ...half, first: day, last: day }], context);
}

function bareDay(day: PlainDate, context: Context): When {
  return { kind: 'day', day, zone: context.zone ?? utc };
}

interface Timed {
  readonly day: PlainDate;
  readonly minutes: number;
  /** `:30`, with fractions. */
  readonly seconds: string;
  /** What follows the time: an offset, a label, a zone, RFC 9557's zone in brackets. */
  readonly tail: string;
  readonly text: string;
}

function readTime(timed: Timed, context: Context): ReadWhen {
  const { day, minutes, seconds, tail, text } = timed;
  const { zone: own = utc } = context;
  if (tail === '') {
    const wanted = `a time with its zone, such as ${text} ${own === aoe ? 'AoE' : own}`;
    return undated('unreadable-when', expected(wanted, quote(text)));
  }
  if (minutes === 1440 && !/^:00(\.0+)?$/.test(seconds))
    return undated('impossible-date', expected('a time from 00:00 to 24:00', quote(text)));
  const offset = /^(Z|[+-](?:0\d|1[0-4]):[0-5]\d)(?:\[([^\]]+)\])?$/i.exec(tail);
  if (offset) return readOffset(timed, (offset[1] ?? '').toUpperCase(), offset[2]);
  if (/^[+-]\d/.test(tail)) {
    const wanted = 'an offset from -14:00 to +14:00, such as +01:00';
    return undated('impossible-date', expected(wanted, `${quote(tail)} in ${quote(text)}`));
  }
  const where = tail.includes('/') ? zone(tail) : undefined;
  if (!where) {
    const said = readTail(day, text.slice(day.length + 1), context);
    if (said) return said;
    const near = hint(tail, [...zoneNames(), ...labelNames]);
    return undated(
      'unreadable-when',
      expected('a zone, such as UTC, PST or Europe/Berlin', `${quote(tail)}${near}`),
    );
  }
  return readWall(timed, where);
}

function readWall({ day, minutes, seconds }: Timed, where: Zone): ReadWhen {
  const past = minutes + Number(seconds.slice(1)) / 60;
  // the end of a day is well defined even where the clocks skip or repeat midnight
  const at = minutes === 1440 ? startOfDay(addDays(day, 1), where) : wallTime(day, past, where);
  if (at === 'skipped' || at === 'twice')
    return { when: tbd, findings: [gapIn(where, day, at === 'skipped')] };
  const findings = unsure({
    minutes: past,
    label: { name: where, offset: undefined, zone: where },
    aoe: false,
    first: day,
  });
  return { when: { kind: 'instant', at, zone: where, ...(minutes === 1440 && { day }) }, findings };
}

function readOffset({ day, minutes, text }: Timed, offset: string, place: string | undefined): ReadWhen {
  const [iso = ''] = text.replace(' ', 'T').split('[');
  const end = offset === 'Z' ? 0 : offsetMinutes(offset);
  const at = minutes === 1440 ? offsetTime(day, minutes, end) : instant(iso.toUpperCase().replace(/ /g, ''));
  const where = place === undefined ? utc : zone(place);
  if (!at) return undated('impossible-date', expected(forms, quote(text)));
  if (!where) {
    const found = `${quote(place ?? '')}${hint(place ?? '', zoneNames())}`;
    return undated('unreadable-when', expected('an IANA zone, such as Europe/Berlin', found));
  }
  const findings: Finding[] = [];
  if (place !== undefined && offset !== 'Z' && offsetAt(at, where) !== end) {
    const says = expected(`${offsetText(offsetAt(at, where))} in ${where}`, `${offset}, which is used`);
    findings.push({ rule: 'zone-pair-mismatch', says });
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
