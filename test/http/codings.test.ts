import assert from 'node:assert/strict';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { raw } from './raw.ts';
import { shipped } from './served.ts';

const decoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: (body) => brotliDecompressSync(body),
  gzip: (body) => gunzipSync(body),
  identity: (body) => body,
};

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
  for (const [accepted, coding] of wishes) {
    it(`is ${coding} for ${JSON.stringify(accepted ?? 'no wish at all')}, of the same bytes, with a tag of its own`, async () => {
      const { port } = await shipped();
      const plain = await raw(port, '/kubernetes.ics');

      const answer = await raw(
        port,
        '/kubernetes.ics',
        accepted === undefined ? {} : { 'Accept-Encoding': accepted },
      );

      assert.equal(answer.headers['content-encoding'] ?? 'identity', coding);
      assert.equal(answer.headers['content-length'], String(answer.body.length));
      assert.ok(decoders[coding]?.(answer.body).equals(plain.body));
      assert.equal(answer.headers['etag'] === plain.headers['etag'], coding === 'identity');
      assert.equal(answer.headers['vary'], 'Accept-Encoding');
    });
  }

  it('is small: a feed of forty events has less than 40 KB, and less than 4 KB when coded', async () => {
    const { port } = await shipped();
    const plain = await raw(port, '/kubernetes-1.38.ics');
    const coded = await raw(port, '/kubernetes-1.38.ics', { 'Accept-Encoding': 'br, gzip' });

    assert.ok(plain.body.length < 40_000, `${plain.body.length} octets`);
    assert.ok(coded.body.length < 4_000, `${coded.body.length} octets coded`);
  });

  it('has a 304 only for its own tag', async () => {
    const { port } = await shipped();
    const tag = async (coding: string): Promise<string> =>
      (await raw(port, '/kubernetes.ics', { 'Accept-Encoding': coding })).headers['etag'] ?? '';
    const tags = [await tag('identity'), await tag('gzip'), await tag('br')];
    assert.equal(new Set(tags).size, 3);

    for (const [index, coding] of ['identity', 'gzip', 'br'].entries()) {
      for (const [other, value] of tags.entries()) {
        const headers = { 'Accept-Encoding': coding, 'If-None-Match': value };
        const { status, headers: said, body } = await raw(port, '/kubernetes.ics', headers);

        assert.equal(status, other === index ? 304 : 200);
        assert.equal(said['etag'], tags[index]);
        assert.equal(said['vary'], 'Accept-Encoding');
        if (status === 304) assert.deepEqual([body.length, said['content-encoding']], [0, undefined]);
      }
    }
  });
});
