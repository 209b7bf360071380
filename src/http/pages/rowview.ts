import type { Calendar, Milestone, Release } from '../../domain/calendar/calendar.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { Kind } from '../../domain/calendar/kind.ts';
import type { Move } from '../../domain/history/move.ts';
import { daysLate, isAwaited, otherwise, standsOn } from '../../domain/calendar/actual.ts';
import { kindsOf, rolesOf, zoneOf } from '../../domain/calendar/calendar.ts';
import { matchesFilters, noFilters } from '../../domain/feed/filter.ts';
import { closes } from '../../domain/calendar/deadline.ts';
import { daysOf, isTrain } from '../../domain/cycle/cycle.ts';
import { isDated } from '../../domain/when/when.ts';
import { isOffIn } from '../../domain/calendar/off.ts';
import { briefWhen } from '../../formats/words/briefwhen.ts';
import { isClosing, midnightOf } from '../../formats/words/cutoff.ts';
import { statusWord } from '../../formats/words/statusword.ts';
import { momentOf, named } from './cycleview.ts';
import { weekOf } from '../../domain/cycle/week.ts';

/** What a reader of a release's table chose. */
export interface RowWish {
  readonly role?: string | undefined;
  readonly kind?: Kind | undefined;
}

export interface RowPlace {
  readonly calendar: Calendar;
  readonly release: Release;
  readonly moves: readonly Move[];
  readonly now: Instant;
}

/** The milestones of a release by date, undated ones last, with a row for today where it lies between them. */
export function rowsOf(place: RowPlace, { role, kind }: RowWish = {}): readonly object[] {
  const { release } = place;
  const filters = { ...noFilters, ...(kind && { kinds: [kind] }), ...(role && { roles: [role] }) };
  const rows = release.milestones
    .filter((one) => matchesFilters(one, filters))
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : sortKey(a) > sortKey(b) ? 1 : 0))
    .map((one) => rowOf(one, place));
  const today = rows.findIndex(({ past, off }) => !past && off === undefined);
  return today > 0 ? rows.toSpliced(today, 0, todayRow) : rows;
}

interface Row {
  readonly today?: true;
  readonly past: boolean;
  readonly off: string | undefined;
}

const todayRow = { past: false, off: undefined, today: true } as const;

function rowOf(one: Milestone, { calendar, release, moves, now }: RowPlace): Row {
  const zone = zoneOf(calendar);
  const end = closes(one, release.zone);
  const before = moves.find(({ milestone, kind }) => milestone === one && kind === 'moved')?.before.when;
  const off = isOffIn(one, release)
    ? statusWord(one.status === 'planned' ? release.status : one.status)
    : undefined;
  const row = {
    ...named(one, calendar),
    day: briefWhen(standsOn(one), zone),
    key: one.key,
    counted: one.banner || one.key,
    week: isTrain(one) ? undefined : weekOf(one, release),
    role: one.role.join(', '),
    kind: one.kind,
    off,
    past: off === undefined && (otherwise(one) !== undefined || (end !== undefined && end <= now)),
    cutoff: isDated(one.when) && end && isClosing(one) ? momentOf(end, zone, midnightOf(one)) : undefined,
    was: before && briefWhen(before, zone),
    plan: otherwise(one) && isDated(one.when) ? briefWhen(one.when, zone) : undefined,
    late: daysLate(one),
    isExpected: one.expected,
    awaited: isAwaited(one, calendar, now),
    note: one.note,
  };
  return row;
}

function sortKey(milestone: Milestone): PlainDate | string {
  return daysOf(milestone)?.first ?? '9999';
}

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly chosen: boolean;
}

/** The choices of the form above the table: only what its release has. */
export function rowChoices(
  release: Release,
  { role, kind }: RowWish,
): { readonly roles: readonly Choice[]; readonly kinds: readonly Choice[]; readonly filtered: boolean } {
  return {
    roles: rolesOf({ releases: [release] }).map((one) => ({ ...one, chosen: one.id === role })),
    kinds: kindsOf({ releases: [release] }).map((id) => ({ id, name: id, chosen: id === kind })),
    filtered: role !== undefined || kind !== undefined,
  };
}
