import type { Announced, Notice } from '../history/announced.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Dated } from '../when/when.ts';
import type { Feed } from '../feed/feed.ts';
import type { FeedEvent } from '../feed/feedevent.ts';
import type { Instant, Zone } from '../time/time.ts';
import type { Reminder } from './reminderplan.ts';
import type { Wish } from './wish.ts';

import { closingDay } from '../calendar/deadline.ts';
import { feed } from '../feed/feed.ts';
import { noticeOf } from '../history/announced.ts';
import { otherwise } from '../calendar/actual.ts';
import { daysBetween, dayIn, plus, utc } from '../time/time.ts';
import { announcedDay, endOf } from '../when/when.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';

/** One thing that a letter tells: an event of the feeds, and what to say about it. */
export interface Item {
  readonly kind: 'reminder' | Notice;
  readonly calendar: Calendar;
  readonly event: FeedEvent;
  /** The date that counts; for what is off, the one that no longer does. */
  readonly when: Dated;
  /** For what moved: its date before. */
  readonly before: Dated | undefined;
  /** Days from the reader's day to the day on which it closes. */
  readonly days: number;
}

/** The links of a letter, each made for its reader and for one purpose. */
export interface Links {
  readonly home: string;
  readonly preferences: string;
  readonly unsubscribe: string;
  /** Makes sure that nothing is ever sent to the address again. */
  readonly never: string;
  /** Where a mail that unsubscribes goes; `undefined` where nobody reads one. */
  readonly mailto: string | undefined;
}

interface Common {
  readonly to: string;
  /** The instant that every word of it counts from. */
  readonly at: Instant;
  readonly zone: Zone;
  readonly html: boolean;
  readonly links: Links;
  readonly titles: readonly string[];
}

/** Reminders and changes, everything of one local day. */
export interface Digest extends Common {
  readonly kind: 'digest';
  readonly items: readonly [Item, ...Item[]];
  /** The feeds in its calendar part. */
  readonly feeds: readonly Feed[];
  readonly wish: Wish;
}

/** A letter about the subscription itself. `link` is what it is about; letters that ask nothing have none. */
export interface Note extends Common {
  readonly kind: 'confirm' | 'welcome' | 'known' | 'goodbye' | 'export' | 'erase';
  readonly link: string | undefined;
  readonly wish: Wish;
  /** The next letters, for a welcome. */
  readonly ahead: readonly { readonly at: Instant; readonly items: readonly Item[] }[];
}

/** To the operator: which calendars are stale. It belongs to no list, so nothing unsubscribes from it. */
interface Call {
  readonly kind: 'stale';
  readonly to: string;
  readonly at: Instant;
  readonly html: false;
  readonly home: string;
  readonly calendars: readonly {
    readonly id: string;
    readonly title: string;
    readonly since: Instant;
    readonly why: string;
  }[];
}

export type Letter = Digest | Note | Call;

/** The events of a calendar by milestone key, valid as long as the calendar stays the same. */
export type Events = ReadonlyMap<string, FeedEvent>;

export function eventsOf(calendar: Calendar, at: Instant): { readonly feed: Feed; readonly events: Events } {
  const whole = feed(calendar, {}, dayIn(at, utc));
  const events = whole.events.flatMap((event) =>
    event.milestones.map((milestone) => [milestoneKey(milestone), event] as const),
  );
  return { feed: whole, events: new Map(events) };
}

type ReminderKey = Pick<Reminder, 'key' | 'purpose'>;

interface ItemContext {
  readonly calendar: Calendar;
  readonly events: Events;
  readonly announced: ReadonlyMap<string, Announced>;
  readonly zone: Zone;
  readonly at: Instant;
}

/**
 * What some reminders of one calendar say, most urgent first; patches of one day are one item. A change says all
 * that a reminder of the same milestone would.
 */
export function itemsOf(reminders: readonly ReminderKey[], telling: ItemContext): readonly Item[] {
  const told = reminders.flatMap(({ key, purpose }) => {
    const item = itemOf({ key, purpose }, telling);
    return item ? [{ key, item }] : [];
  });
  const changed = new Set(told.flatMap(({ key, item: { kind } }) => (kind === 'reminder' ? [] : key)));
  const items = new Map(
    told
      .filter(({ key, item: { kind } }) => kind !== 'reminder' || !changed.has(key))
      .map(({ item }) => [`${item.kind} ${item.event.uid}`, item]),
  );
  return [...items.values()].toSorted(bySooner);
}

/** What is today, then tomorrow; then what changed; then the rest by day. */
export function bySooner(a: Item, b: Item): number {
  const [x, y] = [a, b].map(
    (item) =>
      `${urgency(item)} ${closingDay({ kind: item.event.kind, when: item.when })} ${item.event.cutoff} ${item.event.uid}`,
  );
  return (x ?? '') < (y ?? '') ? -1 : 1;
}

function urgency({ kind, days }: Item): number {
  if (kind !== 'off' && days <= 1) return Math.max(days, 0);
  return kind === 'reminder' ? 3 : 2;
}

function itemOf(
  { key, purpose }: ReminderKey,
  { calendar, events, announced, zone, at }: ItemContext,
): Item | undefined {
  const [row, event] = [announced.get(key), events.get(key)];
  const when = row?.when ?? row?.before;
  if (!row || !event || !when) return undefined;
  const kind = purpose === 'reminder' ? 'reminder' : noticeOf(row);
  if (!kind) return undefined;
  const own = event.milestones.find((one) => milestoneKey(one) === key);
  // no reminder of what came out before its day
  const really = own && otherwise({ ...own, when });
  const isEarly = really && announcedDay(really) < announcedDay(when) && endOf(really) <= plus(at, 'P1D');
  if (kind === 'reminder' && isEarly) return undefined;
  const days = daysBetween(dayIn(at, zone), closingDay({ kind: event.kind, when }));
  return { kind, calendar, event, when, before: row.before, days };
}
