import type { Operation } from '../answers/operation.ts';
import type { Route } from '../answers/handler.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { z } from 'zod';
import { fixed } from '../answers/handler.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { hasCycle } from '../../domain/cycle/cycle.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import { statusOf } from '../answers/operation.ts';

/** What operations are about, as `/openapi.json` groups them. */
const tags = {
  feeds: 'Milestones as calendar feeds and as data',
  issues: 'What a newsletter prints',
  pictures: 'Timelines as pictures',
  milestones: 'Milestones in any time zone',
  changes: 'Freezes in force, dates that moved, reminders without an email address',
  subscriptions: 'Reminders by email',
} as const;
type Tag = keyof typeof tags;

/** An operation with its path as OpenAPI writes it. */
export interface Described extends Operation {
  readonly path: string;
  readonly tag: Tag;
}

interface Row {
  readonly path: string;
  readonly operation?: Operation;
}

/** The operations of a table, by what they are about. */
export function describedIn(table: Readonly<Record<Tag, readonly Row[]>>): readonly Described[] {
  const names: readonly Tag[] = ['feeds', 'issues', 'pictures', 'milestones', 'changes', 'subscriptions'];
  return names.flatMap((tag) =>
    table[tag].flatMap(({ path, operation }) =>
      operation ? [{ path: path.replaceAll(/:(\w+)/g, '{$1}'), ...operation, tag }] : [],
    ),
  );
}

/** The API, for programs as OpenAPI 3.1 and for people. */
export function apiRoutes(
  { publicUrl, publish }: Service,
  words: Words,
  operations: readonly Described[],
): readonly Route[] {
  const text = `${JSON.stringify(document(publicUrl, operations))}\n`;
  const docs = fixed('text/html; charset=utf-8', () => {
    const sample = sampleOf(publish.calendars());
    const listed = operations.map((one) => shown({ ...one, examples: filled(one.examples, sample) }));
    return `${words('docs', { operations: listed, url: publicUrl })}\n`;
  });
  return [
    { path: '/openapi.json', handler: fixed('application/json; charset=utf-8', () => text), files: 'one' },
    { path: '/docs', handler: docs },
    { path: '/docs.html', handler: docs },
    { path: '/docs/', handler: docs, files: 'one' },
  ];
}

/** What examples are about: the newest release of the first calendar that has dates. */
export type Sample = Readonly<Record<'calendar' | 'release' | 'milestone' | 'day', string>>;

/** `undefined` where there is no date. */
export function sampleOf(calendars: readonly Calendar[]): Sample | undefined {
  for (const calendar of calendars)
    for (const release of calendar.releases.toReversed()) {
      const dated = hasCycle(release) ? release.milestones.filter(({ when }) => isDated(when)) : [];
      const one = dated.find(({ kind }) => kind === 'freeze') ?? dated[0];
      if (!one || !isDated(one.when)) continue;
      const day = announcedDay(one.when);
      return { calendar: calendar.id, release: release.version, milestone: one.id, day };
    }
  return undefined;
}

/** The addresses of examples; none without a sample. */
export function filled(examples: readonly string[], sample: Sample | undefined): readonly string[] {
  if (!sample) return [];
  const values = new Map<string, string>(Object.entries(sample));
  return examples.map((one) => one.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole));
}

function shown({ path, says, values, answers, examples, body }: Described): object {
  return {
    method: body ? 'POST' : 'GET',
    path,
    says,
    examples,
    values,
    media: answers.map(({ media }) => media),
    body: body && z.toJSONSchema(body)['properties'],
  };
}

function document(url: string, operations: readonly Described[]): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'release-calendar',
      version: '1',
      description:
        'Release schedules: milestones with their exact cutoffs. No API key is needed; responses carry an ETag.',
      contact: { url },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    security: [],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(
      operations
        .flatMap(inEachFormat)
        .map((one) => [one.path, { [one.body ? 'post' : 'get']: described(one) }]),
    ),
    components: { schemas: { Problem: problem } },
  };
}

/** A path for each format, so that a program that asks for JSON is promised JSON and nothing else. */
function inEachFormat(operation: Described): readonly Described[] {
  const { path, values, answers } = operation;
  if (!path.includes('{format}')) return [operation];
  return answers.map((answer) => ({
    ...operation,
    path: path.replace('{format}', answer.format),
    values: values.filter(({ name, only = answer.format }) => name !== 'format' && only === answer.format),
    answers: [answer],
  }));
}

function described(operation: Described): object {
  const { says, values, answers, body, tag } = operation;
  const content = answers.map(({ media, shape }) => [
    media,
    { schema: shape ? schemaOf(shape) : { type: 'string' } },
  ]);
  const form = body && { schema: schemaOf(body) };
  const wrong = {
    description: 'What was expected and what was found',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    operationId: idOf(operation),
    summary: says,
    description: `${says}.`,
    tags: [tag],
    parameters: values.map(({ name, in: where, says: description, shape, required = where === 'path' }) => ({
      name,
      in: where,
      description,
      required,
      schema: schemaOf(shape),
    })),
    ...(form && {
      requestBody: {
        required: true,
        content: { 'application/json': form, 'application/x-www-form-urlencoded': form },
      },
    }),
    responses: {
      [statusOf(operation)]: { description: 'Success', content: Object.fromEntries(content) },
      '4XX': wrong,
    },
  };
}

/** `getCalendarStateJson` of `/{calendar}/state.json`; `getFeedAsIcs` of `/{feed}.ics`, which `/feed.ics` is not. */
function idOf({ path, body }: Described): string {
  const parts = path
    .replace('}.', '}/As/')
    .split(/[^\w]+/)
    .filter((part) => part !== '');
  const words = parts.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`);
  return `${body ? 'post' : 'get'}${words.join('')}`;
}

/** RFC 9457 */
const problem = schemaOf(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('Says what was expected, what was found and the nearest valid value'),
  }),
);

function schemaOf(shape: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(shape);
  return schema;
}
