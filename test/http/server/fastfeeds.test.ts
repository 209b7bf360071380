import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { wired } from '../../service/wired.ts';
import { ask, served } from '../served.ts';

const paths = [
  ...['/', '/kubernetes.ics', '/kubernetes-1.38.json', '/kubernetes.ics?kind=freeze&alarms=1d'],
  ...['/kubernetes/next-deadline.json', '/kubernetes/changes.atom', '/kubernetes/issues/2026-11-22.md'],
];

describe('an answer that is kept', () => {
  for (const path of paths)
    it(`is in all its headers and octets the one that was written first: ${path}`, async () =>
      served(await wired(), async ({ port }) => {
        for (const coding of ['identity', 'gzip', 'br']) {
          const headers = { 'Accept-Encoding': coding };
          const first = await ask(port, 'GET', path, { headers });

          const [again, head] = [
            await ask(port, 'GET', path, { headers }),
            await ask(port, 'HEAD', path, { headers }),
          ];
          const same = await ask(port, 'GET', path, {
            headers: { ...headers, 'If-None-Match': first.headers['etag'] },
          });

          const { date: _, ...wanted } = first.headers;
          for (const { headers: found } of [again, head])
            assert.deepEqual({ ...found, date: undefined }, { ...wanted, date: undefined });
          assert.ok(again.octets.equals(first.octets));
          assert.deepEqual(
            [same.status, same.headers['etag'], same.body.length],
            [304, first.headers['etag'], 0],
          );
        }
      }));

  it('is refused like any other to two hosts, to POST and while stopping it is still answered', async () => {
    const state = { stopping: false };
    await served(
      await wired(),
      async ({ port }) => {
        const path = '/kubernetes.ics';
        await ask(port, 'GET', path);
        await ask(port, 'GET', path);

        const twice = `GET ${path} HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\nConnection: close\r\n\r\n`;
        assert.match(await said(port, twice), /^HTTP\/1\.1 400 /);
        assert.equal((await ask(port, 'POST', path)).status, 405);
        state.stopping = true;
        const { status, headers } = await ask(port, 'GET', path);
        assert.deepEqual([status, headers['connection']], [200, 'close']);
      },
      { state },
    );
  });
});

/** What a connection answers to octets that no client would send. */
async function said(port: number, octets: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.end(octets);
  return text(socket);
}
