import type { Calendar } from '../calendar/calendar.ts';
import type { Choice, Freeze } from './freeze.ts';
import type { Instant } from '../time/time.ts';
import { countedFreezes, freezes, gateOf, inForce } from './freeze.ts';

/** Whether a build is closed. */
interface Gate {
  readonly closed: boolean;
  /** Since when it has been closed without a break, and until when; `undefined` if open or unknown. */
  readonly since: Instant | undefined;
  readonly until: Instant | undefined;
  /** The freezes that close it now. */
  readonly by: readonly Freeze[];
}

/** What is frozen at an instant, and for how long. */
export interface State {
  readonly calendar: string;
  readonly at: Instant;
  readonly gate: Gate;
  /** All listed freezes that are in force. */
  readonly freezes: readonly Freeze[];
  /** When this may change; `undefined` when nothing is ahead. */
  readonly changesAt: Instant | undefined;
}

/** What replaces the calendar's own gate: `listed` picks the freezes to show, `gates` those that close. */
export interface StateWish {
  readonly listed: Choice;
  readonly gates: Choice;
}

export function stateWish(calendar: Calendar): StateWish {
  const gates = gateOf(calendar);
  return { gates, listed: (one) => countedFreezes(one) || gates(one) };
}

/** Which freezes are in force, and which of them close a build. A function of (calendar, instant, wish). */
export function state(calendar: Calendar, at: Instant, wish: StateWish = stateWish(calendar)): State {
  const all = freezes(calendar, wish.listed);
  const gating = all.filter(({ milestone }) => wish.gates(milestone));
  const by = inForce(gating, at);
  const stretch = by.length > 0 ? stretchAt(gating, at) : undefined;
  return {
    calendar: calendar.id,
    at,
    gate: { closed: by.length > 0, since: stretch?.since, until: stretch?.until, by },
    freezes: inForce(all, at),
    changesAt: turnsOf(all).find((turn) => turn > at),
  };
}

/** The instant since which the answer has been as it is at `now`; `undefined` when it always was. */
export function stateSince(calendar: Calendar, now: Instant, wish: StateWish): Instant | undefined {
  return turnsOf(freezes(calendar, wish.listed)).findLast((turn) => turn <= now);
}

function turnsOf(all: readonly Freeze[]): readonly Instant[] {
  return all.flatMap(({ since, until }) => [since, ...(until ? [until] : [])]).toSorted();
}

/** Freezes that touch or overlap form one stretch in which nothing opens. */
function stretchAt(all: readonly Freeze[], at: Instant): Pick<Gate, 'since' | 'until'> | undefined {
  let stretch: Pick<Freeze, 'since' | 'until'> | undefined;
  for (const { since, until } of all.toSorted((a, b) => (a.since < b.since ? -1 : 1))) {
    const joins = stretch && (stretch.until === undefined || since <= stretch.until);
    if (since > at && !joins) break;
    if (!stretch || !joins) stretch = { since, until };
    else if (stretch.until !== undefined && (until === undefined || until > stretch.until))
      stretch = { ...stretch, until };
  }
  return stretch;
}
