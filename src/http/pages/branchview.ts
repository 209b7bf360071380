import type { Branch } from '../../domain/cycle/branch.ts';
import type { Calendar, Milestone } from '../../domain/calendar/calendar.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import { otherwise, standsOn } from '../../domain/calendar/actual.ts';
import { expectedTrains } from '../../domain/calendar/expectedtrains.ts';
import { isPatch } from '../../domain/calendar/patch.ts';
import { dayIn, daysBetween, utc } from '../../domain/time/time.ts';
import { isDated, lastDay } from '../../domain/when/when.ts';
import { allMilestones, zoneOf } from '../../domain/calendar/calendar.ts';
import { branches, comingPatches } from '../../domain/cycle/branch.ts';
import { briefWhen } from '../../formats/words/briefwhen.ts';
import { inDays } from '../../formats/words/timeleft.ts';
import { daysOf } from '../../domain/cycle/cycle.ts';

/** How versions are supported, as a page shows it. */
export interface BranchView {
  /** Whether the calendar has patches at all. */
  readonly patches: boolean;
  /** Months with patches whose branches are not named yet. */
  readonly months: readonly object[];
  /** Versions that are supported, as far as is known. */
  readonly alive: readonly object[];
  readonly ended: readonly object[];
  /** Where today is in the bars of `alive`; `undefined` where none has a bar. */
  readonly today: number | undefined;
}

/** The width of the picture. */
const width = 1_000;

export function branchView(calendar: Calendar, now: Instant): BranchView {
  const zone = zoneOf(calendar);
  const today = dayIn(now, utc);
  const all = branches(calendar, now).filter(({ phase }) => phase !== 'ahead');
  const alive = all.filter(({ phase }) => phase !== 'ended');
  const scale = scaleOf(alive, today);
  const ahead = expectedTrains(calendar, today).filter(({ when }) => isDated(when) && lastDay(when) >= today);
  return {
    patches: allMilestones(calendar).some(isPatch),
    months: [...comingPatches(calendar, now), ...ahead].map(({ name, when, expected: isExpected }) => ({
      name,
      day: briefWhen(when, zone),
      isExpected,
    })),
    alive: alive.map((one) => ({ ...aboutBranch(one, calendar, today), bars: barsOf(one, scale) })),
    ended: all.filter(({ phase }) => phase === 'ended').map((one) => aboutBranch(one, calendar, today)),
    today: alive.some((one) => barsOf(one, scale).length > 0) ? scale(today) : undefined,
  };
}

function aboutBranch(one: Branch, calendar: Calendar, today: PlainDate): object {
  const zone = zoneOf(calendar);
  const day = (milestone: Milestone | undefined): string | undefined =>
    milestone && briefWhen(standsOn(milestone), zone);
  const end = dayOf(one.endOfLife);
  return {
    release: one.release,
    path: `${calendar.id}/${one.release}/`,
    phase: one.phase,
    newest: one.newest?.patch,
    newestDay: one.newest?.actual && briefWhen(one.newest.actual, zone),
    patch: one.patch?.patch,
    cherryPick: day(one.cherryPick),
    target: one.patch && briefWhen(one.patch.when, zone),
    maintenance: day(one.maintenance),
    endPlan: one.endOfLife && otherwise(one.endOfLife) ? briefWhen(one.endOfLife.when, zone) : undefined,
    endOfLife: day(one.endOfLife),
    ends: end && inDays(daysBetween(today, end)),
  };
}

function dayOf(milestone: Milestone | undefined): PlainDate | undefined {
  return milestone && daysOf(milestone)?.last;
}

type Scale = (day: PlainDate) => number;

function scaleOf(alive: readonly Branch[], today: PlainDate): Scale {
  const known = alive.flatMap(({ out, maintenance, endOfLife }) => [out, maintenance, endOfLife].map(dayOf));
  const days = [today, ...known].filter((day) => day !== undefined).toSorted();
  const [first = today, last = today] = [days[0], days.at(-1)];
  const span = Math.max(1, daysBetween(first, last));
  return (day) => Math.round((daysBetween(first, day) / span) * width);
}

interface Bar {
  readonly look: 'active' | 'maintenance';
  readonly x: number;
  readonly width: number;
}

/** From its release to its end, as far as both are known. */
function barsOf({ out, maintenance, endOfLife }: Branch, scale: Scale): readonly Bar[] {
  const [from, turn, end] = [dayOf(out), dayOf(maintenance), dayOf(endOfLife)];
  if (end === undefined) return [];
  const start = from === undefined ? 0 : scale(from);
  const middle = scale(turn ?? end);
  const bars = [
    { look: 'active', x: start, width: middle - start },
    { look: 'maintenance', x: middle, width: scale(end) - middle },
  ] as const;
  return bars.filter((bar) => bar.width > 0);
}
