import assert from 'node:assert/strict';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { shipped, ask } from './served.ts';

const decoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: (body) => brotliDecompressSync(body),
  gzip: (body) => gunzipSync(body),
  identity: (body) => body,
};

const path = '/kubernetes.ics';

describe('the coding of an answer', () => {
  const wishes: [accepted: string | undefined, coding: string][] = [
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0, gzip', 'gzip'],
    ['deflate, zstd', 'identity'],
    ['GZIP', 'gzip'],
    ['gzip;q=nonsense', 'identity'],
  ];
  for (const [accepted, coding] of wishes)
    it(`is ${coding} for ${JSON.stringify(accepted ?? 'no wish at all')}, of the same bytes, with a tag of its own`, async () => {
      const { port } = await shipped();
      const plain = await ask(port, 'GET', path);

      const headers = accepted === undefined ? {} : { 'Accept-Encoding': accepted };
      const answer = await ask(port, 'GET', path, { headers });

      assert.equal(answer.headers['content-encoding'] ?? 'identity', coding);
      assert.equal(answer.headers['content-length'], String(answer.octets.length));
      assert.ok(decoders[coding]?.(answer.octets).equals(plain.octets));
      assert.equal(answer.headers['etag'] === plain.headers['etag'], coding === 'identity');
      assert.equal(answer.headers['vary'], 'Accept-Encoding');
    });

  it('is small: a feed of forty events has less than 40 KB, and less than 4 KB when coded', async () => {
    const { port } = await shipped();
    const plain = await ask(port, 'GET', '/kubernetes-1.38.ics');
    const coded = await ask(port, 'GET', '/kubernetes-1.38.ics', {
      headers: { 'Accept-Encoding': 'br, gzip' },
    });

    assert.ok(plain.octets.length < 40_000, `${plain.octets.length} octets`);
    assert.ok(coded.octets.length < 4_000, `${coded.octets.length} octets coded`);
  });

  it('has a 304 only for its own tag', async () => {
    const { port } = await shipped();
    const tag = async (coding: string): Promise<string> =>
      (await ask(port, 'GET', path, { headers: { 'Accept-Encoding': coding } })).headers['etag'] ?? '';
    const tags = [await tag('identity'), await tag('gzip'), await tag('br')];
    assert.equal(new Set(tags).size, 3);

    for (const [index, coding] of ['identity', 'gzip', 'br'].entries()) {
      for (const [other, value] of tags.entries()) {
        const headers = { 'Accept-Encoding': coding, 'If-None-Match': value };
        const { status, headers: said, body } = await ask(port, 'GET', path, { headers });

        assert.equal(status, other === index ? 304 : 200);
        assert.equal(said['etag'], tags[index]);
        assert.equal(said['vary'], 'Accept-Encoding');
        if (status === 304) assert.deepEqual([body.length, said['content-encoding']], [0, undefined]);
      }
    }
  });
});
