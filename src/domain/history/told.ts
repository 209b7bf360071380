import type { Instant } from '../time/time.ts';
import type { Milestone, PublishedState } from '../calendar/calendar.ts';
import type { When } from '../when/when.ts';
import { whenChange } from './change.ts';
import { sameWords } from '../when/writewhen.ts';
import { instantOf, startOfDay, utc } from '../time/time.ts';
import { otherwise } from '../calendar/actual.ts';
import { offStatus } from '../calendar/off.ts';
import { announcedDay, isDated } from '../when/when.ts';

/** Stands for an unknown time of publication. */
export const longAgo = instantOf(Date.UTC(2020, 0, 1));

/** The published facts of a milestone: readers must hear of any change to them (RFC 5546 2.1.4). */
export type Published = Pick<Milestone, 'when' | 'name' | 'status' | 'actual'>;

/** A milestone that may stand on the day it happened; then `plan` is the planned one. */
export type ShownMilestone = Milestone & { readonly plan?: When };

export function statusOf(milestone: Pick<Milestone, 'status'>): 'planned' | 'cancelled' | 'postponed' {
  return offStatus(milestone) ?? 'planned';
}

/** Whether its own history ends with its current state. */
export function isRecorded({ when, name, status, history = [] }: Milestone): boolean {
  const now: PublishedState = { when, since: longAgo, name, status: statusOf({ status }) };
  return history.length > 0 && !isNews(now, history) && sameWords(history.at(-1)?.when ?? when, when);
}

/** Its history, ending with its current state; if that is not recorded, it is dated by the last change. */
export function completeHistory(milestone: Milestone): readonly PublishedState[] {
  const { when, name, changed, history = [] } = milestone;
  if (isRecorded(milestone)) return history;
  const last = history.at(-1)?.since ?? changed;
  const since = changed > last ? changed : last;
  return [...history, { when, since, name, status: statusOf(milestone) }];
}

/** Its complete history, each state on the day it was shown on then: the actual day once known. */
export function shownHistory(milestone: ShownMilestone): readonly PublishedState[] {
  return shown(completeHistory(planned(milestone)));
}

/**
 * Since when it is public that something happened on another day than planned, where its history does not
 * record that: since that day, or the last recorded state if later.
 */
export function happenedSince(milestone: ShownMilestone): Instant | undefined {
  return unrecorded(planned(milestone), milestone.history ?? [])?.since;
}

function planned(milestone: ShownMilestone): Milestone {
  return { ...milestone, when: milestone.plan ?? milestone.when };
}

/** Since when it is public that something happened, by its history or without. */
export function knownSince(milestone: Milestone): Instant | undefined {
  const told = (milestone.history ?? []).find(({ actual }) => actual && isSameDay(actual, milestone.actual));
  return told?.since ?? happenedSince(milestone);
}

/** The actual day that no history records. */
export function unrecorded(
  published: Published,
  told: readonly PublishedState[],
): PublishedState | undefined {
  const when = otherwise(published);
  const known = told.findLast(({ actual }) => actual)?.actual;
  // an actual day without a planned one is a first date, not a change
  if (!when || !isDated(published.when) || (known && isSameDay(known, published.actual))) return undefined;
  const [since, last] = [startOfDay(announcedDay(when), utc), told.at(-1)?.since];
  return { when, since: last !== undefined && last > since ? last : since };
}

function isSameDay(a: When, b: When | undefined): boolean {
  return b !== undefined && isDated(a) && isDated(b) && announcedDay(a) === announcedDay(b);
}

/** An actual day, once known, stays known. */
export function shown(told: readonly PublishedState[]): readonly PublishedState[] {
  return told.map((one, index) => {
    const until = told.slice(0, index + 1);
    const actual = until.findLast((each) => each.actual)?.actual;
    const status = lastStatus(until);
    if (!actual || status !== 'planned') return one;
    return { ...one, when: otherwise({ when: one.when, actual, status }) ?? one.when };
  });
}

function lastStatus(told: readonly PublishedState[]): NonNullable<PublishedState['status']> {
  return told.findLast((one) => one.status)?.status ?? 'planned';
}

/** Whether feed readers see another day, name or status because of it; a first date is no change. */
export function isNews(one: PublishedState, before: readonly PublishedState[]): boolean {
  const [was, is] = [publicBy(before), publicBy([...before, one])];
  if (!was || !is) return false;
  // a name is no change where none was recorded before
  const renamed = was.name !== undefined && was.name !== is.name;
  return whenChange(was.when, is.when) === 'moved' || was.off !== is.off || renamed;
}

/** What a feed shows: the last date, canceled if it has none now; `undefined` before the first. */
export function publicBy(told: readonly PublishedState[]) {
  const when = told.map((one) => one.when).findLast(isDated);
  const last = told.at(-1);
  if (!when || !last) return undefined;
  const name = told.findLast((one) => one.name !== undefined)?.name;
  return { when, off: lastStatus(told) !== 'planned' || !isDated(last.when), name };
}
