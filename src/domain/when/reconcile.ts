import type { Finding } from '../problem/rule.ts';
import type { Clause } from './clause.ts';
import type { Moment } from './doubts.ts';
import type { PlainDate, Zone } from '../time/time.ts';
import type { Context, ReadWhen } from './whenresult.ts';
import type { When } from './when.ts';
import { addDays, aoe, millis, offsetAt, utc, wallTime } from '../time/time.ts';
import { disagreements, isSpan, outOfSeason, unsure } from './doubts.ts';
import { endOf } from './when.ts';
import { momentAt } from './label.ts';
import { after, undated } from './whenresult.ts';
import { expected } from '../problem/expected.ts';

/**
 * Makes one *when* of the halves. Where they disagree the UTC instant wins over AoE and AoE over local time,
 * and a finding says so: no half is ignored. The last label is the zone it was announced in.
 */
export function reconcile(said: readonly Clause[], context: Pick<Context, 'zone'>): ReadWhen {
  const halves = said.map(endOfZone).map((half, _, all) => settled(endOfAoe(half, all), all));
  const findings = halves.flatMap((half) => half.findings);
  const no = whyNot(halves);
  if (no) return after(findings, undated(no.rule, no.says));
  const moments = halves.flatMap((half) => momentOf(half, halves));
  const when = choose(halves, moments, context.zone ?? utc);
  const doubts = [...outOfSeason(moments), ...(halves.length === 1 ? halves.flatMap(unsure) : [])];
  return { when, findings: [...findings, ...disagreements(halves, moments, when), ...doubts] };
}

/** A label of several meanings has the one that another half confirms. */
function settled(half: Clause, said: readonly Clause[]): Clause {
  const { label } = half;
  if (!label?.others) return half;
  const confirmed = [label, ...label.others].find((meant) => {
    const mine = { ...half, label: meant };
    const all = said.map((other) => (other === half ? mine : other));
    const at = momentOf(mine, all)[0]?.at;
    // out of season only the usual meaning is a slip of the pen
    if (!at || (meant !== label && offsetAt(at, meant.zone) !== meant.offset)) return false;
    return all.some((other) => other !== mine && momentOf(other, all)[0]?.at === at);
  });
  return confirmed ? { ...half, label: { ...confirmed, others: [] } } : half;
}

/** Why the halves cannot be understood. */
function whyNot(halves: readonly Clause[]): Finding | undefined {
  const day = halves.find((half) => half.first)?.first;
  if (!day) return { rule: 'unreadable-when', says: expected('a day', 'none') };
  if (halves.some((half) => half.aoe && half.minutes === 0)) {
    const either = `${addDays(day, -1)} AoE or ${day} AoE`;
    return { rule: 'unreadable-when', says: expected(either, `${day} 00:00 AoE, which may mean either`) };
  }
  if (halves.some((half) => half.minutes !== undefined && !half.label && !half.aoe)) {
    const says = expected('a zone, such as UTC, PST or AoE', 'a time without one');
    return { rule: 'unreadable-when', says };
  }
  if (halves.some((half) => isSpan(half) && (half.minutes !== undefined || half.label))) {
    const says = expected('a span of days alone', 'one with a time or zone');
    return { rule: 'unreadable-when', says };
  }
  const isFixed = halves.some(({ label, minutes }) => label?.offset !== undefined && minutes !== undefined);
  const gap = isFixed ? undefined : halves.flatMap(notOnce)[0];
  if (gap) return gap;
  const backwards = halves.find(({ first, last }) => first && last && last < first);
  const says = expected(`a last day no earlier than ${backwards?.first ?? ''}`, backwards?.last ?? '');
  return backwards && { rule: 'impossible-date', says };
}

/** A label of both seasons names no moment in an hour that the clocks skip or pass twice. */
function notOnce({ label, minutes, first }: Clause): readonly Finding[] {
  if (!label || label.offset !== undefined || minutes === undefined || minutes === 1440 || !first) return [];
  const found = wallTime(first, minutes, label.zone);
  if (found !== 'skipped' && found !== 'twice') return [];
  return [gapIn(label.zone, first, found === 'skipped')];
}

