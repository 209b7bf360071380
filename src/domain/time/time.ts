import { DateTime, Duration, IANAZone } from 'luxon';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A day of the calendar without a zone, `2026-03-18`. Compares with `<`. */
export type PlainDate = Branded<'PlainDate'>;
/** A month without a day, `2026-03`. Compares with `<`. */
export type YearMonth = Branded<'YearMonth'>;
/** A moment, always UTC to the millisecond, `2026-03-19T12:00:00.000Z`. Compares with `<`. */
export type Instant = Branded<'Instant'>;
/** An IANA time zone name. `AoE` (anywhere on Earth, UTC-12) is `Etc/GMT+12`. */
export type Zone = Branded<'Zone'>;

const minuteMs = 60_000;
const dayMs = 86_400_000;
const earliest = Date.UTC(1000, 0);
const latest = Date.UTC(9999, 0);

export const utc = 'UTC' as Zone;
export const aoe = 'Etc/GMT+12' as Zone;

/** `undefined` when the day does not exist (30 February, month 13). */
export function dateOf(year: number, month: number, day: number): PlainDate | undefined {
  if (!Number.isInteger(year) || year < 1000 || year > 9998) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? (date.toISOString().slice(0, 10) as PlainDate) : undefined;
}

/** Reads `YYYY-MM-DD` and nothing else. */
export function plainDate(text: string): PlainDate | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts ? dateOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

/** Reads `YYYY-MM` and nothing else. */
export function yearMonth(text: string): YearMonth | undefined {
  return /^\d{4}-\d{2}$/.test(text) && plainDate(`${text}-01`) ? (text as YearMonth) : undefined;
}

/** Reads an ISO 8601 date and time that carries its offset (`Z`, `+01:00`). Seconds may be left out. */
export function instant(text: string): Instant | undefined {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;
  // the runtime takes 30 February for 2 March
  const time = form.test(text) && plainDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  return time >= earliest && time < latest ? instantOf(time) : undefined;
}

/** From milliseconds since 1970 (the clock). */
export function instantOf(millis: number): Instant {
  return new Date(millis).toISOString() as Instant;
}

/** Milliseconds since 1970. */
export function millis(at: Instant): number {
  return Date.parse(at);
}

/** Reads an IANA name, `UTC` or `AoE`, ignoring case; offsets and labels such as `PST` are not zones. */
export function zone(text: string): Zone | undefined {
  const known = zones.get(text);
  if (known) return known;
  const found = lookUp(text);
  // found names are kept: they are few, and asking the runtime is slow
  if (found) zones.set(text, found);
  return found;
}

const zones = new Map<string, Zone>();

function lookUp(text: string): Zone | undefined {
  if (/^(utc|etc\/utc)$/i.test(text)) return utc;
  if (/^aoe$/i.test(text)) return aoe;
  if (!/^[a-z_]+(\/[a-z0-9_+-]+)+$/i.test(text) || !IANAZone.isValidZone(text)) return undefined;
  const wanted = text.toLowerCase();
  return (zoneNames().find((name) => name.toLowerCase() === wanted) ?? capitals(wanted)) as Zone;
}

/** For names that the runtime reads but does not list (`US/Pacific`): it would print another name. */
function capitals(name: string): string {
  return name.replace(/[a-z]+/g, (word) =>
    /^(us|gmt|uct|utc|gb|nz)$/.test(word) ? word.toUpperCase() : word[0]?.toUpperCase() + word.slice(1),
  );
}

let names: readonly string[] | undefined;

/** Every zone this runtime knows, for suggestions. */
export function zoneNames(): readonly string[] {
  names ??= ['UTC', 'AoE', ...Intl.supportedValuesOf('timeZone')];
  return names;
}

/** Minutes east of UTC at that moment. */
export function offsetAt(at: Instant, where: Zone): number {
  return offset(millis(at), where) / minuteMs;
}

function offset(at: number, where: Zone): number {
  if (where === utc) return 0;
  // fixed, and needed often, so the runtime is not asked
  if (where === aoe) return -12 * 60 * minuteMs;
  return IANAZone.create(where).offset(at) * minuteMs;
}

const calledSo = new Map<Zone, ReadonlyMap<string, number>>();

