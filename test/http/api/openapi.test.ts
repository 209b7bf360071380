import assert from 'node:assert/strict';
import { z } from 'zod';
import { asRouted, openAddresses } from '../../../src/http/api/routes.ts';
import { describedIn, filled, sampleOf } from '../../../src/http/api/openapi.ts';
import { site } from '../../../src/http/api/site.ts';
import { openFormats } from '../../../src/formats/index.ts';
import { wired } from '../../service/wired.ts';
import { served, shipped } from '../served.ts';
import { inOffice } from '../../mail/office.ts';

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Told>>>>;
}

interface Told {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query';
    readonly required: boolean;
    readonly schema: { readonly enum?: readonly string[] };
  }[];
  readonly responses: Readonly<Record<string, { readonly content: object }>>;
}

const service = await wired();
const { routes, mail } = openAddresses(service, openFormats(service.templates));
const none = { feeds: routes, issues: [], pictures: [], milestones: [], changes: [] };
const sample = sampleOf(service.publish.calendars());
const operations = describedIn({ ...none, subscriptions: mail.forms }).map((one) => ({
  ...one,
  examples: filled(one.examples, sample),
}));

/** Of a path the parts that a client can fill, as patterns for an address. */
function matches(path: string, address: string): boolean {
  const [plain = ''] = address.split('?');
  const text = path.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '[^/]+');
  return new RegExp(`^${text}$`).test(plain);
}

/** What a program is told of an example: of paths that match it, that with fewest values. */
function toldOf({ paths }: Document, example: string): Told | undefined {
  const [path = ''] = Object.keys(paths)
    .filter((one) => matches(one.replaceAll(/\{(\w+)\}/g, ':$1'), example))
    .toSorted((a, b) => a.split('{').length - b.split('{').length);
  return paths[path]?.['get'];
}

function namesIn(where: 'path' | 'query', told: Told | undefined): readonly string[] {
  return told?.parameters.filter((one) => one.in === where).map(({ name }) => name) ?? [];
}

describe('the table of addresses', () => {
  it('has each path once, and every one that programs are told of answers at its example by that row', () => {
    const paths = [...routes, ...mail.forms].map(({ path }) => path);
    assert.equal(new Set(paths).size, paths.length);

    const routed = asRouted(routes);
    for (const { operation } of routes)
      for (const example of filled(operation?.examples ?? [], sample)) {
        const first = routed.find(({ path }) => matches(path, example));
        assert.ok(first?.operation === operation, example);
      }
  });

  it('gives each file of the static site to the row that would answer its address first', () => {
    const files = new Set(site(service).map(({ path }) => path));
    const routed = asRouted(routes);

    for (const path of files) {
      const first = routed.find((route) =>
        matches(route.path, `/${path.replace(/(^|\/)index\.html$/, '$1')}`),
      );
      assert.notEqual(first?.files, undefined, path);
    }
    assert.ok(files.size > 1000);
  });

  it('does not depend on the order of its rows', () => {
    const paths = asRouted(routes).map(({ path }) => path.replaceAll(/:\w+/g, ''));
    const turned = asRouted(routes.toReversed()).map(({ path }) => path.replaceAll(/:\w+/g, ''));

    assert.deepEqual(
      paths.map(({ length }) => length),
      turned.map(({ length }) => length),
    );
  });
});

describe('what programs are told', () => {
  it('is OpenAPI 3.1 with every operation, its path values all described', async () => {
    const { http } = await shipped();
    const { body } = (await http.get('/openapi.json')) as { body: Document };

    assert.equal(body.openapi, '3.1.0');
    assert.deepEqual(
      Object.keys(body.paths),
      operations.flatMap(({ path, answers }) => [
        ...new Set(answers.map(({ format }) => path.replace('{format}', format))),
      ]),
    );
    for (const [path, { get }] of Object.entries(body.paths))
      assert.deepEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
        namesIn('path', get),
        path,
      );
  });

  it('names, describes and groups every operation, each name once', async () => {
    const { http } = await shipped();
    const { body } = (await http.get('/openapi.json')) as { body: Document & { tags: { name: string }[] } };

    const all = Object.values(body.paths).flatMap((methods) => Object.values(methods));
    const groups = body.tags.map(({ name }) => name);
    for (const { operationId, summary, description, tags } of all) {
      assert.match(operationId, /^(get|post)[A-Z]\w+$/);
      assert.ok(summary.length > 5 && description.startsWith(summary), operationId);
      assert.deepEqual([tags.length, groups.includes(tags[0] ?? '')], [1, true], operationId);
    }
    assert.equal(new Set(all.map(({ operationId }) => operationId)).size, all.length);
  });

  it('is the same on the page for people, with each example', async () => {
    const { http } = await shipped();
    const { text } = await http.get('/docs');

    for (const { body, path, examples } of operations) {
      assert.ok(text.includes(`<code>${body ? 'POST' : 'GET'} ${path}</code>`), path);
      for (const example of examples) assert.ok(text.includes(example.replaceAll('&', '&amp;')), example);
    }
  });

  for (const { examples, answers } of operations)
    for (const example of examples)
      it(`${example} answers as it says`, async () => {
        const { http } = await shipped();
        const answer = await http.get(example);

        const [media = ''] = (answer.headers['content-type'] ?? '').split(';');
        assert.equal(answer.status, 200);
        const shape = answers.find((one) => one.media === media)?.shape;
        if (shape) assert.deepEqual(z.safeParse(shape, answer.body).error, undefined);
        const get = toldOf(((await http.get('/openapi.json')) as { body: Document }).body, example);
        assert.deepEqual(Object.keys(get?.responses['200']?.content ?? {}), [media]);
        for (const [name] of new URL(example, 'http://localhost').searchParams)
          assert.ok(namesIn('query', get).includes(name), name);
        const [address = ''] = example.split('?');
        const needed = get?.parameters.filter((one) => one.in === 'query' && one.required) ?? [];
        const query = needed.map(({ name }) => `${name}=${sample?.calendar ?? ''}`);
        for (const { name, schema } of get?.parameters ?? [])
          for (const value of schema.enum ?? []) {
            const asked = `${address}?${[...query, `${name}=${value}`].join('&')}`;
            assert.equal((await http.get(asked)).status, 200, asked);
          }
        assert.equal((await http.get(`${address}?${query.join('&')}`)).status, 200);
      });

  it('is what a program is answered that signs somebody up', () =>
    inOffice({}, ({ service }) =>
      served(service, async ({ http }) => {
        const post = mail.forms.find(({ path }) => path === '/subscriptions')?.operation;
        const shape = post?.answers[0]?.shape;
        assert.ok(shape);

        const answer = await http.post('/subscriptions').send({ address: 'jo@example.org' });

        assert.equal(answer.status, 202);
        assert.deepEqual(z.safeParse(shape, answer.body).error, undefined);
        const { body } = (await http.get('/openapi.json')) as { body: Document };
        assert.ok('202' in (body.paths['/subscriptions']?.['post']?.responses ?? {}));
      }),
    ));
});
