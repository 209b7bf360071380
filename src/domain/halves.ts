import type { Finding } from './rule.ts';
import type { Half } from './half.ts';
import type { Instant, Zone } from './time.ts';
import type { When } from './when.ts';
import { addDays, aoe, millis, offsetAt, offsetTime, utc } from './time.ts';
import { cutoff, tbd } from './when.ts';

interface Moment {
  readonly half: Half;
  readonly at: Instant;
  readonly zone: Zone;
}

/**
 * Makes one *when* of the halves. Where they disagree the UTC instant wins over AoE and AoE over local time,
 * and a finding says so. The last label is the zone it was announced in.
 */
export function combine(
  halves: readonly Half[],
  context: { readonly zone?: Zone | undefined },
): { readonly when: When; readonly findings: readonly Finding[] } {
  const findings = halves.flatMap((half) => half.findings);
  const dated = halves.find((half) => half.first);
  if (!dated?.first) {
    return {
      when: tbd,
      findings: [...findings, { rule: 'unreadable-when', says: 'found no date; wanted a day' }],
    };
  }
  const aoeHalf = halves.find((half) => half.aoe && half.minutes === undefined);
  const moments = halves.flatMap((half) => momentOf(half, halves));
  const timeless = halves.find((half) => half.minutes !== undefined && !half.label && !half.aoe);
  if (timeless) {
    const says = 'found a time without a zone; wanted UTC, a label such as PST, or AoE';
    return { when: tbd, findings: [...findings, { rule: 'unreadable-when', says }] };
  }
  const utcMoment = moments.find(({ half }) => half.label?.name === 'UTC');
  findings.push(...pairFindings(moments, utcMoment), ...seasonFindings(moments));
  if (aoeHalf?.first) {
    const when: When = { kind: 'aoe', day: aoeHalf.first };
    const over = cutoff(when);
    if (!utcMoment || utcMoment.at === over) return { when, findings };
    const says = `${aoeHalf.first} AoE is over at ${short(over)}, but the UTC half says ${short(utcMoment.at)}, which counts`;
    const at = { kind: 'instant', at: utcMoment.at, zone: aoe } as const;
    return { when: at, findings: [...findings, { rule: 'aoe-pair-mismatch', says }] };
  }
  const chosen = utcMoment ?? moments[0];
  const announced = moments.at(-1);
  if (chosen && announced) return { when: instantWhen(chosen, announced), findings };
  const zone = context.zone ?? utc;
  const { first, last = first } = dated;
  if (last < first) {
    const says = `the span ends on ${last}, before it begins on ${first}`;
    return { when: tbd, findings: [...findings, { rule: 'impossible-date', says }] };
  }
  return {
    when: last === first ? { kind: 'day', day: first, zone } : { kind: 'span', first, last, zone },
    findings,
  };
}

function momentOf(half: Half, halves: readonly Half[]): Moment[] {
  const { minutes, label } = half;
  if (minutes === undefined || !label) return [];
  const zone = label.zone;
  if (half.first) return [{ half, at: offsetTime(half.first, minutes, label.offset), zone }];
  const other = halves.find((one) => one.first && one.label && one.minutes !== undefined);
  const day = halves.find((one) => one.first)?.first;
  if (!day) return [];
  const [anchor] = other ? momentOf(other, halves) : [];
  const candidates = [-1, 0, 1].map((shift) => offsetTime(addDays(day, shift), minutes, label.offset));
  const distance = (at: Instant): number => Math.abs(millis(at) - millis(anchor?.at ?? candidates[1] ?? at));
  const at = candidates.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return [{ half: { ...half, first: day, last: day }, at, zone }];
}

function instantWhen(chosen: Moment, announced: Moment): When {
  const midnight = announced.half.minutes === 1440 && announced.at === chosen.at && announced.half.first;
  return { kind: 'instant', at: chosen.at, zone: announced.zone, ...(midnight && { day: midnight }) };
}

function pairFindings(moments: readonly Moment[], utcMoment: Moment | undefined): Finding[] {
  const judge = utcMoment ?? moments[0];
  return moments
    .filter((moment) => judge && moment.at !== judge.at)
    .map((moment) => {
      const label = moment.half.label?.name ?? '';
      const minutes = (millis(moment.at) - millis(judge?.at ?? moment.at)) / 60_000;
      const by =
        Math.abs(minutes) < 1440
          ? `${Math.abs(minutes)} minutes`
          : `${(Math.abs(minutes) / 1440).toFixed(1)} days`;
      return {
        rule: 'zone-pair-mismatch',
        says: `the ${label} half is ${short(moment.at)}, ${by} ${minutes < 0 ? 'before' : 'after'} ${short(judge?.at ?? moment.at)}, which counts`,
      };
    });
}

function seasonFindings(moments: readonly Moment[]): Finding[] {
  return moments
    .filter(({ half, at, zone }) => half.label && zone !== utc && offsetAt(at, zone) !== half.label.offset)
    .map(({ half, at, zone }) => ({
      rule: 'zone-out-of-season',
      says: `found ${half.label?.name ?? ''}, but ${zone} keeps another time on ${short(at).slice(0, 10)}`,
    }));
}

/** `2024-02-09T02:00Z`, as a person would write it. */
function short(at: Instant): string {
  return `${at.slice(0, 16)}Z`;
}
