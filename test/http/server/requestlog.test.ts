import assert from 'node:assert/strict';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createApp } from '../../../src/http/server/app.ts';
import { wired } from '../../service/wired.ts';
import { untold } from '../../../src/http/server/requestlog.ts';

const token = 'Zm9vYmFyYmF6cXV4'.repeat(5);

describe('an address in the log', () => {
  const own = [
    `/subscriptions/confirm?token=${token}`,
    `http://calendar.example.org/subscriptions/confirm?token=${token}`,
    `/subscriptions/confirm%3Ftoken=${token}`,
    `/subscriptions/confirm%253Ftoken=${token}`,
    `//subscriptions/confirm?token=${token}`,
    `/subscriptions//confirm?token=${token}`,
    `/%73ubscriptions/confirm?token=${token}`,
    `/SUBSCRIPTIONS/confirm?token=${token}`,
    `/subscriptions/confirm/${token}`,
    `/subscriptions;${token}`,
    `/subscriptions?address=jo%40example.org&lead=7`,
    `/subscriptions/?address=jo@example.org`,
    `/%2573ubscriptions?address=jo%2540example.org`,
    `/sub/${token}`,
    `/?token=${token}`,
    '/feed?for=jo@example.org',
    '/feed?for=jo%2540example.org',
  ];
  for (const url of own)
    it(`has no token and no address of a reader: ${url.replace(token, 'TOKEN')}`, () => {
      const told = untold(url);

      assert.doesNotMatch(told, /Zm9v|YmFy|jo|example\.org(?!\/subs)/);
    });

  for (const url of [
    '/kubernetes.ics?kind=freeze&from=2026-01-01',
    '/kubernetes/1.38/production-readiness-review-soft-freeze',
    '/',
  ])
    it(`is as it was asked for otherwise: ${url}`, () => assert.equal(untold(url), url));

  it('takes no longer for each character of a long one than for those of a short one', () => {
    // a search that begins anew at each character would take hours
    for (const text of ['a', '%', '%25', '-', '@']) assert.ok(untold(`/${text.repeat(1_000_000)}`) !== '');
  });

  it('says which page of a subscription it was', () => {
    assert.equal(untold(`/subscriptions/unsubscribe?token=${token}`), '/subscriptions/unsubscribe...');
    assert.equal(untold('/subscriptions'), '/subscriptions');
  });
});

describe('the line of a request in the log', () => {
  it('is of one form, whether Express wrote the answer or it was kept, and counts up', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write: (chunk: Buffer, _coding, done) => {
        lines.push(chunk.toString());
        done();
      },
    });
    const answer = createApp(await wired(), { logger: pino(stream) });

    for (let times = 0; times < 3; times++) {
      const request = new IncomingMessage(new Socket());
      Object.assign(request, { method: 'GET', url: '/kubernetes.ics', rawHeaders: ['Host', 'a.example'] });
      const response = new ServerResponse(request);
      const written = new Promise((resolve) => (response.end = (() => resolve(response)) as never));
      answer(request, response);
      await written;
      response.emit('close');
    }

    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      told.map(({ time: _time, pid: _pid, hostname: _host, responseTime, ...rest }) => [
        Number.isInteger(responseTime),
        rest,
      ]),
      [1, 2, 3].map((id) => [
        true,
        {
          ...{ level: 30, reqId: id, res: { status: 200 }, msg: 'request' },
          req: { id, method: 'GET', url: '/kubernetes.ics' },
        },
      ]),
    );
  });
});