/** A time of a day that the clocks of a zone skip or pass twice. */
export function gapIn(where: Zone, day: PlainDate, isSkipped: boolean): Finding {
  const found = `one that the clocks of ${where} ${isSkipped ? 'skip' : 'pass twice'} on ${day}`;
  return {
    rule: 'impossible-date',
    says: expected('a time in UTC, or with an offset such as -07:00', found),
  };
}

/** A day with a zone and no time lasts until it ends there, where no other half says when. */
function endOfZone(half: Clause, _: number, said: readonly Clause[]): Clause {
  const isBare = half.label && half.minutes === undefined && half.first !== undefined && !isSpan(half);
  return isBare && said.every(({ minutes, aoe: isAoe }) => minutes === undefined && !isAoe)
    ? { ...half, minutes: 1440 }
    : half;
}

/** 23:59 and 24:00 AoE mean the same as the AoE day alone, unless another half says 11:59 UTC. */
function endOfAoe(half: Clause, said: readonly Clause[]): Clause {
  if (!half.aoe || half.minutes === undefined || half.minutes < 1439) return half;
  if (half.minutes < 1440 && said.some((other) => other.minutes === 719)) return half;
  const { minutes: _, ...rest } = half;
  return rest;
}

function choose(halves: readonly Clause[], moments: readonly Moment[], zone: Zone): When {
  const aoeHalf = halves.find((half) => half.aoe && half.minutes === undefined);
  const aoeDay = aoeHalf && !isSpan(aoeHalf) ? aoeHalf.first : undefined;
  const utcMoment = moments.find(({ label }) => label === 'UTC');
  if (aoeDay) {
    const when: When = { kind: 'aoe', day: aoeDay };
    return !utcMoment || utcMoment.at === endOf(when)
      ? when
      : { kind: 'instant', at: utcMoment.at, zone: aoe };
  }
  const chosen = utcMoment ?? moments.find(({ label }) => label === 'AoE') ?? moments[0];
  const announced = moments.at(-1);
  if (chosen && announced) return instantWhen(chosen, announced);
  const { first, last = first } = halves.find((half) => half.first) ?? {};
  if (!first || !last) return { kind: 'tbd' };
  return last === first
    ? { kind: 'day', day: first, zone }
    : { kind: 'span', first, last, zone: aoeHalf ? aoe : zone };
}

function instantWhen(chosen: Moment, announced: Moment): When {
  const midnight = announced.half.minutes === 1440 && announced.at === chosen.at && announced.half.first;
  return { kind: 'instant', at: chosen.at, zone: announced.zone, ...(midnight && { day: midnight }) };
}

function momentOf(half: Clause, halves: readonly Clause[]): Moment[] {
  const { minutes } = half;
  const place = half.label ?? (half.aoe ? { name: 'AoE', offset: -12 * 60, zone: aoe } : undefined);
  if (minutes === undefined || !place) return [];
  const moment = (day: PlainDate): Moment => {
    const at = momentAt(day, minutes, place);
    return { half: { ...half, first: day, last: day }, label: place.name, at, zone: place.zone };
  };
  if (half.first) return [moment(half.first)];
  // `17:00 UTC / 09:00 PST Tuesday 13th December` names the day once: the nearest such time is meant
  const other = halves.find((one) => one.first);
  if (!other?.first) return [];
  const day = other.first;
  const overAt = other.aoe ? endOf({ kind: 'aoe', day }) : moment(day).at;
  const anchor = momentOf(other, halves)[0]?.at ?? overAt;
  const distance = ({ at }: Moment): number => Math.abs(millis(at) - millis(anchor));
  return [
    [-1, 0, 1]
      .map((shift) => moment(addDays(day, shift)))
      .reduce((a, b) => (distance(b) < distance(a) ? b : a)),
  ];
}
