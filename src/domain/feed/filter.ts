import type { Alarm } from './alarm.ts';
import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Kind } from '../calendar/kind.ts';
import type { PlainDate } from '../time/time.ts';
import { readAlarm, writeAlarm } from './alarm.ts';
import { allMilestones, slug } from '../calendar/calendar.ts';
import { kinds } from '../calendar/kind.ts';
import { standsOn } from '../calendar/actual.ts';
import { termOf } from '../calendar/vocabulary.ts';
import { memoized } from '../memo/memoized.ts';
import { hint, quote } from '../problem/suggestion.ts';
import { plainDate } from '../time/time.ts';
import { announcedDay, isDated, lastDay } from '../when/when.ts';
import { expected } from '../problem/expected.ts';

/** How a deadline with an exact cutoff stands in a calendar app. */
const shows = ['allday', 'timed', 'both'] as const;
export type Show = (typeof shows)[number];

/** Which milestones of a feed somebody wants, and how. An absent list takes everything. */
export interface Filters {
  readonly releases?: readonly string[];
  readonly kinds?: readonly Kind[];
  /** Slugs: `docs-lead`. A milestone of `ALL` matches every role. */
  readonly roles?: readonly string[];
  readonly milestones?: readonly string[];
  readonly from?: PlainDate;
  readonly to?: PlainDate;
  readonly show: Show;
  readonly alarms: readonly Alarm[];
  /** Whether what is canceled is marked or left out. */
  readonly cancelled: 'mark' | 'drop';
}

export const noFilters: Filters = { show: 'allday', alarms: [], cancelled: 'mark' };

/** The query parameters that are filters. */
export const filterNames = [
  'alarms',
  'cancelled',
  'deadlines',
  'from',
  'kind',
  'milestone',
  'release',
  'role',
  'to',
] as const;

const mostAlarms = 2;

type Values = Readonly<Record<string, string>>;
type Blame = (name: string, wanted: string, found: string) => void;

/** Reads a query's filters; `says` names what was expected, what was found and the nearest right value. */
export function readFilters(
  values: Values,
  calendars: readonly Calendar[],
): { readonly filters: Filters } | { readonly says: string } {
  const wrong: string[] = [];
  const blame: Blame = (name, wanted, found) => wrong.push(`${name}: ${expected(wanted, found)}`);
  const list = (name: string): readonly string[] | undefined => listOf(name, values, blame);
  const one = <T extends string>(name: string, known: readonly T[], otherwise: T): T => {
    const text = values[name];
    if (text === undefined) return otherwise;
    const found = known.find((value) => value === text);
    if (!found) blame(name, oneOf(known), `${quote(text)}${hint(text, known)}`);
    return found ?? otherwise;
  };
  const day = (name: string): PlainDate | undefined => {
    const text = values[name];
    const found = text === undefined ? undefined : plainDate(text);
    if (text !== undefined && !found) blame(name, 'a day, such as 2026-11-23', quote(text));
    return found;
  };
  const known = calendars.map(valuesOf);
  const versions = known.flatMap((one) => one.versions);
  const ids = [...new Set(known.flatMap((one) => one.ids))];
  const roles = [...new Set(known.flatMap((one) => one.roles))];
  const among = (
    name: string,
    known: readonly string[],
    also?: (value: string) => boolean,
  ): readonly string[] | undefined => {
    const found = list(name);
    const stranger = found?.find((value) => !known.includes(value) && !also?.(value));
    if (stranger !== undefined) blame(name, oneOf(known), `${quote(stranger)}${hint(stranger, known)}`);
    return found;
  };
  const [from, to] = [day('from'), day('to')];
  if (from && to && from > to) blame('from', `a day no later than to=${to}`, from);
  const releases = among('release', versions);
  const wanted = among('kind', kinds)?.flatMap((name) => kinds.find((kind) => kind === name) ?? []);
  const who = among('role', roles);
  const milestones = among('milestone', ids, (id) =>
    calendars.some(({ vocabulary }) => termOf(vocabulary, id) !== undefined),
  );
  const filters: Filters = {
    ...(releases && { releases }),
    ...(wanted && { kinds: wanted }),
    ...(who && { roles: who }),
    ...(milestones && { milestones }),
    ...(from && { from }),
    ...(to && { to }),
    show: one('deadlines', shows, 'allday'),
    alarms: alarmsOf(list('alarms') ?? [], blame),
    cancelled: one('cancelled', ['mark', 'drop'] as const, 'mark'),
  };
  const [first] = wrong;
  return first === undefined ? { filters } : { says: first };
}

/** The query of some filters in canonical form: sorted, without defaults. Empty for none. */
export function filterQuery(filters: Filters): string {
  const { releases, kinds: wanted, roles, milestones, from, to, show, alarms, cancelled } = filters;
  const values: readonly (readonly [name: (typeof filterNames)[number], value: string | undefined])[] = [
    ['alarms', alarms.length === 0 ? undefined : alarms.map(writeAlarm).join(',')],
    ['cancelled', cancelled === 'mark' ? undefined : cancelled],
    ['deadlines', show === 'allday' ? undefined : show],
    ['from', from],
    ['kind', wanted?.join(',')],
    ['milestone', milestones?.join(',')],
    ['release', releases?.join(',')],
    ['role', roles?.join(',')],
    ['to', to],
  ];
  return values.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`])).join('&');
}

/** Whether a milestone matches the filters; one without a day does not when days are asked for. */
export function matchesFilters(milestone: Milestone, filters: Filters): boolean {
  const { releases, kinds: wanted, roles, milestones, from, to } = filters;
  const { id, aliases, release, kind, role } = milestone;
  const when = standsOn(milestone);
  const whose = slugs(role);
  return (
    (!releases || releases.includes(release)) &&
    (!wanted || wanted.includes(kind)) &&
    (!roles || whose.includes('all') || roles.some((one) => whose.includes(one))) &&
    (!milestones || milestones.some((one) => id === one || aliases.includes(one))) &&
    (!from || (isDated(when) && lastDay(when) >= from)) &&
    (!to || (isDated(when) && announcedDay(when) <= to))
  );
}

const slugs = memoized((names: readonly string[]): readonly string[] => names.map(slug));

/** What filters can name in a calendar. */
const valuesOf = memoized((calendar: Calendar) => {
  const all = allMilestones(calendar);
  return {
    versions: calendar.releases.map(({ version }) => version),
    ids: [...new Set(all.flatMap(({ id, aliases }) => [id, ...aliases]))],
    roles: [...new Set(all.flatMap(({ role }) => slugs(role)))],
  };
});

function listOf(name: string, values: Values, blame: Blame): readonly string[] | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const found = text.split(',');
  if (found.includes('')) blame(name, 'names separated by commas', `an empty name in ${quote(text)}`);
  return [...new Set(found)].toSorted();
}

/** What a message says of the values that are valid: all of a few, the first of many. */
export function oneOf(known: readonly string[]): string {
  if (known.length < 2) return known[0] ?? 'none';
  return `one of ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', ...' : ''}`;
}

function alarmsOf(texts: readonly string[], blame: Blame): readonly Alarm[] {
  if (texts.length > mostAlarms) blame('alarms', `at most ${mostAlarms} alarms`, String(texts.length));
  return texts.flatMap((text) => {
    const alarm = readAlarm(text);
    if (!alarm) blame('alarms', 'a number of days before, such as 7d or 1d@18:00', quote(text));
    return alarm ?? [];
  });
}
