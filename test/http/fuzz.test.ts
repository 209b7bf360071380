import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { shipped } from './served.ts';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const segments = [
  ...words(
    'kubernetes kubernetes.ics kubernetes-1.38.json 1.38.ics next-deadline.md next-deadline.json issues',
  ),
  ...words(
    '2026-11-22.md livez readyz healthz . .. %2e%2e __proto__ constructor hasOwnProperty.ics %00 %zz %',
  ),
  ...words('kubernetes-__proto__.ics %0d%0aX-Evil:1.ics %ff%fe.json * :calendar (.*) {a} ~ ;a=b -1.ics'),
  ...['', '%F0%9F%92%A9.ics', 'a'.repeat(300), '9'.repeat(40)],
];
const keys = ['', ...words('at style __proto__ constructor toString wrong at[] at[a] release')];
const values = [
  ...words('2024-01-09 2026-11-23T18:00Z 9998-12-31T23:59:59Z 1000-01-01 0000-00-00 -1 NaN lwkd plain'),
  ...['', '__proto__', '%00', '%zz', '%E2%80%A8', '2024-01-09T00:00:00%2B99:99', '9'.repeat(500)],
];
const tags = ['*', '"', 'W/"', '"a","b"', ',,,,', 'W/*', '"'.repeat(50), 'a'.repeat(2_000)];
const dates = [
  'Wed, 25 Nov 2026 00:00:00 GMT',
  'NaN',
  '-1',
  '0',
  '9'.repeat(30),
  'Thu, 99 Foo 0000 99:99:99 GMT',
];

const pathText = fc
  .tuple(
    fc.array(fc.oneof(fc.constantFrom(...segments), urlText(12)), { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(fc.constantFrom(...keys), fc.oneof(fc.constantFrom(...values), urlText(20))), {
      maxLength: 3,
    }),
  )
  .map(([parts, query]) => {
    const asked = query.map(([key, value]) => `${key}=${value}`).join('&');
    return `/${parts.join('/')}${asked === '' ? '' : `?${asked}`}`;
  });

const headerSets = fc.record(
  {
    'If-None-Match': fc.constantFrom(...tags),
    'If-Modified-Since': fc.constantFrom(...dates),
    Host: fc.constantFrom('', '[', 'a:b:c', 'evil.example\\@x', 'a'.repeat(300)),
    Range: fc.constantFrom('bytes=0-0', 'bytes=-1', 'bytes=9-1', 'x'),
    Accept: fc.constantFrom('*/*;q=9', ',,,', 'text/calendar;;=', 'a/b/c'),
    'Accept-Encoding': fc.constantFrom('', 'identity;q=0', '*;q=0', 'gzip;q=NaN', ',,,'),
    'Cache-Control': fc.constantFrom('no-cache', 'max-age=-1', '=,='),
    'X-Forwarded-For': fc.constantFrom('::1, x', '999.999.999.999', ','.repeat(200)),
    'X-Request-Id': fc.constantFrom('{"a":1}', '\u00ff', '-'.repeat(500)),
    'Content-Type': fc.constantFrom('application/json', 'x', 'multipart/form-data'),
  },
  { requiredKeys: [] },
);

const requests: fc.Arbitrary<Request> = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'PROPFIND', 'SEARCH', 'DELETE'),
  path: pathText,
  headers: headerSets,
});

/** Any printable ASCII but a blank, as a client may send it unescaped. */
function urlText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength,
  });
}

async function statusOf({ method, path, headers }: Request, port: number, agent: Agent): Promise<number> {
  const asked = request({ host: '127.0.0.1', port, method, path, headers, agent });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  await text(answer);
  return answer.statusCode ?? 0;
}

describe('thousands of hostile requests', function () {
  it('get no 5xx, and the service answers as before', async () => {
    const { port, http } = await shipped('2026-09-10');
    const before = await http.get('/kubernetes.ics');
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    const sample = fc.sample(requests, 3_000);

    const statuses = await Promise.all(sample.map((one) => statusOf(one, port, agent)));
    agent.destroy();

    const failed = sample.filter((_, index) => (statuses[index] ?? 0) >= 500);
    assert.deepEqual(failed, []);
    assert.deepEqual(
      [200, 400, 404, 405].filter((status) => !statuses.includes(status)),
      [],
      'the requests reach every kind of answer',
    );
    assert.equal((await http.get('/kubernetes.ics')).text, before.text);
  });

  const raw: [what: string, bytes: string][] = [
    ['no request line', '\r\n\r\n\r\n'],
    ['noise', '\u0000\u0001\u00ff\u00fe\r\n\r\n'],
    ['a TLS hello', '\u0016\u0003\u0001\u0000\u00a5\u0001\u0000'],
    ['no Host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a bare line feed in a header', 'GET / HTTP/1.1\nHost: a\nX: b\n\n'],
    ['a blank in the target', 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['raw UTF-8 in the target', 'GET /é HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['HTTP/0.9', 'GET /\r\n\r\n'],
    ['HTTP/3.0', 'GET / HTTP/3.0\r\nHost: a\r\n\r\n'],
    [
      'a target in absolute form',
      'GET http://evil.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    ],
    ['a target that is a star', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['an unknown method', 'BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['an upgrade', 'GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n'],
    ['two lengths', 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    [
      'a length and chunks',
      'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['chunks that are none', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\n${'X: y\r\n'.repeat(20_000)}\r\n`],
  ];
  for (const [what, bytes] of raw)
    it(`with ${what} get no 5xx and nothing inside`, async () => {
      const { port, http } = await shipped('2026-09-10');
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => socket.destroy());
      socket.end(Buffer.from(bytes, 'latin1'));

      const answer = await text(socket).catch(() => '');

      assert.match(answer, /^$|^HTTP\/1\.1 [1-4]\d\d /);
      assert.doesNotMatch(answer, /node_modules|\.ts:\d/);
      assert.equal((await http.get('/livez')).status, 200);
    });
});
