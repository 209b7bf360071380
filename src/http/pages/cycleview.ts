import type { Ahead } from '../../domain/calendar/deadline.ts';
import type { Calendar, Milestone, Release } from '../../domain/calendar/calendar.ts';
import type { Instant, PlainDate, Zone } from '../../domain/time/time.ts';
import type { Midnight } from '../../formats/words/cutoff.ts';
import type { Group } from '../../domain/banner/banner.ts';
import type { Move } from '../../domain/history/move.ts';
import { daysLate } from '../../domain/calendar/actual.ts';
import { banner, groups } from '../../domain/banner/banner.ts';
import { closes, datedMilestones } from '../../domain/calendar/deadline.ts';
import { isPatch, patchTitle } from '../../domain/calendar/patch.ts';
import { addDays, aoe, dayIn, daysBetween, startOfDay, utc } from '../../domain/time/time.ts';
import { isDated } from '../../domain/when/when.ts';
import { briefWhen, spokenWhen } from '../../formats/words/briefwhen.ts';
import { isClosing, longMoment, midnightOf, shortMoment } from '../../formats/words/cutoff.ts';
import { zoneOf } from '../../domain/calendar/calendar.ts';
import { zoneTitle, zoneWords } from '../../domain/banner/printed.ts';
import { timeLeft } from '../../formats/words/timeleft.ts';

/** A moment as a page shows it; a script adds the reader's local time. */
interface Moment {
  readonly iso: Instant;
  /** In the calendar's zone, unless that is UTC or AoE. */
  readonly own: { readonly zone: string; readonly at: string } | undefined;
  readonly utc: string;
  readonly aoe: string;
  readonly short: string;
}

/** `beside` is what stands next to it: the same words twice would say nothing. */
export function momentOf(at: Instant, zone: Zone, midnight: Midnight = 'ends', beside?: string): Moment {
  const own = { zone: zoneTitle(zone), at: `${longMoment(at, zone, midnight)} ${zoneWords(at, zone)}` };
  // the day beside it is already the one anywhere on Earth
  const here = zone === aoe ? utc : zone;
  const shortIn = (place: Zone): string =>
    `${shortMoment(at, place, midnight).replace(/(?<!,) (?=\d\d:)/, ', ')} ${zoneWords(at, place)}`;
  const short = shortIn(here);
  return {
    iso: at,
    short: short === beside ? shortIn(here === utc ? aoe : utc) : short,
    own: zone === utc || zone === aoe ? undefined : own,
    utc: `${longMoment(at, utc, midnight)} UTC`,
    aoe: `${longMoment(at, aoe, midnight)} AoE`,
  };
}

export interface NamedLink {
  readonly name: string;
  readonly path: string;
}

export function named({ id, release, name }: Milestone, { id: calendar }: Calendar): NamedLink {
  return { name, path: `${calendar}/${release}/${id}` };
}

/** Milestones that share their day and cutoff. */
interface Line {
  readonly names: readonly NamedLink[];
  readonly day: string;
  /** As people say it, without the year of now. */
  readonly spoken: string;
  /** Titles of their releases; empty for patches. */
  readonly of: readonly string[];
  /** `undefined` for a month, and for events without a cutoff. */
  readonly cutoff: Moment | undefined;
}

interface Next {
  /** In the order in which they close. */
  readonly lines: readonly Line[];
  readonly of: readonly string[];
  /** The cutoff of the first line. */
  readonly cutoff: Moment | undefined;
  readonly left: string;
  readonly turns: Instant;
}

/** The next deadline of a calendar or of one release, for the top of a page. */
export function nextOf(calendar: Calendar, now: Instant, release?: Release): Next | undefined {
  const { next, named: isNamed } = banner(release ? { ...calendar, releases: [release] } : calendar, now);
  if (!next || (release && next.milestones.every(isPatch))) return undefined;
  const lines = linesOf(next, { calendar, now, isNamed });
  const closing = next.day === undefined || lines[0]?.cutoff !== undefined;
  const { says, turns } = closing ? timeLeft(next.ends, now) : daysTo(next.day, now, zoneOf(calendar));
  return { lines, of: titlesOf(next.members), cutoff: lines[0]?.cutoff, left: says, turns };
}

