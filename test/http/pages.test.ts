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

    assert.match(text, /Released Wed 17 Apr 2024, ended Tue 15 Jul 2025, latest 1\.30\.14\./);
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

      assert.match(text, /Release Day<\/a><\/p>\s*<p>Wed 16 Dec 2026<\/p>/);
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

        assert.match(text, /This schedule is a draft/);
        assert.match(text, /Sat 1 May 2027/);
        assert.doesNotMatch(text, /<s>|is ahead/);
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

/** The words that a page shows, as they follow each other. */
function words(page: string): string {
  const main = page.slice(page.indexOf('<main'));
  return main
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[,.:)])/g, '')
    .replaceAll('( ', '(');
}

describe('the page of a calendar answers', () => {
  for (const [now, ...says] of [
    [
      '2026-11-12',
      'Next deadline Code Freeze and Test Freeze end of Wed 18 Nov, anywhere on Earth (Thu 19 Nov, 12:00 UTC) 7 days left · Kubernetes 1.38',
      'Frozen? No, until Code Freeze on Wed 18 Nov.',
      'Current 1.37, released Wed 26 Aug 2026',
      'Data This calendar may be out of date.',
      'as of 25 November 2026',
    ],
    [
      '2026-11-25',
      'Next deadline Docs Freeze end of Wed 2 Dec, anywhere on Earth (Thu 3 Dec, 12:00 UTC) 8 days left',
      'Frozen? Yes, Kubernetes 1.38 until Wed 16 Dec 2026: Code Freeze and Test Freeze.',
    ],
    ['2025-12-01', 'Current 1.34.2, released'],
  ] as const)
    it(`at ${now} what is next, what is frozen, which version is current and how old its data is`, async () => {
      const { http } = await shipped(now);
      const { text } = await http.get('/kubernetes/');

      const shown = words(text);
      for (const one of says) assert.ok(shown.includes(one), `${one}\n\n${shown.slice(0, 900)}`);
    });

  it('how long each version is supported, with its latest and next patch', async () => {
    const { http } = await shipped('2026-05-01');
    const shown = words((await http.get('/kubernetes/')).text);

    assert.match(shown, /1\.33 maintenance ends in 8 weeks latest 1\.33\.\d+ \([^,]*\), next 1\.33\.\d+ on /);
    assert.match(
      shown,
      /1\.35 active ends in 10 months latest 1\.35\.4 \(Wed 15 Apr 2026\), next 1\.35\.5 on /,
    );
    assert.doesNotMatch(shown.slice(0, shown.indexOf('Ended versions')), /1\.32 active|1\.32 maintenance/);
  });

  it('in plain words where a project has neither cycles nor patches', () =>
    servedIn(
      calendarFiles(
        'fair',
        '{ id: papers, name: Papers, kind: deadline, when: 2027-01-10 AoE, banner: true }',
        '{ id: fair, name: The Fair, kind: event, when: 2027-03-01..2027-03-04 }',
      ),
      async ({ http }) => {
        for (const path of ['/fair/', '/fair/1.0/', '/fair/1.0/papers']) {
          const { text } = await http.get(path);
          assert.doesNotMatch(words(text), /cycle|patch|cherry|frozen|supported/i, path);
        }
        assert.match(words((await http.get('/fair/')).text), /The 1\.0 schedule /);
      },
    ));

  it('how to subscribe, Google Calendar first', async () => {
    const { http } = await shipped();
    const { text } = await http.get('/kubernetes/');

    const feed = encodeURIComponent(`webcal://${new URL(publicUrl).host}/kubernetes-deadlines.ics`);
    const places = [
      `href="https://calendar.google.com/calendar/render?cid=${feed}">Google Calendar<`,
      `href="webcal://calendar.example.org/kubernetes-deadlines.ics">Apple Calendar<`,
      `url=${feed}">Outlook<`,
      '>Copy the address<',
      'next-deadline.svg',
    ].map((one) => text.indexOf(one));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok(
      places.every((place) => place > 0),
      places.join(),
    );
  });
});

