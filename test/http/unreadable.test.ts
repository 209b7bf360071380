import assert from 'node:assert/strict';
import type { Files } from '../service/folder.ts';
import { calendarFiles, inFolder, write } from '../service/folder.ts';
import { served } from './served.ts';
import { wired } from '../service/wired.ts';

const good = calendarFiles('good', '{ name: A, kind: freeze, when: 2030-01-01 }');
const impossible = '{ name: A, kind: freeze, when: 2030-02-30 }';

interface Problem {
  readonly status: number;
  readonly detail: string;
}

describe('an unreadable calendar', () => {
  const broken: [what: string, id: string, files: Files, place: string][] = [
    ['a date that does not exist', 'bad', calendarFiles('bad', impossible), 'bad/1.0.yaml:3:36'],
    [
      'two wrong files',
      'bad',
      { ...calendarFiles('bad', impossible), 'bad/2.0.yaml': 'release: [' },
      'bad/1.0.yaml:3:36',
    ],
    [
      'an id that begins with that of a good one',
      'good-too',
      calendarFiles('good-too', impossible),
      '1.0.yaml:3:36',
    ],
    [
      'a wrong key in calendar.yaml',
      'bad',
      {
        ...calendarFiles('bad', '{ name: A, kind: freeze, when: 2030-01-01 }'),
        'bad/calendar.yaml': 'id: bad\ntitle: Bad\nzone: UTC\nhomepge: https://e.org/\n',
      },
      'bad/calendar.yaml:4:1',
    ],
  ];
  for (const [what, id, files, place] of broken) {
    const paths = [`/${id}.ics`, `/${id}.json`, `/${id}-deadlines.ics`, `/${id}-1.0.ics`, `/${id}/1.0.ics`];
    const issues = [`/${id}/next-deadline.md`, `/${id}/issues/2030-01-06.md`];
    it(`is 503 at each of its addresses, soon to be asked again, for ${what}`, async () => {
      await inFolder({ ...good, ...files }, async (calendars) => {
        await served(await wired({ calendars }), async ({ http }) => {
          for (const path of [...paths, ...issues]) {
            const answer = await http.get(path);

            const { status, detail } = answer.body as Problem;
            assert.equal(answer.status, 503, `${path}: ${answer.text}`);
            assert.equal(answer.headers['retry-after'], '60');
            assert.equal(status, 503);
            assert.ok(detail.includes(place), detail);
          }
        });
      });
    });

    it(`takes no other calendar down for ${what}`, async () => {
      await inFolder({ ...good, ...files }, async (calendars) => {
        await served(await wired({ calendars }), async ({ http }) => {
          for (const path of ['/good.ics', '/good/1.0.json', '/good/next-deadline.md', '/'])
            assert.equal((await http.get(path)).status, 200, path);
        });
      });
    });
  }

  it('says how many problems more there are', async () => {
    const files = calendarFiles('bad', impossible, impossible, impossible);
    await inFolder(files, async (calendars) => {
      await served(await wired({ calendars }), async ({ http }) => {
        const { detail } = (await http.get('/bad.ics')).body as Problem;

        assert.match(detail, /\(and \d more; "check" names all\)$/);
      });
    });
  });

  it('answers again as soon as its file has been put right', async () => {
    await inFolder(calendarFiles('bad', impossible), async (calendars) => {
      const service = await wired({ calendars });
      await served(service, async ({ http }) => {
        const before = await http.get('/bad.ics');
        write(calendars, calendarFiles('bad', '{ name: A, kind: freeze, when: 2030-02-28 }'));
        await service.catalog.load({ settled: false });

        const after = await http.get('/bad.ics');

        assert.deepEqual([before.status, after.status], [503, 200]);
      });
    });
  });

  it('goes on being served as it was when it turns bad', async () => {
    await inFolder(good, async (calendars) => {
      const service = await wired({ calendars });
      await served(service, async ({ http }) => {
        const before = await http.get('/good.ics');
        write(calendars, { 'good/1.0.yaml': 'release: [' });
        await service.catalog.load({ settled: false });

        const after = await http.get('/good.ics');

        assert.equal(after.status, 200);
        assert.equal(after.text, before.text);
        assert.equal(after.headers['last-modified'], before.headers['last-modified']);
      });
    });
  });
});
