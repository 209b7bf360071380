import assert from 'node:assert/strict';
import { calendarFiles } from '../service/folder.ts';
import { publicUrl } from '../service/wired.ts';
import { ask, shipped, servedIn } from './served.ts';

const html = 'text/html; charset=utf-8';

describe('the pages of a calendar', () => {
  for (const path of ['/', '/kubernetes/', '/kubernetes/1.30/', '/kubernetes/1.14/', '/kubernetes/patches/'])
    it(`${path} has a title, a description, its feed, its changes and its one address`, async () => {
      const { http } = await shipped();
      const { status, headers, text } = await http.get(path);

      assert.deepEqual([status, headers['content-type']], [200, html]);
      const own = path === '/' ? '/kubernetes/' : path;
      assert.ok(text.includes(`<link rel="canonical" href="${publicUrl}${own}">`));
      assert.match(text, /<link rel="alternate" type="text\/calendar" [^>]*href="[^"]*\.ics">/);
      assert.match(text, /<link rel="alternate" type="application\/atom\+xml" /);
      assert.match(text, /<meta property="og:title" content="Kubernetes [^"]*release schedule">/);
      assert.match(text, /<meta name="description" content="[^"]{20,}">/);
      assert.doesNotMatch(text, /\sstyle=|<style|onclick|<script>/);
    });

  it('of a release that is over keeps its dates and its picture', async () => {
    const { http } = await shipped();
    const { text } = await http.get('/kubernetes/1.30/');

    assert.match(text, /Nothing of this cycle is ahead/);
    assert.match(text, /Wed 17 Apr 2024/);
    const picture = /srcset="([^"]*)"/.exec(text)?.[1] ?? '';
    assert.equal((await http.get(picture.slice(publicUrl.length))).status, 200);
  });

  for (const [path, to] of [
    ['/kubernetes', '/kubernetes/'],
    ['/kubernetes?kind=freeze', '/kubernetes/?kind=freeze'],
    ['/kubernetes/1.30', '/kubernetes/1.30/'],
  ] as const)
    it(`${path} leads to ${to}, by the public address and never by a Host header`, async () => {
      const { port } = await shipped();
      const { status, headers } = await ask(port, 'GET', path, { headers: { Host: 'evil.example' } });

      assert.deepEqual([status, headers.location], [308, `${publicUrl}${to}`]);
    });

  it('reads until when it is right: the next cutoff, or what it says of the time that is left', async () => {
    const { http } = await shipped('2026-12-03T11:59:30Z');
    const { text, headers } = await http.get('/kubernetes/');

    assert.match(text, /less than an hour left/);
    assert.equal(headers['cache-control'], 'public, max-age=30, must-revalidate');
  });

  for (const [now, says] of [
    ['2026-12-03T12:00Z', 'in 13 days'],
    ['2026-12-15T12:00Z', 'tomorrow'],
    ['2026-12-16T23:00Z', 'today'],
  ] as const)
    it(`counts days to what merely happens: ${says} at ${now}`, async () => {
      const { http } = await shipped(now);
      const { text } = await http.get('/kubernetes/');

      assert.match(text, /Release Day<\/a>: Wed 16 Dec 2026<\/p>/);
      assert.ok(text.includes(`<strong>${says}</strong>`), text.slice(1500, 3000));
    });

  it('of a release that is a draft says so, and strikes nothing out', () =>
    servedIn(
      {
        ...calendarFiles('one', '{ name: A, kind: freeze, when: 2027-01-01 }'),
        'one/1.1.yaml':
          'release: "1.1"\nstatus: tentative\nmilestones:\n  - { name: B, kind: freeze, when: 2027-05-01 }\n',
      },
      async ({ http }) => {
        const { text } = await http.get('/one/1.1/');

        assert.match(text, /This release is tentative: a draft/);
        assert.match(text, /Sat 1 May 2027/);
        assert.doesNotMatch(text, /<s>|Nothing of this cycle is ahead/);
      },
    ));

  it('lists calendars where there are several', () =>
    servedIn(
      {
        ...calendarFiles('one', '{ name: A, kind: freeze, when: 2027-01-01 }'),
        ...calendarFiles('two', '{ name: B, kind: freeze, when: 2027-01-01 }'),
      },
      async ({ http }) => {
        const { text } = await http.get('/');

        for (const id of ['one', 'two']) assert.ok(text.includes(`<a href="${publicUrl}/${id}/">`), text);
      },
    ));
});

describe('the form of a feed without a script', () => {
  for (const [query, made] of [
    ['', '-deadlines.ics'],
    ['?what=deadlines&release=&kind=&from=', '-deadlines.ics'],
    ['?what=all&kind=freeze&kind=deadline', '.ics?kind=deadline,freeze'],
    ['?milestone=code-freeze, docs-freeze', '-deadlines.ics?milestone=code-freeze,docs-freeze'],
    ['?alarms=7d&alarms=7d&cancelled=drop', '-deadlines.ics?alarms=7d&amp;cancelled=drop'],
    ['?alarms=7d&alarms=1d&deadlines=timed', '-deadlines.ics?alarms=1d,7d&amp;deadlines=timed'],
  ] as const)
    it(`makes ${made} of "${query}"`, async () => {
      const { http } = await shipped();
      const { text } = await http.get(`/kubernetes/${query}`);

      const [, address = ''] = /<a id="feed" href="([^"]*)"/.exec(text) ?? [];
      assert.equal(address, `${publicUrl}/kubernetes${made}`);
      const asked = address.slice(publicUrl.length).replaceAll('&amp;', '&');
      assert.equal((await http.get(asked)).status, 200);
    });

  it('says what is wrong, and keeps what was chosen', async () => {
    const { http } = await shipped();
    const { status, text } = await http.get('/kubernetes/?milestone=code-freez&kind=freeze');

    assert.equal(status, 200);
    assert.match(text, /role="alert">milestone: found &quot;code-freez&quot;[^<]*code-freeze/);
    assert.match(text, /value="code-freez"/);
    assert.match(text, /value="freeze" checked/);
  });
});

describe('the page of a milestone', () => {
  it('shows its moment in the zone that is asked for', async () => {
    const { http } = await shipped();
    const { text } = await http.get('/kubernetes/1.38/docs-freeze?tz=asia/kathmandu');

    assert.match(text, /id="here">Thursday 3 December 2026, 17:45</);
    assert.match(text, /Pacific\/Kiritimati<\/td><td>Friday 4 December 2026, 02:00</);
  });

  it('never shows a moment for a month', () =>
    servedIn(calendarFiles('one', '{ id: a, name: A, kind: freeze, when: 2027-03 }'), async ({ http }) => {
      const { text } = await http.get('/one/1.0/a');

      assert.match(text, /March 2027, day not announced/);
      assert.doesNotMatch(text, /<time|Around the world/);
    }));
});

describe('what leads to the pages', () => {
  it('is a sitemap whose addresses all answer, and robots that name it', async () => {
    const { http } = await shipped();
    const robots = await http.get('/robots.txt');
    const { text: map } = await http.get('/sitemap.xml').buffer(true);

    assert.ok(robots.text.includes(`Sitemap: ${publicUrl}/sitemap.xml`));
    const found = [...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address = '']) => address);
    assert.ok(found.length > 10, map);
    for (const address of found) assert.equal((await http.get(address.slice(publicUrl.length))).status, 200);
  });
});
