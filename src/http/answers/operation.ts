import type { ZodType } from 'zod';
import type { Show, filterNames } from '../../domain/feed/filter.ts';
import { z } from 'zod';
import { kinds } from '../../domain/calendar/kind.ts';

/** What programs are told of a route in `/openapi.json` and `/docs`. */
export interface Operation {
  /** Where it is narrower than that of its route, as OpenAPI writes it. */
  readonly path?: string;
  readonly says: string;
  /** Path and query parameters. */
  readonly values: readonly Value[];
  /** One, or each that a path which ends in `{format}` stands for. */
  readonly answers: readonly Representation[];
  /** Addresses; `{calendar}`, `{release}`, `{milestone}` and `{day}` are ones that are served. */
  readonly examples: readonly string[];
  /** Of a POST. */
  readonly body?: ZodType;
}

/** The status of its answer when all is well. */
export function statusOf(operation: Pick<Operation, 'body'> | undefined): number {
  return operation?.body ? 202 : 200;
}

/** A form in which an address answers; its extension is its format. */
export interface Representation {
  readonly format: string;
  readonly media: string;
  /** Of JSON. */
  readonly shape?: ZodType | undefined;
}

export interface Value {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly says: string;
  readonly shape: ZodType;
  /** In a query. Whatever is in a path is required. */
  readonly required?: boolean;
  /** The one format that knows it; all when left out. */
  readonly only?: string;
}

export function inPath(name: string, says: string, shape: ZodType = z.string()): Value {
  return { name, in: 'path', says, shape };
}

export function inQuery(name: string, says: string, shape: ZodType = z.string()): Value {
  return { name, in: 'query', says, shape };
}

/** The names that a query may have, as a refusal lists them. */
export function queryNames(values: readonly Value[]): readonly string[] {
  return values.flatMap((value) => (value.in === 'query' ? [value.name] : [])).toSorted();
}

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const calendarInPath = inPath('calendar', 'The id of a calendar');
export const releaseInPath = inPath('release', 'A version, such as 1.38');
export const milestoneInPath = inPath('milestone', 'The id of a milestone');
export const at = inQuery('at', 'A day (00:00 UTC) or an instant with its offset; by default now');

/** How a cutoff is shown. */
export const shows = ['allday', 'timed', 'both'] as const satisfies readonly Show[];

const described: Readonly<Record<(typeof filterNames)[number], Value>> = {
  release: inQuery('release', 'Versions, separated by commas'),
  kind: inQuery('kind', `Kinds, separated by commas: ${kinds.join(', ')}`),
  role: inQuery('role', 'Roles, separated by commas, such as docs-lead'),
  milestone: inQuery('milestone', 'Ids of milestones, separated by commas'),
  from: inQuery('from', 'The first day to include', day),
  to: inQuery('to', 'The last day to include', day),
  deadlines: inQuery('deadlines', 'How a deadline with an exact cutoff is shown', z.enum(shows)),
  alarms: inQuery('alarms', 'Alarms for each event, at most two, such as 7d,1d@18:00'),
  cancelled: inQuery(
    'cancelled',
    'Whether canceled milestones are marked or left out',
    z.enum(['mark', 'drop']),
  ),
};

/** `filterNames`, for those who ask. */
export const filters: readonly Value[] = Object.values(described);
