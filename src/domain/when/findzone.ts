import type { Zone } from '../time/time.ts';
import { hint, nearest } from '../problem/suggestion.ts';
import { labelNames, withLabels, zoneLabel } from './label.ts';
import { instantOf, offsetAt, zone, zoneNames } from '../time/time.ts';

/** Cities that people type and no zone is named after. */
const cities: ReadonlyMap<string, string> = new Map([
  ...pairs('Asia/Kolkata', 'bangalore', 'bengaluru', 'delhi', 'new delhi', 'hyderabad', 'mumbai', 'pune'),
  ...pairs('Asia/Shanghai', 'beijing', 'hangzhou', 'shenzhen'),
  ...pairs('America/Los_Angeles', 'san francisco', 'seattle', 'portland', 'sf'),
  ...pairs('America/New_York', 'boston', 'washington', 'atlanta', 'raleigh', 'nyc'),
  ...pairs('America/Chicago', 'austin', 'dallas', 'houston'),
  ...pairs('Asia/Tokyo', 'osaka', 'kyoto'),
  ...pairs('Europe/Berlin', 'munich', 'hamburg', 'cologne', 'frankfurt'),
  ...pairs('Europe/Madrid', 'barcelona'),
  ...pairs('Europe/Prague', 'brno'),
  ...pairs('Europe/London', 'edinburgh', 'manchester'),
]);

function pairs(place: string, ...names: readonly string[]): readonly (readonly [string, string])[] {
  return names.map((name) => [name, place]);
}

/** Where the names of cities stand. */
const areas = ['Europe', 'America', 'Asia', 'Africa', 'Australia', 'Pacific', 'Atlantic', 'Indian'] as const;

/**
 * The zone that somebody means: an IANA name, a city, `PT`, `Pacific time`, `UTC+8`. `undefined` where nothing
 * or several are meant.
 */
export function findZone(text: string): Zone | undefined {
  const name = withLabels(text.trim()).replace(/ time$/i, '');
  return zone(name) ?? labelled(name) ?? cityZone(name);
}

function labelled(text: string): Zone | undefined {
  const label = zoneLabel(text.replaceAll(' ', ''));
  if (!label || label.others) return undefined;
  const { offset, zone: place } = label;
  const isOffset = /^UTC[+-]/.test(label.name);
  return isOffset && offset !== undefined && offset % 60 !== 0 ? zoneAt(offset) : place;
}

/** A zone of that offset (minutes east of UTC) in both seasons, for those that have no name of their own. */
function zoneAt(offset: number): Zone | undefined {
  const seasons = [instantOf(Date.UTC(2024, 0, 1)), instantOf(Date.UTC(2024, 6, 1))];
  return zoneNames()
    .flatMap((name) => zone(name) ?? [])
    .find((place) => seasons.every((at) => offsetAt(at, place) === offset));
}

function cityZone(text: string): Zone | undefined {
  const city = text.toLowerCase().replaceAll('_', ' ');
  const known = cities.get(city);
  if (known !== undefined) return zone(known);
  const place = city.replaceAll(' ', '_');
  const found = areas.flatMap((area) => zone(`${area}/${place}`) ?? []);
  return found[0] ?? zone(zoneNames().find((name) => name.toLowerCase().endsWith(`/${place}`)) ?? '');
}

/** `; did you mean "Europe/Berlin"?` or nothing; of a label that means several zones, all of them. */
export function zoneHint(text: string): string {
  const label = zoneLabel(text.trim());
  if (label?.others) {
    const all = [label, ...label.others].map((one) => `"${one.zone}"`);
    return `; did you mean ${all.slice(0, -1).join(', ')} or ${all.at(-1) ?? ''}?`;
  }
  const near = hint(text, zoneNames());
  if (near !== '') return near;
  const places = zoneNames().map((name) => name.split('/').at(-1)?.replaceAll('_', ' ') ?? name);
  const found = nearest(text, [...places, ...cities.keys(), ...labelNames]);
  const meant = found === undefined ? undefined : findZone(found);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}
