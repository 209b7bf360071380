import assert from 'node:assert/strict';
import { publicUrl } from '../../service/wired.ts';
import { shipped, servedIn } from '../served.ts';

const media = {
  ics: 'text/calendar; charset=utf-8',
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

describe('an address of the service', () => {
  const issue = '/kubernetes/issues/2024-01-07';
  const routes: [path: string, media: string, begins: string][] = [
    ['/', media.html, '<!doctype html>'],
    ['/kubernetes.ics', media.ics, 'BEGIN:VCALENDAR\r\n'],
    ['/kubernetes-deadlines.ics', media.ics, 'BEGIN:VCALENDAR\r\n'],
    ['/kubernetes-1.38.ics', media.ics, 'BEGIN:VCALENDAR\r\n'],
    ['/kubernetes/1.38.ics', media.ics, 'BEGIN:VCALENDAR\r\n'],
    ['/kubernetes-patches.ics', media.ics, 'BEGIN:VCALENDAR\r\n'],
    ['/kubernetes.json', media.json, '{"calendar":"kubernetes","release":null,'],
    ['/kubernetes-1.38.json', media.json, '{"calendar":"kubernetes","release":"1.38",'],
    ['/kubernetes/1.38.json', media.json, '{"calendar":"kubernetes","release":"1.38",'],
    ['/kubernetes/next-deadline.md', media.md, '**Next Deadline: Docs Freeze, Dec 2nd (AoE)**\n'],
    ['/kubernetes/next-deadline.html', media.html, '<strong>Next Deadline: Docs Freeze, Dec 2nd (AoE)<'],
    ['/kubernetes/next-deadline.txt', media.txt, 'Next Deadline: Docs Freeze, Dec 2nd (AoE)\n'],
    ['/kubernetes/next-deadline.json', media.json, '{"calendar":"kubernetes","at":'],
    [
      '/kubernetes/next-deadline.md?at=2024-01-09',
      media.md,
      '**Next Deadline: Production Readiness, Feb 1st',
    ],
    [
      '/kubernetes/next-deadline.txt?style=lwkd',
      media.txt,
      'Next Deadline: Docs Freeze, December 2nd (AoE)\n',
    ],
    [`${issue}.md`, media.md, '**Next Deadline: Production Readiness, Feb 1st**\n\n* Start'],
    [`${issue}.html`, media.html, '<p><strong>Next Deadline: Production Readiness, Feb 1st<'],
    [`${issue}.txt`, media.txt, 'Next Deadline: Production Readiness, Feb 1st\n\n* Start'],
    [
      `${issue}.json`,
      media.json,
      '{"calendar":"kubernetes","slug":"2024-01-07","at":"2024-01-11T22:00:00.000Z"',
    ],
  ];
  for (const [path, type, begins] of routes)
    it(`${path} answers ${type.split(';')[0] ?? ''}`, async () => {
      const { http } = await shipped('2026-11-25');
      const answer = await http.get(path);

      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], type);
      assert.ok(answer.text.startsWith(begins), answer.text.slice(0, 200));
    });

  it('of an issue takes the instant it is given', async () => {
    const { http } = await shipped();
    const issue = await http.get('/kubernetes/issues/2024-01-07.json?at=2024-02-10T08:00%2B02:00&style=lwkd');

    const { slug, at, banner } = issue.body as { slug: string; at: string; banner: { text: string } };
    assert.deepEqual([slug, at], ['2024-01-07', '2024-02-10T06:00:00.000Z']);
    assert.equal(banner.text, 'Next Deadline: Docs Placeholder PRs, February 22nd');
  });

  it('that names a release in two ways answers the same bytes, and the canonical address of both', async () => {
    const { http } = await shipped();
    for (const extension of ['ics', 'json']) {
      const [short, long] = await Promise.all([
        http.get(`/kubernetes-1.38.${extension}`),
        http.get(`/kubernetes/1.38.${extension}`),
      ]);

      assert.equal(long.text, short.text);
      assert.equal(long.headers['etag'], short.headers['etag']);
      for (const { headers } of [short, long])
        assert.equal(headers['link'], `<${publicUrl}/kubernetes-1.38.${extension}>; rel="canonical"`);
    }
  });

  it('is served inline under a file name that speaks', async () => {
    const { http } = await shipped();
    const answer = await http.get('/kubernetes/1.38.ics');

    assert.equal(answer.headers['content-disposition'], 'inline; filename="kubernetes-1.38.ics"');
  });
});

describe('the page of all calendars', () => {
  it('links only to addresses that answer', async () => {
    const { http } = await shipped();
    const { text } = await http.get('/');

    const links = [...text.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link);
    assert.ok(links.length > 10);
    const away = /^(#|https:\/\/(calendar\.google\.com|outlook\.office\.com|www\.kubernetes\.dev)\/)/;
    const own = links.filter((one) => !away.test(one)).map((one) => one.replace(/^webcal:/, 'https:'));
    for (const link of own) {
      assert.ok(link.startsWith(`${publicUrl}/`), link);
      assert.equal((await http.get(link.slice(publicUrl.length))).status, 200, link);
    }
  });

  it('escapes what an author wrote', async () => {
    const files = {
      'x/calendar.yaml': 'id: x\ntitle: \'<script>alert("1")</script>\'\ndescription: a & b\nzone: UTC\n',
    };
    await servedIn(files, async ({ http }) => {
      const { text } = await http.get('/');

      assert.ok(
        text.includes('<h1>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; release schedule</h1>'),
        text,
      );
      assert.ok(text.includes('<meta name="description" content="a &amp; b">'), text);
    });
  });

  it('says so when there is no calendar yet', () =>
    servedIn({}, async ({ http }) => {
      const answer = await http.get('/');

      assert.equal(answer.status, 200);
      assert.match(answer.text, /No calendar has been loaded yet/);
    }));
});
