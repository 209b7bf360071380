import type { Instant, PlainDate, Zone } from '../time/time.ts';
import { addDays, firstAt, offsetNames, offsetTime, startOfDay, utc, zone } from '../time/time.ts';

/** What a zone label in a schedule stands for: the offset it names, whatever the season. */
export interface Label {
  readonly name: string;
  /** Minutes east of UTC; `undefined` for a label that follows the season of its date, such as PT. */
  readonly offset: number | undefined;
  /** The zone that uses that label. */
  readonly zone: Zone;
  /** What else it may mean, where nothing says which is meant. */
  readonly others?: readonly Label[];
}

/** What says which zone a label means, where it has several. */
export interface LabelContext {
  /** The zone of a bare date. */
  readonly zone?: Zone | undefined;
  /** Zones by label in capitals, as a calendar's `zones` says. */
  readonly labels?: ReadonlyMap<string, Zone> | undefined;
}

type Meaning = readonly [name: string, hours: number, zone: string];

/** A label of several rows has several meanings: the first counts unless somebody says otherwise. */
const meanings: readonly Meaning[] = [
  ['UTC', 0, 'UTC'],
  // schedules use it for UTC, in summer too
  ['GMT', 0, 'UTC'],
  ['BST', 1, 'Europe/London'],
  ['BST', 6, 'Asia/Dhaka'],
  ['BST', 11, 'Pacific/Bougainville'],
  ['WET', 0, 'Europe/Lisbon'],
  ['WEST', 1, 'Europe/Lisbon'],
  ['CET', 1, 'Europe/Berlin'],
  ['CEST', 2, 'Europe/Berlin'],
  ['EET', 2, 'Europe/Helsinki'],
  ['EEST', 3, 'Europe/Helsinki'],
  ['MSK', 3, 'Europe/Moscow'],
  ['IST', 5.5, 'Asia/Kolkata'],
  ['IST', 2, 'Asia/Jerusalem'],
  ['IST', 1, 'Europe/Dublin'],
  ['IDT', 3, 'Asia/Jerusalem'],
  ['PKT', 5, 'Asia/Karachi'],
  ['SGT', 8, 'Asia/Singapore'],
  ['HKT', 8, 'Asia/Hong_Kong'],
  ['KST', 9, 'Asia/Seoul'],
  ['JST', 9, 'Asia/Tokyo'],
  ['AWST', 8, 'Australia/Perth'],
  ['ACST', 9.5, 'Australia/Adelaide'],
  ['ACDT', 10.5, 'Australia/Adelaide'],
  ['AEST', 10, 'Australia/Sydney'],
  ['AEDT', 11, 'Australia/Sydney'],
  ['NZST', 12, 'Pacific/Auckland'],
  ['NZDT', 13, 'Pacific/Auckland'],
  ['SAST', 2, 'Africa/Johannesburg'],
  ['BRT', -3, 'America/Sao_Paulo'],
  ['AST', -4, 'America/Halifax'],
  ['AST', 3, 'Asia/Riyadh'],
  ['ADT', -3, 'America/Halifax'],
  ['EST', -5, 'America/New_York'],
  ['EDT', -4, 'America/New_York'],
  ['CST', -6, 'America/Chicago'],
  ['CST', 8, 'Asia/Shanghai'],
  ['CST', -5, 'America/Havana'],
  ['CDT', -5, 'America/Chicago'],
  ['MST', -7, 'America/Denver'],
  ['MDT', -6, 'America/Denver'],
  ['PST', -8, 'America/Los_Angeles'],
  ['PST', 8, 'Asia/Manila'],
  ['PDT', -7, 'America/Los_Angeles'],
  ['AKST', -9, 'America/Anchorage'],
  ['AKDT', -8, 'America/Anchorage'],
  ['HST', -10, 'Pacific/Honolulu'],
];

/** Labels that nearly everybody uses in their first meaning. */
const plainFirst: ReadonlySet<string> = new Set(['PST']);

/** Labels of a zone in every season. */
const seasonal: ReadonlyMap<string, string> = new Map([
  ['PT', 'America/Los_Angeles'],
  ['MT', 'America/Denver'],
  ['CT', 'America/Chicago'],
  ['ET', 'America/New_York'],
]);

const byName = Map.groupBy(meanings, ([name]) => name);

/** Zones are looked up when a label is read: the first of them costs a command more than all it reads. */
function meaningsOf(label: string): readonly Label[] {
  const known = byName.get(label) ?? [];
  return known.map(([name, hours, where]) => ({ name, offset: hours * 60, zone: zone(where) ?? utc }));
}

/**
 * Reads a label such as `PST`, `PT`, `UTC+8` or `-05:00`, or the name of a zone. What `labels` says of it
 * counts first, then what the zone of a bare date calls itself.
 */
