import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Kind } from '../calendar/kind.ts';
import type { Zone } from '../time/time.ts';
import { matchesFilters, noFilters, oneOf, readFilters } from '../feed/filter.ts';
import { hint, quote } from '../problem/suggestion.ts';
import { isPatch } from '../calendar/patch.ts';
import { utc } from '../time/time.ts';
import { findZone, zoneHint } from '../when/findzone.ts';
import { expected } from '../problem/expected.ts';

/** What a subscriber asks for. */
export interface Wish {
  /** Calendar ids; never empty. */
  readonly calendars: readonly string[];
  /** Absent lists take everything; roles are slugs. */
  readonly kinds?: readonly Kind[];
  readonly roles?: readonly string[];
  readonly milestones?: readonly string[];
  /** Days before the announced day, largest first; empty for subscribers who want only changes. */
  readonly leads: readonly number[];
  readonly zone: Zone;
  /** The hour of their day, 0 to 23. */
  readonly hour: number;
  /** Whether they also hear of moves and cancellations of what they had no reminder of. */
  readonly changes: boolean;
  /** Whether a letter has an HTML part beside its text. */
  readonly html: boolean;
}

export const leadDays = [14, 7, 3, 1, 0] as const;
const usual = { leads: [7, 1], hour: 9 };

/** The fields that a form or a program sends, still text; lists are separated by commas. */
export const wishNames = [
  'calendar',
  'kind',
  'role',
  'milestone',
  'lead',
  'tz',
  'hour',
  'changes',
  'format',
] as const;

type Values = Readonly<Record<string, string | undefined>>;

/** Reads a wish; `says` names what was expected and what was found. An empty value counts as not given. */
export function readWish(
  given: Values,
  calendars: readonly Calendar[],
): { readonly wish: Wish } | { readonly says: string } {
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value?.trim()));
  const known = calendars.map(({ id }) => id);
  const asked = values['calendar'] === 'none' ? [] : values['calendar']?.split(',').map((id) => id.trim());
  // of one there is nothing to choose
  const ids = known.length === 1 && asked?.length === 0 ? known : (asked ?? known.slice(0, 1));
  if (ids.length === 0) return { says: `calendar: ${expected('at least one calendar', 'none')}` };
  const stranger = ids.find((id) => !known.includes(id));
  if (stranger !== undefined)
    return { says: `calendar: ${expected(oneOf(known), `${quote(stranger)}${hint(stranger, known)}`)}` };
  const { kind, role, milestone } = values;
  const filters = readFilters(
    { ...(kind && { kind }), ...(role && { role }), ...(milestone && { milestone }) },
    calendars.filter(({ id }) => ids.includes(id)),
  );
  if ('says' in filters) return filters;
  const leads = readLeads(values['lead']);
  if ('says' in leads) return leads;
  const when = readHour(values['hour'], values['tz']);
  if ('says' in when) return when;
  const how = readHow(values['changes'], values['format']);
  if ('says' in how) return how;
  if (leads.leads.length === 0 && !how.changes)
    return { says: `lead: ${expected('at least one reminder, or changes', 'neither')}` };
  const { kinds, roles, milestones } = filters.filters;
  return {
    wish: {
      calendars: [...new Set(ids)].toSorted(),
      ...(kinds && { kinds }),
      ...(roles && { roles }),
      ...(milestones && { milestones }),
      leads: leads.leads,
      ...when,
      ...how,
    },
  };
}

function readLeads(
  text: string | undefined,
): { readonly leads: readonly number[] } | { readonly says: string } {
  if (text === undefined) return { leads: usual.leads };
  if (text === 'none') return { leads: [] };
  const found = text.split(',').map((one) => leadDays.find((lead) => String(lead) === one.trim()));
  const leads = leadDays.filter((lead) => found.includes(lead));
  if (!found.includes(undefined)) return { leads };
  return {
    says: `lead: ${expected(`"none" or some of ${leadDays.join(', ')} separated by commas`, quote(text))}`,
  };
}

/** Reads `hour=9` and `tz=Europe/Berlin`. */
export function readHour(
  hour: string | undefined,
  tz: string | undefined,
): { readonly hour: number; readonly zone: Zone } | { readonly says: string } {
  if (hour !== undefined && !/^([01]?\d|2[0-3])$/.test(hour))
    return { says: `hour: ${expected('an hour from 0 to 23', quote(hour))}` };
  const where = tz === undefined ? utc : findZone(tz);
  if (!where) {
    const found = `${quote(tz ?? '')}${zoneHint(tz ?? '')}`;
    return { says: `tz: ${expected('a city or time zone, such as Berlin or PT', found)}` };
  }
  return { hour: Number(hour ?? usual.hour), zone: where };
}

function readHow(
  changes: string | undefined,
  format: string | undefined,
): Pick<Wish, 'changes' | 'html'> | { readonly says: string } {
  if (changes !== undefined && changes !== 'yes' && changes !== 'no')
    return { says: `changes: ${expected('yes or no', quote(changes))}` };
  if (format !== undefined && format !== 'html' && format !== 'text')
    return { says: `format: ${expected('html (which includes plain text) or text', quote(format))}` };
  return { changes: changes !== 'no', html: format !== 'text' };
}

/** Writes a wish as `readWish` reads it. */
export function writeWish(wish: Wish): Readonly<Record<(typeof wishNames)[number], string>> {
  const { calendars, kinds, roles, milestones, leads, zone: where, hour, changes, html } = wish;
  return {
    calendar: calendars.join(','),
    kind: kinds?.join(',') ?? '',
    role: roles?.join(',') ?? '',
    milestone: milestones?.join(',') ?? '',
    lead: leads.length === 0 ? 'none' : leads.join(','),
    tz: where,
    hour: String(hour),
    changes: changes ? 'yes' : 'no',
    format: html ? 'html' : 'text',
  };
}

/** Whether they want to hear of a milestone: by what they name, else what every contributor must know. */
export function isWanted(milestone: Milestone, calendar: string, wish: Wish): boolean {
  if (!wish.calendars.includes(calendar)) return false;
  const { kinds, roles, milestones } = wish;
  if (!kinds && !roles && !milestones) return milestone.banner || isPatch(milestone);
  return matchesFilters(milestone, {
    ...noFilters,
    ...(kinds && { kinds }),
    ...(roles && { roles }),
    ...(milestones && { milestones }),
  });
}
