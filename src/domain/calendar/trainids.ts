import type { Calendar, Milestone } from './calendar.ts';
import type { PlainDate, YearMonth } from '../time/time.ts';
import type { TrainRule } from './trainrule.ts';
import { standsOn } from './actual.ts';
import { compareVersions } from './calendar.ts';
import { milestoneKey } from './milestonekey.ts';
import { isPatch, patchTrain } from './patch.ts';
import { ruledNear, ruledTrains } from './trainrule.ts';
import { monthOf } from '../time/time.ts';
import { announcedDay, isDated } from '../when/when.ts';

/**
 * The train of each patch by milestone key, `patch-2026-06` or `patch-2026-06-2` of the second of a month: by
 * the month of its first target, which never changes again. One that was never planned is of the month in which
 * it came out, but not if that was before the cherry-pick deadline that the rule gives: then it is out of band,
 * and in no train. A branch's second patch in a month is in that month's second train. With a weekly rule it is
 * the train that the rule puts nearest to that day. Trains of months before `trainsSince` have no identity of
 * their own.
 */
export function trainIds({ trains, trainsSince, releases }: Calendar): ReadonlyMap<string, string> {
  const patches = releases.flatMap(({ milestones }) => milestones.filter(isPatch));
  const targets = new Map(
    patches.filter(({ kind }) => kind === 'patch').map((one) => [`${one.release} ${one.patch ?? ''}`, one]),
  );
  const firsts = patches.flatMap((one): readonly First[] => {
    const first = firstTarget(targets.get(`${one.release} ${one.patch ?? ''}`) ?? one);
    if (!first || (trainsSince !== undefined && first.month < trainsSince)) return [];
    return trains && isOutOfBand(first, trains) ? [] : [{ one, ...first }];
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

/** Where a patch was first planned, or came out without a plan. */
interface FirstTarget {
  readonly month: YearMonth;
  /** `undefined` if only its month was known. */
  readonly day: PlainDate | undefined;
  readonly isPlanned: boolean;
}

interface First extends FirstTarget {
  readonly one: Milestone;
}

function firstTarget(one: Milestone): FirstTarget | undefined {
  const planned = [...(one.history ?? []).map(({ when }) => when), one.when].find(
    ({ kind }) => kind !== 'tbd',
  );
  const isPlanned = planned !== undefined;
  const first = planned ?? standsOn(one);
  if (first.kind === 'month') return { month: first.month, day: undefined, isPlanned };
  if (!isDated(first)) return undefined;
  const day = announcedDay(first);
  return { month: monthOf(day), day, isPlanned };
}

function isOutOfBand({ isPlanned, day, month }: FirstTarget, rule: TrainRule): boolean {
  if (isPlanned || day === undefined) return false;
  const train = ruledNear(rule, day) ?? ruledTrains(rule, month, month)[0];
  return train !== undefined && day < (train.cherryPick ?? train.target);
}

/** Empty, or `-2` where an earlier patch of its branch is in the same month; plans count plans only. */
function placeOf({ one, month, isPlanned }: First, firsts: readonly First[]): string {
  if (one.release === patchTrain) return /^\d{4}-\d{2}(-\d+)$/.exec(one.patch ?? '')?.[1] ?? '';
  const earlier = firsts.filter(
    (other) =>
      other.one.release === one.release &&
      other.one.kind === one.kind &&
      other.month === month &&
      (other.isPlanned || !isPlanned) &&
      compareVersions(other.one.patch ?? '', one.patch ?? '') < 0,
  ).length;
  return earlier === 0 ? '' : `-${earlier + 1}`;
}
