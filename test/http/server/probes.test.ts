import assert from 'node:assert/strict';
import type { Files } from '../../service/folder.ts';
import { calendarFiles } from '../../service/folder.ts';
import { served, shipped, servedIn } from '../served.ts';
import { unread, wired } from '../../service/wired.ts';

type Statuses = Readonly<Record<'livez' | 'readyz' | 'healthz', number>>;
interface Health {
  readonly status: string;
  readonly calendars: {
    id: string | null;
    state: string;
    revision: string | null;
    problems: { at: string }[];
  }[];
  readonly problems: { at: string; says: string }[];
}

async function statuses(http: Parameters<Parameters<typeof served>[1]>[0]['http']): Promise<Statuses> {
  const [livez, readyz, healthz] = await Promise.all(
    ['/livez', '/readyz', '/healthz'].map(async (path) => (await http.get(path)).status),
  );
  return { livez: livez ?? 0, readyz: readyz ?? 0, healthz: healthz ?? 0 };
}

const good = calendarFiles('good', '{ name: A, kind: freeze, when: 2030-01-01 }');
const broken = calendarFiles('broken', '{ name: A, kind: freeze, when: 2030-02-30 }');

describe('the probes', () => {
  it('before the calendars have been read: alive, not ready', () =>
    served(unread(), async ({ http }) => {
      const { livez, readyz } = await statuses(http);

      assert.deepEqual([livez, readyz], [200, 503]);
      assert.equal((await http.get('/readyz')).text, 'starting\n');
    }));

  it('afterwards: alive, ready, healthy', async () => {
    const { http } = await shipped('2026-09-10');
    assert.deepEqual(await statuses(http), { livez: 200, readyz: 200, healthz: 200 });
  });

  it('while stopping: alive, not ready any more, and every page still answers', async () => {
    const state = { stopping: true };
    await served(
      await wired({ now: '2026-09-10' }),
      async ({ http }) => {
        const feed = await http.get('/kubernetes.ics');

        assert.deepEqual(await statuses(http), { livez: 200, readyz: 503, healthz: 200 });
        assert.equal((await http.get('/readyz')).text, 'stopping\n');
        assert.equal(feed.status, 200);
        assert.equal(feed.headers['connection'], 'close');
      },
      { state },
    );
  });

  const situations: [what: string, files: Files, readyz: number, more?: Files][] = [
    ['with one of two calendars unreadable: ready, and a person should look', { ...good, ...broken }, 200],
    ['with a file turned bad since: ready, and a person should look', good, 200, { 'good/1.0.yaml': 'x: [' }],
    ['with no calendar at all: alive, never ready', {}, 503],
    ['with only an unreadable calendar: alive, never ready', broken, 503],
  ];
  for (const [what, files, readyz, more = {}] of situations)
    it(what, () =>
      servedIn(files, async ({ http, edit }) => {
        await edit(more);

        assert.deepEqual(await statuses(http), { livez: 200, readyz, healthz: 503 });
      }),
    );

  it('are never kept by a cache', async () => {
    const { http } = await shipped('2026-09-10');
    for (const path of ['/livez', '/readyz', '/healthz'])
      assert.equal((await http.get(path)).headers['cache-control'], 'no-store', path);
  });
});

describe('the state for people', () => {
  it('names each calendar, its revision, and each problem by its place', () =>
    servedIn({ ...good, ...broken }, async ({ http, calendars }) => {
      const answer = await http.get('/healthz');

      const { status, calendars: told } = answer.body as Health;
      assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
      assert.equal(status, 'look');
      assert.deepEqual(
        told.map(({ id, state, problems }) => [id, state, problems.map(({ at }) => at)]),
        [
          ['broken', 'unreadable', [`${calendars}/broken/1.0.yaml:3:36`]],
          ['good', 'good', []],
        ],
      );
      assert.equal(told[0]?.revision, null);
      assert.match(told[1]?.revision ?? '', /^[0-9a-f]{12}$/);
    }));

  it('says that a folder holds no calendar', () =>
    servedIn({}, async ({ http, calendars }) => {
      const { problems } = (await http.get('/healthz')).body as Health;

      assert.deepEqual(
        problems.map(({ at, says }) => [at, says]),
        [[`${calendars}:1:1`, 'expected a folder for each calendar, found none']],
      );
    }));
});
