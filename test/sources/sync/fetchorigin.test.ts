import assert from 'node:assert/strict';
import type { Answer } from '../origins.ts';
import { gzipSync } from 'node:zlib';
import { drip, failure, flood, origin, raw, redirect, silence, status } from '../origins.ts';
import { tear, tearLate, text } from '../origins.ts';
import { refuses, said } from '../refused.ts';
import { openOrigins } from '../../../src/sources/sync/fetchorigin.ts';

const schedule = 'release: "1.30"\ntitle: café\nmilestones: []\n';
const etag = '"abc"';
const modified = 'Wed, 25 Nov 2026 10:00:00 GMT';
const origins = openOrigins();
const ok = 'HTTP/1.1 200 OK';

describe('a schedule that is fetched', () => {
  it('comes as it is, with what its next fetch may send', () =>
    origin({ '/x.yaml': text(schedule, { etag, 'last-modified': modified }) }, async ({ at }) => {
      const found = await origins.fetch(at('/x.yaml'), {});

      const bytes = Buffer.from(schedule);
      assert.deepEqual(found, { kind: 'new', text: schedule, bytes, validators: { etag, modified } });
    }));

  it('may begin with a byte order mark, which only the file keeps', () =>
    origin({ '/x.yaml': text(`\ufeff${schedule}`) }, async ({ at }) => {
      const found = await origins.fetch(at('/x.yaml'), {});

      const bytes = Buffer.from(`\ufeff${schedule}`);
      assert.deepEqual(found, { kind: 'new', text: schedule, bytes, validators: {} });
    }));

  it('is asked for as plain text, by a name without a version', () =>
    origin({ '/x.yaml': text(schedule) }, async ({ at, asked }) => {
      await origins.fetch(at('/x.yaml'), {});

      const { headers } = asked[0] ?? {};
      assert.equal(headers?.['user-agent'], 'release-calendar');
      assert.equal(headers['accept-encoding'], 'identity');
      assert.equal(headers['if-none-match'] ?? headers['if-modified-since'], undefined);
    }));

  it('ends where its Content-Length says, whatever follows', () =>
    origin({ '/x.yaml': raw('HTTP/1.1 200 OK', 'Content-Length: 3', '', 'a: bcdef') }, async ({ at }) => {
      const found = await origins.fetch(at('/x.yaml'), {});

      assert.ok(found.kind === 'new' && found.text === 'a: ');
    }));
});

describe('a schedule that is fetched again', () => {
  const kept: Answer = (reply, headers) => {
    const same = headers['if-none-match'] === etag || headers['if-modified-since'] === modified;
    (same ? status(304) : text(schedule))(reply, headers);
  };
  for (const [name, known] of Object.entries({ 'its tag': { etag }, 'its date': { modified } })) {
    it(`is the same when its origin says so of ${name}`, () =>
      origin({ '/x.yaml': kept }, async ({ at }) => {
        const found = await origins.fetch(at('/x.yaml'), known);

        assert.deepEqual(found, { kind: 'same' });
      }));
  }

  it('comes whole when it has another tag', () =>
    origin({ '/x.yaml': kept }, async ({ at }) => {
      const found = await origins.fetch(at('/x.yaml'), { etag: '"older"' });

      assert.equal(found.kind, 'new');
    }));

  const useless = ['*', 'abc', '"a", "b"', '"a\n"', '"発"', '"'];
  for (const tag of useless) {
    it(`is not asked for by the tag ${JSON.stringify(tag)}`, () =>
      origin({ '/x.yaml': text(schedule) }, async ({ at, asked }) => {
        await origins.fetch(at('/x.yaml'), { etag: tag, modified: 'yesterday' });

        const { headers } = asked[0] ?? {};
        assert.ok(headers && !('if-none-match' in headers) && !('if-modified-since' in headers));
      }));
  }

  it('keeps no tag that would match every text', () =>
    origin({ '/x.yaml': text(schedule, { etag: '*', 'last-modified': 'now' }) }, async ({ at }) => {
      const found = await origins.fetch(at('/x.yaml'), {});

      assert.ok(found.kind === 'new');
      assert.deepEqual(found.validators, {});
    }));
});

describe('an origin that is slow', () => {
  const slow: [string, Answer][] = [
    ['never answers', silence],
    ['drips a byte at a time', drip],
    ['begins and stops', (reply) => void reply.writeHead(200).write('release: "1.30"\n')],
    ['promises more than it sends', (reply) => void reply.writeHead(200, { 'content-length': 9 }).write('a')],
  ];
  for (const [name, answer] of slow) {
    it(`is given up when it ${name}`, async () => {
      const found = await said(answer, { limitMs: 100 });

      assert.equal(found, 'expected a complete answer within 0.1 s, found none');
    });
  }

  it('is given up when somebody else says so', () =>
    origin({ '/x.yaml': drip }, async ({ at }) => {
      const stop = new AbortController();
      const fetching = failure(at('/x.yaml'), origins.fetch(at('/x.yaml'), {}, stop.signal));

      stop.abort();

      assert.equal(await fetching, 'stopped before the complete answer had arrived');
    }));

  it('is let go', () =>
    origin({ '/x.yaml': drip }, async ({ at, asked }) => {
      await assert.rejects(openOrigins({ limitMs: 100 }).fetch(at('/x.yaml'), {}));

      await asked[0]?.over;
    }));

  it('has one limit for all its redirects', () =>
    origin({ '/x.yaml': redirect('/y.yaml'), '/y.yaml': silence }, async ({ at }) => {
      const found = await failure(at('/x.yaml'), openOrigins({ limitMs: 100 }).fetch(at('/x.yaml'), {}));

      assert.match(found, /^expected a complete answer within 0\.1 s, found none/);
    }));
});

