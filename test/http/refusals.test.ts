import assert from 'node:assert/strict';
import { ask, shipped } from './served.ts';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

const wantedAt = 'a day or an instant, such as 2026-11-23 (00:00 UTC) or 2026-11-23T18:00Z';

const banner = '/kubernetes/next-deadline.md';
const issue = '/kubernetes/issues/2024-01-07.md';
const reminders = '/kubernetes/reminders.atom';

const rows: readonly (readonly [status: 400 | 404, says: RegExp | string, ...paths: readonly string[]])[] = [
  [404, 'no feed "kubernets"; did you mean "kubernetes"?', '/kubernets.ics'],
  [404, 'no feed "kubernetes-deadline"; did you mean "kubernetes-deadlines"?', '/kubernetes-deadline.ics'],
  [404, 'no feed "kubernetes-1.83"; did you mean "kubernetes-1.38"?', '/kubernetes-1.83.ics'],
  [404, /^no feed "__proto__"; try kubernetes, kubernetes-deadlines, kubernetes-patches, /, '/__proto__.ics'],
  [404, 'no feed "KUBERNETES"; did you mean "kubernetes"?', '/KUBERNETES.ics'],
  [404, 'no release "1.83"; did you mean "1.38"? (calendar kubernetes)', '/kubernetes/1.83.ics'],
  [404, /^no release "1.99"/, '/kubernetes/1.99/code-freeze', '/kubernetes/1.99/timeline.svg'],
  [404, /^no milestone "code-freez"; did you mean "code-freeze"\?/, '/kubernetes/1.38/code-freez'],
  [
    404,
    'no calendar "kubernets"; did you mean "kubernetes"?',
    '/kubernets/1.38.ics',
    '/kubernets/next-deadline.md',
    '/kubernets/issues/2024-01-07.md',
    '/kubernets/changes.json',
    '/kubernets/',
  ],
  [404, 'no calendar "constructor"; try kubernetes', '/constructor/next-deadline.md'],
  [404, 'no calendar "toString"; try kubernetes', '/toString/1.38.json'],
  [404, 'no feed format "isc"; did you mean "ics"?', '/kubernetes.isc'],
  [404, 'no feed format "md"; try json, ics', '/kubernetes.md'],
  [404, 'no feed format "__proto__"; try json, ics', '/kubernetes.__proto__'],
  [404, 'no feed format "jsn"; did you mean "json"?', '/kubernetes/1.38.jsn'],
  [404, 'no banner format "mdd"; did you mean "md"?', '/kubernetes/next-deadline.mdd'],
  [404, 'no banner format "ics"; try md, html, txt, json, svg', '/kubernetes/next-deadline.ics'],
  [404, 'no section format "htm"; did you mean "html"?', '/kubernetes/issues/2024-01-07.htm'],
  [404, 'no section format ""; try md, html, txt, json', '/kubernetes/issues/2024-01-07'],
  [404, 'no changes format "rss"; try json, atom', '/kubernetes/changes.rss'],
  [404, 'no state format "atom"; try json', '/kubernetes/state.atom'],
  [404, 'no reminders format "json"; try atom', '/kubernetes/reminders.json'],
  [404, 'no page /nothing; the calendars are listed at https://calendar.example.org/', '/nothing'],
  [404, 'no page /a/b/c/d; the calendars are listed at https://calendar.example.org/', '/a/b/c/d'],
  [400, `at: expected ${wantedAt}, found "2024-02-30"`, `${banner}?at=2024-02-30`],
  [400, `at: expected ${wantedAt}, found "yesterday"`, `${banner}?at=yesterday`],
  [400, `at: expected ${wantedAt}, found ""`, `${banner}?at=`, `${banner}?at`],
  [400, `at: expected ${wantedAt}, found "9999-12-31"`, `${banner}?at=9999-12-31`],
  [400, `at: expected ${wantedAt}, found "x"`, `${issue}?at=x`, '/kubernetes/state.json?at=x'],
  [400, 'at: expected one value, found several', `${banner}?at=2024-01-09&at=2024-01-10`],
  [400, 'no style "lwdk"; did you mean "lwkd"?', `${banner}?style=lwdk`, `${issue}?style=lwdk`],
  [400, 'no style ""; try plain, lwkd', `${banner}?style=`],
  [400, 'no style "__proto__"; try plain, lwkd', `${banner}?style=__proto__`],
  [400, 'no theme "darc"; did you mean "dark"?', '/kubernetes/timeline.svg?theme=darc'],
  [400, 'no query parameter "stlye"; did you mean "style"?', `${banner}?stlye=lwkd`],
  [400, 'no query parameter "__proto__"; try at, style', `${banner}?__proto__=1`],
  [400, 'no query parameter "wrong"; try at, style', `${banner}?wrong=1`],
  [400, 'no query parameter "att"; did you mean "at"?', `${issue}?att=x`],
  [400, 'no query parameter "frm"; did you mean "from"?', '/kubernetes.ics?frm=2024-01-01'],
  [
    400,
    'no query parameter "kinds"; did you mean "kind"?',
    '/kubernetes.ics?kinds=freeze',
    '/kubernetes.json?kinds=x',
  ],
  [400, 'no query parameter "leed"; did you mean "lead"?', `${reminders}?leed=7`],
  [400, 'no query parameter "relaese"; did you mean "release"?', '/kubernetes/state.json?relaese=1.38'],
  [400, /^no query parameter "x"; try what, alarms, cancelled, deadlines, from, kind, milestone, /, '/?x'],
  [400, 'no query parameter "x"; try kind, role', '/kubernetes/1.38/?x'],
  [
    400,
    /^kind: expected one of .*, found "freez"; did you mean "freeze"\?$/,
    '/kubernetes.ics?kind=freez',
    '/kubernetes.json?kind=freez',
    `${reminders}?kind=freez`,
    '/kubernetes/state.json?kind=freez',
  ],
  [
    400,
    /^release: expected one of .*, found "1\.83"; did you mean "1\.\d+"\?$/,
    '/kubernetes.ics?release=1.83',
    '/kubernetes/state.json?release=1.83',
  ],
  [400, /^milestone: .*did you mean "code-freeze"\?$/, '/kubernetes/state.json?milestone=code-freze'],
  [
    400,
    'alarms: expected a number of days before, such as 7d or 1d@18:00, found "soon"',
    '/kubernetes.ics?alarms=soon',
  ],
  [400, 'from: expected a day, such as 2026-11-23, found "2026-13-01"', '/kubernetes.json?from=2026-13-01'],
  [400, 'kind: expected one value, found several', '/kubernetes.ics?kind=freeze&kind=release'],
  [
    400,
    'lead: expected up to five numbers of days from 0 to 60, such as 7,1, found "week"',
    `${reminders}?lead=week`,
  ],
  [400, 'hour: expected an hour from 0 to 23, found "24"', `${reminders}?hour=24`],
  [
    400,
    /^tz: expected .*, found "Europe\/Berlinn"; did you mean "Europe\/Berlin"\?$/,
    `${reminders}?tz=Europe/Berlinn`,
  ],
  [
    400,
    'tz: expected a city or time zone, such as Berlin or PT, found "Asia/Tokio"; did you mean "Asia/Tokyo"?',
    '/kubernetes/1.38/code-freeze?tz=Asia/Tokio',
  ],
  [
    400,
    'slug: expected the date of an issue, such as 2026-07-19, found "2026-07-32"',
    '/kubernetes/issues/2026-07-32.md',
  ],
  [
    400,
    'expected percent-encoded UTF-8 in the address, found something else',
    '/%zz',
    '/%ff.ics',
    '/kubernetes/%c3%28.ics',
  ],
];

