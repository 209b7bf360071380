import type { Instant, PlainDate, YearMonth, Zone } from '../time/time.ts';
import { memoized } from '../memo/memoized.ts';
import { addDays, aoe, dayIn, firstDayOf, lastDayOf, startOfDay, utc } from '../time/time.ts';

/** How exactly the author said it. A bare day is never turned into an instant, nor a month into a day. */
export type When =
  | { readonly kind: 'day'; readonly day: PlainDate; readonly zone: Zone }
  /** Over at the end of the day in UTC-12. */
  | { readonly kind: 'aoe'; readonly day: PlainDate }
  /** `zone` is where it was announced; `day` only when written as 24:00, the next day in its zone. */
  | { readonly kind: 'instant'; readonly at: Instant; readonly zone: Zone; readonly day?: PlainDate }
  | { readonly kind: 'span'; readonly first: PlainDate; readonly last: PlainDate; readonly zone: Zone }
  | { readonly kind: 'month'; readonly month: YearMonth }
  | { readonly kind: 'tbd' };

export type Dated = Exclude<When, { kind: 'month' | 'tbd' }>;

export const tbd: When = { kind: 'tbd' };

export function isDated(when: When): when is Dated {
  return when.kind !== 'month' && when.kind !== 'tbd';
}

/** The first instant after all of it: a day lasts through its last moment in its zone. Asked for by everything. */
export const endOf = memoized((when: Dated): Instant => {
  switch (when.kind) {
    case 'day':
      return startOfDay(addDays(when.day, 1), when.zone);
    case 'aoe':
      return startOfDay(addDays(when.day, 1), aoe);
    case 'instant':
      return when.at;
    case 'span':
      return startOfDay(addDays(when.last, 1), when.zone);
  }
});

/** The day it was announced for: of an instant, its day in the zone it was announced in. */
export function announcedDay(when: Dated): PlainDate {
  switch (when.kind) {
    case 'day':
    case 'aoe':
      return when.day;
    case 'instant':
      return when.day ?? dayOf(when);
    case 'span':
      return when.first;
  }
}

const dayOf = memoized(({ at, zone }: Extract<When, { kind: 'instant' }>) => dayIn(at, zone));

/** The last announced day; equal to the first for all but a span. */
export function lastDay(when: Dated): PlainDate {
  return when.kind === 'span' ? when.last : announcedDay(when);
}

/** The UTC day on which it ends: for instants and AoE it may differ from the announced one. */
export function utcDay(when: Dated): PlainDate {
  switch (when.kind) {
    case 'aoe':
    case 'instant':
      return dayIn(endOf(when), utc);
    case 'day':
    case 'span':
      return lastDay(when);
  }
}

/** The start of its first day, in its own zone; for a month in `zone`; `undefined` for a TBD. */
export function startIn(when: When, zone: Zone): Instant | undefined {
  switch (when.kind) {
    case 'day':
      return startOfDay(when.day, when.zone);
    case 'aoe':
      return startOfDay(when.day, aoe);
    case 'instant':
      return startOfDay(announcedDay(when), when.zone);
    case 'span':
      return startOfDay(when.first, when.zone);
    case 'month':
      return startOfDay(firstDayOf(when.month), zone);
    case 'tbd':
      return undefined;
  }
}

/** Its end; for a month in `zone`; `undefined` for a TBD. */
export function endIn(when: When, zone: Zone): Instant | undefined {
  if (when.kind === 'tbd') return undefined;
  if (when.kind === 'month') return startOfDay(addDays(lastDayOf(when.month), 1), zone);
  return endOf(when);
}
