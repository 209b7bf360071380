import type { Answer } from '../ports/refusal.ts';
import type { ReminderEntry } from '../../domain/reminders/reminderentry.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Clock } from '../ports/clock.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Move } from '../../domain/history/move.ts';
import type { Filters } from '../../domain/feed/filter.ts';
import type { State, StateWish } from '../../domain/banner/state.ts';
import { reminderEntries, readEntryWish } from '../../domain/reminders/reminderentry.ts';
import { moves, nextMove } from '../../domain/history/move.ts';
import { chosen } from '../../domain/banner/freeze.ts';
import { readFilters } from '../../domain/feed/filter.ts';
import { state, stateSince, stateWish } from '../../domain/banner/state.ts';
import { instantOf } from '../../domain/time/time.ts';
import { readAt } from './readat.ts';
import { refuse } from '../ports/refusal.ts';

interface ChangesAnswer {
  readonly calendar: Calendar;
  readonly moves: readonly Move[];
  readonly until: Instant | undefined;
}

interface BulletinAsk {
  readonly calendar: string;
  /** Filters, and `lead`, `hour` and `tz`, still text. */
  readonly query: Readonly<Record<string, string>>;
}

interface StateAsk {
  readonly calendar: string;
  /** `at`, `release`, `milestone` and `kind`, still text. */
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
  /** Changes that stood for the quiet period; `until` is when the next one will have. */
  changes(calendar: string): Answer<ChangesAnswer>;
  /** Which freezes are in force, now or at an instant. */
  state(ask: StateAsk): Answer<StateAnswer>;
  bulletins(ask: BulletinAsk): Answer<BulletinsAnswer>;
}

/** Readers have seen older ones. */
const mostBulletins = 50;

export function openMoves(calendar: (id: string) => Answer<Calendar>, clock: Clock): Moves {
  return {
    changes: (id) => {
      const found = calendar(id);
      if ('refusal' in found) return found;
      const now = clock();
      const until = nextMove(found.value, now);
      return { value: { calendar: found.value, moves: moves(found.value, now), until } };
    },
    state: ({ calendar: id, query: { at, ...values } }) => {
      const found = calendar(id);
      if ('refusal' in found) return found;
      const read = readFilters(values, [found.value]);
      if ('says' in read) return refuse('malformed-query', read.says);
      const given = at === undefined ? undefined : readAt(at);
      if (given && 'refusal' in given) return given;
      const wish = wishOf(found.value, read.filters);
      if (given) return { value: { state: state(found.value, given.value, wish), until: undefined } };
      // without an instant, answers for the start of the current state: its bytes stay until it changes
      const now = clock();
      const since = stateSince(found.value, now, wish) ?? instantOf(0);
      const stands = state(found.value, since, wish);
      return { value: { state: stands, until: stands.changesAt } };
    },
    bulletins: ({ calendar: id, query }) => {
      const found = calendar(id);
      if ('refusal' in found) return found;
      const wish = readEntryWish(query, found.value);
      if ('says' in wish) return refuse('malformed-query', wish.says);
      const now = clock();
      const all = reminderEntries(found.value, wish.wish);
      const seen = all
        .filter(({ appears }) => appears <= now)
        .slice(-mostBulletins)
        .toReversed();
      const until = all.find(({ appears }) => appears > now)?.appears;
      return { value: { calendar: found.value, bulletins: seen, until } };
    },
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
