import type { Instant, Zone } from '../time/time.ts';
import type { When } from './when.ts';
import { labelAt } from './label.ts';
import { addDays, aoe, dayIn, millis, plainDate, startOfDay, timeIn, utc, wallTime } from '../time/time.ts';

/** A *when* in the plain form that an author would use; bare dates are in the file's own zone. */
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
  // nearly all are equal, and to write an instant asks for its zone
  if (JSON.stringify(a) === JSON.stringify(b)) return true;
  const zone = (when: When): string => (when.kind === 'day' || when.kind === 'span' ? when.zone : '');
  return writeWhen(a) === writeWhen(b) && zone(a) === zone(b);
}

function writeInstant({ at, zone, day }: Extract<When, { kind: 'instant' }>): string {
  if (day !== undefined) return `${day} 24:00 ${endLabel(at, zone, addDays(day, 1))}`;
  const [local, time] = [dayIn(at, zone), timeIn(at, zone)];
  const name = zone === aoe ? 'AoE' : zone;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const readable = plainDate(local) !== undefined;
  const plain = readable && wallTime(local, hours * 60 + minutes, zone) === at;
  if (plain && !isDoubtful(time, zone)) return `${local} ${time} ${name}`;
  return zone === utc ? at : `${at}[${zone}]`;
}

/** Midnight may mean either end of its day, and anywhere on Earth 23:59 is the end and noon rarely meant. */
function isDoubtful(time: string, zone: Zone): boolean {
  return time === '00:00' || (zone === aoe && ['11:59', '12:00', '23:59'].includes(time));
}

/** The zone if this is its own midnight; else the label or offset whose midnight it is, in any season. */
function endLabel(at: Instant, zone: Zone, next: ReturnType<typeof addDays>): string {
  if (startOfDay(next, zone) === at) return zone;
  const minutes = (millis(startOfDay(next, utc)) - millis(at)) / 60_000;
  return labelAt(zone, minutes) ?? `${offsetText(minutes)}${zone === utc ? '' : `[${zone}]`}`;
}

function offsetText(minutes: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
