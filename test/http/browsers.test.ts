import assert from 'node:assert/strict';
import { calendarFiles } from '../service/folder.ts';
import { publicUrl } from '../service/wired.ts';
import { ask, served, servedIn, shipped } from './served.ts';
import { inOffice } from '../mail/office.ts';

const browser = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
};

/** The words of a page, without its marks. */
function words(page: string): string {
  const main = page.slice(page.indexOf('<main'));
  return main
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');
}

describe('a browser that asks for what is not there', () => {
  for (const [path, status, title, link] of [
    ['/kubernets/', 404, 'Page not found', '/kubernetes/'],
    ['/kubernetes/1.83/', 404, 'Page not found', '/kubernetes/1.38/'],
    ['/kubernetes/1.38/code-freez', 404, 'Page not found', '/kubernetes/1.38/code-freeze'],
    ['/kubernetes-deadline.ics', 404, 'Page not found', '/kubernetes-deadlines.ics'],
    ['/kubernetes.ics?kinds=freeze', 400, 'This request is not valid', '/kubernetes.ics?kind=freeze'],
    ['/kubernetes.ics?kind=freez', 400, 'This request is not valid', '/kubernetes.ics?kind=freeze'],
    [
      '/kubernetes/1.38/code-freeze?tz=Asia/Tokio',
      400,
      'This request is not valid',
      '/kubernetes/1.38/code-freeze?tz=Asia/Tokyo',
    ],
  ] as const)
    it(`is shown a page for ${path} that leads to ${link}`, async () => {
      const { port } = await shipped();
      const { status: found, headers, body } = await ask(port, 'GET', path, { headers: browser });

      assert.deepEqual([found, headers['content-type']], [status, 'text/html; charset=utf-8']);
      assert.deepEqual([headers['cache-control'], headers.vary], ['no-store', 'Accept']);
      assert.ok(body.includes(`<h1>${title}</h1>`), body);
      assert.ok(body.includes(`Did you mean <a href="${publicUrl}${link}">`), body);
      assert.ok(body.includes(`<a href="${publicUrl}/kubernetes/">`));
    });

  it('is led nowhere where nothing is near, and runs nothing that stood in the address', async () => {
    const { port } = await shipped();
    const path = '/kubernetes/%3Cscript%3Ealert(1)%3C%2Fscript%3E/';
    const { status, body } = await ask(port, 'GET', path, { headers: browser });

    assert.equal(status, 404);
    assert.doesNotMatch(body, /Did you mean|<script>/);
  });

  for (const [status, method, path, payload, says] of [
    [405, 'DELETE', '/kubernetes/', '', 'Expected GET, HEAD or OPTIONS, found DELETE.'],
    [
      413,
      'POST',
      '/subscriptions',
      `address=${'x'.repeat(20_000)}`,
      'Body: expected at most 16 KiB, found more.',
    ],
    [414, 'GET', `/${'x'.repeat(2_100)}`, '', 'Expected an address of at most 2048 characters, found 2101.'],
    [503, 'GET', '/subscriptions', '', 'Subscriptions are unavailable for a moment; try again in a minute.'],
  ] as const)
    it(`is shown a page for ${method} that is ${status}`, async () => {
      const { port } = await shipped();
      const headers = { ...browser, 'Content-Type': 'application/x-www-form-urlencoded' };
      const answer = await ask(port, method, path, { headers, body: payload });

      assert.equal(answer.status, status);
      assert.equal(answer.headers['content-type'], 'text/html; charset=utf-8');
      assert.ok(words(answer.body).includes(says), words(answer.body));
    });

  it('is shown a page when it asks too often, which says when to come back', () =>
    inOffice({}, ({ service }) =>
      served(
        service,
        async ({ port }) => {
          const post = (): ReturnType<typeof ask> =>
            ask(port, 'POST', '/subscriptions', {
              headers: { ...browser, 'Content-Type': 'application/x-www-form-urlencoded' },
              body: 'address=jo@example.org',
            });
          await post();
          const { status, headers, body } = await ask(port, 'POST', '/subscriptions', {
            headers: { ...browser, 'Content-Type': 'application/x-www-form-urlencoded' },
            body: 'address=sam@example.org',
          });

          assert.deepEqual([status, headers['retry-after']], [429, '900']);
          assert.match(words(body), /Too many requests .*try again in 15 minutes/);
        },
        { rates: { signUpsPerHour: 1, allSignUpsPerHour: 0 } },
      ),
    ));

  for (const accept of ['*/*', 'application/json', 'text/calendar, */*', 'image/avif,image/webp,*/*;q=0.8'])
    it(`and a program with Accept: ${accept} is told by RFC 9457`, async () => {
      const { port } = await shipped();
      const { headers } = await ask(port, 'GET', '/kubernets/', { headers: { Accept: accept } });

      assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
    });
});

