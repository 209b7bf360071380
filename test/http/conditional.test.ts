import assert from 'node:assert/strict';
import { calendarFiles, inFolder, write } from '../service/folder.ts';
import { served } from './served.ts';
import { wired } from '../service/wired.ts';

const paths = [
  ...['/', '/kubernetes.ics', '/kubernetes-1.38.json', '/kubernetes/next-deadline.json'],
  ...['/kubernetes/issues/2026-11-22.md'],
];
const feedPath = '/kubernetes.ics';
/** Later than any change of the shipped calendar. */
const changed = 'Wed, 25 Nov 2026 00:00:00 GMT';

describe('the ETag', () => {
  for (const path of paths) {
    it(`of ${path} is strong and the same in another process's service`, async () => {
      const tags = await Promise.all(
        [1, 2].map(async () =>
          served(await wired(), async ({ http }) => (await http.get(path)).headers['etag']),
        ),
      );

      assert.match(tags[0] ?? '', /^"[\x21\x23-\x7e]+"$/);
      assert.equal(tags[1], tags[0]);
    });
  }

  it('is another for other bytes', async () => {
    await served(await wired(), async ({ http }) => {
      const tags = await Promise.all(paths.map(async (path) => (await http.get(path)).headers['etag']));

      assert.equal(new Set(tags).size, paths.length);
    });
  });

  it('and the bytes are new at once when a file has changed and been read', async () => {
    await inFolder(calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }'), async (calendars) => {
      const service = await wired({ calendars });
      await served(service, async ({ http }) => {
        const before = await http.get('/x.ics');
        write(calendars, calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-08 }'));
        await service.catalog.load({ settled: false });

        const after = await http.get('/x.ics').set('If-None-Match', before.headers['etag'] ?? '');

        assert.equal(after.status, 200);
        assert.notEqual(after.headers['etag'], before.headers['etag']);
        assert.match(after.text, /DTSTART;VALUE=DATE:20300108/);
      });
    });
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
  for (const [form, header] of matches) {
    it(`is answered 304 without a body for ${form}`, async () => {
      await served(await wired(), async ({ http }) => {
        for (const path of paths) {
          const full = await http.get(path);

          const answer = await http.get(path).set('If-None-Match', header(full.headers['etag'] ?? ''));

          assert.equal(answer.status, 304, path);
          assert.equal(answer.text, '');
          for (const name of ['etag', 'cache-control', 'access-control-allow-origin', 'last-modified'])
            assert.equal(answer.headers[name], full.headers[name], name);
        }
      });
    });
  }

  const differs: [form: string, header: (tag: string) => string][] = [
    ['another tag', () => '"other"'],
    ['a part of the tag', (tag) => `${tag.slice(0, -2)}"`],
    ['the tag without its quotes', (tag) => tag.slice(1, -1)],
    ['nonsense', () => '"'],
  ];
  for (const [form, header] of differs) {
    it(`is answered 200 for ${form}, whatever If-Modified-Since says`, async () => {
      await served(await wired(), async ({ http }) => {
        const full = await http.get(feedPath);

        const answer = await http
          .get(feedPath)
          .set('If-None-Match', header(full.headers['etag'] ?? ''))
          .set('If-Modified-Since', changed);

        assert.equal(answer.status, 200);
        assert.equal(answer.text, full.text);
      });
    });
  }

  for (const date of [changed, 'Tue, 24 Nov 2026 23:59:59 GMT', 'some day', '']) {
    it(`is answered in full when it has only If-Modified-Since: ${date}`, async () => {
      await served(await wired(), async ({ http }) => {
        const answer = await http.get(feedPath).set('If-Modified-Since', date);

        assert.equal(answer.status, 200);
        assert.equal(answer.headers['last-modified'], undefined);
      });
    });
  }

  it('by date alone gets what a changed file says, for some calendar apps ask by date only', async () => {
    await inFolder(calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }'), async (calendars) => {
      const service = await wired({ calendars });
      await served(service, async ({ http }) => {
        await http.get('/x.ics');
        write(calendars, calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-08 }'));
        await service.catalog.load({ settled: false });

        const after = await http.get('/x.ics').set('If-Modified-Since', changed);

        assert.equal(after.status, 200);
        assert.match(after.text, /DTSTART;VALUE=DATE:20300108/);
      });
    });
  });

  it('is answered 304 to HEAD too', async () => {
    await served(await wired(), async ({ http }) => {
      const full = await http.head(feedPath);

      const answer = await http.head(feedPath).set('If-None-Match', full.headers['etag'] ?? '');

      assert.equal(answer.status, 304);
      assert.equal(answer.headers['etag'], full.headers['etag']);
    });
  });

  it('never makes a 304 of what is not there', async () => {
    await served(await wired(), async ({ http }) => {
      const answer = await http.get('/nothing.ics').set('If-None-Match', '*');

      assert.equal(answer.status, 404);
    });
  });
});
