import type { Finding } from '../problem/rule.ts';
import type { Clause } from './clause.ts';
import type { Instant, Zone } from '../time/time.ts';
import type { Dated, When } from './when.ts';
import { addDays, instantOf, millis, offsetAt, offsetTime, utc } from '../time/time.ts';
import { announcedDay, endOf, isDated, lastDay, utcDay } from './when.ts';
import { labelAt } from './label.ts';
import { quote } from '../problem/suggestion.ts';
import { expected } from '../problem/expected.ts';

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
    const wanted = `an IANA zone, or zones: {${name}: ${label.zone}} in calendar.yaml`;
    const says = expected(wanted, `${quote(name)}, which may mean ${zones}; read as ${label.zone}`);
    found.push({ rule: 'ambiguous-zone', says });
  }
  if (minutes === 0 && first) {
    const either = `${addDays(first, -1)} 24:00 ${name} or ${first} 24:00 ${name}`;
    const says = expected(either, `${first} 00:00 ${name}, which may mean either; read as the first`);
    found.push({ rule: 'midnight', says });
  }
  if (isAoe && first && minutes !== undefined && minutes >= 719 && minutes <= 720) {
    const says = expected(
      `${first} AoE, the end of that day anywhere on Earth`,
      'noon AoE, the end of that day in UTC',
    );
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
function fits(half: Clause, when: Dated): boolean {
  if (half.aoe && !isSpan(half)) return when.kind === 'aoe' && half.first === when.day;
  const same = half.first === announcedDay(when) && half.last === lastDay(when);
  return same || (half.first === half.last && half.first === utcDay(when));
}

function sayTime(moment: Moment, when: When, counts: Instant): Finding {
  const { label, at } = moment;
  const minutes = (millis(at) - millis(counts)) / 60_000;
  const size = Math.abs(minutes);
  const by = size < 1440 ? `${size} minutes` : `${(size / 1440).toFixed(1)} days`;
  const found = `the ${label} half at ${short(at)}, ${by} ${minutes < 0 ? 'before' : 'after'} ${short(counts)}, which is used`;
  const says = expected(rightTime(moment, counts), found);
  return { rule: when.kind === 'aoe' || label === 'AoE' ? 'aoe-pair-mismatch' : 'zone-pair-mismatch', says };
}

/** Usually the label is that of the other season; otherwise the time is wrong. */
function rightTime({ half: { first, minutes, label: said }, label, zone }: Moment, counts: Instant): string {
  const now = offsetAt(counts, zone);
  const right = labelAt(zone, now);
  if (right !== undefined && first && minutes !== undefined && offsetTime(first, minutes, now) === counts)
    return right;
  const offset = said ? (said.offset ?? now) : -12 * 60;
  const local = instantOf(millis(counts) + offset * 60_000);
  return `${local.slice(11, 16)} ${label} on ${local.slice(0, 10)}`;
}

function sayDay(half: Clause, when: Dated, counts: Instant): Finding {
  const day = half.first ?? '';
  if (!half.aoe) {
    const wanted = `${announcedDay(when)} beside ${short(counts)}, which is used`;
    return { rule: 'zone-pair-mismatch', says: expected(wanted, day) };
  }
  const over = half.first ? short(endOf({ kind: 'aoe', day: half.first })) : '';
  const wanted = `an end at ${short(counts)} as in the ${when.kind === 'instant' ? 'UTC' : 'other'} half, which is used`;
  return { rule: 'aoe-pair-mismatch', says: expected(wanted, `${day} AoE, which ends at ${over}`) };
}

export function outOfSeason(moments: readonly Moment[]): readonly Finding[] {
  return moments
    .filter(
      ({ half: { label: said }, at, zone }) =>
        said?.offset !== undefined && zone !== utc && offsetAt(at, zone) !== said.offset,
    )
    .map(({ half, label, at, zone }) => ({
      rule: 'zone-out-of-season',
      says: expected(
        `${labelAt(zone, offsetAt(at, zone)) ?? 'UTC or an offset'} on ${half.first ?? short(at).slice(0, 10)} in ${zone}`,
        label,
      ),
    }));
}

/** `2024-02-09T02:00Z`, as a person would write it. */
function short(at: Instant): string {
  return `${at.slice(0, 16)}Z`;
}
