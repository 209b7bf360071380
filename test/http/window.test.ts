import assert from 'node:assert/strict';
import type { Instant } from '../../src/domain/time/time.ts';
import { at, wired } from '../service/wired.ts';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { served, shipped, servedIn } from './served.ts';

const path = (format: string): string => `/kubernetes/next-deadline.${format}`;

/** A clock that is set by hand. */
function clockAt(text: string): { readonly clock: () => Instant; readonly set: (text: string) => void } {
  let now = at(text);
  return {
    clock: () => now,
    set: (later) => {
      now = at(later);
    },
  };
}

/** Docs Review closes at the end of 24 November, the freezes before it closed at noon of the 19th. */
const window = { first: '2026-11-19T12:00Z', later: '2026-11-23T09:30Z', last: '2026-11-24T23:59:59.999Z' };
const next = '2026-11-25T00:00Z';

describe('the next deadline', () => {
  for (const format of ['md', 'html', 'txt', 'json'])
    it(`has the same bytes and ETag in ${format} from one cutoff to the next, and others after it`, async () => {
      const answers = await Promise.all(
        [...Object.values(window), next].map(async (now) => (await shipped(now)).http.get(path(format))),
      );

      const [first, later, last, after] = answers.map(({ text, headers }) => [text, headers['etag']]);
      assert.deepEqual([later, last], [first, first]);
      assert.notEqual(after?.[0], first?.[0]);
      assert.notEqual(after?.[1], first?.[1]);
    });

  it('is never the one that has just closed, also from a service that has answered before', async () => {
    const { clock, set } = clockAt(window.last);
    await served(await wired({ clock }), async ({ http }) => {
      const before = await http.get(path('txt'));
      set(next);

      const after = await http.get(path('txt')).set('If-None-Match', before.headers['etag'] ?? '');

      assert.equal(before.text, 'Next Deadline: Docs Review, Nov 24th\n');
      assert.equal(after.status, 200);
      assert.equal(after.text, 'Next Deadline: Docs Freeze, Dec 2nd (AoE)\n');
    });
  });

  const ages: [now: string, seconds: number][] = [
    ['2026-11-23T09:30Z', 300],
    ['2026-11-24T23:54:59Z', 300],
    ['2026-11-24T23:55:01Z', 299],
    ['2026-11-24T23:59:00Z', 60],
    ['2026-11-24T23:59:58.500Z', 1],
    ['2026-11-24T23:59:59.999Z', 0],
    ['2026-11-25T00:00Z', 300],
    ['2026-12-18', 300],
  ];
  for (const [now, seconds] of ages)
    it(`may be kept for ${seconds} s at ${now}, and no longer`, async () => {
      const { http } = await shipped(now);
      const { headers } = await http.get(path('md'));

      assert.equal(headers['cache-control'], `public, max-age=${seconds}, must-revalidate`);
    });

  it('counts the time that it may be kept anew at each request', async () => {
    const { clock, set } = clockAt('2026-11-24T23:58:00Z');
    await served(await wired({ clock }), async ({ http }) => {
      const first = await http.get(path('md'));
      set('2026-11-24T23:59:30Z');

      const second = await http.get(path('md')).set('If-None-Match', first.headers['etag'] ?? '');

      assert.equal(first.headers['cache-control'], 'public, max-age=120, must-revalidate');
      assert.equal(second.status, 304);
      assert.equal(second.headers['cache-control'], 'public, max-age=30, must-revalidate');
    });
  });

  it('at a given instant does not depend on the time of day', async () => {
    const [one, other] = await Promise.all(
      ['2026-11-23', '2027-05-05T05:05:05Z'].map(async (now) =>
        (await shipped(now)).http.get(`${path('json')}?at=2024-01-09`),
      ),
    );

    assert.equal(other?.text, one?.text);
    assert.match(one?.text ?? '', /"at":"2024-01-09T00:00:00.000Z"/);
  });

  it('has the same bytes before the first cutoff of a calendar that has only just begun', () =>
    inFolder(calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }'), async (calendars) => {
      const [first, second] = await Promise.all(
        ['2029-12-01', '2029-12-02T03:04:05Z'].map(async (now) =>
          served(await wired({ calendars, now }), ({ http }) => http.get('/x/next-deadline.json')),
        ),
      );

      assert.equal(second?.text, first?.text);
    }));
});

describe('a feed', () => {
  it('has the same bytes and ETag all through a UTC day', async () => {
    const [first, second] = await Promise.all(
      ['2026-11-25T00:00Z', '2026-11-25T23:59:59.999Z'].map(async (now) =>
        (await shipped(now)).http.get('/kubernetes.ics'),
      ),
    );

    assert.deepEqual([second?.text, second?.headers['etag']], [first?.text, first?.headers['etag']]);
  });

  it('lets go of what is more than two years old when the day turns, also from a service that has answered before', () => {
    const { clock, set } = clockAt('2026-12-12T23:59:59Z');
    return servedIn(
      calendarFiles('x', '{ id: old, name: Old, kind: freeze, when: 2024-12-11 }'),
      async ({ http }) => {
        const before = await http.get('/x.ics');
        set('2026-12-13');

        const after = await http.get('/x.ics');

        assert.match(before.text, /UID:x\.1\.0\.old@/);
        assert.doesNotMatch(after.text, /UID:x\.1\.0\.old@/);
      },
      { clock },
    );
  });
});
