import type { Instant } from '../time/time.ts';
import type { Calendar, Milestone, PublishedState } from '../calendar/calendar.ts';
import { isPatch } from '../calendar/patch.ts';
import { happenedSince, shownHistory } from '../history/revisionfacts.ts';
import { shownFirst } from '../calendar/expected.ts';
import { yearMonth } from '../time/time.ts';
import { announcedDay, endOf, isDated } from '../when/when.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';

interface Past {
  readonly sequence: number;
  readonly created: Instant;
  readonly changed: Instant;
}

/**
 * How often, and when last, the event of a train changed (RFC 5545 3.8.7.4): when its day changed, a branch
 * was named, or a patch joined or left. `all` are the patches of one kind that are or were part of it. One
 * that a rule expects was shown from then on, and to be announced is a change. `patches` are all that are
 * announced: those of another train count while they stand on its day.
 */
export function trainRevision(
  { id, all: members }: { readonly id: string; readonly all: readonly Milestone[] },
  calendar: Pick<Calendar, 'trains'>,
  patches: readonly Milestone[],
): Past {
  const others = patches.filter((one) => one.kind === members[0]?.kind && !members.some(isSameOne(one)));
  const told = toldPast(members, others);
  const month = yearMonth(/\d{4}-\d{2}/.exec(id)?.[0] ?? '');
  if (!calendar.trains || !month || members.every(({ expected }) => expected)) return told;
  const first = shownFirst(month, calendar);
  // nobody knows for good whether it was announced earlier: counted always, so that it never counts back
  const sequence = told.sequence + 1;
  if (told.created > first) return { sequence, created: first, changed: told.changed };
  const isKnown = members.some(({ history }) => history !== undefined);
  const changed = isKnown || told.changed > first ? told.changed : first;
  return { sequence, created: told.created, changed };
}

function isSameOne(a: Milestone): (b: Milestone) => boolean {
  return (b) => a.release === b.release && a.id === b.id;
}

function toldPast(members: readonly Milestone[], others: readonly Milestone[]): Past {
  const all = members.map((one) => ({ one, told: shownHistory(one) }));
  const beside = others.map((one) => ({ one, told: shownHistory(one) }));
  const times = [
    ...new Set([...all, ...beside].flatMap(({ told }) => told.map(({ since }) => since))),
  ].toSorted();
  const created = members.map((one) => one.created).reduce((a, b) => (b < a ? b : a));
  let [sequence, changed, last]: [number, Instant, string | undefined] = [0, created, undefined];
  for (const time of times) {
    const own = all.flatMap(({ one, told }) => {
      const known = told.filter(({ since }) => since <= time);
      const when = known.map((each) => each.when).findLast(isDated);
      const place = placeIn(known);
      if (!when || place === undefined) return [];
      // until it is named, it counts as its month
      const isNamed =
        known.some(({ name }) => name !== undefined) || told.every(({ name }) => name === undefined);
      return [{ place, words: `${place} ${endOf(when)} ${isNamed ? milestoneKey(one) : ''}` }];
    });
    const places = new Set(own.map(({ place }) => place));
    const joined = beside.flatMap(({ one, told }) => {
      // without a known history, its state was always so
      const known = one.history ? told.filter(({ since }) => since <= time) : told;
      const place = placeIn(known);
      return place !== undefined && places.has(place) ? [`${place} with ${milestoneKey(one)}`] : [];
    });
    const state = [...new Set([...own.map(({ words }) => words), ...joined])].toSorted().join(';');
    if (own.length === 0 || state === last) continue;
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

/** On which day it was shown, and whether as canceled; `undefined` before it had a date. */
function placeIn(known: readonly PublishedState[]): string | undefined {
  const when = known.map((each) => each.when).findLast(isDated);
  const end = known.at(-1);
  if (!when || !end) return undefined;
  const status = known.findLast((each) => each.status)?.status ?? 'planned';
  return `${announcedDay(when)} ${status !== 'planned' || !isDated(end.when)}`;
}
