import type { Answer } from './refusal.ts';
import type { Bulletin } from '../domain/bulletin.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Clock } from './clock.ts';
import type { Instant } from '../domain/time.ts';
import type { Move } from '../domain/move.ts';
import type { State } from '../domain/state.ts';
import { bulletins, readBulletinWish } from '../domain/bulletin.ts';
import { moves, nextMove } from '../domain/move.ts';
import { state } from '../domain/state.ts';
import { refuse } from './refusal.ts';

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

interface BulletinsAnswer {
  readonly calendar: Calendar;
  /** Newest first. */
  readonly bulletins: readonly Bulletin[];
  readonly until: Instant | undefined;
}

/** The verbs that tell what moved, and what is due. */
export interface Moves {
  /** What moved and stood for the quiet period; `until` is when the next will have. */
  changes(calendar: string): Answer<ChangesAnswer>;
  state(calendar: string): Answer<State>;
  bulletins(ask: BulletinAsk): Answer<BulletinsAnswer>;
}

/** Older ones have been read. */
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
    state: (id) => {
      const found = calendar(id);
      return 'refusal' in found ? found : { value: state(found.value, clock()) };
    },
    bulletins: ({ calendar: id, query }) => {
      const found = calendar(id);
      if ('refusal' in found) return found;
      const wish = readBulletinWish(query, found.value);
      if ('says' in wish) return refuse('malformed-query', wish.says);
      const now = clock();
      const all = bulletins(found.value, wish.wish);
      const seen = all
        .filter(({ appears }) => appears <= now)
        .slice(-mostBulletins)
        .toReversed();
      const until = all.find(({ appears }) => appears > now)?.appears;
      return { value: { calendar: found.value, bulletins: seen, until } };
    },
  };
}
