import type { Instant, PlainDate, YearMonth } from '../time/time.ts';
import type { Calendar, Milestone } from '../calendar/calendar.ts';
import { isPatch, patchTrain } from '../calendar/patch.ts';
import { standsOn } from '../calendar/actual.ts';
import { happenedSince, shownHistory } from '../history/revisionfacts.ts';
import { compareVersions } from '../calendar/calendar.ts';
import { shownFirst } from '../calendar/expected.ts';
import { ruledNear } from '../calendar/trainrule.ts';
import { monthOf, yearMonth } from '../time/time.ts';
import { announcedDay, endOf, isDated } from '../when/when.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';

/** By `<release>/<milestone id>`: `patch-2026-06`, or `patch-2026-06-2` of the second train of a month. */
export type TrainIds = ReadonlyMap<string, string>;

/**
 * The train of each patch: by the month of its first target, which never changes again, or by the month in
 * which it came out if it was never planned. A branch's second patch in a month is in that month's second
 * train. With a weekly rule it is the train that the rule puts nearest to that day. Trains of months before
 * `trainsSince` have no identity of their own.
 */
export function trainIds(
  patches: readonly Milestone[],
  { trains, trainsSince }: Pick<Calendar, 'trains' | 'trainsSince'>,
): TrainIds {
  const targets = new Map(
    patches.filter(({ kind }) => kind === 'patch').map((one) => [`${one.release} ${one.patch ?? ''}`, one]),
  );
  const firsts = patches.flatMap((one): readonly First[] => {
    const first = firstTarget(targets.get(`${one.release} ${one.patch ?? ''}`) ?? one);
    const isKnown = first && (trainsSince === undefined || first.month >= trainsSince);
    return isKnown ? [{ one, ...first }] : [];
  });
  return new Map(
    firsts.map((first) => {
      const ruled = trains && first.day && ruledNear(trains, first.day)?.key;
      return [
        milestoneKey(first.one),
        `${first.one.kind}-${ruled ?? `${first.month}${placeOf(first, firsts)}`}`,
      ];
    }),
  );
}

/** Where a patch was first planned; no day if only its month was known. */
interface First {
  readonly one: Milestone;
  readonly month: YearMonth;
  readonly day: PlainDate | undefined;
}

function firstTarget(one: Milestone): Omit<First, 'one'> | undefined {
  const whens = [...(one.history ?? []).map(({ when }) => when), one.when, standsOn(one)];
  const first = whens.find((when) => when.kind !== 'tbd');
  if (first?.kind === 'month') return { month: first.month, day: undefined };
  if (!first || !isDated(first)) return undefined;
  const day = announcedDay(first);
  return { month: monthOf(day), day };
}

/** Empty, or `-2` where an earlier patch of its branch is in the same month. */
function placeOf({ one, month }: First, firsts: readonly First[]): string {
  if (one.release === patchTrain) return /^\d{4}-\d{2}(-\d+)$/.exec(one.patch ?? '')?.[1] ?? '';
  const earlier = firsts.filter(
    ({ one: other, month: its }) =>
      other.release === one.release &&
      other.kind === one.kind &&
      its === month &&
      compareVersions(other.patch ?? '', one.patch ?? '') < 0,
  ).length;
  return earlier === 0 ? '' : `-${earlier + 1}`;
}

interface Past {
  readonly sequence: number;
  readonly created: Instant;
  readonly changed: Instant;
}

/**
 * How often, and when last, the event of a train changed (RFC 5545 3.8.7.4): when its day changed, a branch
 * was named, or a patch joined or left. `all` are the patches of one kind that are or were part of it. One
 * that was expected first was shown from then on, and changed when it was announced.
 */
export function trainRevision(
  { id, all: members }: { readonly id: string; readonly all: readonly Milestone[] },
  calendar: Pick<Calendar, 'trains'>,
): Past {
  const told = toldPast(members);
  const month = yearMonth(/\d{4}-\d{2}/.exec(id)?.[0] ?? '');
  if (!calendar.trains || !month || members.every(({ expected }) => expected)) return told;
  const first = shownFirst(month, calendar);
  // without a history nobody knows whether it was announced earlier
  const isKnown = members.some(({ history }) => history !== undefined);
  if (isKnown && told.created <= first) return told;
  const changed = told.changed > first ? told.changed : first;
  return { sequence: told.sequence + 1, created: first, changed };
}

function toldPast(members: readonly Milestone[]): Past {
  const all = members.map((one) => ({ one, told: shownHistory(one) }));
  const times = [...new Set(all.flatMap(({ told }) => told.map(({ since }) => since)))].toSorted();
  const created = members.map((one) => one.created).reduce((a, b) => (b < a ? b : a));
  let [sequence, changed, last]: [number, Instant, string | undefined] = [0, created, undefined];
  for (const time of times) {
    const states = all.flatMap(({ one, told }) => {
      const known = told.filter(({ since }) => since <= time);
      const when = known.map((each) => each.when).findLast(isDated);
      const end = known.at(-1);
      if (!when || !end) return [];
      const status = known.findLast((each) => each.status)?.status ?? 'planned';
      const isOff = status !== 'planned' || !isDated(end.when);
      // until it is named, it counts as its month
      const isNamed =
        known.some(({ name }) => name !== undefined) || told.every(({ name }) => name === undefined);
      return [`${announcedDay(when)} ${endOf(when)} ${isOff} ${isNamed ? milestoneKey(one) : ''}`];
    });
    const state = [...new Set(states)].toSorted().join(';');
    if (state === '' || state === last) continue;
    if (last !== undefined) [sequence, changed] = [sequence + 1, time];
    last = state;
  }
  // each actual date that no history records is one change
  const late = members.flatMap((one) => happenedSince(one) ?? []);
  const own = members.filter(isPatch);
  return {
    sequence: own.reduce((most, one) => Math.max(most, one.sequence), sequence + late.length),
    created,
    changed: [...own.map((one) => one.changed), ...late].reduce(
      (latest, one) => (one > latest ? one : latest),
      changed,
    ),
  };
}
