import assert from 'node:assert/strict';
import type { Answer } from './origins.ts';
import { failure, origin, redirect, status, text } from './origins.ts';
import { refuses } from './refused.ts';
import { mayFollow } from '../../src/service/ports/origin.ts';
import { openOrigins } from '../../src/sources/sync/fetchorigin.ts';

const schedule = 'release: "1.30"\nmilestones: []\n';
const etag = '"abc"';
const origins = openOrigins();

describe('a redirect', () => {
  const hops = (count: number): Record<string, Answer> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, hop) => [
        `/${hop}`,
        redirect(hop + 1 < count ? `${hop + 1}` : '/end'),
      ]),
    );

  for (const code of [301, 302, 303, 307, 308]) {
    it(`is followed when its status is ${code}`, () =>
      origin({ '/a/x': redirect('../b/y?z', code), '/b/y?z': text(schedule) }, async ({ at }) => {
        const found = await origins.fetch(at('/a/x'), {});

        assert.equal(found.kind, 'new');
      }));
  }

  it('is followed without waiting for its own text', () => {
    const dripping: Answer = (reply) => void reply.writeHead(302, { location: '/y' }).write('#');
    return origin({ '/x': dripping, '/y': text(schedule) }, async ({ at, asked }) => {
      const found = await origins.fetch(at('/x'), {});

      assert.equal(found.kind, 'new');
      await asked[0]?.over;
    });
  });

  it('may be followed by four more', () =>
    origin({ ...hops(5), '/end': text(schedule) }, async ({ at }) => {
      const found = await origins.fetch(at('/0'), {});

      assert.equal(found.kind, 'new');
    }));

  it('may lead to another port of this machine, from this machine', () =>
    origin({ '/y': text(schedule) }, (other) =>
      origin({ '/x': redirect(other.at('/y')) }, async ({ at }) => {
        const found = await origins.fetch(at('/x'), {});

        assert.equal(found.kind, 'new');
      }),
    ));

  it('keeps what makes the fetch conditional, and takes no cookie along', () => {
    const first = status(302, { location: '/y', 'set-cookie': 'a=b; Path=/' });
    return origin({ '/x': first, '/y': status(304) }, async ({ at, asked }) => {
      const found = await origins.fetch(at('/x'), { etag });

      assert.equal(found.kind, 'same');
      assert.deepEqual(
        asked.map(({ headers }) => [headers['if-none-match'], headers.cookie]),
        [
          [etag, undefined],
          [etag, undefined],
        ],
      );
    });
  });

  const tooMany = 'expected at most 5 redirects, found more';
  for (const [name, answers] of Object.entries({ loop: { '/0': redirect('/0') }, 'line of six': hops(6) })) {
    it(`is given up in a ${name}`, () =>
      origin(answers, async ({ at, asked }) => {
        const found = await failure(at('/0'), origins.fetch(at('/0'), {}));

        assert.equal(found, tooMany);
        assert.equal(asked.length, 6);
      }));
  }

  const away = (url: string): string =>
    `expected a redirect to an https address, not one of this machine, found "${url}"`;
  refuses([
    ['to plain http elsewhere', redirect('http://example.org/x'), away('http://example.org/x')],
    ['to a file', redirect('file:///etc/passwd'), away('file:///etc/passwd')],
    ['to a text of its own', redirect('data:text/plain,a'), away('data:text/plain,a')],
    [
      'with a password',
      redirect('https://a:b@example.org/'),
      'expected a redirect without a user or password, found one with them',
    ],
    ['without an address', status(302), 'expected an address, found a redirect that leads nowhere'],
    [
      'to what is no address',
      redirect('http://['),
      'expected an address, found a redirect that leads nowhere',
    ],
  ]);

  const ways: [from: string, to: string, may: boolean][] = [
    ['https://example.org', 'https://example.com', true],
    ['https://example.org', 'http://example.org', false],
    ['https://example.org', 'http://localhost', false],
    ['https://example.org', 'https://localhost', false],
    ['https://example.org', 'https://127.9.9.9', false],
    ['https://example.org', 'https://2130706433', false],
    ['https://example.org', 'https://0.0.0.0', false],
    ['https://example.org', 'https://[::1]', false],
    ['https://example.org', 'https://[::]', false],
    ['https://example.org', 'https://[::ffff:127.0.0.1]', false],
    ['https://example.org', 'https://a.localhost', false],
    ['https://example.org', 'https://localhost.', false],
    ['https://example.org', 'https://localhost.example.org', true],
    ['https://example.org', 'https://127.0.0.1.example.org', true],
    ['https://example.org', 'ftp://example.org', false],
    ['https://localhost', 'https://localhost:8443', true],
    ['https://localhost', 'http://localhost', false],
    ['http://localhost', 'http://127.0.0.1', true],
    ['http://localhost', 'https://[::1]', true],
    ['http://127.0.0.1', 'https://example.org', true],
    ['http://127.0.0.1', 'http://example.org', false],
    ['http://127.0.0.1', 'http://10.0.0.1', false],
  ];
  for (const [from, to, may] of ways) {
    it(`${may ? 'leads' : 'does not lead'} from ${from} to ${to}`, () => {
      assert.equal(mayFollow(new URL(from), new URL(to)), may);
    });
  }
});

describe('an address', () => {
  const secure = 'expected https (http for this machine only)';
  const secret = 'expected an address without a user or password, found one with them';
  const bad: [url: string, shown: string, says: string][] = [
    ['http://example.org/x', 'http://example.org/x', `${secure}, found http`],
    ['http://127.0.0.1.example.org/', 'http://127.0.0.1.example.org/', `${secure}, found http`],
    ['file:///etc/passwd', 'file:///etc/passwd', `${secure}, found file`],
    ['x.yaml', '"x.yaml"', 'expected an https address, found no address'],
    ['https://me:secret@example.org/', 'https://example.org/', secret],
    ['https://token@example.org/', 'https://example.org/', secret],
  ];
  for (const [url, shown, says] of bad) {
    it(`is not fetched from when it is ${url}`, async () => {
      const found = await failure(shown, origins.fetch(url, {}));

      assert.equal(found, says);
    });
  }

  it('may be a name of this machine without https', () =>
    origin({ '/x.yaml': text(schedule) }, async ({ at }) => {
      const found = await origins.fetch(at('/x.yaml').replace('127.0.0.1', 'localhost'), {});

      assert.equal(found.kind, 'new');
    }));
});
