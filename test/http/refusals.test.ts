import assert from 'node:assert/strict';
import { ask, shipped } from './served.ts';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

describe('what is not there', () => {
  const missing: [path: string, says: string][] = [
    ['/kubernets.ics', 'no feed "kubernets"; did you mean "kubernetes"?'],
    ['/kubernetes-deadline.ics', 'no feed "kubernetes-deadline"; did you mean "kubernetes-deadlines"?'],
    ['/kubernetes-1.83.ics', 'no feed "kubernetes-1.83"; did you mean "kubernetes-1.38"?'],
    ['/kubernetes/1.83.ics', 'no release "1.83"; did you mean "1.38"? (calendar kubernetes)'],
    ['/kubernets/1.38.ics', 'no calendar "kubernets"; did you mean "kubernetes"?'],
    ['/kubernetes.isc', 'no feed format "isc"; did you mean "ics"?'],
    ['/kubernetes.md', 'no feed format "md"; there is json, ics'],
    ['/kubernetes/1.38.jsn', 'no feed format "jsn"; did you mean "json"?'],
    ['/kubernets/next-deadline.md', 'no calendar "kubernets"; did you mean "kubernetes"?'],
    ['/kubernetes/next-deadline.mdd', 'no banner format "mdd"; did you mean "md"?'],
    ['/kubernetes/next-deadline.ics', 'no banner format "ics"; there is md, html, txt, json'],
    ['/kubernets/issues/2024-01-07.md', 'no calendar "kubernets"; did you mean "kubernetes"?'],
    ['/kubernetes/issues/2024-01-07.htm', 'no section format "htm"; did you mean "html"?'],
    ['/kubernetes/issues/2024-01-07', 'no section format ""; there is md, html, txt, json'],
    [
      '/__proto__.ics',
      'no feed "__proto__"; there is kubernetes, kubernetes-deadlines, kubernetes-patches, ',
    ],
    ['/constructor/next-deadline.md', 'no calendar "constructor"; there is kubernetes'],
    ['/toString/1.38.json', 'no calendar "toString"; there is kubernetes'],
    ['/kubernetes.__proto__', 'no feed format "__proto__"; there is json, ics'],
    ['/nothing', 'no page /nothing; the calendars are listed at https://calendar.example.org/'],
    ['/a/b/c/d', 'no page /a/b/c/d; the calendars are listed at https://calendar.example.org/'],
    ['/KUBERNETES.ics', 'no feed "KUBERNETES"; did you mean "kubernetes"?'],
  ];
  for (const [path, says] of missing) {
    it(`is 404 with the nearest right value for ${path}`, async () => {
      const { http } = await shipped();
      const answer = await http.get(path);

      const { type, title, status, detail } = answer.body as Problem;
      assert.equal(answer.status, 404);
      assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8');
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.deepEqual({ type, title, status }, { type: 'about:blank', title: 'Not Found', status: 404 });
      assert.ok(detail.startsWith(says), detail);
    });
  }
});

describe('a value that cannot be', () => {
  const wantedAt = 'wanted a day, such as 2026-11-23 (00:00 UTC), or an instant, such as 2026-11-23T18:00Z';
  const banner = '/kubernetes/next-deadline.md';
  const bad: [path: string, says: string][] = [
    [`${banner}?at=2024-02-30`, `at: found "2024-02-30"; ${wantedAt}`],
    [`${banner}?at=yesterday`, `at: found "yesterday"; ${wantedAt}`],
    [`${banner}?at=2024-01-09T16:00`, `at: found "2024-01-09T16:00"; ${wantedAt}`],
    [`${banner}?at=2024-01-09T24:30Z`, `at: found "2024-01-09T24:30Z"; ${wantedAt}`],
    [`${banner}?at=`, `at: found ""; ${wantedAt}`],
    [`${banner}?at`, `at: found ""; ${wantedAt}`],
    [`${banner}?at=9999-12-31`, `at: found "9999-12-31"; ${wantedAt}`],
    [`${banner}?at=2024-01-09&at=2024-01-10`, 'at: found it several times, wanted it once'],
    [`${banner}?style=lwdk`, 'no style "lwdk"; did you mean "lwkd"?'],
    [`${banner}?style=`, 'no style ""; there is plain, lwkd'],
    [`${banner}?style=__proto__`, 'no style "__proto__"; there is plain, lwkd'],
    [`${banner}?stlye=lwkd`, 'no query value "stlye"; did you mean "style"?'],
    [`${banner}?__proto__=1`, 'no query value "__proto__"; there is at, style'],
    [`${banner}?wrong=1`, 'no query value "wrong"; there is at, style'],
    ['/kubernetes.ics?frm=2024-01-01', 'no query value "frm"; did you mean "from"?'],
    [
      '/?x',
      'no query value "x"; there is what, alarms, cancelled, deadlines, from, kind, milestone, release, role, to',
    ],
    ['/kubernetes/1.38/?x', 'no query value "x"; there is none'],
    [
      '/kubernetes/issues/2026-07-32.md',
      'slug: found "2026-07-32"; wanted the date of an issue, such as 2026-07-19',
    ],
    ['/kubernetes/issues/next.md', 'slug: found "next"; wanted the date of an issue, such as 2026-07-19'],
    ['/kubernetes/issues/2024-01-07.md?at=x', `at: found "x"; ${wantedAt}`],
    ['/kubernetes/issues/2024-01-07.md?style=lwdk', 'no style "lwdk"; did you mean "lwkd"?'],
    ['/kubernetes/issues/2024-01-07.md?att=x', 'no query value "att"; did you mean "at"?'],
    ['/%zz', 'found an address that does not decode; wanted UTF-8 after each %'],
    ['/%ff.ics', 'found an address that does not decode; wanted UTF-8 after each %'],
    ['/kubernetes/%c3%28.ics', 'found an address that does not decode; wanted UTF-8 after each %'],
  ];
  for (const [path, says] of bad) {
    it(`is 400 with what was wanted for ${path}`, async () => {
      const { port } = await shipped();
      const { status, headers, body } = await ask(port, 'GET', path);

      assert.equal(status, 400);
      assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
      const problem = JSON.parse(body) as Problem;
      assert.deepEqual(problem, { type: 'about:blank', title: 'Bad Request', status: 400, detail: says });
    });
  }

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
  for (const path of paths) {
    it(`leads to no file: ${path}`, async () => {
      const { port } = await shipped();
      const { status, headers, body } = await ask(port, 'GET', path);

      assert.ok(status === 404 || status === 400, `${status}`);
      assert.equal(headers['content-type'], 'application/problem+json; charset=utf-8');
      assert.doesNotMatch(body, /release-calendar.invalid|root:|"dependencies"/);
    });
  }
});
