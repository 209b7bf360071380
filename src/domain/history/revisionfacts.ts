import type { Calendar, Milestone, PublishedState } from '../calendar/calendar.ts';
import type { Instant } from '../time/time.ts';
import type { ShownMilestone, Published } from './told.ts';
import { happenedSince, isNews, shown, shownHistory, statusOf, unrecorded } from './told.ts';
import type { PatchesOfKind, Seen } from './patchplaces.ts';
import { patchesOf, placeAt, placesOf, plannedDay } from './patchplaces.ts';
import { shownFirst } from '../calendar/expectedtrains.ts';
import { isPatch } from '../calendar/patch.ts';
import { yearMonth } from '../time/time.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';
import { memoized } from '../memo/memoized.ts';

/**
 * How often something changed, when it became public and when it last changed (RFC 5545 3.8.7.4, 3.8.7.1
 * and 3.8.7.3). A SEQUENCE must never fall, so it is counted here and nowhere else.
 */
type Revision = Pick<Milestone, 'sequence' | 'created' | 'changed'>;

/** Of a milestone, by its history; what that does not record gets the instant `unknown`. */
export function revisionFacts(
  published: Published,
  told: readonly PublishedState[],
  unknown: Instant,
): Revision & Pick<Milestone, 'history'> {
  const { when, name, status } = published;
  const [first, last] = [told[0], told.at(-1)];
  const news = unrecorded(published, told);
  const since = latest(unknown, news ? [news.since] : []);
  if (!first || !last) return { sequence: news ? 1 : 0, created: unknown, changed: since };
  const now: PublishedState = { when, since: unknown, name, status: statusOf({ status }) };
  const isNew = isNews(now, told);
  const all = shown(isNew ? [...told, now] : told);
  const moves = all.filter((one, index) => isNews(one, all.slice(0, index))).length;
  const known = isNew && unknown > last.since ? unknown : last.since;
  const changed = latest(known, news ? [news.since] : []);
  return { history: told, sequence: moves + (news ? 1 : 0), created: first.since, changed };
}

/** The patches that are or were part of a train, as feeds show them. */
export interface TrainMembers {
  /** `patch-2026-06` */
  readonly id: string;
  readonly all: readonly Milestone[];
}

interface RevisedEvent {
  readonly milestones: readonly [Milestone, ...Milestone[]];
  /** `undefined` for what is in no train. */
  readonly train: TrainMembers | undefined;
  readonly isOff: boolean;
}

/**
 * Of an event of a feed: it changes with its own milestone or train, and when other patches of its kind join
 * or leave it. `patches` are all that could.
 */
export function eventRevision(
  { milestones, train, isOff }: RevisedEvent,
  calendar: Pick<Calendar, 'trains'>,
  patches: readonly Milestone[],
): Revision {
  const past = train ? trainRevision(train, calendar, patches) : groupRevision(milestones[0], patches);
  return {
    // to be canceled is a change, even where no history tells it
    sequence: isOff ? Math.max(1, past.sequence) : past.sequence,
    created: past.created,
    // a change to any other member changes the event too
    changed: latest(
      past.changed,
      milestones.map((one) => one.changed),
    ),
  };
}

/** Of patches of one kind and day that are no train, or of anything that stands alone. */
function groupRevision(own: ShownMilestone, patches: readonly Milestone[]): Revision {
  if (!isPatch(own)) return own;
  const others = patchesOf(patches, own.kind);
  // nothing to count, which would take long
  if (isUntold(own) && others.all.every(isUntold)) return own;
  const day = plannedDay(own);
  const key = milestoneKey(own);
  const sameDay = day === undefined ? [] : (others.byDay.get(day) ?? []);
  const late = [own, ...sameDay.filter((one) => milestoneKey(one) !== key)];
  // its names are counted by itself, and without a known history it was always so
  const told = shownHistory(own).map(({ name: _name, ...state }) => state);
  return counted([{ one: own, told, isAlways: !own.history }], { own: [own], others, late });
}

