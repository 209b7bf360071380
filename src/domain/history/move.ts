import type { Calendar, Milestone, PublishedState } from '../calendar/calendar.ts';
import type { Change } from './change.ts';
import type { Instant } from '../time/time.ts';
import type { Dated, When } from '../when/when.ts';
import { whenChange } from './change.ts';
import { memoized } from '../memo/memoized.ts';
import { allMilestones } from '../calendar/calendar.ts';
import { dayIn, daysBetween, plus, utc } from '../time/time.ts';
import { daysLate } from '../calendar/actual.ts';
import { isPatch, patchTitle } from '../calendar/patch.ts';
import { knownSince, completeHistory, isRecorded } from './told.ts';
import { announcedDay, isDated } from '../when/when.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';

/** How a milestone was announced, and since when. */
export interface StoodState {
  readonly when: When;
  readonly status: NonNullable<PublishedState['status']>;
  /** `undefined` where its history records no name. */
  readonly name: string | undefined;
  readonly since: Instant;
  /** Its index among the milestone's states that stood, which never changes. */
  readonly version: number;
}

/** A change that was public long enough to be told; `late` means that it came out later than planned. */
export interface Move {
  readonly milestone: Milestone;
  readonly kind: Exclude<Change['kind'], 'reworded' | 'appeared'> | 'late';
  readonly before: StoodState;
  readonly after: StoodState;
  /** Days from its publication to the sooner of the two dates; `undefined` where neither is dated. */
  readonly notice: number | undefined;
}

/** The states that stood for the quiet time; one that was corrected sooner is skipped. */
export function publishedStates(history: readonly PublishedState[], quiet: string): readonly StoodState[] {
  const kept: StoodState[] = [];
  let [status, name]: readonly [StoodState['status'], string | undefined] = ['planned', undefined];
  for (const [index, told] of history.entries()) {
    status = told.status ?? status;
    name = told.name ?? name;
    const next = history[index + 1];
    if (index > 0 && next && plus(told.since, quiet) > next.since) continue;
    const stand = { when: told.when, status, name, since: told.since, version: kept.length };
    const before = kept.at(-1);
    if (!before || kindOf(before, stand)) kept.push(stand);
  }
  return kept;
}

/** The date that people plan by; `undefined` for what is off or has none. */
export function plannedBy(stand: StoodState | undefined): Dated | undefined {
  return stand?.status === 'planned' && isDated(stand.when) ? stand.when : undefined;
}

/** Whether two such dates close at the same time. */
export function isSameDate(a: Dated | undefined, b: Dated | undefined): boolean {
  return a && b ? whenChange(a, b) !== 'moved' : a === b;
}

/**
 * Since when people have been able to plan by this date, the current one, by the states that stood; `undefined`
 * where its history does not end with it.
 */
export function publicSince(
  milestone: Milestone,
  plan: Dated | undefined,
  quiet: string,
): Instant | undefined {
  if (!isRecorded(milestone)) return undefined;
  const stood = publishedStates(milestone.history ?? [], quiet);
  const before = stood.findLastIndex((one) => !isSameDate(plannedBy(one), plan));
  return stood[before + 1]?.since;
}

/** An earlier version without what was corrected within the quiet time, which nobody planned by. */
export function asStood(before: Calendar, calendar: Calendar): Calendar {
  const known = new Map(allMilestones(calendar).map((one) => [milestoneKey(one), one]));
  const stand = (was: Milestone): Milestone => {
    const told = completeHistory(known.get(milestoneKey(was)) ?? was);
    const since = told.findLast(({ when }) => {
      const how = whenChange(when, was.when);
      return how === undefined || how === 'reworded';
    })?.since;
    const stood = publishedStates(told, calendar.quiet).findLast((one) => since && one.since <= since);
    return stood ? { ...was, when: stood.when } : was;
  };
  const releases = before.releases.map((one) => ({ ...one, milestones: one.milestones.map(stand) }));
  return { ...before, releases };
}

function kindOf(before: StoodState, after: StoodState): Move['kind'] | undefined {
  if (before.status !== after.status) return after.status === 'planned' ? 'restored' : after.status;
  const how = whenChange(before.when, after.when);
  if (how && how !== 'reworded') return how;
  return before.name !== undefined && before.name !== after.name ? 'renamed' : undefined;
}

/** Every change that has stood for the quiet time by `now`, newest first. */
export function moves(calendar: Calendar, now: Instant): readonly Move[] {
  return all(calendar)
    .filter(({ after }) => plus(after.since, calendar.quiet) <= now)
    .toSorted((a, b) => compare(b, a));
}

/** The instant at which the next change will have stood long enough; `undefined` when none waits. */
export function nextMove(calendar: Calendar, now: Instant): Instant | undefined {
  return all(calendar)
    .map(({ after }) => plus(after.since, calendar.quiet))
    .filter((told) => told > now)
    .toSorted()[0];
}

const all = memoized((calendar: Calendar): readonly Move[] => [
  ...allMilestones(calendar).flatMap((milestone) => changesOf(milestone, calendar)),
  ...late(calendar),
]);

function changesOf(milestone: Milestone, calendar: Calendar): readonly Move[] {
  const stood = publishedStates(completeHistory(milestone), calendar.quiet);
  return stood.flatMap((after, index) => {
    const before = stood[index - 1];
    const kind = before && kindOf(before, after);
    return kind ? [{ milestone, kind, before, after, notice: noticeOf(kind, before, after) }] : [];
  });
}

/** What came out late; a train of patches counts once. */
function late(calendar: Calendar): readonly Move[] {
  const found = allMilestones(calendar).flatMap((milestone): readonly Move[] => {
    const { actual } = milestone;
    const told = publishedStates(completeHistory(milestone), calendar.quiet);
    const before = told.at(-1);
    const since = knownSince(milestone);
    if (daysLate(milestone) === undefined || !actual || !before || since === undefined) return [];
    const after = { ...before, when: actual, since, version: told.length };
    return [{ milestone, kind: 'late', before, after, notice: undefined }];
  });
  // the newest branch stands for all of one kind and plan that came out together
  return [...Map.groupBy(found, trainOf).values()].flatMap((some): readonly Move[] => {
    const newest = some.at(-1);
    const together = patchTitle(some.map(({ milestone }) => milestone));
    if (!newest || together === undefined) return some;
    return [{ ...newest, milestone: { ...newest.milestone, name: together.replace(':', '') } }];
  });
}

function trainOf({ milestone, before, after }: Move): string {
  const { kind } = milestone;
  if (!isPatch(milestone) || !isDated(before.when) || !isDated(after.when)) return milestoneKey(milestone);
  return `${kind} ${announcedDay(before.when)} ${announcedDay(after.when)}`;
}

function noticeOf(kind: Move['kind'], before: StoodState, after: StoodState): number | undefined {
  const days = [before.when, after.when].filter(isDated).map(announcedDay).toSorted();
  const [sooner] = kind === 'renamed' ? [] : days;
  return sooner === undefined ? undefined : daysBetween(dayIn(after.since, utc), sooner);
}

function compare(a: Move, b: Move): number {
  const [x, y] = [a, b].map(({ after, milestone: { release, id } }) => `${after.since} ${release} ${id}`);
  return (x ?? '') < (y ?? '') ? -1 : 1;
}
