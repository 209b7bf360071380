import type { Ahead } from '../calendar/deadline.ts';
import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Instant } from '../time/time.ts';
import type { When } from '../when/when.ts';
import { compareVersions } from '../calendar/calendar.ts';
import { rankOf } from '../calendar/vocabulary.ts';
import { closes, datedMilestones, isWindow } from '../calendar/deadline.ts';
import { flights } from './flight.ts';
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
  const own = dated.filter((one) => one.release === release && one.milestone !== milestone);
  const ends = named.flatMap((id) =>
    own.filter((one) => [one.milestone.id, ...one.milestone.aliases].includes(id)),
  );
  const out = own.filter((one) => one.milestone.kind === 'release');
  return [...ends, ...out].map(really).find(({ at }) => at > since);
}

/** Whether no milestone of its own release ends it. */
export function isEndless(calendar: Calendar, { milestone, since }: Freeze): boolean {
  const dated = datedMilestones(calendar);
  const one = dated.find((each) => each.milestone === milestone);
  return one !== undefined && !isWindow(milestone) && !ownEnd(one, since, dated);
}

/** Uses what really happened, where that is known. */
function really({ milestone, release, ends }: Ahead): End {
  const when = milestone.actual ?? milestone.when;
  return { at: closes({ kind: milestone.kind, when }, release.zone) ?? ends, when };
}

function laterEnd({ release }: Ahead, since: Instant, dated: readonly Ahead[]): End | undefined {
  const later = flights(dated).filter((one) => compareVersions(one.release.version, release.version) > 0);
  const turns = later.flatMap((flight) => {
    const own = dated.filter((one) => one.release === flight.release);
    const begin = own.find(({ ends }) => ends === flight.begins);
    return [begin, own.find(({ milestone }) => milestone.kind === 'release')].flatMap((one) =>
      one ? [really(one)] : [],
    );
  });
  return turns.filter(({ at }) => at > since).toSorted((a, b) => (a.at < b.at ? -1 : 1))[0];
}