describe('what is not there, and a value that cannot be,', () => {
  for (const [status, says, ...paths] of rows)
    it(`is ${status} with what was wanted: ${paths.join(' ')}`, async () => {
      const { port } = await shipped();
      for (const path of paths) {
        const answer = await ask(port, 'GET', path);

        assert.deepEqual([answer.status, answer.headers['cache-control']], [status, 'no-store'], path);
        assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
        const { detail, ...more } = JSON.parse(answer.body) as Problem;
        const title = status === 404 ? 'Not Found' : 'Bad Request';
        assert.deepEqual(more, { type: 'about:blank', title, status });
        if (typeof says === 'string') assert.equal(detail, says);
        else assert.match(detail, says);
      }
    });

  it('is told in a few words, however long it was', async () => {
    const { http } = await shipped();
    const answer = await http.get(`/kubernetes/next-deadline.md?at=${'9'.repeat(1_900)}`);

    assert.equal(answer.status, 400);
    assert.ok((answer.body as Problem).detail.length < 300);
  });

  it('is told without the control characters it had', async () => {
    const { http } = await shipped();
    const { detail } = (await http.get('/%1b%5b31m%0d%0ax%c2%85y.ics')).body as Problem;

    assert.ok(detail.startsWith('no feed " [31m x y"'), detail);
  });
});

describe('an address that is too long', () => {
  it('is 414 beyond 2,048 characters', async () => {
    const { http } = await shipped();
    const path = (length: number): string => `/${'x'.repeat(length - 1)}`;

    assert.equal((await http.get(path(2_048))).status, 404);
    const answer = await http.get(path(2_049));
    assert.equal(answer.status, 414);
    assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.equal((await http.get(`/kubernetes.ics?${'x'.repeat(10_000)}`)).status, 414);
  });
});

describe('a path', () => {
  const paths = [
    ...[
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2f..%2fetc%2fpasswd.ics',
      '/kubernetes/..%2f1.38.ics',
    ],
    ...['/kubernetes/issues/..%2f..%2fcalendar.md', '/kubernetes/%2e%2e.json', '//evil.example/%2e%2e.json'],
    ...[
      '/kubernetes%00.ics',
      '/calendars/kubernetes/calendar.yaml',
      '/kubernetes/calendar.yaml',
      '/\\..\\x.ics',
    ],
  ];
  for (const path of paths)
    it(`leads to no file: ${path}`, async () => {
      const { port } = await shipped();
      const { status, headers, body } = await ask(port, 'GET', path);

      assert.ok(status === 404 || status === 400, `${status}`);
      assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
      assert.doesNotMatch(body, /release-calendar.invalid|root:|"dependencies"/);
    });
});