/** What a zone calls its own offsets (minutes east of UTC): `China Standard Time` is `CST`, at 480. */
export function offsetNames(where: Zone): ReadonlyMap<string, number> {
  const known = calledSo.get(where);
  if (known) return known;
  const seasons = ['2024-01-01', '2024-07-01'].map((day) =>
    DateTime.fromISO(day, { zone: where, locale: 'en' }),
  );
  const found = new Map(
    seasons.map((at) => [
      (at.offsetNameLong ?? '')
        .replace('European Standard', 'European')
        .replace(/(\w)\w*\W*/g, '$1')
        .toUpperCase(),
      at.offset,
    ]),
  );
  calledSo.set(where, found);
  return found;
}

function midnight(day: PlainDate): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The first moment of a day in a zone, also where the clocks skip midnight or pass it twice. */
export function startOfDay(day: PlainDate, where: Zone): Instant {
  return firstAt(day, 0, where);
}

/**
 * When the wall clock first shows so many minutes since midnight, or is past them: in a gap the first moment
 * after it, in an overlap the first of the two. Luxon's own answer depends on the season it is asked in.
 */
export function firstAt(day: PlainDate, minutes: number, where: Zone): Instant {
  const local = midnight(day) + Math.round(minutes * minuteMs);
  const found = moments(local, where);
  return instantOf(found[0] ?? endOfGap(local, where));
}

/** A wall-clock time in minutes since midnight; where there are two, luxon alone would pick one silently. */
export function wallTime(day: PlainDate, minutes: number, where: Zone): Instant | 'skipped' | 'twice' {
  const found = moments(midnight(day) + Math.round(minutes * minuteMs), where);
  if (found[0] === undefined) return 'skipped';
  return found.length > 1 ? 'twice' : instantOf(found[0]);
}

/** The moment at which a fixed offset (minutes east of UTC) reads that day and minute; 1440 is 24:00. */
export function offsetTime(day: PlainDate, minutes: number, offsetMinutes: number): Instant {
  return instantOf(midnight(day) + Math.round((minutes - offsetMinutes) * minuteMs));
}

function moments(local: number, where: Zone): readonly number[] {
  const around = [offset(local - dayMs, where), offset(local + dayMs, where)];
  return [...new Set(around)]
    .filter((shift) => offset(local - shift, where) === shift)
    .map((shift) => local - shift)
    .toSorted((a, b) => a - b);
}

function endOfGap(local: number, where: Zone): number {
  const before = offset(local - dayMs, where);
  let low = local - before - dayMs;
  let high = local - before;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle, where) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** The local day in that zone. */
export function dayIn(at: Instant, where: Zone): PlainDate {
  return instantOf(millis(at) + offset(millis(at), where)).slice(0, 10) as PlainDate;
}

/** `18:00`, the local time in that zone, 24 hours. */
export function timeIn(at: Instant, where: Zone): string {
  return instantOf(millis(at) + offset(millis(at), where)).slice(11, 16);
}

export function addDays(day: PlainDate, days: number): PlainDate {
  return instantOf(midnight(day) + days * dayMs).slice(0, 10) as PlainDate;
}

/** Days from one day to another; negative when the second is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (midnight(to) - midnight(from)) / dayMs;
}

/** 1 for Monday to 7 for Sunday (ISO 8601). */
export function weekday(day: PlainDate): number {
  return new Date(midnight(day)).getUTCDay() || 7;
}

export function monthOf(day: PlainDate): YearMonth {
  return day.slice(0, 7) as YearMonth;
}

export function addMonths(month: YearMonth, months: number): YearMonth {
  return monthOf(DateTime.fromISO(`${month}-01`, { zone: 'utc' }).plus({ months }).toISODate() as PlainDate);
}

export function firstDayOf(month: YearMonth): PlainDate {
  return `${month}-01` as PlainDate;
}

export function lastDayOf(month: YearMonth): PlainDate {
  return DateTime.fromISO(`${month}-01`, { zone: 'utc' }).endOf('month').toISODate() as PlainDate;
}

const longest = 366 * dayMs;

/** Reads an ISO 8601 duration such as `P4DT22H`; `undefined` if invalid, negative or longer than a year. */
export function duration(text: string): string | undefined {
  const length = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/.test(text)
    ? Duration.fromISO(text)
    : undefined;
  return length?.isValid && length.toMillis() <= longest ? text : undefined;
}

/** Adds a duration that `duration` has accepted, in UTC. */
export function plus(at: Instant, length: string): Instant {
  return instantOf(DateTime.fromISO(at, { zone: 'utc' }).plus(Duration.fromISO(length)).toMillis());
}
