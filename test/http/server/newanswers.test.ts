import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { addDays } from '../../../src/domain/time/time.ts';
import { day } from '../../domain/build.ts';
import { calendarFiles, inFolder, write } from '../../service/folder.ts';
import { wired } from '../../service/wired.ts';
import { served } from '../served.ts';

const rates = { signUpsPerHour: 0, allSignUpsPerHour: 0 };
const files = calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }');

describe('answers that must be written', () => {
  it('are 429 for a network address that asked for hundreds in ten seconds, while kept ones are served', () =>
    inFolder(files, async (calendars) => {
      await served(
        await wired({ calendars }),
        async ({ http }) => {
          const statuses = new Set<number>();
          for (let since = day('2027-01-01'); since < '2028-02-05'; since = addDays(since, 1))
            statuses.add((await http.get(`/x.ics?from=${since}`)).status);

          assert.deepEqual([...statuses], [200]);
          const answer = await http.get('/x.ics?from=2029-01-01');
          assert.equal(answer.status, 429);
          assert.equal(answer.headers['retry-after'], '10');
          assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/);
          assert.match(answer.text, /too many requests; try again in 10 seconds/);
          assert.equal((await http.get('/x.ics?from=2027-01-01')).status, 200);
        },
        { rates },
      );
    }));

  it('are not counted where they are refused', () =>
    inFolder(files, async (calendars) => {
      await served(
        await wired({ calendars }),
        async ({ http }) => {
          const wrong = Array.from({ length: 410 }, (_, index) => `/x.ics?kind=k${index}`);
          for (const address of wrong) assert.equal((await http.get(address)).status, 400);

          assert.equal((await http.get('/x.ics')).status, 200);
        },
        { rates },
      );
    }));

  it('are not counted where they are kept, also behind a link that a tracker marked', () =>
    inFolder(files, async (calendars) => {
      await served(
        await wired({ calendars }),
        async ({ http }) => {
          assert.equal((await http.get('/x.ics')).status, 200);
          const marked = Array.from({ length: 410 }, (_, index) => `/x.ics?utm_source=s${index}`);

          for (const address of marked) assert.equal((await http.get(address)).status, 200);
        },
        { rates },
      );
    }));

  it('count for a client that does not wait for them', () =>
    inFolder(files, async (calendars) => {
      const service = await wired({ calendars });
      await served(
        service,
        async ({ http, port }) => {
          for (let since = day('2027-01-01'); since < '2028-02-05'; since = addDays(since, 1)) {
            const asking = connect(port, '127.0.0.1');
            asking.end(`GET /x.ics?from=${since} HTTP/1.1\r\nHost: a\r\n\r\n`, () => asking.destroy());
            await once(asking, 'close');
          }

          assert.equal((await http.get('/x.ics?from=2029-01-01')).status, 429);
        },
        { rates },
      );
    }));

  it('are written by the new calendar once it is served, and its events before that', () =>
    inFolder(files, async (calendars) => {
      const service = await wired({ calendars });
      await served(service, async ({ http }) => {
        assert.match((await http.get('/x.ics')).text, /SUMMARY:A /);
        write(calendars, calendarFiles('x', '{ name: B, kind: freeze, when: 2030-01-01 }'));
        await service.catalog.load({ settled: false });

        assert.match((await http.get('/x.ics')).text, /SUMMARY:B /);
      });
    }));
});
