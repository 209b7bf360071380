import type { Handler } from '../answers/handler.ts';
import type { Operation } from './operations.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { z } from 'zod';
import { operations } from './operations.ts';
import { queryOf } from '../answers/handler.ts';

/** `/openapi.json`: the API as OpenAPI 3.1. */
export function openapi(service: Service): Handler {
  const body = Buffer.from(`${JSON.stringify(document(service.publicUrl))}\n`);
  return (asked) => {
    const query = queryOf(asked, []);
    return 'refusal' in query
      ? query
      : { value: { media: 'application/json; charset=utf-8', body, cache: 'feed' } };
  };
}

/** `/docs`: the API for people. */
export function docs(service: Service, words: Words): Handler {
  const shown = operations.map(({ method, path, says, values, answers, examples, body }) => ({
    method: method.toUpperCase(),
    path,
    says,
    examples,
    values,
    media: Object.keys(answers),
    body: body && z.toJSONSchema(body)['properties'],
  }));
  const body = Buffer.from(`${words('docs', { operations: shown, url: service.publicUrl })}\n`);
  return (asked) => {
    const query = queryOf(asked, []);
    return 'refusal' in query ? query : { value: { media: 'text/html; charset=utf-8', body, cache: 'feed' } };
  };
}

function document(url: string): object {
  const paths = operations.map((one) => [one.path, { [one.method]: described(one) }] as const);
  return {
    openapi: '3.1.0',
    info: {
      title: 'release-calendar',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    paths: Object.fromEntries(paths),
    components: { schemas: { Problem: problem } },
  };
}

function described({ says, values, answers, body }: Operation): object {
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
      [body ? '202' : '200']: { description: 'As asked', content: Object.fromEntries(content) },
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
