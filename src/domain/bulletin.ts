import type { Calendar, Milestone, Release } from './calendar.ts';
import type { Dated, When } from './when.ts';
import type { Instant, Zone } from './time.ts';
import { isOn } from './deadline.ts';
import { fits, readFilters } from './filter.ts';
import { hint, quote } from './nearest.ts';
import type { Filters } from './filter.ts';
import { standing } from './move.ts';
import { isPatch } from './patch.ts';
import { addDays, plus, startOfDay, utc, wallTime, zone, zoneNames } from './time.ts';
import { announcedDay, cutoff, isDated } from './when.ts';

/** What somebody who reads reminders without an address wants to be told. */
export interface BulletinWish {
  /** Days before the announced day, each once. */
  readonly lead: readonly number[];
  /** The hour of the reader's day, 0 to 23. */
  readonly hour: number;
  readonly zone: Zone;
  readonly filters: Filters;
}

const mostLead = 60;
const usual = { lead: [7, 1], hour: 9 };

/** Reads `lead=7,1`, `hour=9`, `tz=Europe/Berlin` and filters; `says` names what was found and what was wanted. */
export function readBulletinWish(
  { lead, hour, tz, ...query }: Readonly<Record<string, string>>,
  calendar: Calendar,
): { readonly wish: BulletinWish } | { readonly says: string } {
  const days = lead?.split(',').map((text) => (/^\d{1,2}$/.test(text) ? Number(text) : Infinity));
  if (days && (days.length > 5 || days.some((one) => one > mostLead)))
    return {
      says: `lead: found ${quote(lead ?? '')}, wanted at most five numbers of days from 0 to ${mostLead}, such as 7,1`,
    };
  if (hour !== undefined && !/^([01]?\d|2[0-3])$/.test(hour))
    return { says: `hour: found ${quote(hour)}, wanted one from 0 to 23` };
  const where = tz === undefined ? utc : zone(tz);
  if (!where)
    return { says: `tz: found ${quote(tz ?? '')}, wanted an IANA zone${hint(tz ?? '', zoneNames())}` };
  const read = readFilters(query, [calendar]);
  if ('says' in read) return read;
  const wish = {
    lead: [...new Set(days ?? usual.lead)],
    hour: Number(hour ?? usual.hour),
    zone: where,
    filters: read.filters,
  };
  return { wish };
}

/** One entry: it appears once and is never changed. */
export interface Bulletin {
  readonly kind: 'reminder' | 'moved';
  readonly milestone: Milestone;
  readonly release: Release;
  readonly when: Dated;
  /** Of what moved: the day before. */
  readonly before: When | undefined;
  readonly lead: number;
  /** Which of the milestone's *whens* it tells of. */
  readonly version: number;
  readonly appears: Instant;
}

/**
 * Everything that has appeared or will: for each deadline an entry so many days before it, by the *when* that was
 * public then, and one at each move. Oldest first. A function of (calendar, wish).
 */
export function bulletins(calendar: Calendar, wish: BulletinWish): readonly Bulletin[] {
  return calendar.releases
    .flatMap((release) =>
      release.milestones
        .filter((milestone) => isOn(milestone, release) && (milestone.banner || isPatch(milestone)))
        .filter((milestone) => fits(milestone, wish.filters))
        .flatMap((milestone) => of({ milestone, release, calendar, wish })),
    )
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ appears, milestone: { release, id }, version, lead }: Bulletin): string {
  return `${appears} ${release} ${id} ${String(version).padStart(4, '0')} ${String(99 - lead).padStart(2, '0')}`;
}

interface Telling {
  readonly milestone: Milestone;
  readonly release: Release;
  readonly calendar: Calendar;
  readonly wish: BulletinWish;
}

function of({ milestone, release, calendar, wish }: Telling): readonly Bulletin[] {
  const stood = standing(milestone.history ?? [], calendar.quiet);
  const whens = stood.length > 0 ? stood : [{ when: milestone.when, since: undefined, version: 0 }];
  return whens.flatMap(({ when, since, version }, index): readonly Bulletin[] => {
    if (!isDated(when)) return [];
    const told = since === undefined || index === 0 ? since : plus(since, calendar.quiet);
    const next = whens[index + 1]?.since;
    const before = whens[index - 1]?.when;
    const ends = cutoff(when);
    const inTime = ({ appears }: Bulletin): boolean =>
      appears < ends && (told === undefined || appears >= told) && (next === undefined || appears < next);
    const facts = { milestone, release, when, before, version };
    const reminders = wish.lead.map((lead): Bulletin => ({
      ...{ kind: 'reminder', lead, ...facts },
      appears: dueAt(when, lead, wish),
    }));
    const moved: Bulletin[] =
      told !== undefined && before && isDated(before)
        ? [{ kind: 'moved', lead: 0, ...facts, appears: told }]
        : [];
    return [...moved, ...reminders].filter(inTime);
  });
}

/** Where the clocks skip that hour, or pass it twice, the day's first moment is the hour. */
function dueAt(when: Dated, lead: number, { hour, zone }: BulletinWish): Instant {
  const day = addDays(announcedDay(when), -lead);
  const at = wallTime(day, hour * 60, zone);
  return at === 'skipped' || at === 'twice' ? startOfDay(day, zone) : at;
}
