import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { PlainDate } from '../time/time.ts';
import type { SaidDeadline } from './saidbanner.ts';
import type { When } from '../when/when.ts';
import { isOn } from '../calendar/deadline.ts';
import { isPatch } from '../calendar/patch.ts';
import { addDays, daysBetween, firstDayOf, lastDayOf, monthOf } from '../time/time.ts';
import { announcedDay, isDated, lastDay, utcDay } from '../when/when.ts';

/** A milestone of the calendar that a banner means. */
export interface Meant {
  readonly milestone: Milestone;
  readonly release: Release;
}

/**
 * The milestones that a banner names, in the cycle around its slug date. What the calendar lacks, and what is
 * not firm (TBD, tentative, canceled), is left out: nothing can be said about it.
 */
export function meant(said: SaidDeadline, slug: PlainDate, calendar: Calendar): readonly Meant[] {
  const firm = calendar.releases.flatMap((release) =>
    release.milestones.filter((one) => isFirm(one, release)).map((milestone) => ({ milestone, release })),
  );
  const around = new Set(calendar.releases.filter((release) => isAround(release, slug, said)));
  const inReach = firm.filter(({ milestone, release }) => isPatch(milestone) || around.has(release));
  const named = said.milestones.map(({ id, also, release }) => {
    const all = release === undefined ? inReach : firm.filter((one) => one.release.version === release);
    const vague = all.filter((one) => also.includes(one.milestone.id) && fits(one.milestone.when, said));
    const own = all.filter((one) => isNamed(one, id, said));
    return own.some((one) => fits(one.milestone.when, said)) || vague.length === 0 ? own : vague;
  });
  const found = named.some((some) => some.length > 0) ? named : calledSo(said.label, inReach);
  return likely(
    said,
    found.flatMap((some) => nearest(some, said, slug) ?? []),
  );
}

/** `Code Freeze in effect, Release April 23` dates only the last name, so only what fits the day is kept. */
function likely(said: SaidDeadline, all: readonly Meant[]): readonly Meant[] {
  const fitting = all.filter(({ milestone }) => fits(milestone.when, said));
  return said.label.includes(',') && fitting.length > 0 ? fitting : all;
}

function isFirm(milestone: Milestone, release: Release): boolean {
  return isDated(milestone.when) && milestone.status !== 'tentative' && isOn(milestone, release);
}

/** Matches the calendar's own names, which need not be canonical: one list for each name in the label. */
function calledSo(label: string, all: readonly Meant[]): readonly (readonly Meant[])[] {
  const byName = (name: string): readonly Meant[] =>
    all.filter(({ milestone }) =>
      [milestone.short, milestone.name].some((one) => one.toLowerCase() === name.toLowerCase()),
    );
  const whole = byName(label);
  if (whole.length > 0) return [whole];
  const parts = label.split(/ and |, /).map(byName);
  return parts.every((some) => some.length > 0) ? parts : [];
}

/** A second row of an id is `feature-freeze-2`; a cherry-pick deadline may be one of the patch schedule. */
function isNamed({ milestone }: Meant, id: string, said: SaidDeadline): boolean {
  if (milestone.id === id) return true;
  if (isPatch(milestone)) return id === 'cherry-pick' && milestone.kind === id && fits(milestone.when, said);
  return milestone.kind !== 'prerelease' && milestone.id.replace(/-\d+$/, '') === id;
}

/** In days: how long before a cycle people speak of it without naming it. */
const early = 42;
/** In days: how far off a named day may be, and how long after its end a cycle is spoken of. */
const off = 7;

function isAround(release: Release, slug: PlainDate, { days, month }: SaidDeadline): boolean {
  const own = release.milestones
    .flatMap(({ when, kind, patch }) => {
      const inCycle = patch === undefined && kind !== 'maintenance' && kind !== 'end-of-life';
      return inCycle && isDated(when) ? [announcedDay(when)] : [];
    })
    .toSorted();
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined) return false;
  if (slug < addDays(first, -early) || slug > addDays(last, off)) return false;
  const spoken = days.length > 0 ? days : [firstDayOf(month), lastDayOf(month)];
  return spoken.some((day) => day >= addDays(first, -off) && day <= addDays(last, off));
}

/** The one on the named day, else the one nearest to the slug date. */
function nearest(some: readonly Meant[], said: SaidDeadline, slug: PlainDate): Meant | undefined {
  const distance = ({ milestone: { when } }: Meant): number =>
    isDated(when) ? Math.abs(daysBetween(slug, announcedDay(when))) : Infinity;
  const [first] = some.toSorted((a, b) => distance(a) - distance(b));
  return some.find(({ milestone }) => fits(milestone.when, said)) ?? first;
}

/** The banner names the announced or the UTC day of that *when*, or only the right month. */
export function fits(when: When, { days, month, through }: SaidDeadline): boolean {
  if (!isDated(when)) return when.kind === 'tbd' || when.month === month;
  const own = [announcedDay(when), utcDay(when)];
  if (days.length === 0) return own.some((day) => monthOf(day) === month);
  const isOwn = (day: PlainDate): boolean =>
    own.includes(day) || (day >= announcedDay(when) && day <= lastDay(when));
  return through ? days.every(isOwn) : days.some(isOwn);
}
