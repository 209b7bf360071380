import assert from 'node:assert/strict';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { serving, statusAt, until } from '../cli/server.ts';

describe('a disk that is full', () => {
  it('answers 503 to sign-ups, says so to operators at once, and serves feeds as before', () =>
    inFolder(calendarFiles('x', '{ name: Thaw, kind: freeze, when: 2030-01-01 }'), async (calendars) => {
      const env = { DATA_DIR: `${calendars}/data`, SIGNUPS_PER_HOUR: '0', ALL_SIGNUPS_PER_HOUR: '0' };
      await serving({ env, args: ['--calendars', calendars], fileKiB: 700 }, async ({ url }) => {
        assert.equal(await statusAt(`${url}/healthz`), 200);

        let count = 0;
        await until('a sign-up is refused', async () => {
          const body = new URLSearchParams({ address: `${'x'.repeat(50)}-${count++}@example.org` });
          return (await fetch(`${url}/subscriptions`, { method: 'POST', body })).status === 503
            ? true
            : undefined;
        });
        const health = await fetch(`${url}/healthz`);
        const { status, database } = (await health.json()) as { status: string; database: string | null };

        assert.deepEqual([health.status, status], [503, 'look']);
        assert.match(database ?? '', /release-calendar\.sqlite: /);
        assert.equal(await statusAt(`${url}/x.ics`), 200);
        assert.equal(await statusAt(`${url}/readyz`), 200);
      });
    }));
});
