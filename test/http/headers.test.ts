import assert from 'node:assert/strict';
import { ask, served, shipped } from './served.ts';
import { wired } from '../service/wired.ts';

const paths = [
  ...['/', '/kubernetes.ics', '/kubernetes-1.38.json', '/kubernetes/next-deadline.md'],
  ...['/kubernetes/issues/2026-11-22.html', '/nothing.ics', '/kubernetes.ics?x=1'],
  ...['/kubernetes/', '/kubernetes/1.30/', '/kubernetes/1.38/code-freeze', '/kubernetes/timeline.svg'],
  ...['/docs', '/openapi.json', '/sitemap.xml', '/robots.txt', '/icon.svg', '/style.css', '/script.js'],
  ...['/kubernetes/next-deadline-card.svg', '/kubernetes'],
];

describe('every answer', () => {
  for (const path of paths)
    it(`says to a browser what it may do with ${path}, to HEAD as to GET`, async () => {
      const { http } = await shipped();
      // a client that decodes leaves the length of what was coded
      const asked = [http.head(path), http.get(path)].map((one) => one.set('Accept-Encoding', 'identity'));
      const [head, get] = await Promise.all(asked);
      assert.ok(head && get);

      const { headers } = get;
      assert.equal(headers['access-control-allow-origin'], '*');
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*frame-ancestors 'none'/);
      assert.doesNotMatch(headers['content-security-policy'] ?? '', /unsafe/);
      assert.equal(headers['referrer-policy'], 'no-referrer');
      for (const none of ['x-powered-by', 'set-cookie', 'strict-transport-security'])
        assert.equal(headers[none], undefined, none);
      assert.deepEqual({ ...head.headers, date: '' }, { ...headers, date: '' });
      assert.deepEqual([head.status, head.text ?? ''], [get.status, '']);
      assert.equal(Number(headers['content-length']), Buffer.byteLength(get.text ?? (get.body as Buffer)));
    });

  const answering = ['/kubernetes.ics', '/', '/livez', '/readyz', '/healthz', '/kubernetes/next-deadline.md'];
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'REPORT', 'MKCALENDAR', 'TRACE'];
  for (const method of methods)
    it(`to ${method} is 405 and says what is allowed`, async () => {
      const { port } = await shipped();
      for (const path of answering) {
        const { status, headers, body } = await ask(port, method, path);

        assert.equal(status, 405, path);
        assert.equal(headers['allow'], 'GET, HEAD, OPTIONS');
        assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
        assert.match(body, new RegExp(`"detail":"expected GET, HEAD or OPTIONS, found ${method}"`));
      }
    });
});

describe('the address of the service', () => {
  it('comes from PUBLIC_URL alone: no header of a request reaches the bytes', async () => {
    const evil = 'evil.example';
    const headers = {
      Host: evil,
      'X-Forwarded-Host': evil,
      'X-Forwarded-Proto': 'gopher',
      Forwarded: `host=${evil}`,
      'X-Original-URL': `https://${evil}/`,
      Origin: `https://${evil}`,
      Referer: `https://${evil}/`,
    };
    await served(await wired(), async ({ http }) => {
      for (const path of paths) {
        const [plain, forged] = await Promise.all([http.get(path), http.get(path).set(headers)]);

        assert.equal(forged.text, plain.text);
        assert.doesNotMatch(JSON.stringify(forged.headers) + forged.text, /evil|gopher/);
      }
    });
  });
});

describe('a feed', () => {
  it('may be kept for five minutes, and longer while it is fetched anew or cannot be', async () => {
    const { http } = await shipped();
    const { headers } = await http.get('/kubernetes.ics');

    assert.equal(
      headers['cache-control'],
      'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800',
    );
  });
});
