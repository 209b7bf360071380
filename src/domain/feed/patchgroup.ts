import type { Instant } from '../time/time.ts';
import type { Milestone, PublishedState } from '../calendar/calendar.ts';
import type { When } from '../when/when.ts';
import { otherwise } from '../calendar/actual.ts';
import { isPatch } from '../calendar/patch.ts';
import { happenedSince, shownHistory } from '../history/revisionfacts.ts';
import { announcedDay, endOf, isDated } from '../when/when.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';

/** How a milestone was shown at some time: `undefined` before it had a date. */
type Shown = { readonly day: string; readonly end: Instant; readonly off: boolean } | undefined;

interface Past {
  readonly sequence: number;
  readonly changed: Instant;
}

/**
 * How often, and when last, an event of patches of one kind and day changed (RFC 5545 3.8.7.4): it changes
 * with its own milestone, and when another joins or leaves it. `others` are all patches that could.
 */
export function patchGroupRevision(own: Milestone, others: readonly Milestone[]): Past {
  const alone = { sequence: own.sequence, changed: own.changed };
  const kin = others.filter((one) => one !== own && isPatch(one) && one.kind === own.kind);
  if (!isPatch(own) || [own, ...kin].every((one) => !one.history?.length && !otherwise(one))) return alone;
  const all = [own, ...kin].map((one) => ({
    key: milestoneKey(one),
    told: shownHistory(one),
    known: one.history,
  }));
  const times = [...new Set(all.flatMap(({ told }) => told.map(({ since }) => since)))].toSorted();
  let [sequence, changed]: [number, Instant] = [0, own.created];
  let last: string | undefined;
  for (const time of times) {
    const [mine, ...theirs] = all.map((one) => ({
      ...one,
      shown: shownAt(one.told, one.known ? time : undefined),
    }));
    const { shown } = mine ?? {};
    if (!shown) continue;
    const beside = theirs.filter(({ shown: it }) => it?.day === shown.day && it.off === shown.off);
    const state = [shown.day, shown.end, shown.off, ...beside.map(({ key }) => key)].join(' ');
    if (state === last) continue;
    // the first date is no change
    if (last !== undefined) [sequence, changed] = [sequence + 1, time];
    last = state;
  }
  const day = planned(own);
  const late = [
    own,
    ...kin.filter((one) => day !== undefined && planned(one) === day && !isSameOne(one, own)),
  ].flatMap((one) => happenedSince(one) ?? []);
  return {
    sequence: Math.max(sequence + late.length, alone.sequence),
    changed: [alone.changed, ...late].reduce((latest, one) => (one > latest ? one : latest), changed),
  };
}

function isSameOne(a: Milestone, b: Milestone): boolean {
  return a.release === b.release && a.id === b.id;
}

function planned({ when, plan = when }: Milestone & { readonly plan?: When }): string | undefined {
  return isDated(plan) ? announcedDay(plan) : undefined;
}

/** Without a known history, its state was always so. */
function shownAt(told: readonly PublishedState[], time: Instant | undefined): Shown {
  const known = time === undefined ? told : told.filter(({ since }) => since <= time);
  const last = known.at(-1);
  const when = known.map((one) => one.when).findLast(isDated);
  if (!last || !when) return undefined;
  const status = known.findLast((one) => one.status)?.status ?? 'planned';
  return { day: announcedDay(when), end: endOf(when), off: status !== 'planned' || !isDated(last.when) };
}
