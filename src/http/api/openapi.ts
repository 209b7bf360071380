import type { Operation } from '../answers/operation.ts';
import type { Route } from '../answers/handler.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { z } from 'zod';
import { fixed } from '../answers/handler.ts';
import { statusOf } from '../answers/operation.ts';

/** An operation with its path as OpenAPI writes it. */
export interface Described extends Operation {
  readonly path: string;
}

export function describedIn(
  table: readonly { readonly path: string; readonly operation?: Operation }[],
): readonly Described[] {
  return table.flatMap(({ path, operation }) =>
    operation ? [{ path: path.replaceAll(/:(\w+)/g, '{$1}'), ...operation }] : [],
  );
}

/** The API, for programs as OpenAPI 3.1 and for people. */
export function apiRoutes(
  { publicUrl }: Service,
  words: Words,
  operations: readonly Described[],
): readonly Route[] {
  const text = `${JSON.stringify(document(publicUrl, operations))}\n`;
  const page = `${words('docs', { operations: operations.map(shown), url: publicUrl })}\n`;
  const docs = fixed('text/html; charset=utf-8', () => page);
  return [
    { path: '/openapi.json', handler: fixed('application/json; charset=utf-8', () => text), files: 'one' },
    { path: '/docs', handler: docs },
    { path: '/docs.html', handler: docs },
    { path: '/docs/', handler: docs, files: 'one' },
  ];
}

function shown({ path, says, values, answers, examples, body }: Described): object {
  return {
    method: body ? 'POST' : 'GET',
    path,
    says,
    examples,
    values,
    media: Object.keys(answers),
    body: body && z.toJSONSchema(body)['properties'],
  };
}

function document(url: string, operations: readonly Described[]): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'release-calendar',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    paths: Object.fromEntries(
      operations.map((one) => [one.path, { [one.body ? 'post' : 'get']: described(one) }]),
    ),
    components: { schemas: { Problem: problem } },
  };
}

function described(operation: Operation): object {
  const { says, values, answers, body } = operation;
  const content = Object.entries(answers).map(([media, shape]) => [
    media,
    { schema: shape ? schemaOf(shape) : { type: 'string' } },
  ]);
  const form = body && { schema: schemaOf(body) };
  const wrong = {
    description: 'What was found and what was wanted',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    summary: says,
    parameters: values.map(({ name, in: where, says: description, shape }) => ({
      name,
      in: where,
      description,
      required: where === 'path',
      schema: schemaOf(shape),
    })),
    ...(form && {
      requestBody: {
        required: true,
        content: { 'application/json': form, 'application/x-www-form-urlencoded': form },
      },
    }),
    responses: {
      [statusOf(operation)]: { description: 'As asked', content: Object.fromEntries(content) },
      '4XX': wrong,
    },
  };
}

/** RFC 9457 */
const problem = schemaOf(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('Names what was found and what was wanted'),
  }),
);

function schemaOf(shape: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(shape);
  return schema;
}
