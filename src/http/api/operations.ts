import type { ZodType } from 'zod';
import { z } from 'zod';
import { kinds } from '../../domain/calendar/calendar.ts';
import { schemas } from '../../formats/jsonschema.ts';
import { themes } from '../../formats/pictures/palette.ts';
import { signedUp } from '../subscriptions/subscriptionflow.ts';

/** An API operation as documented in `/openapi.json` and `/docs`. Examples use the shipped calendar. */
export interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly says: string;
  /** Path and query parameters. */
  readonly values: readonly Value[];
  /** By media type; with a schema if JSON. */
  readonly answers: Readonly<Record<string, ZodType | undefined>>;
  readonly examples: readonly string[];
  readonly body?: ZodType;
}

interface Value {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly says: string;
  readonly shape: ZodType;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const list = z.string();
const inPath = (name: string, says: string, shape: ZodType = z.string()): Value => ({
  name,
  in: 'path',
  says,
  shape,
});
const inQuery = (name: string, says: string, shape: ZodType = z.string()): Value => ({
  name,
  in: 'query',
  says,
  shape,
});

const calendar = inPath('calendar', 'The id of a calendar');
const release = inPath('release', 'A version, such as 1.38');
const issueQuery = [
  inQuery('at', 'A day (00:00 UTC) or an instant with its offset; now when left out'),
  inQuery('style', 'How names and days are written: plain, or a style of the calendar'),
];
const theme = inQuery('theme', 'auto follows its reader', z.enum(themes));
const filters = [
  inQuery('release', 'Versions, parted by commas', list),
  inQuery('kind', `Kinds, parted by commas: ${kinds.join(', ')}`, list),
  inQuery('role', 'Roles, parted by commas, such as docs-lead', list),
  inQuery('milestone', 'Ids of milestones, parted by commas', list),
  inQuery('from', 'The first day', day),
  inQuery('to', 'The last day', day),
  inQuery('deadlines', 'How a cutoff is shown', z.enum(['allday', 'timed', 'both'])),
  inQuery('alarms', 'At most two, such as 7d,1d@18:00', list),
  inQuery('cancelled', 'Whether what is cancelled is marked or left out', z.enum(['mark', 'drop'])),
];

const [ics, json, md, html] = ['text/calendar', 'application/json', 'text/markdown', 'text/html'];
const [txt, svg, atom] = ['text/plain', 'image/svg+xml', 'application/atom+xml'];

/** All documented API operations. */
export const operations: readonly Operation[] = [
  {
    method: 'get',
    path: '/{feed}.{format}',
    says: 'A feed: a calendar, its deadlines, a release or a role',
    values: [
      inPath('feed', 'kubernetes, kubernetes-deadlines, kubernetes-1.38'),
      inPath('format', 'ics or json'),
      ...filters,
    ],
    answers: { [ics]: undefined, [json]: schemas.feed },
    examples: [
      '/kubernetes-deadlines.ics',
      '/kubernetes.json?kind=freeze&release=1.38',
      '/kubernetes-1.38.ics?alarms=7d,1d',
    ],
  },
  {
    method: 'get',
    path: '/{calendar}/{release}.{format}',
    says: 'The feed of a release',
    values: [calendar, release, inPath('format', 'ics or json'), ...filters],
    answers: { [ics]: undefined, [json]: schemas.feed },
    examples: ['/kubernetes/1.38.json', '/kubernetes/1.38.ics'],
  },
  {
    method: 'get',
    path: '/feed.ics',
    says: 'Several calendars in one feed',
    values: [inQuery('calendar', 'Ids, parted by commas', list), ...filters],
    answers: { [ics]: undefined },
    examples: ['/feed.ics?calendar=kubernetes'],
  },
  {
    method: 'get',
    path: '/{calendar}/next-deadline.{format}',
    says: 'The Next Deadline line',
    values: [
      calendar,
      inPath('format', 'md, html, txt, json or svg'),
      ...issueQuery,
      { ...theme, says: `svg alone: ${theme.says}` },
    ],
    answers: {
      [md]: undefined,
      [html]: undefined,
      [txt]: undefined,
      [json]: schemas.banner,
      [svg]: undefined,
    },
    examples: [
      '/kubernetes/next-deadline.md',
      '/kubernetes/next-deadline.json?at=2024-01-09',
      '/kubernetes/next-deadline.svg?theme=dark',
    ],
  },
  {
    method: 'get',
    path: '/{calendar}/next-deadline-card.svg',
    says: 'The next deadline as a card, with its cutoff',
    values: [calendar, ...issueQuery, theme],
    answers: { [svg]: undefined },
    examples: ['/kubernetes/next-deadline-card.svg'],
  },
  {
    method: 'get',
    path: '/{calendar}/issues/{slug}.{format}',
    says: 'The Release Schedule section of an issue',
    values: [
      calendar,
      inPath('slug', 'The date in the name of its file', day),
      inPath('format', 'md, html, txt or json'),
      ...issueQuery,
    ],
    answers: { [md]: undefined, [html]: undefined, [txt]: undefined, [json]: schemas.section },
    examples: ['/kubernetes/issues/2026-07-19.md', '/kubernetes/issues/2024-01-07.json'],
  },
  {
    method: 'get',
    path: '/{calendar}/timeline.svg',
    says: 'The cycle of now as a picture; timeline-tall.svg for a phone',
    values: [calendar, theme],
    answers: { [svg]: undefined },
    examples: ['/kubernetes/timeline.svg', '/kubernetes/timeline-tall.svg?theme=light'],
  },
  {
    method: 'get',
    path: '/{calendar}/{release}/timeline.svg',
    says: 'The cycle of a release as a picture',
    values: [calendar, release, theme],
    answers: { [svg]: undefined },
    examples: ['/kubernetes/1.30/timeline.svg'],
  },
  {
    method: 'get',
    path: '/{calendar}/{release}/{milestone}',
    says: 'A page that shows the moment of a milestone in any zone',
    values: [
      calendar,
      release,
      inPath('milestone', 'The id of a milestone'),
      inQuery('tz', 'An IANA time zone, or AoE'),
    ],
    answers: { [html]: undefined },
    examples: ['/kubernetes/1.38/code-freeze?tz=Asia/Kathmandu'],
  },
  {
    method: 'get',
    path: '/{calendar}/state.json',
    says: 'Which freezes are in force, now or at an instant',
    values: [
      calendar,
      inQuery('at', 'A day (00:00 UTC) or an instant with its offset; now when left out'),
      inQuery('release', 'Versions, parted by commas: only their freezes', list),
      inQuery('milestone', 'Ids, parted by commas: what closes, instead of the calendar’s gate', list),
      inQuery('kind', 'Kinds, parted by commas: likewise', list),
    ],
    answers: { [json]: schemas.state },
    examples: ['/kubernetes/state.json', '/kubernetes/state.json?at=2026-03-20&release=1.36'],
  },
  {
    method: 'get',
    path: '/{calendar}/changes.{format}',
    says: 'Dates that moved, newest first',
    values: [calendar, inPath('format', 'atom or json')],
    answers: { [atom]: undefined, [json]: schemas.changes },
    examples: ['/kubernetes/changes.json', '/kubernetes/changes.atom'],
  },
  {
    method: 'get',
    path: '/{calendar}/reminders.atom',
    says: 'Reminders for readers that have no address',
    values: [
      calendar,
      inQuery('lead', 'Days before, parted by commas', list),
      inQuery('hour', '0 to 23'),
      inQuery('tz', 'An IANA time zone'),
      ...filters,
    ],
    answers: { [atom]: undefined },
    examples: ['/kubernetes/reminders.atom?lead=7,1&tz=Europe/Berlin'],
  },
  {
    method: 'post',
    path: '/subscriptions',
    says: 'Asks for reminders by mail; a mail asks to confirm. The answer is the same for every address',
    values: [],
    answers: { [json]: signedUp },
    examples: [],
    body: z.object({
      address: z.string().max(254).describe('A mail address'),
      calendar: list.optional().describe('Ids of calendars'),
      lead: list.optional().describe('Days before, such as 7,1; none for changes alone'),
      hour: z.string().optional().describe('Of the local day, 0 to 23'),
      tz: z.string().optional().describe('An IANA time zone'),
      changes: z.enum(['yes', 'no']).optional(),
      format: z.enum(['html', 'text']).optional(),
      kind: list.optional(),
      role: list.optional(),
      milestone: list.optional(),
    }),
  },
];
