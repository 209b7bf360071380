import assert from 'node:assert/strict';
import type { Files } from '../service/folder.ts';
import { calendarFiles } from '../service/folder.ts';
import { servedIn } from './served.ts';

const good = calendarFiles('good', '{ name: A, kind: freeze, when: 2030-01-01 }');
const banners = ['/next-deadline.md', '/issues/2030-01-06.md'];
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
  for (const [what, id, files, place] of broken)
    it(`is 503 at each of its addresses, soon to be asked again, and takes no other down: ${what}`, () =>
      servedIn({ ...good, ...files }, async ({ http }) => {
        for (const path of ['.ics', '.json', '-deadlines.ics', '-1.0.ics', '/1.0.ics', ...banners]) {
          const answer = await http.get(`/${id}${path}`);

          const { status, detail } = answer.body as Problem;
          assert.deepEqual([answer.status, status, answer.headers['retry-after']], [503, 503, '60'], path);
          assert.ok(detail.includes(place), detail);
        }
        for (const path of ['/good.ics', '/good/1.0.json', '/good/next-deadline.md', '/'])
          assert.equal((await http.get(path)).status, 200, path);
      }));

  it('says how many problems more there are', () =>
    servedIn(calendarFiles('bad', impossible, impossible, impossible), async ({ http }) => {
      const { detail } = (await http.get('/bad.ics')).body as Problem;

      assert.match(detail, /\(and \d more; "check" lists all\)$/);
    }));

  it('answers again as soon as its file has been put right', () =>
    servedIn(calendarFiles('bad', impossible), async ({ http, edit }) => {
      const before = await http.get('/bad.ics');
      await edit(calendarFiles('bad', '{ name: A, kind: freeze, when: 2030-02-28 }'));

      const after = await http.get('/bad.ics');

      assert.deepEqual([before.status, after.status], [503, 200]);
    }));

  it('goes on being served as it was when it turns bad', () =>
    servedIn(good, async ({ http, edit }) => {
      const before = await http.get('/good.ics');
      await edit({ 'good/1.0.yaml': 'release: [' });

      const after = await http.get('/good.ics');

      assert.deepEqual([after.status, after.text], [200, before.text]);
      assert.equal(after.headers['last-modified'], before.headers['last-modified']);
    }));
});
