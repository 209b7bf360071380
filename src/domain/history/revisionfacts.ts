import type { Change } from './change.ts';
import type { Instant } from '../time/time.ts';
import type { When } from '../when/when.ts';
import type { Milestone, PublishedState } from '../calendar/calendar.ts';
import { isHistory, whenChange } from './change.ts';
import { sameWords } from '../when/writewhen.ts';
import { slug } from '../calendar/calendar.ts';
import { canon } from '../calendar/canon.ts';
import { patchTrain } from '../calendar/patch.ts';
import { nameOf } from '../calendar/name.ts';
import { instantOf, startOfDay, utc } from '../time/time.ts';
import { otherwise } from '../calendar/actual.ts';
import { announcedDay, endIn, isDated } from '../when/when.ts';

/** Stands for an unknown time of publication. */
export const longAgo = instantOf(Date.UTC(2020, 0, 1));

/**
 * The history that changes give their milestones, by `<release>/<milestone id>`: the state before and the
 * current one. Mere rewording is left out.
 */
export function historyOfChanges(
  found: readonly Change[],
  since: Instant,
): ReadonlyMap<string, readonly PublishedState[]> {
  const news = found.flatMap((change) => {
    if (isHistory(change, since)) return [];
    const { before, after } = change;
    const now = before && nowOf(change, since);
    if (!now) return [];
    const { release, id } = after && !after.aliases.includes(before.id) ? after : before;
    return [[`${release}/${id}`, [...toldUntil(before, since, now.name !== undefined, id), now]] as const];
  });
  return new Map(news);
}

function nowOf({ kind, before, after }: Change, since: Instant): PublishedState | undefined {
  if (!before || kind === 'appeared' || kind === 'reworded') return undefined;
  if (!after) return { when: before.when, since, name: before.name, status: 'gone' };
  const name = before.name === after.name ? {} : { name: after.name };
  const status = statusOf(before) === statusOf(after) ? {} : { status: statusOf(after) };
  const same = sameWords(before.when, after.when) && Object.keys({ ...name, ...status }).length === 0;
  const actual = after.actual && { actual: after.actual };
  return same ? undefined : { when: after.when, since, ...name, ...status, ...actual };
}

function statusOf({ status }: Pick<Milestone, 'status'>): 'planned' | 'cancelled' | 'postponed' {
  return status === 'cancelled' || status === 'postponed' ? status : 'planned';
}

/** The states of a milestone until now, also under a former id, with its name where that changes. */
function toldUntil(
  before: Milestone,
  since: Instant,
  isRenamed: boolean,
  id: string,
): readonly PublishedState[] {
  const until = { ...stateBefore(before, since), ...(isRenamed && { name: before.name }) };
  const { history = [] } = before;
  if (id === before.id || history.length === 0) return [until];
  return history.map((told, index) => (index === history.length - 1 ? { ...told, name: before.name } : told));
}

/** The state of a milestone that has no history yet. */
export function stateBefore(before: Milestone, since: Instant): PublishedState {
  return {
    when: before.when,
    since: earlier(before, since),
    ...(before.actual && { actual: before.actual }),
  };
}

/** The state before was published at an unknown time, but before `since`. */
function earlier({ changed }: Milestone, since: Instant): Instant {
  return [changed, longAgo].find((one) => one < since) ?? instantOf(0);
}

/** The published facts of a milestone: readers must hear of any change to them (RFC 5546 2.1.4). */
type Published = Pick<Milestone, 'when' | 'name' | 'status' | 'actual'>;

/**
 * How often a milestone changed, when it became public and when it last changed (RFC 5545 3.8.7.4, 3.8.7.1
 * and 3.8.7.3), by its history; what that does not record gets the instant `unknown`.
 */
