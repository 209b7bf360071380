import type { Answer } from '../ports/refusal.ts';
import type { ReminderEntry } from '../../domain/reminders/reminderentry.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Clock } from '../ports/clock.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Move } from '../../domain/history/move.ts';
import type { Filters } from '../../domain/feed/filter.ts';
import type { State, StateWish } from '../../domain/banner/state.ts';
import { latestEntries, readEntryWish } from '../../domain/reminders/reminderentry.ts';
import { moves, nextMove } from '../../domain/history/move.ts';
import { chosen } from '../../domain/banner/freeze.ts';
import { readFilters } from '../../domain/feed/filter.ts';
import { state, stateSince, stateWish } from '../../domain/banner/state.ts';
import { instantOf } from '../../domain/time/time.ts';
import { readAt } from './readat.ts';
import { onward, refuse } from '../ports/refusal.ts';

interface ChangesAnswer {
  readonly calendar: Calendar;
  readonly moves: readonly Move[];
  readonly until: Instant | undefined;
}

interface MoveAsk {
  readonly calendar: string;
  /**
   * Still text: for a state `at`, `release`, `milestone` and `kind`; for bulletins filters, `lead`, `hour` and
   * `tz`.
   */
  readonly query: Readonly<Record<string, string>>;
}

interface StateAnswer {
  readonly state: State;
  /** When the answer for now will change; `undefined` when it never will, or `at` was given. */
  readonly until: Instant | undefined;
}

interface BulletinsAnswer {
  readonly calendar: Calendar;
  /** Newest first. */
  readonly bulletins: readonly ReminderEntry[];
  readonly until: Instant | undefined;
}

/** Tells what moved, and what is due. */
export interface Moves {
  /** Changes that stood for the quiet time; `until` is when the next one will have. */
  changes(calendar: string): Answer<ChangesAnswer>;
  /** Which freezes are in force, now or at an instant. */
  state(ask: MoveAsk): Answer<StateAnswer>;
  bulletins(ask: MoveAsk): Answer<BulletinsAnswer>;
}

/** Readers have seen older ones. */
const mostBulletins = 50;

export function openMoves(calendar: (id: string) => Answer<Calendar>, clock: Clock): Moves {
  return {
    changes: (id) =>
      onward(calendar(id), (found) => {
        const now = clock();
        return { value: { calendar: found, moves: moves(found, now), until: nextMove(found, now) } };
      }),
    state: ({ calendar: id, query: { at, ...values } }) =>
      onward(calendar(id), (found) => {
        const read = readFilters(values, [found]);
        if ('says' in read) return refuse('malformed-query', read.says);
        const wish = wishOf(found, read.filters);
        if (at !== undefined)
          return onward(readAt(at), (given) => ({
            value: { state: state(found, given, wish), until: undefined },
          }));
        // without an instant, answers for the start of the current state: its bytes stay until it changes
        const since = stateSince(found, clock(), wish) ?? instantOf(0);
        const stands = state(found, since, wish);
        return { value: { state: stands, until: stands.changesAt } };
      }),
    bulletins: ({ calendar: id, query }) =>
      onward(calendar(id), (found) => {
        const wish = readEntryWish(query, found);
        if ('says' in wish) return refuse('malformed-query', wish.says);
        const { seen, next } = latestEntries(found, wish.wish, { now: clock(), most: mostBulletins });
        return { value: { calendar: found, bulletins: seen.toReversed(), until: next } };
      }),
  };
}

/** `milestone` and `kind` replace the calendar's gate; `release` keeps to some releases. */
function wishOf(calendar: Calendar, { releases, milestones, kinds }: Filters): StateWish {
  const usual = stateWish(calendar);
  const choice = milestones || kinds ? chosen(milestones ?? [], kinds ?? []) : undefined;
  const within = (choose: StateWish['gates']): StateWish['gates'] =>
    releases ? (one) => releases.includes(one.release) && choose(one) : choose;
  return { gates: within(choice ?? usual.gates), listed: within(choice ?? usual.listed) };
}
