import type { Zone } from '../time/time.ts';
import { utc, zone } from '../time/time.ts';

/** A zone label in a schedule stands for the offset it names, whatever the season. */
export interface Label {
  readonly name: string;
  /** Minutes east of UTC. */
  readonly offset: number;
  /** The zone that uses that label. */
  readonly zone: Zone;
}

// CST, IST and BST mean other zones elsewhere; these are the ones of the schedules that we read.
const places: readonly (readonly [name: string, hours: number, zone: string])[] = [
  ['UTC', 0, 'UTC'],
  // schedules use it for UTC, in summer too
  ['GMT', 0, 'UTC'],
  ['BST', 1, 'Europe/London'],
  ['WET', 0, 'Europe/Lisbon'],
  ['WEST', 1, 'Europe/Lisbon'],
  ['CET', 1, 'Europe/Berlin'],
  ['CEST', 2, 'Europe/Berlin'],
  ['EET', 2, 'Europe/Helsinki'],
  ['EEST', 3, 'Europe/Helsinki'],
  ['IST', 5.5, 'Asia/Kolkata'],
  ['JST', 9, 'Asia/Tokyo'],
  ['EST', -5, 'America/New_York'],
  ['EDT', -4, 'America/New_York'],
  ['CST', -6, 'America/Chicago'],
  ['CDT', -5, 'America/Chicago'],
  ['MST', -7, 'America/Denver'],
  ['MDT', -6, 'America/Denver'],
  ['PST', -8, 'America/Los_Angeles'],
  ['PDT', -7, 'America/Los_Angeles'],
];

const labels: ReadonlyMap<string, Label> = new Map(
  places.map(([name, hours, where]) => [name, { name, offset: hours * 60, zone: zone(where) ?? utc }]),
);

export function zoneLabel(text: string): Label | undefined {
  return labels.get(text.toUpperCase());
}

/** The label of a zone at an offset (minutes east of UTC). */
export function labelAt(place: Zone, offset: number): string | undefined {
  return [...labels.values()].find((label) => label.zone === place && label.offset === offset)?.name;
}

export const labelNames: readonly string[] = [...labels.keys()];
