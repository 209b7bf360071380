import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Dated, When } from '../when/when.ts';
import type { Instant, Zone } from '../time/time.ts';
import type { StoodState } from '../history/move.ts';
import { matchesFilters, readFilters } from '../feed/filter.ts';
import { quote } from '../problem/suggestion.ts';
import type { Filters } from '../feed/filter.ts';
import { isSameDate, plannedBy, publishedStates } from '../history/move.ts';
import { closingDay, cutoff } from '../calendar/deadline.ts';
import { memoized } from '../memo/memoized.ts';
import { isPatch } from '../calendar/patch.ts';
import { completeHistory } from '../history/told.ts';
import { dayIn, daysBetween, instantOf, millis, plus } from '../time/time.ts';
import { dueAt } from './due.ts';
import { readHour } from './wish.ts';
import { expected } from '../problem/expected.ts';

/** What somebody who reads reminders without an address wants to be told. */
export interface EntryWish {
  /** Days before the announced day, each once. */
  readonly lead: readonly number[];
  /** The hour of the reader's day, 0 to 23. */
  readonly hour: number;
  readonly zone: Zone;
  readonly filters: Filters;
}

const mostLead = 60;
const usualLead = [7, 1];

/** Reads `lead=7,1`, `hour=9`, `tz=Europe/Berlin` and filters; `says` names what was expected and what was found. */
export function readEntryWish(
  { lead, hour, tz, ...query }: Readonly<Record<string, string>>,
  calendar: Calendar,
): { readonly wish: EntryWish } | { readonly says: string } {
  const days = lead?.split(',').map((text) => (/^\d{1,2}$/.test(text) ? Number(text) : Infinity));
  if (days && (days.length > 5 || days.some((one) => one > mostLead)))
    return {
      says: `lead: ${expected(`up to five numbers of days from 0 to ${mostLead}, such as 7,1`, quote(lead ?? ''))}`,
    };
  const when = readHour(hour, tz);
  if ('says' in when) return when;
  const read = readFilters(query, [calendar]);
  if ('says' in read) return read;
  const wish = {
    lead: [...new Set(days ?? usualLead)],
    ...when,
    filters: read.filters,
  };
  return { wish };
}

/** One entry: it appears once and is never changed. `off` is what is cancelled, postponed or has no date any more. */
export interface ReminderEntry {
  readonly kind: 'reminder' | 'moved' | 'off';
  readonly milestone: Milestone;
  readonly release: Release;
  /** The date that counts now; of what is off, the one that does not any more. */
  readonly when: Dated;
  /** Of what moved: how it was before. */
  readonly before: When | undefined;
  readonly lead: number;
  /** From the reader's day on which it appears to the day on which it closes. */
  readonly days: number;
  /** Which of what the milestone was told to be it tells of. */
  readonly version: number;
  readonly appears: Instant;
}

/**
 * What has appeared since an instant or will: for each deadline an entry so many days before it, by the *when* that
 * was public then, and one at each move. Oldest first. A function of (calendar, wish).
 */
export function reminderEntries(
  calendar: Calendar,
  wish: EntryWish,
  since: Instant = always,
): readonly ReminderEntry[] {
  return storiesOf(calendar)
    .filter(({ milestone }) => matchesFilters(milestone, wish.filters))
    .flatMap((story) => of(story, { quiet: calendar.quiet, wish, since }))
    .filter(({ appears }) => appears >= since)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The last entries that have appeared, oldest first, and when the next one will. */
export function latestEntries(
  calendar: Calendar,
  wish: EntryWish,
  { now, most }: { readonly now: Instant; readonly most: number },
): { readonly seen: readonly ReminderEntry[]; readonly next: Instant | undefined } {
  const lately = instantOf(Math.max(0, millis(now) - latelyMs));
  const seenOf = (entries: readonly ReminderEntry[]) => entries.filter(({ appears }) => appears <= now);
  const last = reminderEntries(calendar, wish, lately);
  const all = seenOf(last).length < most ? reminderEntries(calendar, wish) : last;
  const seen = seenOf(all);
  return { seen: seen.slice(-most), next: all[seen.length]?.appears };
}

/** A reader sees the last months of years of deadlines. */
const latelyMs = 180 * 86_400_000;

/** What a milestone was announced as, one after another. */
interface Story {
  readonly milestone: Milestone;
  readonly release: Release;
  readonly stood: readonly StoodState[];
}

const storiesOf = memoized((calendar: Calendar): readonly Story[] =>
  calendar.releases
    .filter(({ status }) => status !== 'tentative')
    .flatMap((release) =>
      release.milestones
        .filter((milestone) => milestone.banner || isPatch(milestone))
        .map((milestone) => ({ milestone, release, stood: datesOf(milestone, calendar.quiet) })),
    ),
);

/** Another name is no other date. */
function datesOf(milestone: Milestone, quiet: string): readonly StoodState[] {
  const all = publishedStates(completeHistory(milestone), quiet);
  return all.filter(
    (stand, index) => index === 0 || !isSameDate(plannedBy(all[index - 1]), plannedBy(stand)),
  );
}

function keyOf({ appears, milestone: { release, id }, version, lead }: ReminderEntry): string {
  return `${appears} ${release} ${id} ${String(version).padStart(4, '0')} ${String(99 - lead).padStart(2, '0')}`;
}

interface EntryContext {
  readonly quiet: string;
  readonly wish: EntryWish;
  readonly since: Instant;
}

function of(
  { milestone, release, stood }: Story,
  { quiet, wish, since }: EntryContext,
): readonly ReminderEntry[] {
  const { kind } = milestone;
  return stood.flatMap((stand, version): readonly ReminderEntry[] => {
    const [before, is] = [stood[version - 1], plannedBy(stand)];
    const was = plannedBy(before);
    const when = is ?? was;
    // it appears before its cutoff
    if (!when || cutoff({ kind, when }) <= since) return [];
    // what no history tells was always known; a later one is told once it has stood
    const first = milestone.history?.length ? stand.since : always;
    const told = before ? plus(stand.since, quiet) : first;
    const facts = { milestone, release, before: before?.when, version, lead: 0, days: 0, appears: told };
    const next = stood[version + 1]?.since;
    const inTime = ({ appears, when }: ReminderEntry): boolean =>
      appears < cutoff({ kind, when }) && appears >= told && (next === undefined || appears < next);
    if (!is) return [{ kind: 'off' as const, ...facts, when }].filter(inTime);
    const moved: ReminderEntry[] = was ? [{ kind: 'moved', ...facts, when: is }] : [];
    const reminders = wish.lead.map((lead): ReminderEntry => {
      const own = dueAt({ kind, when: is }, lead, wish);
      // what fell due while it was not told yet, and is not told by a move
      const late = !was && own >= stand.since && own < told;
      const appears = late ? told : own;
      const days = daysBetween(dayIn(appears, wish.zone), closingDay({ kind, when: is }));
      return { ...facts, kind: 'reminder', lead, days, when: is, appears };
    });
    // the smallest lead of several that are due at once says no more than the others
    const once = reminders.filter(
      ({ appears, lead }) => !reminders.some((one) => one.appears === appears && one.lead > lead),
    );
    return [...moved, ...once].filter(inTime);
  });
}

const always = instantOf(0);