/** One that a rule expects was shown from then on, and to be announced is a change. */
function trainRevision(
  { id, all }: TrainMembers,
  calendar: Pick<Calendar, 'trains'>,
  patches: readonly Milestone[],
): Revision {
  const members = all.map((one) => ({ one, told: shownHistory(one), isAlways: false }));
  const told = counted(members, { own: all, others: patchesOf(patches, all[0]?.kind), late: all });
  const month = yearMonth(/\d{4}-\d{2}/.exec(id)?.[0] ?? '');
  if (!calendar.trains || !month || all.every(({ expected }) => expected)) return told;
  const first = shownFirst(month, calendar);
  // nobody knows for good whether it was announced earlier: counted always, so that it never counts back
  const sequence = told.sequence + 1;
  if (told.created > first) return { sequence, created: first, changed: told.changed };
  const isKnown = all.some(({ history }) => history !== undefined);
  const changed = isKnown || told.changed > first ? told.changed : first;
  return { sequence, created: told.created, changed };
}

/** Nothing is told of it but what it is. */
const isUntold = memoized((one: ShownMilestone) => !one.history?.length && !happenedSince(one));

interface Counting {
  readonly own: readonly Milestone[];
  readonly others: PatchesOfKind;
  /** Each actual date of these that no history records is one change. */
  readonly late: readonly Milestone[];
}

/** Counts the states of all members together, and of the others that stood beside them. */
function counted(members: readonly Seen[], { own, others, late }: Counting): Revision {
  const keys = new Set(own.map(milestoneKey));
  // who never stood at a place of theirs changes nothing, but that there was something before
  const beside = new Set(
    members
      .flatMap(placesOf)
      .flatMap((place) => others.byPlace.get(place) ?? [])
      .filter(({ one }) => !keys.has(milestoneKey(one))),
  );
  const times = new Set([
    ...(others.first === undefined ? [] : [others.first]),
    ...[...members, ...beside].flatMap(({ told }) => told.map(({ since }) => since)),
  ]);
  const created = own.map((one) => one.created).reduce((a, b) => (b < a ? b : a));
  let [sequence, changed, last]: [number, Instant, string | undefined] = [0, created, undefined];
  for (const time of [...times].toSorted()) {
    const state = stateAt(time, members, [...beside]);
    if (state === '' || state === last) continue;
    // the first date is no change
    if (last !== undefined) [sequence, changed] = [sequence + 1, time];
    last = state;
  }
  const news = late.flatMap((one) => happenedSince(one) ?? []);
  return {
    sequence: Math.max(sequence + news.length, ...own.map((one) => one.sequence)),
    created,
    changed: latest(changed, [...own.map((one) => one.changed), ...news]),
  };
}

/** What an event of these looked like; empty before any of them had a date. */
function stateAt(time: Instant, members: readonly Seen[], beside: readonly Seen[]): string {
  const own = members.flatMap((member) => {
    const found = placeAt(member, time);
    return found ? [{ ...found, words: `${found.place} ${found.end} ${nameAt(member, time)}` }] : [];
  });
  const places = new Set(own.map(({ place }) => place));
  const joined = beside.flatMap((other) => {
    const place = placeAt(other, time)?.place;
    return place !== undefined && places.has(place) ? [`${place} with ${milestoneKey(other.one)}`] : [];
  });
  return [...new Set([...own.map(({ words }) => words), ...joined])].toSorted().join(';');
}

/** Until it is named, a patch counts as its month. */
function nameAt({ one, told }: Seen, time: Instant): string {
  const isNamed = told.some(({ since, name }) => since <= time && name !== undefined);
  return isNamed || told.every(({ name }) => name === undefined) ? milestoneKey(one) : '';
}

function latest(first: Instant, others: readonly Instant[]): Instant {
  return others.reduce((a, b) => (b > a ? b : a), first);
}