export function revisionFacts(
  published: Published,
  told: readonly PublishedState[],
  unknown: Instant,
): Pick<Milestone, 'history' | 'sequence' | 'created' | 'changed'> {
  const { when, name, status } = published;
  const [first, last] = [told[0], told.at(-1)];
  const news = unrecorded(published, told);
  const since = news && news.since > unknown ? news.since : unknown;
  if (!first || !last) return { sequence: news ? 1 : 0, created: unknown, changed: since };
  const now: PublishedState = { when, since: unknown, name, status: statusOf({ status }) };
  const isNew = isNews(now, told);
  const all = shown(isNew ? [...told, now] : told);
  const moves = all.filter((one, index) => isNews(one, all.slice(0, index))).length;
  const known = isNew && unknown > last.since ? unknown : last.since;
  const changed = news && news.since > known ? news.since : known;
  return { history: told, sequence: moves + (news ? 1 : 0), created: first.since, changed };
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
export function shownHistory(milestone: Milestone & { readonly plan?: When }): readonly PublishedState[] {
  return shown(completeHistory({ ...milestone, when: milestone.plan ?? milestone.when }));
}

/**
 * Since when it is public that something happened on another day than planned, where its history does not
 * record that: since that day, or the last recorded state if later.
 */
export function happenedSince(milestone: Milestone & { readonly plan?: When }): Instant | undefined {
  const planned = { ...milestone, when: milestone.plan ?? milestone.when };
  return unrecorded(planned, milestone.history ?? [])?.since;
}

/** Since when it is public that something happened, by its history or without. */
export function knownSince(milestone: Milestone): Instant | undefined {
  const told = (milestone.history ?? []).find(({ actual }) => actual && isSameDay(actual, milestone.actual));
  return told?.since ?? happenedSince(milestone);
}

function unrecorded(published: Published, told: readonly PublishedState[]): PublishedState | undefined {
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
function shown(told: readonly PublishedState[]): readonly PublishedState[] {
  return told.map((one, index) => {
    const actual = told.slice(0, index + 1).findLast((each) => each.actual)?.actual;
    const status = told.slice(0, index + 1).findLast((each) => each.status)?.status ?? 'planned';
    if (!actual || status !== 'planned') return one;
    return { ...one, when: otherwise({ when: one.when, actual, status }) ?? one.when };
  });
}

/** Whether feed readers see another day, name or status because of it; a first date is no change. */
function isNews(one: PublishedState, before: readonly PublishedState[]): boolean {
  const [was, is] = [publicBy(before), publicBy([...before, one])];
  if (!was || !is) return false;
  // a name is no change where none was recorded before
  const renamed = was.name !== undefined && was.name !== is.name;
  return whenChange(was.when, is.when) === 'moved' || was.off !== is.off || renamed;
}

/** What a feed shows: the last date, canceled if it has none now; `undefined` before the first. */
function publicBy(
  told: readonly PublishedState[],
): { readonly when: When; readonly off: boolean; readonly name: string | undefined } | undefined {
  const when = told.map((one) => one.when).findLast(isDated);
  const last = told.at(-1);
  if (!when || !last) return undefined;
  const status = told.findLast((one) => one.status)?.status ?? 'planned';
  const name = told.findLast((one) => one.name !== undefined)?.name;
  return { when, off: status !== 'planned' || !isDated(last.when), name };
}

/** The patch that a patch-schedule id names: `1.36.2` for `patch-1-36-2`; `undefined` for any other id. */
function patchOf(id: string, release: string): string | undefined {
  const rest = /^(?:cherry-pick|patch)-(\d.*)$/.exec(id)?.[1];
  if (rest === undefined || release === patchTrain) return rest;
  const own = `${slug(release)}-`;
  return rest.startsWith(own) ? `${release}.${rest.slice(own.length)}` : undefined;
}

/** A release, and the recorded history of its milestones. */
interface Remembered {
  readonly version: string;
  readonly history: ReadonlyMap<string, readonly PublishedState[]>;
  readonly unknown: Instant;
}

/** What was removed from its file, shown as canceled to those who had it, if its history ends with `gone`. */
export function removedMilestones(
  known: readonly Pick<Milestone, 'id' | 'aliases'>[],
  { version, history, unknown }: Remembered,
): readonly Milestone[] {
  const ids = new Set(known.flatMap(({ id, aliases }) => [id, ...aliases]));
  return [...history].flatMap(([key, told]) => {
    const cut = key.lastIndexOf('/');
    const [release, id] = [key.slice(0, cut), key.slice(cut + 1)];
    const last = told.at(-1);
    if (release !== version || ids.has(id) || last?.status !== 'gone') return [];
    // what was over when it was removed is history
    if ((endIn(last.when, utc) ?? last.since) < last.since) return [];
    const name = told.findLast((one) => one.name !== undefined)?.name ?? nameOf(id);
    const known = canon(id);
    const facts = { id, release, name, short: name, kind: known?.kind ?? ('task' as const), when: last.when };
    const plain = {
      role: [],
      key: false,
      banner: known?.counts === 'yes',
      aliases: [],
      status: 'cancelled' as const,
    };
    const patch = patchOf(id, release);
    return [
      {
        ...facts,
        ...(patch !== undefined && { patch }),
        ...plain,
        ...revisionFacts({ when: last.when, name, status: 'cancelled' }, told, unknown),
      },
    ];
  });
}