describe('an origin that fails', () => {
  refuses([
    ['a server error', status(500), 'expected status 200, found 500'],
    ['a part of a text', status(206), 'expected status 200, found 206'],
    ['no content', status(204), 'expected status 200, found 204'],
    ['a torn connection', tear, /^expected a complete answer, found none \(.+\)$/],
    [
      'a connection torn in the text',
      tearLate,
      /^expected a complete answer, found (none|one that ends early)/,
    ],
    [
      'what is not HTTP',
      raw('SSH-2.0-OpenSSH_10.0', ''),
      /^expected a complete answer, found none \(.+HTTP.+\)/,
    ],
    [
      'headers without end',
      raw('HTTP/1.1 200 OK', `X: ${'x'.repeat(100_000)}`),
      /^expected a complete answer, found none \(.+\)/,
    ],
  ]);

  it('is told of when nobody listens', async () => {
    const url = await origin({}, async ({ at }) => at('/x.yaml'));

    const found = await failure(url, origins.fetch(url, {}));

    assert.match(found, /^expected a complete answer, found none \(connect ECONNREFUSED 127\.0\.0\.1:\d+\)$/);
  });
});

describe('an origin that cuts a text', () => {
  const whole = gzipSync(schedule.repeat(100));
  const head = ['HTTP/1.1 200 OK', 'Content-Length: 100', ''];
  const early = /^expected a complete answer, found one that ends early, after 15 bytes \(.+\)$/;
  const encoded = 'expected no content encoding, found "gzip", which was not asked for';
  refuses([
    ['less than its Content-Length', raw(...head, 'release: "1.30"'), early],
    ['chunks without the last', raw(ok, 'Transfer-Encoding: chunked', '', 'f', 'release: "1.30"', ''), early],
    ['a cut text that is compressed', text(whole.subarray(0, -20), { 'content-encoding': 'gzip' }), encoded],
  ]);
});

describe('an origin that lies', () => {
  const html = 'expected YAML or Markdown, found an HTML page';
  const encoded = 'expected no content encoding, found "gzip", which was not asked for';
  const bomb = Buffer.concat(Array<Buffer>(100).fill(gzipSync(Buffer.alloc(1_048_576))));
  refuses([
    ['what calls itself HTML', text(schedule, { 'content-type': 'text/html; charset=utf-8' }), html],
    ['HTML under another name', text('\n<!DOCTYPE html>\n<p>', { 'content-type': 'text/plain' }), html],
    ['an HTML page without a type', text('\ufeff<HTML lang="en">'), html],
    ['what calls itself XHTML', text(schedule, { 'content-type': 'application/xhtml+xml' }), html],
    ['an XHTML page', text('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "">'), html],
    ['"not modified" when that was not asked', status(304), 'expected status 200, found 304'],
    ['nothing', text(''), 'expected a schedule, found an empty text'],
    ['nothing but space', text('\ufeff \n\n'), 'expected a schedule, found an empty text'],
    ['a NUL', text('a: \0'), 'expected text in UTF-8, found a NUL byte'],
    ['Latin-1', text(Buffer.from('a: café', 'latin1')), 'expected text in UTF-8, found other bytes'],
    [
      'compressed text that nobody asked for',
      text(gzipSync(schedule), { 'content-encoding': 'gzip' }),
      encoded,
    ],
    ['text that calls itself compressed', text(schedule, { 'content-encoding': 'GZIP' }), encoded],
    ['100 MiB in a small file', text(bomb, { 'content-encoding': 'gzip' }), encoded],
    [
      'two lengths',
      raw(ok, 'Content-Length: 3', 'Content-Length: 5', '', 'a: bc'),
      /^expected a complete answer, found none/,
    ],
    [
      'a length that is none',
      raw('HTTP/1.1 200 OK', 'Content-Length: few', '', 'a: b'),
      /^expected a complete answer, found none/,
    ],
  ]);
});

describe('an origin that sends too much', () => {
  refuses([
    ['by its Content-Length', text('#'.repeat(1_048_577)), 'expected at most 1048576 bytes, found 1048577'],
    ['without saying so', flood, 'expected at most 1048576 bytes, found more'],
  ]);

  it('is stopped', () =>
    origin({ '/x.yaml': flood }, async ({ at, asked }) => {
      await assert.rejects(origins.fetch(at('/x.yaml'), {}));

      await asked[0]?.over;
    }));
});
