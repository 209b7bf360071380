import assert from 'node:assert/strict';
import { calendarFiles, inFolder, write } from '../../service/folder.ts';
import { serving, statusAt, until } from '../server.ts';

describe('serve', function () {
  it('logs one JSON line an event, and the addresses it answers, which can be opened as they stand', () =>
    serving({}, async ({ log }) => {
      const listening = log.find(({ event }) => event === 'listening');

      assert.deepEqual(
        log
          .slice(0, log.findIndex(({ event }) => event === 'listening') + 1)
          .map(({ event, level }) => [event, level]),
        [
          ['calendar loaded', 'info'],
          ['ready to send email', 'info'],
          ['listening', 'info'],
        ],
      );
      const urls = listening?.urls ?? [];
      const paths = urls.map((address) => new URL(address).pathname);
      assert.ok(
        paths.includes('/kubernetes-deadlines.ics') && paths.includes('/kubernetes/next-deadline.md'),
      );
      for (const address of urls) assert.equal(await statusAt(address), 200, address);
    }));

  it('tells operators alone how it fares where they have a port of their own', () =>
    serving({ env: { ADMIN_PORT: '0' }, args: ['--now', '2026-09-10'] }, async ({ log, url }) => {
      const { adminPort = 0 } = log.find(({ event }) => event === 'listening') ?? {};
      const there = `http://127.0.0.1:${adminPort}`;
      const paths = ['/healthz', '/metrics', '/livez', '/readyz', '/kubernetes.ics'];

      const here = await Promise.all(paths.map((path) => statusAt(url + path)));
      const admin = await Promise.all(paths.map((path) => statusAt(there + path)));

      assert.deepEqual(here, [404, 404, 200, 200, 200]);
      assert.deepEqual(admin, [200, 200, 200, 200, 404]);
    }));

  it('answers with what a changed file says', () =>
    inFolder(calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }'), async (calendars) => {
      await serving({ args: ['--calendars', calendars, '--now', '2029-12-01'] }, async ({ url }) => {
        const read = async (): Promise<string> => (await fetch(`${url}/x/next-deadline.txt`)).text();
        assert.equal(await read(), 'Next Deadline: A, Jan 1st\n');

        write(calendars, calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-08 }'));

        await until('it has been read', async () => ((await read()).includes('Jan 8th') ? true : undefined));
      });
    }));

  it('starts with a folder that is still empty, and is ready once a calendar is in it', () =>
    inFolder({}, async (calendars) => {
      await serving({ args: ['--calendars', calendars] }, async ({ url }) => {
        assert.equal(await statusAt(`${url}/readyz`), 503);

        write(calendars, calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }'));

        await until('it is ready', async () =>
          (await statusAt(`${url}/readyz`)) === 200 ? true : undefined,
        );
        assert.equal(await statusAt(`${url}/x.ics`), 200);
      });
    }));
});
