import type { Finding } from '../problem/rule.ts';
import type { Clause } from './clause.ts';
import type { Instant, Zone } from '../time/time.ts';
import type { When } from './when.ts';
import { addDays, instantOf, millis, offsetAt, offsetTime, utc } from '../time/time.ts';
import { announcedDay, endOf, isDated, lastDay, utcDay } from './when.ts';
import { labelAt } from './label.ts';

/** A half that names a time. */
export interface Moment {
  readonly half: Clause;
  /** The label in the schedule: `PST`, `AoE`. */
  readonly label: string;
  readonly at: Instant;
  readonly zone: Zone;
}

/** What a single half leaves to guess. */
export function unsure({ minutes, label, aoe: isAoe, first }: Omit<Clause, 'findings'>): readonly Finding[] {
  const found: Finding[] = [];
  const { name = 'AoE', others = [] } = label ?? {};
  if (label && others.length > 0) {
    const zones = [label, ...others].map(({ zone }) => zone).join(', ');
    const says = `"${name}" may mean ${zones}; read as ${label.zone}, wanted zones: {${name}: ...} in calendar.yaml, UTC or an IANA name`;
    found.push({ rule: 'ambiguous-zone', says });
  }
  if (minutes === 0 && first) {
    const before = addDays(first, -1);
    const says = `00:00 ${name} may mean either end of ${first}; read as its beginning, wanted ${before} 24:00 ${name}, or ${first} 24:00 ${name} for its end`;
    found.push({ rule: 'midnight', says });
  }
  if (isAoe && minutes !== undefined && minutes >= 719 && minutes <= 720) {
    const says = `noon AoE is 00:00 UTC of the next day, which few mean; wanted ${first ?? 'the day'} AoE, which is its end`;
    found.push({ rule: 'noon-aoe', says });
  }
  return found;
}

export function isSpan({ first, last }: Clause): boolean {
  return first !== last;
}

/** Every half that names another time or day than the one that counts. */
export function disagreements(
  halves: readonly Clause[],
  moments: readonly Moment[],
  when: When,
): readonly Finding[] {
  if (!isDated(when)) return [];
  const counts = endOf(when);
  const times = moments.filter(({ at }) =>
    when.kind === 'aoe' || when.kind === 'instant' ? at !== counts : true,
  );
  const days = halves.filter((half) => half.first && half.minutes === undefined && !fits(half, when));
  return [
    ...times.map((moment) => sayTime(moment, when, counts)),
    ...days.map((half) => sayDay(half, when, counts)),
  ];
}

/** A half without a time fits the announced day, and the UTC day on which that ends. */
function fits(half: Clause, when: Exclude<When, { kind: 'month' | 'tbd' }>): boolean {
  if (half.aoe && !isSpan(half)) return when.kind === 'aoe' && half.first === when.day;
  const same = half.first === announcedDay(when) && half.last === lastDay(when);
  return same || (half.first === half.last && half.first === utcDay(when));
}

function sayTime(moment: Moment, when: When, counts: Instant): Finding {
  const { label, at } = moment;
  const minutes = (millis(at) - millis(counts)) / 60_000;
  const size = Math.abs(minutes);
  const by = size < 1440 ? `${size} minutes` : `${(size / 1440).toFixed(1)} days`;
  const says = `the ${label} half is ${short(at)}, ${by} ${minutes < 0 ? 'before' : 'after'} ${short(counts)}, which counts${wantedTime(moment, counts)}`;
  return { rule: when.kind === 'aoe' || label === 'AoE' ? 'aoe-pair-mismatch' : 'zone-pair-mismatch', says };
}

/** Usually the label is that of the other season; otherwise the time is wrong. */
function wantedTime({ half, label, zone }: Moment, counts: Instant): string {
  if (half.minutes === undefined || !half.first) return '';
  const right = labelAt(zone, offsetAt(counts, zone));
  if (right !== undefined && offsetTime(half.first, half.minutes, offsetAt(counts, zone)) === counts)
    return `; wanted ${right}`;
  const offset = half.label ? (half.label.offset ?? offsetAt(counts, zone)) : -12 * 60;
  const local = instantOf(millis(counts) + offset * 60_000);
  return `; wanted ${local.slice(11, 16)} ${label} of ${local.slice(0, 10)}`;
}

function sayDay(half: Clause, when: When, counts: Instant): Finding {
  const day = half.first ?? '';
  if (!half.aoe)
    return { rule: 'zone-pair-mismatch', says: `found ${day} beside ${short(counts)}, which counts` };
  const over = half.first ? short(endOf({ kind: 'aoe', day: half.first })) : '';
  const says = `${day} AoE is over at ${over}, but the ${when.kind === 'instant' ? 'UTC' : 'other'} half says ${short(counts)}, which counts`;
  return { rule: 'aoe-pair-mismatch', says };
}

export function outOfSeason(moments: readonly Moment[]): readonly Finding[] {
  return moments
    .filter(
      ({ half: { label: said }, at, zone }) =>
        said?.offset !== undefined && zone !== utc && offsetAt(at, zone) !== said.offset,
    )
    .map(({ half, label, at, zone }) => ({
      rule: 'zone-out-of-season',
      says: `found ${label}, but ${zone} keeps another time on ${half.first ?? short(at).slice(0, 10)}${inSeason(zone, at)}`,
    }));
}

function inSeason(zone: Zone, at: Instant): string {
  const right = labelAt(zone, offsetAt(at, zone));
  return right === undefined ? '' : `; wanted ${right}`;
}

/** `2024-02-09T02:00Z`, as a person would write it. */
function short(at: Instant): string {
  return `${at.slice(0, 16)}Z`;
}
