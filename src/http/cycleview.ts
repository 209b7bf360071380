import type { Ahead } from '../domain/deadline.ts';
import type { Calendar, Milestone, Release } from '../domain/calendar.ts';
import type { Instant, PlainDate } from '../domain/time.ts';
import type { Group } from '../domain/banner.ts';
import type { Move } from '../domain/move.ts';
import { banner, groups } from '../domain/banner.ts';
import { daysOf, isOff } from '../domain/cycle.ts';
import { datedMilestones } from '../domain/deadline.ts';
import { isPatch, patchTitle } from '../domain/patch.ts';
import { addDays, aoe, dayIn, daysBetween, startOfDay, utc } from '../domain/time.ts';
import { closes, isDated } from '../domain/when.ts';
import { briefWhen } from '../formats/briefwhen.ts';
import { isClosing, longMoment, shortMoment } from '../formats/cutoff.ts';
import { timeLeft } from '../formats/timeleft.ts';

/** A moment as a page shows it; a script says it on its reader's own clock. */
interface Moment {
  readonly iso: Instant;
  readonly utc: string;
  readonly aoe: string;
  readonly short: string;
}

export function momentOf(at: Instant): Moment {
  return {
    ...{ iso: at, short: `${shortMoment(at, utc)} UTC` },
    utc: `${longMoment(at, utc)} UTC`,
    aoe: `${longMoment(at, aoe)} AoE`,
  };
}

interface Named {
  readonly name: string;
  readonly path: string;
}

function named({ id, release, name }: Milestone, { id: calendar }: Calendar): Named {
  return { name, path: `${calendar}/${release}/${id}` };
}

interface Next {
  readonly names: readonly Named[];
  readonly day: string;
  readonly release: string;
  /** `undefined` for a month, and for what merely happens on its day. */
  readonly cutoff: Moment | undefined;
  readonly left: string;
  readonly turns: Instant;
}

/** What the top of a page says: the next deadline of a calendar, or of one of its releases. */
export function nextOf(calendar: Calendar, now: Instant, release?: Release): Next | undefined {
  const next = release
    ? groups(open(calendar, now).filter((one) => one.release === release && one.milestone.banner))[0]
    : banner(calendar, now).next;
  if (!next) return undefined;
  const closing = next.day === undefined || next.milestones.some(isClosing);
  const { says, turns } = closing ? timeLeft(next.ends, now) : daysTo(next.day, now);
  return {
    names: namesOf(next, calendar),
    day: daysIn(next),
    release: next.release,
    cutoff: next.cutoff !== undefined && closing ? momentOf(next.cutoff) : undefined,
    left: says,
    turns,
  };
}

/** What merely happens on its day comes nearer by days. */
function daysTo(day: PlainDate, now: Instant): { readonly says: string; readonly turns: Instant } {
  const today = dayIn(now, utc);
  const days = daysBetween(today, day);
  const says = days > 1 ? `in ${days} days` : days === 1 ? 'tomorrow' : 'today';
  return { says, turns: startOfDay(addDays(today, 1), utc) };
}

function open(calendar: Calendar, now: Instant): readonly Ahead[] {
  return datedMilestones(calendar).filter(({ ends }) => ends > now);
}

function namesOf({ milestones }: Group, calendar: Calendar): readonly Named[] {
  const [first] = milestones;
  const together = milestones.every(isPatch) ? patchTitle(milestones) : undefined;
  return first && together !== undefined
    ? [{ ...named(first, calendar), name: together }]
    : milestones.map((one) => named(one, calendar));
}

/** Two that close at different moments of one day are told apart. */
function daysIn({ milestones }: Group): string {
  return [...new Set(milestones.map(({ when }) => briefWhen(when)))].join(' and ');
}

const mostComing = 8;

/** What comes after the next deadline, a line each announced day. */
export function comingOf(calendar: Calendar, now: Instant): readonly object[] {
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
    .map((group) => ({
      ...{ names: namesOf(group, calendar), day: daysIn(group), release: group.release },
      cutoff:
        group.cutoff !== undefined && group.milestones.some(isClosing) ? momentOf(group.cutoff) : undefined,
    }));
}

/** Every milestone of a release in the order of its days, the undated last. */
export function rowsOf(
  calendar: Calendar,
  release: Release,
  moves: readonly Move[],
  now: Instant,
): readonly object[] {
  return release.milestones
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0))
    .map((one) => {
      const end = closes(one.when, release.zone);
      const off = isOff(one, release);
      const before = moves.find(({ milestone, kind }) => milestone === one && kind === 'moved')?.before.when;
      return {
        ...named(one, calendar),
        ...{ day: briefWhen(one.when), counted: one.banner || one.key },
        off: off && (one.status === 'planned' ? release.status : one.status),
        past: !off && end !== undefined && end <= now,
        cutoff: isDated(one.when) && end !== undefined && isClosing(one) ? momentOf(end) : undefined,
        was: before && briefWhen(before),
        actual: one.actual && briefWhen(one.actual),
        note: one.note,
      };
    });
}

function sortKey(milestone: Milestone): string {
  return daysOf(milestone)?.first ?? '9999';
}

const mostMoved = 6;

/** What moved lately, newest first. */
export function movedOf(calendar: Calendar, moves: readonly Move[]): readonly object[] {
  return moves.slice(0, mostMoved).map(({ milestone, kind, before, after, notice }) => ({
    ...named(milestone, calendar),
    ...{ release: milestone.release, kind, notice },
    before: briefWhen(before.when),
    after: briefWhen(after.when),
    since: after.since.slice(0, 10),
  }));
}
