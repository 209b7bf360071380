import assert from 'node:assert/strict';
import type { Environment } from '../../src/runtime/config.ts';
import type { Server } from '../cli/server.ts';
import { onEachDatabase } from '../mail/database.ts';
import { serving, statusAt, until } from '../cli/server.ts';
import { setTimeout } from 'node:timers/promises';
import { withBadServer } from '../mail/badserver.ts';
import { withStores } from '../store/place.ts';
import { write } from '../service/folder.ts';
import { crowd } from './crowd.ts';

/** A deadline so many days from the real now, in a calendar that tells of a move after a second. */
function files(days: number): Readonly<Record<string, string>> {
  const day = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return {
    'calendars/one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\nquiet: PT1S\n',
    'calendars/one/1.0.yaml': `release: "1.0"\nmilestones:\n  - { id: code-freeze, name: Code Freeze, kind: freeze, when: ${day} }\n`,
  };
}

const waiting = `select max(attempt) as attempt, count(*) as count from outbox where kind = 'digest'`;

describe('a date that is edited again while its change notices wait for a relay that is away', () => {
  onEachDatabase((inPlace) => {
    it('hangs nothing: the service answers, tries each letter every few seconds, and stops when told', () =>
      inPlace((place) =>
        withBadServer(async (relay) => {
          relay.play(...Array.from({ length: 10_000 }, () => ({ greeting: '421 4.3.2 away' })));
          const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = place.env;
          await withStores({ databaseUrl, dataDir }, 1, (store) => store.migrate());
          const env: Environment = {
            ...{ ...place.env, CALENDARS_DIR: `${place.folder}/calendars`, LOG_LEVEL: 'info' },
            ...relay.env,
            PUBLIC_URL: 'https://calendar.example.org',
          };
          // what is announced first, and what is not yet, is settled at each start
          for (const days of [20, 27]) {
            write(place.folder, files(days));
            await started(env);
            if (days === 20) await crowd(place, 20);
            await setTimeout(1_100);
          }
          await serving({ env }, async ({ url, child, ended }) => {
            await until('notices wait', async () => {
              const [row] = await place.query(waiting);
              return Number(row?.['count']) > 0 ? true : undefined;
            });
            write(place.folder, files(34));
            await until('the edit is served', async () => {
              const text = await (await fetch(`${url}/one.json`)).text();
              const day = new Date(Date.now() + 34 * 86_400_000).toISOString().slice(0, 10);
              return text.includes(day) ? true : undefined;
            });
            child.kill('SIGTERM');
            assert.equal(await ended, 0);
          });

          await serving({ env }, async ({ url, child, ended }) => {
            const before = Number((await place.query(waiting))[0]?.['attempt']);
            const began = Date.now();
            // past the second for which the last edit must stand, before the planning rings again
            while (Date.now() - began < 13_000) {
              assert.equal(await statusAt(`${url}/livez`), 200);
              await setTimeout(100);
            }
            const after = Number((await place.query(waiting))[0]?.['attempt']);
            const most = 2 + Math.ceil((Date.now() - began) / 5_000);
            assert.ok(after - before <= most, `${after - before} attempts, wanted at most ${most}`);

            child.kill('SIGTERM');
            assert.equal(await ended, 0);
          });
        }),
      ));
  });
});

/** Starts a service, and stops it once it has planned. */
async function started(env: Environment): Promise<void> {
  await serving({ env }, async ({ url, child, ended }: Server) => {
    await until('it has planned', async () => {
      const health = (await (await fetch(`${url}/healthz`)).json()) as {
        mail?: { wokeSecondsAgo: number | null };
      };
      return health.mail?.wokeSecondsAgo ?? undefined;
    });
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
  });
}
