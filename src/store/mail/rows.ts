import type { Insertable, Selectable } from 'kysely';
import type { Announced } from '../../domain/history/announced.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { Dated } from '../../domain/when/when.ts';
import type { About, Delivery, LetterFacts, Stage, Telling } from '../../service/ports/outbox.ts';
import type { Subscription } from '../../service/ports/people.ts';
import type { Schema } from '../database/schema.ts';
import type { Wish } from '../../domain/reminders/wish.ts';
import { plus } from '../../domain/time/time.ts';

export function subscriptionOf(row: Selectable<Schema['subscription']>): Subscription {
  const { id, address, state, round, created, seen } = row;
  return {
    ...{ id, address, state, round, created, seen, wish: JSON.parse(row.wish) as Wish },
    confirmed: row.confirmed ?? undefined,
    ended: row.ended ?? undefined,
    plannedAt: row.planned_at,
    nextDueAt: row.next_due_at ?? undefined,
  };
}

export function announcedOf(row: Selectable<Schema['announced']>): Announced {
  const { calendar, key, version, edition, since, pending, pending_since: pendingSince } = row;
  const isPending = pending !== null && pendingSince !== null;
  const later = pending === off ? undefined : datedIn(pending);
  return {
    ...{ calendar, key, version, edition, since, wasOff: row.was_off === 1 },
    when: datedIn(row.when),
    before: datedIn(row.before),
    pending: isPending ? { when: later, since: pendingSince } : undefined,
  };
}

const uncounted = { dot: 0, dots: 0, refusals: 0, claims: 0 };

/** A letter that goes back to the queue as if it had never been tried. */
export const untried = { ...uncounted, state: 'queued', ended: null, cause: null } as const;

/** A letter that must be composed anew. */
export const undrafted = { bytes: null, message_id: null, date: null };

/** A letter that is new. */
export const unwritten = {
  ...untried,
  ...undrafted,
  says: null,
  queue_id: null,
  run: null,
  attempt: 0,
} as const;

const off = 'off';

function datedIn(text: string | null): Dated | undefined {
  return text === null ? undefined : (JSON.parse(text) as Dated);
}

export function announcedRow(one: Announced): Insertable<Schema['announced']> {
  const { calendar, key, version, edition, when, before, wasOff, since, pending } = one;
  return {
    ...{ calendar, key, version, edition, since, was_off: wasOff ? 1 : 0 },
    when: when ? JSON.stringify(when) : null,
    before: before ? JSON.stringify(before) : null,
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