export function zoneLabel(text: string, { zone: own, labels: said }: LabelContext = {}): Label | undefined {
  const name = /^z$/i.test(text) ? 'UTC' : text.toUpperCase();
  const known = meaningsOf(name);
  const meant = said?.get(name);
  if (meant) return known.find((one) => one.zone === meant) ?? { name, offset: undefined, zone: meant };
  const place = seasonal.get(name) ?? (text.includes('/') ? text : '');
  const where = zone(place);
  if (where) return { name: text.includes('/') ? where : name, offset: undefined, zone: where };
  const offset = own && /^[A-Z]{2,5}$/.test(name) ? offsetNames(own).get(name) : undefined;
  if (own && offset !== undefined && name !== 'GMT') return { name, offset, zone: own };
  const [first, ...others] = known;
  if (!first) return offsetLabel(name);
  return plainFirst.has(name) || others.length === 0 ? first : { ...first, others };
}

/** `UTC+8`, `GMT-05:30`, `+01:00`: offsets of up to 14 hours. */
function offsetLabel(text: string): Label | undefined {
  const [, sign, hours = '', minutes = '0'] =
    /^(?:UTC|GMT)?([+-])(0?\d|1[0-4])(?::?([0-5]\d))?$/.exec(text) ?? [];
  if (sign === undefined) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const name = `UTC${sign}${Number(hours)}${minutes === '0' || minutes === '00' ? '' : `:${minutes}`}`;
  return { name: offset === 0 ? 'UTC' : name, offset, zone: zoneAt(offset) };
}

/** Zones that keep an offset of no whole hours all year. */
const halfHours: ReadonlyMap<number, string> = new Map([
  [-9.5, 'Pacific/Marquesas'],
  [3.5, 'Asia/Tehran'],
  [4.5, 'Asia/Kabul'],
  [5.5, 'Asia/Kolkata'],
  [5.75, 'Asia/Kathmandu'],
  [6.5, 'Asia/Yangon'],
  [8.75, 'Australia/Eucla'],
  [9.5, 'Australia/Darwin'],
]);

/** A zone that keeps an offset (minutes east of UTC) all year, so that days are as written; UTC where none does. */
function zoneAt(offset: number): Zone {
  const hours = offset / 60;
  // the names of whole hours have the opposite sign
  const name = Number.isInteger(hours)
    ? `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
    : halfHours.get(hours);
  return (hours !== 0 && name !== undefined ? zone(name) : undefined) ?? utc;
}

/** When a clock with that label shows so many minutes since midnight; 1440 is the end of the day. */
export function momentAt(day: PlainDate, minutes: number, { offset, zone: place }: Label): Instant {
  if (offset !== undefined) return offsetTime(day, minutes, offset);
  return minutes === 1440 ? startOfDay(addDays(day, 1), place) : firstAt(day, minutes, place);
}

/** The label of a zone at an offset (minutes east of UTC), if readers everywhere take it so. */
export function labelAt(place: Zone, offset: number): string | undefined {
  const firsts = [...byName.values()].map(([first]) => first);
  return firsts.find((first) => first?.[2] === place && first[1] * 60 === offset)?.[0];
}

export const labelNames: readonly string[] = [...byName.keys(), ...seasonal.keys()];

const said: readonly (readonly [name: RegExp, label: string])[] = [
  [/\banywhere[ -]on[ -](the )?earth\b( time)?/gi, 'AoE'],
  [/\b(coordinated universal time|universal time|utc time)\b/gi, 'UTC'],
  [/\bgreenwich mean time\b/gi, 'GMT'],
  [/\bbritish summer time\b/gi, 'UTC+1'],
  [/\bcentral european standard time\b/gi, 'CET'],
  [/\bcentral european summer time\b/gi, 'CEST'],
  [/\bcentral european time\b/gi, 'Europe/Berlin'],
  [/\bindian? standard time\b/gi, 'Asia/Kolkata'],
  [/\bisrael standard time\b/gi, 'UTC+2'],
  [/\bisrael (daylight|summer) time\b/gi, 'IDT'],
  [/\bisrael time\b/gi, 'Asia/Jerusalem'],
  [/\b(china standard|beijing) time\b/gi, 'Asia/Shanghai'],
  [/\bjapan( standard)? time\b/gi, 'JST'],
  [/(?<![/\w])(?:us )?(pacific|mountain|central|eastern)(?: (standard|daylight))?(?: time)?\b(?!\/)/gi, '$1'],
];

/** Zones written in words become labels: `Pacific Time` is PT, `anywhere on Earth` AoE. */
export function withLabels(text: string): string {
  return said.reduce(
    (words, [name, label]) =>
      words.replace(name, (_, place: string, season: string | undefined) =>
        label === '$1' ? `${place[0] ?? ''}${season?.[0] ?? ''}T`.toUpperCase() : label,
      ),
    text,
  );
}
