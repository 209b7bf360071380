import type { Calendar, Milestone, Release } from './calendar.ts';
import type { Kind } from './kind.ts';
import type { Instant, PlainDate, YearMonth } from '../time/time.ts';
import type { RuledTrain } from './trainrule.ts';
import type { When } from '../when/when.ts';
import { compareVersions, zoneOf } from './calendar.ts';
import { dayInWords, monthName } from '../time/datewords.ts';
import { draftOf } from './draft.ts';
import { standsOn } from './actual.ts';
import { isOn } from './deadline.ts';
import { isPatch, patchTrain, trainTitle } from './patch.ts';
import { addMonths, firstDayOf, lastDayOf, monthOf, startOfDay, utc } from '../time/time.ts';
import { isMet, ruledTrains } from './trainrule.ts';
import { trainIds } from './trainids.ts';
import { announcedDay, isDated } from '../when/when.ts';

/**
 * Adds the patch trains that the calendar's rule predicts and nobody has announced: those after the newest
 * announced one, from the month of `today` (a UTC day) on. Not for telling people what to do: banners and
 * letters know only the calendar itself.
 */
export function withExpected(calendar: Calendar, today: PlainDate): Calendar {
  const milestones = expectedTrains(calendar, today);
  if (milestones.length === 0) return calendar;
  const known = calendar.releases.find(({ version }) => version === patchTrain);
  const none = { version: patchTrain, title: trainTitle, status: 'planned', milestones: [] } as const;
  const train: Release = known ?? { ...none, zone: zoneOf(calendar) };
  const all = { ...train, milestones: [...train.milestones, ...milestones] };
  const others = calendar.releases.filter((one) => one !== known);
  return {
    ...calendar,
    releases: [...others, all].toSorted((a, b) => compareVersions(a.version, b.version)),
  };
}

/** The milestones of the trains that are only expected, in the order of their days. */
export function expectedTrains(calendar: Calendar, today: PlainDate): readonly Milestone[] {
  const { trains, trainsSince } = calendar;
  if (!trains) return [];
  const month = monthOf(today);
  const from = trainsSince !== undefined && trainsSince > month ? trainsSince : month;
  const patches = calendar.releases.flatMap((release) =>
    release.milestones.filter((one) => one.kind === 'patch' && isPatch(one) && isOn(one, release)),
  );
  // one that was moved into another month, or is off, is not expected once more
  const known = new Set(trainIds(calendar).values());
  const announced = latest(patches.map(({ when }) => when));
  // a train may come out without having been announced
  const out = latest(patches.flatMap((one) => (one.when.kind === 'tbd' ? standsOn(one) : [])));
  return ruledTrains(trains, from, addMonths(month, trains.months))
    .filter(({ key }) => !known.has(`patch-${key}`))
    .filter((train) => announced === undefined || !isMet(train, announced, trains))
    .filter(({ cherryPick, target }) => out === undefined || out < (cherryPick ?? target))
    .flatMap((train) => milestonesOf(train, calendar));
}

/** The latest day among them; a month counts as its last day. */
function latest(whens: readonly When[]): PlainDate | undefined {
  return whens
    .flatMap((when) => {
      if (when.kind === 'month') return lastDayOf(when.month);
      return isDated(when) ? announcedDay(when) : [];
    })
    .toSorted()
    .at(-1);
}

function milestonesOf(
  { key, month, cherryPick, target }: RuledTrain,
  calendar: Calendar,
): readonly Milestone[] {
  const isOfMonth = calendar.trains?.target.kind !== 'weeks';
  const of = isOfMonth ? `${monthName(month)} ${month.slice(0, 4)}` : dayInWords(target);
  const shown = shownFirst(month, calendar);
  const past = { expected: true, sequence: 0, created: shown, changed: shown } as const;
  const made = (id: string, name: string, kind: Kind, day: PlainDate): Milestone => ({
    ...draftOf({ id, name, kind, when: { kind: 'day', day, zone: zoneOf(calendar) }, patch: key }),
    ...{ release: patchTrain, status: 'tentative', ...past },
  });
  return [
    ...(cherryPick === undefined
      ? []
      : [made(`cherry-pick-${key}`, `Cherry-pick deadline for ${of}`, 'cherry-pick', cherryPick)]),
    made(`patch-${key}`, `Patch releases of ${of}`, 'patch', target),
  ];
}

/** When feeds first show a train of that month: at the start of the first month that looks that far ahead. */
export function shownFirst(month: YearMonth, { trains }: Pick<Calendar, 'trains'>): Instant {
  return startOfDay(firstDayOf(addMonths(month, -(trains?.months ?? 0))), utc);
}
