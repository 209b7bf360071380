import assert from 'node:assert/strict';
import { z } from 'zod';
import { wishNames } from '../../../src/domain/reminders/wish.ts';
import { operations } from '../../../src/http/api/operations.ts';
import { served, shipped } from '../served.ts';
import { inOffice } from '../../mail/office.ts';

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

describe('what programs are told', () => {
  it('is OpenAPI 3.1 with every operation, its path values all described', async () => {
    const { http } = await shipped();
    const { body } = (await http.get('/openapi.json')) as { body: Document };

    assert.equal(body.openapi, '3.1.0');
    assert.deepEqual(
      Object.keys(body.paths),
      operations.map(({ path }) => path),
    );
    for (const { path, values } of operations)
      assert.deepEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
        values.flatMap((value) => (value.in === 'path' ? [value.name] : [])),
        path,
      );
  });

  it('is the same on the page for people, with a link for each example', async () => {
    const { http } = await shipped();
    const { text } = await http.get('/docs');

    for (const { method, path, examples } of operations) {
      assert.ok(text.includes(`<code>${method.toUpperCase()} ${path}</code>`), path);
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
        assert.ok(media in answers, media);
        const shape = answers[media];
        if (shape) assert.deepEqual(z.safeParse(shape, answer.body).error, undefined);
      });

  it('is what a program is answered that signs somebody up', () =>
    inOffice({}, ({ service }) =>
      served(service, async ({ http }) => {
        const post = operations.find(({ method, path }) => method === 'post' && path === '/subscriptions');
        const shape = post?.answers['application/json'];
        assert.ok(shape);

        const answer = await http.post('/subscriptions').send({ address: 'jo@example.org' });

        assert.equal(answer.status, 202);
        assert.deepEqual(z.safeParse(shape, answer.body).error, undefined);
        const { body } = (await http.get('/openapi.json')) as { body: Document };
        const told = body.paths['/subscriptions']?.['post'] as { responses: object };
        assert.ok('202' in told.responses);
      }),
    ));

  it('names every field that a subscription takes, and no other', () => {
    const { properties = {} } = z.toJSONSchema(
      operations.find(({ method }) => method === 'post')?.body ?? z.never(),
    );

    assert.deepEqual(Object.keys(properties).toSorted(), ['address', ...wishNames].toSorted());
  });
});
