import type { Ahead } from '../calendar/deadline.ts';
import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Instant } from '../time/time.ts';
import type { When } from '../when/when.ts';
import { compareVersions } from '../calendar/calendar.ts';
import { rankOf } from '../calendar/vocabulary.ts';
import { closes, datedMilestones, isWindow } from '../calendar/deadline.ts';
import { flights } from './flight.ts';
import { memoized } from '../memo/memoized.ts';
import { endOf } from '../when/when.ts';

/** A milestone that closes something, and the time during which it is in force. */
export interface Freeze {
  readonly milestone: Milestone;
  readonly since: Instant;
  /** `undefined` when nothing known ends it. */
  readonly until: Instant | undefined;
  /** When it ends, as exactly as that was announced. */
  readonly ending: When | undefined;
}

/** Tells which milestones close something. */
export type Choice = (milestone: Milestone) => boolean;

/** Every freeze that counts for the banner. */
export const countedFreezes: Choice = ({ kind, banner }) => kind === 'freeze' && banner;

/** What closes a build: what the calendar names as its gate, else every counted freeze. */
export function gateOf({ gate }: Pick<Calendar, 'gate'>): Choice {
  return gate ? chosen(gate, gate) : countedFreezes;
}

/** Milestones with these ids, the calendar's own or canonical ones, or counted ones of these kinds. */
export function chosen(ids: readonly string[], kinds: readonly string[]): Choice {
  return ({ id, aliases, term, kind, banner }) =>
    [id, ...aliases, ...(term ? [term.id] : [])].some((one) => ids.includes(one)) ||
    (banner && kinds.includes(kind));
}

/**
 * When everything chosen is in force. A freeze of several days: from the start of the first to the end of the
 * last. Anything else: from its cutoff until what its `until` names, else until its release is out, else
 * until a later release begins or comes out.
 */
export function freezes(calendar: Calendar, isChosen: Choice): readonly Freeze[] {
  const dated = datedMilestones(calendar);
  return dated
    .filter(({ milestone }) => isChosen(milestone))
    .flatMap((one) => {
      const { milestone, release } = one;
      // the planned cutoff counts, even when it was done earlier
      const since = closes(milestone, release.zone) ?? one.ends;
      const end = endOfFreeze(one, since, dated);
      // a release that is done freezes nothing, even when no end is known
      if (!end && release.status === 'done') return [];
      return [{ milestone, since, until: end?.at, ending: end?.when }];
    })
    .toSorted((a, b) => rankOf(a.milestone) - rankOf(b.milestone));
}

export function inForce(all: readonly Freeze[], at: Instant): readonly Freeze[] {
  return all.filter(({ since, until }) => since <= at && (until === undefined || at < until));
}

interface End {
  readonly at: Instant;
  readonly when: When;
}

function endOfFreeze(one: Ahead, since: Instant, dated: readonly Ahead[]): End | undefined {
  const { milestone } = one;
  if (isWindow(milestone)) {
    const { when } = milestone;
    return { at: endOf(when), when: { kind: 'day', day: when.last, zone: when.zone } };
  }
  return ownEnd(one, since, dated) ?? laterEnd(one, since, dated);
}

/** The end within its own release: what its `until` names, else the release day. */
function ownEnd({ milestone, release }: Ahead, since: Instant, dated: readonly Ahead[]): End | undefined {
  const named = milestone.until ?? milestone.term?.until ?? [];
  const own = ownOf(dated).get(release);
  const ends = named.flatMap((id) => own?.byId.get(id) ?? []);
  const isEnd = (one: Ahead): boolean => one.milestone !== milestone && really(one).at > since;
  const found = ends.find(isEnd) ?? own?.out.find(isEnd);
  return found && really(found);
}

/** What can end the freezes of each release: looked up, because a calendar may have very many. */
const ownOf = memoized((dated: readonly Ahead[]) => {
  const byRelease = Map.groupBy(dated, ({ release }) => release);
  return new Map(
    [...byRelease].map(([release, own]) => {
      const byId = new Map<string, Ahead[]>();
      for (const one of own)
        for (const id of new Set([one.milestone.id, ...one.milestone.aliases]))
          byId.set(id, [...(byId.get(id) ?? []), one]);
      return [release, { own, byId, out: own.filter(({ milestone }) => milestone.kind === 'release') }];
    }),
  );
});

/** Whether no milestone of its own release ends it. */
export function isEndless(calendar: Calendar, { milestone, since }: Freeze): boolean {
  const dated = datedMilestones(calendar);
  const one = dated.find((each) => each.milestone === milestone);
  return one !== undefined && !isWindow(milestone) && !ownEnd(one, since, dated);
}

/** Uses what really happened, where that is known. */
const really = memoized(({ milestone, release, ends }: Ahead): End => {
  const when = milestone.actual ?? milestone.when;
  return { at: closes({ kind: milestone.kind, when }, release.zone) ?? ends, when };
});

function laterEnd({ release }: Ahead, since: Instant, dated: readonly Ahead[]): End | undefined {
  const { ranks, turns } = turnsOf(dated);
  const own = ranks.get(release.version) ?? 0;
  return turns.find(({ rank, end }) => rank > own && end.at > since)?.end;
}

/** When each release begins and comes out, soonest first, by the rank of its version. */
const turnsOf = memoized((dated: readonly Ahead[]) => {
  const versions = new Set(dated.map(({ release }) => release.version));
  const ranks = new Map([...versions].toSorted(compareVersions).map((version, rank) => [version, rank]));
  const turns = flights(dated).flatMap(({ release, begins }) => {
    const { own = [], out = [] } = ownOf(dated).get(release) ?? {};
    const rank = ranks.get(release.version) ?? 0;
    return [own.find(({ ends }) => ends === begins), out[0]].flatMap((one) =>
      one ? [{ rank, end: really(one) }] : [],
    );
  });
  return { ranks, turns: turns.toSorted((a, b) => (a.end.at < b.end.at ? -1 : 1)) };
});
