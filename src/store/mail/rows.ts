import type { Insertable, Selectable } from 'kysely';
import type { Announced } from '../../domain/history/announced.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { Dated } from '../../domain/when/when.ts';
import type { About, Delivery, LetterFacts, Stage, Telling } from '../../service/ports/outbox.ts';
import type { Subscription } from '../../service/ports/people.ts';
import type { Schema } from '../database/schema.ts';
import type { Wish } from '../../domain/reminders/wish.ts';
import { plus } from '../../domain/time/time.ts';

/** A statement may bind only a limited number of values. */
const atOnce = 1_000;

export function* chunks<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < all.length; start += atOnce) yield all.slice(start, start + atOnce);
}

export function subscriptionOf(row: Selectable<Schema['subscription']>): Subscription {
  const { id, address, state, wish, round, created, confirmed, ended } = row;
  return {
    id,
    address,
    state,
    wish: JSON.parse(wish) as Wish,
    round,
    created,
    confirmed: confirmed ?? undefined,
    ended: ended ?? undefined,
    plannedAt: row.planned_at,
    seen: row.seen,
    nextDueAt: row.next_due_at ?? undefined,
  };
}

export function announcedOf(row: Selectable<Schema['announced']>): Announced {
  const { calendar, key, version, edition, since } = row;
  return {
    calendar,
    key,
    version,
    edition,
    since,
    when: datedIn(row.when),
    before: datedIn(row.before),
    wasOff: row.was_off === 1,
    pending:
      row.pending !== null && row.pending_since !== null
        ? { when: row.pending === off ? undefined : datedIn(row.pending), since: row.pending_since }
        : undefined,
  };
}

/** A letter that goes back to the queue as if it had never been tried. */
export const untried = {
  state: 'queued',
  ended: null,
  dot: 0,
  dots: 0,
  refusals: 0,
  claims: 0,
  cause: null,
} as const;

/** A letter that is new. */
export const unwritten = {
  ...untried,
  attempt: 0,
  says: null,
  queue_id: null,
  message_id: null,
  date: null,
  bytes: null,
  run: null,
} as const;

const off = 'off';

function datedIn(text: string | null): Dated | undefined {
  return text === null ? undefined : (JSON.parse(text) as Dated);
}

export function announcedRow(one: Announced): Insertable<Schema['announced']> {
  const { calendar, key, version, edition, when, before, wasOff, since, pending } = one;
  return {
    calendar,
    key,
    version,
    edition,
    since,
    when: when ? JSON.stringify(when) : null,
    before: before ? JSON.stringify(before) : null,
    was_off: wasOff ? 1 : 0,
    pending: pending ? (pending.when ? JSON.stringify(pending.when) : off) : null,
    pending_since: pending?.since ?? null,
  };
}

export function tellingOf(row: Selectable<Schema['reminder']>): Telling {
  const { calendar, key, version, purpose, lead, due, cutoff, state, delivery } = row;
  return { calendar, key, version, purpose, lead, due, cutoff, state, delivery: delivery ?? undefined };
}

/** The columns for a list of deliveries: all but the bytes. */
export const deliveryColumns = [
  ...(['id', 'subscription', 'kind', 'day', 'due', 'created', 'attempt', 'says'] as const),
  ...(['state', 'ended', 'queue_id', 'cause'] as const),
] as const;

type DeliveryRow = Pick<Selectable<Schema['outbox']>, (typeof deliveryColumns)[number]>;

/** What every letter has. */
export function letterOf({ id, subscription, due, created, attempt, says }: DeliveryRow): LetterFacts {
  return { id, subscription, due, created, attempt, says: says ?? undefined };
}

export function aboutOf({ kind, day }: DeliveryRow): About {
  return kind === 'digest' ? { kind, day: day as PlainDate } : { kind };
}

function stageOf({ state, ended, queue_id: queueId, cause }: DeliveryRow): Stage {
  const over = { ended: ended as Instant };
  switch (state) {
    case 'queued':
    case 'sending':
      return { state };
    case 'sent':
      return { state, ...over, queueId: queueId ?? undefined };
    case 'unknown':
      return { state, ended: ended ?? undefined };
    case 'superseded':
    case 'expired':
      return { state, ...over };
    case 'failed':
    case 'suppressed':
      return { state, ...over, cause: cause ?? undefined };
  }
}

export function deliveryOf(row: DeliveryRow): Delivery {
  return { ...letterOf(row), ...aboutOf(row), ...stageOf(row) };
}

/** Rows with a later timestamp came from a clock that was ahead, and do not count as recent. */
export function soon(now: Instant): Instant {
  return plus(now, 'PT1H');
}
