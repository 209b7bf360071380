import type { Banner, Group } from './banner.ts';
import type { Milestone } from '../calendar/calendar.ts';
import type { Printed } from './printed.ts';
import { yearAwayMs } from './banner.ts';
import { isPatch, patchTitle } from '../calendar/patch.ts';
import { beginnings, printed } from './printed.ts';
import { millis } from '../time/time.ts';

/** A name in a banner, and the milestone whose link it uses; none where it names several patches. */
interface Name {
  readonly text: string;
  readonly milestone: Milestone | undefined;
}

/** Milestones of a banner that have first day, last day and time in common. */
export interface Phrase {
  readonly names: readonly Name[];
  readonly how: Printed;
  /** Whether it is so far off that the year must be printed. */
  readonly withYear: boolean;
  /** Whether it comes after the phrase before it, said as `then`. */
  readonly later: boolean;
}

/** The parts of a banner's line: what closes next, and what closes soon after it. */
export function phrases(banner: Banner): readonly Phrase[] {
  const { next, then, both } = banner;
  if (!next) return [];
  const first = ofGroup(next, banner);
  if (!both || !then) return first;
  // `then` does not come later when it closes before the last of `next`
  const follows = then.ends >= next.allOver;
  return [
    ...first,
    ...ofGroup(then, banner).map((one, index) => ({ ...one, later: follows && index === 0 })),
  ];
}

function ofGroup({ milestones }: Group, banner: Banner): readonly Phrase[] {
  const alike = Map.groupBy(milestones, (milestone) => {
    const { day, last, month, time, aoe } = printed(milestone.when, banner.zone);
    return [isPatch(milestone) ? milestone.kind : '', day, last, month, time, aoe].join(' ');
  });
  return [...alike.values()].flatMap((members): readonly Phrase[] => {
    const [first] = members;
    if (!first) return [];
    const how = printed(first.when, banner.zone);
    const begins = beginnings(how);
    const withYear = begins.some((begin) => millis(begin) - millis(banner.at) > yearAwayMs);
    return [{ names: namesOf(members, banner), how, withYear, later: false }];
  });
}

function namesOf(members: readonly Milestone[], banner: Banner): readonly Name[] {
  const patches = patchTitle(members);
  if (patches !== undefined) return [{ text: patches, milestone: undefined }];
  return members.map((milestone) => ({ text: nameOf(milestone, banner), milestone }));
}

/** `Feature Freeze (PostgreSQL 18)`, unless the name has its version already. */
function nameOf(milestone: Milestone, { named, titles }: Banner): string {
  const { short, release } = milestone;
  const has = short.split(/[^A-Za-z0-9._-]+/).includes(release);
  return named && !isPatch(milestone) && !has ? `${short} (${titles.get(release) ?? release})` : short;
}
