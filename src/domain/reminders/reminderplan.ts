import type { Announced } from '../history/announced.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Kind } from '../calendar/kind.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { Wish } from './wish.ts';
import { noticeOf } from '../history/announced.ts';
import { dueAt } from './due.ts';
import { addDays, dayIn, firstAt, instantOf, startOfDay } from '../time/time.ts';
import { cutoff } from '../calendar/deadline.ts';
import { isWanted } from './wish.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';

/** What a subscription should hear of at some time; its identity is everything but its times and state. */
export interface Reminder {
  readonly calendar: string;
  /** `<release>/<milestone id>` */
  readonly key: string;
  /** The version of the announcement: a moved date makes every lead due again. */
  readonly version: number;
  readonly purpose: 'reminder' | 'change';
  /** Days before the announced day; 0 for a change. */
  readonly lead: number;
  readonly due: Instant;
  /** The instant from which it is of no use. */
  readonly cutoff: Instant;
  /** The first cutoff that it tells of: for a move, the sooner of the two. */
  readonly soonest: Instant;
  /** `passed` is a lead that a smaller one replaced; `expired` was over before it was told. */
  readonly state: 'queued' | 'passed' | 'expired';
}

/** What is known about a subscriber. */
export interface SubscriberState {
  readonly wish: Wish;
  /** Everything up to here has been planned. */
  readonly plannedAt: Instant;
  /** The edition of the newest announcement that was planned for them. */
  readonly seen: number;
  /** What they were told of already, as `<calendar> <key>`. */
  readonly told: ReadonlySet<string>;
  /** The identities of all reminders that were planned for them already. */
  readonly done: ReadonlySet<string>;
}

/** What there is to tell: calendars by id, and the announcements of each by key. */
export interface ReminderSchedule {
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly announced: ReadonlyMap<string, ReadonlyMap<string, Announced>>;
}

interface Agenda {
  readonly reminders: readonly Reminder[];
  /** When the next will be due; `undefined` when none is known. */
  readonly next: Instant | undefined;
}

/**
 * Everything that fell due after `plannedAt` until `now`. After a gap only the smallest lead that passed is
 * told, and what is over is `expired`. A letter also takes along what is due later on the same local day.
 */
export function planReminders(
  subject: SubscriberState,
  schedule: ReminderSchedule,
  now: Instant,
  /** Whether to include what is due later on the same local day. */
  { isWhole = true } = {},
): Agenda {
  const wanted = wantedOf(subject.wish, schedule);
  const at = (horizon: Instant): readonly Reminder[] =>
    wanted.flatMap((row) => remindersOf(row, subject, { now, horizon }));
  const due = at(now);
  const isLetter = due.some(({ state }) => state === 'queued');
  const reminders = isLetter && isWhole ? at(endOfDay(now, subject.wish)) : due;
  const next = wanted
    .flatMap(({ kind, when }) =>
      when ? subject.wish.leads.map((lead) => dueAt({ kind, when }, lead, subject.wish)) : [],
    )
    .reduce<Instant | undefined>((a, b) => (b > now && (!a || b < a) ? b : a), undefined);
  return { reminders, next };
}

/** The last moment of a subscriber's day. */
function endOfDay(now: Instant, { zone }: Wish): Instant {
  const next = startOfDay(addDays(dayIn(now, zone), 1), zone);
  return instantOf(Date.parse(next) - 1);
}

/** The announcement of a milestone, and its kind. */
type PlanRow = Announced & { readonly kind: Kind };

function wantedOf(wish: Wish, { calendars, announced }: ReminderSchedule): readonly PlanRow[] {
  return wish.calendars.flatMap((id) =>
    (calendars.get(id)?.releases ?? []).flatMap(({ milestones }) =>
      milestones
        .filter((milestone) => isWanted(milestone, id, wish))
        .flatMap((milestone) => {
          const row = announced.get(id)?.get(milestoneKey(milestone));
          return row ? [{ ...row, kind: milestone.kind }] : [];
        }),
    ),
  );
}

interface Window {
  readonly now: Instant;
  /** What is due until then is included. */
  readonly horizon: Instant;
}

const always = instantOf(0);

