import type { Instant, Zone } from './time.ts';
import type { When } from './when.ts';
import { labelAt } from './label.ts';
import { addDays, aoe, dayIn, millis, startOfDay, timeIn, utc, wallTime } from './time.ts';

/** A *when* in the plain form that an author would use; a bare date is one of the file's own zone. */
export function writeWhen(when: When): string {
  switch (when.kind) {
    case 'day':
      return when.day;
    case 'aoe':
      return `${when.day} AoE`;
    case 'span':
      return `${when.first}..${when.last}${when.zone === aoe ? ' AoE' : ''}`;
    case 'month':
      return when.month;
    case 'instant':
      return writeInstant(when);
    case 'tbd':
      return 'TBD';
  }
}

/** Whether two say the same in the same words. */
export function sameWords(a: When, b: When): boolean {
  const zone = (when: When): string => (when.kind === 'day' || when.kind === 'span' ? when.zone : '');
  return writeWhen(a) === writeWhen(b) && zone(a) === zone(b);
}

function writeInstant({ at, zone, day }: Extract<When, { kind: 'instant' }>): string {
  if (day !== undefined) return `${day} 24:00 ${endLabel(at, zone, addDays(day, 1))}`;
  const [local, time] = [dayIn(at, zone), timeIn(at, zone)];
  const name = zone === aoe ? 'AoE' : zone;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const plain = wallTime(local, hours * 60 + minutes, zone) === at;
  // 00:00 AoE may mean either end of the day, so nobody is left to guess
  if (plain && !(zone === aoe && time === '00:00')) return `${local} ${time} ${name}`;
  return zone === utc ? at : `${at}[${zone}]`;
}

/** The label whose midnight it is, whatever the season; the zone where that is the zone's own midnight. */
function endLabel(at: Instant, zone: Zone, next: ReturnType<typeof addDays>): string {
  if (startOfDay(next, zone) === at) return zone;
  const offset = (millis(startOfDay(next, utc)) - millis(at)) / 60_000;
  return labelAt(zone, offset) ?? zone;
}
