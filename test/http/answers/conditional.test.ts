import assert from 'node:assert/strict';
import type { Served } from '../served.ts';
import { calendarFiles } from '../../service/folder.ts';
import { served, shipped, servedIn } from '../served.ts';
import { at, wired } from '../../service/wired.ts';
import { plus } from '../../../src/domain/time/time.ts';

const paths = [
  ...['/', '/kubernetes.ics', '/kubernetes-1.38.json', '/kubernetes/next-deadline.json'],
  ...['/kubernetes/issues/2026-11-22.md'],
];
const feedPath = '/kubernetes.ics';
/** When the shipped calendar was changed last. */
const changed = 'Wed, 25 Nov 2026 00:00:00 GMT';

describe('the ETag', () => {
  it("is strong, the same in another process's service, and another for other bytes", async () => {
    const tags = (http: Served['http']) =>
      Promise.all(paths.map(async (path) => (await http.get(path)).headers['etag'] ?? ''));
    const here = await tags((await shipped()).http);

    const there = await served(await wired({ env: {} }), ({ http }) => tags(http));

    assert.deepEqual(there, here);
    assert.equal(new Set(here).size, paths.length);
    for (const tag of here) assert.match(tag, /^"[\x21\x23-\x7e]+"$/);
  });
});

describe('a conditional request', () => {
  const matches: [form: string, header: (tag: string) => string][] = [
    ['the tag', (tag) => tag],
    ['the weak form of the tag', (tag) => `W/${tag}`],
    ['a list that has it', (tag) => `"one", W/"two", ${tag}`],
    ['a list that has it without spaces', (tag) => `"one",${tag},"two"`],
    ['any tag', () => '*'],
  ];
  for (const [form, header] of matches)
    it(`is answered 304 without a body for ${form}`, async () => {
      const { http } = await shipped();
      for (const path of paths) {
        const full = await http.get(path);

        const answer = await http.get(path).set('If-None-Match', header(full.headers['etag'] ?? ''));

        assert.equal(answer.status, 304, path);
        assert.equal(answer.text, '');
        for (const name of ['etag', 'cache-control', 'access-control-allow-origin', 'last-modified'])
          assert.equal(answer.headers[name], full.headers[name], name);
      }
    });

  const differs: [form: string, header: (tag: string) => string][] = [
    ['another tag', () => '"other"'],
    ['a part of the tag', (tag) => `${tag.slice(0, -2)}"`],
    ['the tag without its quotes', (tag) => tag.slice(1, -1)],
    ['nonsense', () => '"'],
  ];
  for (const [form, header] of differs)
    it(`is answered 200 for ${form}, whatever If-Modified-Since says`, async () => {
      const { http } = await shipped();
      const full = await http.get(feedPath);

      const answer = await http
        .get(feedPath)
        .set('If-None-Match', header(full.headers['etag'] ?? ''))
        .set('If-Modified-Since', changed);

      assert.equal(answer.status, 200);
      assert.equal(answer.text, full.text);
    });

  const dates: [date: string, status: number][] = [
    [changed, 304],
    ['Wed, 25 Nov 2026 00:00:01 GMT', 304],
    ['Wednesday, 25-Nov-26 00:00:00 GMT', 304],
    ['Wed Nov 25 00:00:00 2026', 304],
    ['Tue, 24 Nov 2026 23:59:59 GMT', 200],
    ['Tuesday, 24-Nov-26 23:59:59 GMT', 200],
    ['Tue Nov 24 23:59:59 2026', 200],
    ['2026-11-26', 200],
    ['some day', 200],
    ['', 200],
  ];
  for (const [date, status] of dates)
    it(`is answered ${status} when it has only If-Modified-Since: ${date}`, async () => {
      const { http } = await shipped();
      const answer = await http.get(feedPath).set('If-Modified-Since', date);

      assert.equal(answer.status, status);
      assert.equal(answer.headers['last-modified'], changed);
    });

  it('gets what a changed file says at once, by its tag and by its date, for some calendar apps ask by date only', () =>
    servedIn(calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }'), async ({ http, edit }) => {
      const before = await http.get('/x.ics');
      await edit(calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-08 }'));

      for (const [name, value] of [
        ['If-None-Match', before.headers['etag'] ?? ''],
        ['If-Modified-Since', changed],
      ] as const) {
        const after = await http.get('/x.ics').set(name, value);

        assert.equal(after.status, 200);
        assert.notEqual(after.headers['etag'], before.headers['etag']);
        assert.match(after.text, /DTSTART;VALUE=DATE:20300108/);
      }
    }));

  it('is answered 304 to HEAD too', async () => {
    const { http } = await shipped();
    const full = await http.head(feedPath);

    const answer = await http.head(feedPath).set('If-None-Match', full.headers['etag'] ?? '');

    assert.equal(answer.status, 304);
    assert.equal(answer.headers['etag'], full.headers['etag']);
  });

  it('never makes a 304 of what is not there', async () => {
    const { http } = await shipped();
    const answer = await http.get('/nothing.ics').set('If-None-Match', '*');

    assert.equal(answer.status, 404);
  });
});

describe('Last-Modified', () => {
  const on = (day: number): string => `{ name: A, kind: freeze, when: 2030-04-0${day} }`;

  it('never goes back, whatever becomes of the files: an edit, a deletion, and the edit taken back', () => {
    const other = on(2).replace('A', 'B');
    let now = at('2029-12-01T00:00Z');
    return servedIn(
      calendarFiles('x', on(1), other),
      async ({ http, edit }) => {
        const steps = [[on(1), other], [on(8), other], [on(8)], [on(1)], []];
        const seen: { readonly body: string; readonly modified: number }[] = [];
        for (const rows of steps) {
          await edit(calendarFiles('x', ...rows));
          for (let day = 0; day < 40; day += 10) {
            now = plus(now, 'P10D');
            const { text, headers } = await http.get('/x.ics');
            seen.push({ body: text, modified: Date.parse(headers['last-modified'] ?? '') });
          }
        }

        for (const [index, { body, modified }] of seen.entries()) {
          const before = seen[index - 1];
          if (!before) continue;
          assert.ok(modified >= before.modified, `step ${index} goes back`);
          // who asks by date alone must hear of it
          assert.equal(modified > before.modified, body !== before.body, `step ${index}`);
        }
        assert.ok(new Set(seen.map(({ body }) => body)).size >= steps.length);
      },
      { clock: () => now },
    );
  });
});