function remindersOf(
  row: PlanRow,
  { wish, plannedAt, seen, told }: SubscriberState,
  window: Window,
): readonly Reminder[] {
  const isNews = row.edition > seen;
  const isTold = wish.changes || told.has(`${row.calendar} ${row.key}`);
  const notice = isNews && isTold ? noticeOf(row) : undefined;
  // a notice replaces every lead that has passed by then; without one, the smallest of them is due
  const from = isNews ? (notice ? row.since : always) : plannedAt;
  const reminders = leadsOf(row, wish, { ...window, from });
  return notice ? [change(row, window.now), ...reminders] : reminders;
}

function change({ calendar, key, version, kind, when, before, since }: PlanRow, now: Instant): Reminder {
  const ends = [when, before].flatMap((one) => (one ? cutoff({ kind, when: one }) : [])).toSorted();
  const end = ends.at(-1) ?? since;
  const soonest = ends.find((one) => one > now) ?? end;
  const facts = { calendar, key, version, purpose: 'change' as const, lead: 0, due: since };
  return { ...facts, cutoff: end, soonest, state: end <= now ? 'expired' : 'queued' };
}

function leadsOf(
  { calendar, key, version, kind, when }: PlanRow,
  wish: Wish,
  { now, horizon, from }: Window & { readonly from: Instant },
): readonly Reminder[] {
  if (!when) return [];
  const end = cutoff({ kind, when });
  const passed = wish.leads
    .map((lead) => ({ lead, due: dueAt({ kind, when }, lead, wish) }))
    .filter(({ due }) => due > from && due <= horizon);
  const smallest = Math.min(...passed.map(({ lead }) => lead));
  const facts = { calendar, key, version, purpose: 'reminder' as const, cutoff: end, soonest: end };
  return passed.map(({ lead, due }) => {
    const state = end <= now ? 'expired' : lead === smallest ? 'queued' : 'passed';
    return { ...facts, lead, due, state };
  });
}

/** When the letter with what is due now goes out. */
export interface Slot {
  /** The local day whose letter it is. */
  readonly day: PlainDate;
  readonly at: Instant;
}

/**
 * At most one letter a local day: what comes after today's waits for tomorrow's hour, unless one of `cutoffs`
 * (still ahead) would pass before then.
 */
export function slotFor(
  wish: Wish,
  now: Instant,
  /** `isTaken`: whether today's letter has gone out. */
  { isTaken, cutoffs }: { readonly isTaken: boolean; readonly cutoffs: readonly Instant[] },
): Slot {
  const day = dayIn(now, wish.zone);
  const tomorrow = addDays(day, 1);
  const at = firstAt(tomorrow, wish.hour * 60, wish.zone);
  const urgent = cutoffs.some((end) => end > now && end <= at);
  return isTaken && !urgent ? { day: tomorrow, at } : { day, at: now };
}

export interface Upcoming extends Slot {
  readonly reminders: readonly Reminder[];
}

/** The letters that will be sent if nothing changes, soonest first. `waiting` is what is queued already. */
export function preview(
  subject: SubscriberState,
  schedule: ReminderSchedule,
  {
    now,
    count,
    waiting,
  }: { readonly now: Instant; readonly count: number; readonly waiting: readonly Upcoming[] },
): readonly Upcoming[] {
  const letters = [...waiting];
  let { plannedAt, seen } = subject;
  let at: Instant | undefined = now;
  while (at !== undefined && letters.length < count + waiting.length) {
    const { reminders, next }: Agenda = planReminders({ ...subject, plannedAt, seen }, schedule, at);
    const queued = reminders.filter(({ state }) => state === 'queued');
    const day = dayIn(at, subject.wish.zone);
    const same = letters.findIndex((one) => one.day === day);
    const own = letters[same];
    const known = new Set(own?.reminders.map(identityOf));
    const fresh = queued.filter((one) => !known.has(identityOf(one)) && !subject.done.has(identityOf(one)));
    if (own) letters[same] = { ...own, reminders: [...own.reminders, ...fresh] };
    else if (fresh.length > 0) letters.push({ day, at, reminders: fresh });
    [plannedAt, at, seen] = [at, next, Infinity];
  }
  return letters.toSorted((a, b) => (a.at < b.at ? -1 : 1)).slice(0, count);
}

/** Equal for reminders that must be told only once. */
export function identityOf(one: Omit<Reminder, 'state' | 'soonest'>): string {
  return [one.calendar, one.key, one.version, one.purpose, one.lead].join(' ');
}