describe('the page of a release that is under way', () => {
  it('says its week, what is left and where today is, with week, kind and role of each row', async () => {
    const { http } = await shipped('2026-11-12');
    const { text } = await http.get('/kubernetes/1.38/');

    const shown = words(text);
    assert.match(shown, /Now week 11 of 16 Left \d+ of 39 milestones/);
    assert.match(shown, /Exceptions[^/]* Today .*KubeCon NA event .*Code Freeze freeze · Branch Manager/);
    assert.match(text, /<strong><a href="[^"]*\/code-freeze">Code Freeze<\/a><\/strong>/);
    assert.match(shown, /week 12 Code Freeze/);
  });

  it('shows the rows of a role or kind without a script, and those that all share', async () => {
    const { http } = await shipped();
    const role = words((await http.get('/kubernetes/1.38/?role=docs-lead&kind=')).text);
    const kind = words((await http.get('/kubernetes/1.38/?kind=freeze')).text);

    assert.match(role, /Show all .*Docs Freeze/);
    assert.match(role, /APAC-friendly meetings begin/);
    assert.doesNotMatch(role.slice(role.indexOf('Show all')), /Enhancements tracking begins/);
    assert.doesNotMatch(kind.slice(kind.indexOf('Show all')), / task/);
  });

  it('opens a filtered table at today, and that of a past release at its top', async () => {
    const { http } = await shipped();
    for (const [release, opening] of [
      ['1.38', '<tr class="today" id="rows">'],
      ['1.30', '<table class="rows" id="rows">'],
    ] as const) {
      const { text } = await http.get(`/kubernetes/${release}/?role=docs-lead`);

      assert.match(text, /<form method="get" action="[^"]*#rows"/);
      assert.equal(text.split('id="rows"').length, 2);
      assert.ok(text.includes(opening), release);
    }
  });

  it('refuses a role that it does not have, with the nearest', async () => {
    const { http } = await shipped();
    const { status, body } = await http.get('/kubernetes/1.38/?role=doc-lead');

    assert.equal(status, 400);
    assert.match((body as { detail: string }).detail, /did you mean "docs-lead"\?/);
  });
});

describe('the page of a milestone says', () => {
  for (const [now, path, says] of [
    [
      '2026-11-12',
      '1.38/code-freeze',
      /end of Wed 18 Nov, anywhere on Earth 7 days left It will be in force until/,
    ],
    ['2026-11-25', '1.38/code-freeze', /anywhere on Earth Over In force until Thaw, Wed 16 Dec 2026\./],
    ['2026-12-20', '1.38/code-freeze', /Over It was in force until Thaw, Wed 16 Dec 2026\./],
    ['2026-11-12', '1.38/release', /Wed 16 Dec 2026 in 5 weeks/],
  ] as const)
    it(`whether it is over and what ends it: ${path} at ${now}`, async () => {
      const { http } = await shipped(now);

      assert.match(words((await http.get(`/kubernetes/${path}`)).text), says);
    });

  it('how to add just it to a calendar', async () => {
    const { http } = await shipped();
    const { text } = await http.get('/kubernetes/1.38/docs-freeze');

    assert.match(
      text,
      /calendar\.google\.com\/calendar\/render\?action=TEMPLATE&amp;text=Docs\+Freeze[^"]*dates=20261202%2F20261203/,
    );
    assert.match(text, /outlook\.office\.com\/[^"]*startdt=2026-12-02&amp;enddt=2026-12-03&amp;allday=true/);
    assert.ok(text.includes(`href="${publicUrl}/kubernetes/1.38/docs-freeze.ics"`));
    const { headers, text: folded } = await http.get('/kubernetes/1.38/docs-freeze.ics');
    assert.match(headers['content-disposition'] ?? '', /"kubernetes-1\.38-docs-freeze\.ics"/);
    assert.ok(folded.replaceAll('\r\n ', '').includes(`${publicUrl}/kubernetes/1.38/docs-freeze.ics\r\n`));
    const event = /BEGIN:VEVENT.*END:VEVENT\r\n/s.exec(folded)?.[0] ?? 'none';
    assert.equal(event.split('BEGIN:VEVENT').length, 2);
    assert.ok((await http.get('/kubernetes-1.38.ics')).text.includes(event));
    assert.equal((await http.get('/kubernetes/1.38/docs-freez.ics')).status, 404);
  });
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
    assert.match(
      text,
      /role="alert">milestone: expected one of [^<]*, found &quot;code-freez&quot;[^<]*code-freeze/,
    );
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