/** Events without a cutoff are counted down in days. */
function daysTo(
  day: PlainDate,
  now: Instant,
  zone: Zone,
): { readonly says: string; readonly turns: Instant } {
  const today = dayIn(now, zone);
  const days = daysBetween(today, day);
  const says = days > 1 ? `in ${days} days` : days === 1 ? 'tomorrow' : 'today';
  return { says, turns: startOfDay(addDays(today, 1), zone) };
}

function open(calendar: Calendar, now: Instant): readonly Ahead[] {
  return datedMilestones(calendar).filter(({ ends }) => ends > now);
}

interface Telling {
  readonly calendar: Calendar;
  readonly now: Instant;
  /** Whether names say their releases. */
  readonly isNamed: boolean;
}

/** One line per day and cutoff of a group, in the order in which they close. */
function linesOf({ members }: Group, { calendar, now, isNamed }: Telling): readonly Line[] {
  const zone = zoneOf(calendar);
  const alike = Map.groupBy(
    members,
    ({ milestone, ends }) =>
      `${isPatch(milestone) ? milestone.kind : ''} ${ends} ${briefWhen(milestone.when, zone)}`,
  );
  const soonest = [...alike.values()].toSorted(([a], [b]) => ((a?.ends ?? '') < (b?.ends ?? '') ? -1 : 1));
  return soonest.flatMap((some): readonly Line[] => {
    const [first] = some;
    if (!first) return [];
    const { milestone } = first;
    const end = isDated(milestone.when) ? closes(milestone, first.release.zone) : undefined;
    const isEnd = some.some((one) => isClosing(one.milestone));
    const brief = briefWhen(milestone.when, zone);
    const spoken = isEnd ? spokenWhen(milestone.when, zone, now) : brief;
    return [
      {
        names: namesOf(some, calendar, isNamed),
        day: brief,
        spoken,
        of: titlesOf(some),
        cutoff: end !== undefined && isEnd ? momentOf(end, zone, midnightOf(milestone), spoken) : undefined,
      },
    ];
  });
}

function namesOf(some: readonly Ahead[], calendar: Calendar, isNamed: boolean): readonly NamedLink[] {
  const milestones = some.map(({ milestone }) => milestone);
  const [first] = milestones;
  const together = milestones.every(isPatch) ? patchTitle(milestones) : undefined;
  if (first && together !== undefined) return [{ ...named(first, calendar), name: together }];
  return some.map(({ milestone, release }) => {
    const own = named(milestone, calendar);
    return isNamed && !isPatch(milestone) ? { ...own, name: `${own.name} (${release.title})` } : own;
  });
}

function titlesOf(some: readonly Ahead[]): readonly string[] {
  return [...new Set(some.flatMap(({ milestone, release }) => (isPatch(milestone) ? [] : release.title)))];
}

const mostComing = 8;

/** What comes after the next deadline, one line per announced day and cutoff. */
export function comingOf(calendar: Calendar, now: Instant): readonly Line[] {
  const counted = open(calendar, now).filter(({ milestone }) => milestone.banner);
  const patches = open(calendar, now).filter(({ milestone }) => isPatch(milestone));
  const kinds = [
    counted,
    ...['cherry-pick', 'patch'].map((kind) => patches.filter((one) => one.milestone.kind === kind)),
  ];
  return kinds
    .flatMap((some) => groups(some))
    .toSorted((a, b) => (a.ends < b.ends ? -1 : 1))
    .slice(0, mostComing)
    .flatMap((group) => linesOf(group, { calendar, now, isNamed: false }));
}

const mostMoved = 6;

/** Recently moved dates, newest first. */
export function movedOf(calendar: Calendar, moves: readonly Move[]): readonly object[] {
  return moves.slice(0, mostMoved).map(({ milestone, kind, before, after, notice }) => ({
    ...named(milestone, calendar),
    kind,
    notice,
    late: daysLate(milestone),
    // the name of a patch already says its branch
    release: isPatch(milestone) ? undefined : milestone.release,
    before: briefWhen(before.when, zoneOf(calendar)),
    after: briefWhen(after.when, zoneOf(calendar)),
    since: after.since.slice(0, 10),
  }));
}