describe('a query key that a tracker added', () => {
  const tracked = 'utm_source=x&fbclid=1&gclid=2&mc_cid=3&ref=lwkd';
  for (const path of [
    '/',
    '/kubernetes/',
    '/kubernetes/1.38/',
    '/kubernetes/1.38/code-freeze',
    '/kubernetes.ics?kind=freeze',
    '/kubernetes.json',
    '/kubernetes/state.json?at=2026-03-20',
    '/kubernetes/next-deadline.md',
    '/kubernetes/reminders.atom?lead=7',
    '/kubernetes/timeline.svg?theme=dark',
    '/style.css',
    '/docs',
  ])
    it(`changes nothing at ${path}`, async () => {
      const { http } = await shipped();
      const plain = await http.get(path).buffer(true);
      const answer = await http.get(`${path}${path.includes('?') ? '&' : '?'}${tracked}`).buffer(true);

      assert.deepEqual([answer.status, answer.headers['etag']], [200, plain.headers['etag']]);
    });

  it('is ignored like any other key where nothing is filtered', async () => {
    const { http } = await shipped();
    for (const path of ['/docs', '/kubernetes/changes.json', '/robots.txt', '/openapi.json', '/style.css'])
      assert.equal((await http.get(`${path}?since=1`)).status, 200, path);
  });
});

describe('a script of another site', () => {
  for (const path of [
    '/kubernetes.json',
    '/kubernetes/state.json?at=2026-03-20',
    '/kubernetes/',
    '/openapi.json',
  ])
    it(`may ask ${path} with If-None-Match`, async () => {
      const { port } = await shipped();
      const { status, headers, body } = await ask(port, 'OPTIONS', path, {
        headers: { Origin: 'https://x.example', 'Access-Control-Request-Method': 'GET' },
      });

      assert.deepEqual([status, body], [204, '']);
      assert.equal(headers['access-control-allow-origin'], '*');
      assert.equal(headers['access-control-allow-methods'], 'GET, HEAD, OPTIONS');
      assert.equal(headers['access-control-allow-headers'], 'If-None-Match, Content-Type');
    });

  it('may not sign anybody up', () =>
    inOffice({}, ({ service }) =>
      served(service, async ({ port }) => {
        const { status, headers } = await ask(port, 'OPTIONS', '/subscriptions');

        assert.deepEqual([status, headers['access-control-allow-headers']], [405, undefined]);
      }),
    ));
});

describe('what is at an address that everybody knows', () => {
  it('says whom to tell of a vulnerability, for half a year from each day on', async () => {
    const { http } = await shipped('2026-11-25T09:00Z');
    const { status, headers, text } = await http.get('/.well-known/security.txt');

    assert.deepEqual([status, headers['content-type']], [200, 'text/plain; charset=utf-8']);
    assert.match(text, /^Contact: https:\/\/www\.kubernetes\.dev\/resources\/release\/$/m);
    assert.match(text, /^Expires: 2027-05-24T00:00:00\.000Z$/m);
    assert.match(text, /^Canonical: https:\/\/calendar\.example\.org\/\.well-known\/security\.txt$/m);
  });

  it('says it as the operator set it', () =>
    servedIn(
      calendarFiles('one', '{ name: A, kind: freeze, when: 2027-01-01 }'),
      async ({ http }) => {
        const { text } = await http.get('/.well-known/security.txt');

        assert.match(text, /^Contact: mailto:security@example\.org$/m);
      },
      { env: { SECURITY_CONTACT: 'mailto:security@example.org' } },
    ));

  it('is nothing where nobody is named', () =>
    servedIn(calendarFiles('one', '{ name: A, kind: freeze, when: 2027-01-01 }'), async ({ http }) => {
      assert.equal((await http.get('/.well-known/security.txt')).status, 404);
    }));

  it('tells a language model where dates are, and each link answers', async () => {
    const { http } = await shipped();
    const { text } = await http.get('/llms.txt');

    const links = [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
    assert.ok(links.length >= 7, text);
    for (const link of links) assert.equal((await http.get(link.slice(publicUrl.length))).status, 200, link);
  });
});
