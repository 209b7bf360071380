import type { MailParts } from '../sending/mailparts.ts';
import type {
  AllAnnounced,
  Announcements,
  PlannedDelivery,
  PlannedLetter,
  Planning,
  Plans,
} from '../ports/plans.ts';
import assert from 'node:assert/strict';
import type { Announced } from '../../domain/history/announced.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Catalog } from '../publish/catalog.ts';
import type { Instant } from '../../domain/time/time.ts';
import type {
  Reminder,
  ReminderSchedule,
  SubscriberState,
  Upcoming,
} from '../../domain/reminders/reminderplan.ts';
import { setImmediate } from 'node:timers/promises';
import { planReminders, identityOf, preview, slotFor } from '../../domain/reminders/reminderplan.ts';
import { nextSettling, newAnnouncements } from '../../domain/history/announced.ts';
import { dayIn, plus } from '../../domain/time/time.ts';

/** Decides who is told what, and records it; sends nothing. */
export interface Remind {
  /** Announces what has stood for the quiet time, and plans everything that is due. */
  plan(now: Instant, run?: Run): Promise<number>;
  /**
   * After a restore: announces at once what is served, which has stood already, and plans what is due by now,
   * without what is due later that day.
   */
  planRestored(now: Instant): Promise<void>;
  /** Like `plan`, for one subscription. */
  planOne(id: string, now: Instant): Promise<void>;
  /** The letters that a subscription will get if nothing changes. */
  preview(id: string, ask: { readonly now: Instant; readonly count: number }): Promise<readonly Upcoming[]>;
}

interface Compared {
  readonly served: string;
  readonly at: Instant;
  readonly next: Instant;
}

interface Run {
  readonly stop?: AbortSignal | undefined;
  /** Called after every batch. */
  readonly progress?: (() => void) | undefined;
}

interface Dependencies extends Pick<MailParts, 'catalog' | 'tokens'> {
  readonly mail: Announcements & Plans;
}

/** Calendars are compared again after this, to see what another replica recorded but did not finish. */
const again = 'PT5M';

/** How long a missing calendar is waited for (an empty mount, a wrong folder) before it counts as gone. */
const patience = 'P7D';

/** Subscriptions per transaction. */
const batch = 500;

export function openRemind({ mail, catalog, tokens }: Dependencies): Remind {
  /** By calendar: what was last compared, and when to compare it again. */
  const settled = new Map<string, Compared>();

  const settle = (calendar: Calendar, now: Instant): ReturnType<Announcements['settle']> => {
    const { id, revision } = calendar;
    const decide = (known: ReadonlyMap<string, Announced>): readonly Announced[] =>
      newAnnouncements(calendar, known, now);
    return mail.settle({ calendar: id, revision, decide });
  };

  const announceAtOnce = async (now: Instant): Promise<void> => {
    for (const calendar of catalog.calendars()) await settle({ ...calendar, quiet: 'PT0S' }, now);
  };

  const announce = async (now: Instant): Promise<void> => {
    for (const calendar of catalog.calendars()) {
      const served = `${calendar.revision} ${calendar.changed}`;
      const last = settled.get(calendar.id);
      // a comparison from before the clock was set back is outdated
      if (last?.served === served && last.at <= now && now < last.next) continue;
      const rows = await settle(calendar, now);
      if (!rows) continue;
      const [next, anyway] = [nextSettling(rows.values(), calendar.quiet), plus(now, again)];
      settled.set(calendar.id, {
        served,
        at: now,
        next: next !== undefined && next < anyway ? next : anyway,
      });
    }
  };

  const decideAt =
    (now: Instant, how?: { readonly isWhole: boolean }) =>
    (planning: Planning, announced: AllAnnounced): PlannedDelivery => {
      const { id: subscription, wish, plannedAt } = planning.of;
      const served = new Set(catalog.calendars().map(({ id }) => id));
      const isAway = wish.calendars.some((id) => announced.has(id) && !served.has(id));
      if (isAway && plus(plannedAt, patience) > now)
        return { subscription, reminders: [], letter: undefined, next: plus(now, 'PT1M'), isHeld: true };
      const { reminders, next } = planReminders(
        subjectOf(planning),
        scheduleOf(catalog, announced),
        now,
        how,
      );
      // otherwise it would be due again at once, and this run would never end
      assert.ok(next === undefined || next > now);
      const known = new Set(planning.tellings.map(identityOf));
      const fresh = reminders.filter((one) => !known.has(identityOf(one)));
      const queued = fresh.filter(({ state }) => state === 'queued');
      const letter = queued.length === 0 ? undefined : letterFor(planning, queued, { now, id: tokens.id() });
      return { subscription, reminders: fresh, letter, next, isHeld: false };
    };

  return {
    plan: async (now, { stop, progress } = {}) => {
      await announce(now);
      let count = 0;
      for (let planned = batch; planned > 0; count += planned) {
        if (stop?.aborted) break;
        planned = await mail.plan({ now, limit: batch, decide: decideAt(now) });
        progress?.();
        // SQLite answers within this turn of the event loop, so others get their turn here
        await setImmediate();
      }
      return count;
    },
    planRestored: async (now) => {
      await announceAtOnce(now);
      const decide = decideAt(now, { isWhole: false });
      while ((await mail.plan({ now, limit: batch, decide })) > 0) await setImmediate();
    },
    planOne: async (id, now) => {
      await announce(now);
      await mail.plan({ now, limit: 1, decide: decideAt(now), only: id });
    },
    preview: async (id, { now, count }) => {
      const planning = await mail.planning(id);
      if (planning?.of.state !== 'active') return [];
      const announced = await mail.announced();
      const waiting = planning.letters
        .filter(({ state }) => state === 'queued' || state === 'sending')
        .map((letter): Upcoming => ({
          day: letter.day,
          at: letter.due,
          reminders: planning.tellings
            .filter(({ delivery }) => delivery === letter.id)
            .map((one) => ({ ...one, soonest: one.cutoff, state: 'queued' as const })),
        }));
      return preview(subjectOf(planning), scheduleOf(catalog, announced), { now, count, waiting });
    },
  };
}

function subjectOf({ of, tellings }: Planning): SubscriberState {
  const told = tellings.filter(({ state }) => state === 'sent' || state === 'unknown');
  return {
    wish: of.wish,
    plannedAt: of.plannedAt,
    seen: of.seen,
    told: new Set(told.map(({ calendar, key }) => `${calendar} ${key}`)),
    done: new Set(tellings.map(identityOf)),
  };
}

/** Letters that were never sent do not use up their day. */
const untaken = new Set(['queued', 'superseded', 'expired', 'suppressed']);

function letterFor(
  { of, letters }: Planning,
  queued: readonly Reminder[],
  { now, id }: { readonly now: Instant; readonly id: string },
): PlannedLetter {
  const today = dayIn(now, of.wish.zone);
  const isTaken = letters.some(({ day, state }) => day === today && !untaken.has(state));
  const slot = slotFor(of.wish, now, { isTaken, cutoffs: queued.map(({ soonest }) => soonest) });
  const waiting = letters.find(({ day, state }) => day === slot.day && state === 'queued')?.id;
  return { id, waiting, ...slot };
}

/** What there is to tell: the served calendars and their announcements. */
export function scheduleOf(catalog: Catalog, announced: AllAnnounced): ReminderSchedule {
  return { calendars: new Map(catalog.calendars().map((one) => [one.id, one])), announced };
}
