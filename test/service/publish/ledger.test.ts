import assert from 'node:assert/strict';
import type { Server } from '../../store/postgres.ts';
import { databaseOn, startPostgres } from '../../store/postgres.ts';
import { inFolder, write } from '../folder.ts';
import { eventOf, watch, withReplica } from '../replica.ts';
import { onDay, rolling } from '../rolling.ts';

describe('replicas on one PostgreSQL', function () {
  let server: Server | undefined;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server?.remove());

  const fresh = (): Promise<string> => databaseOn((name) => server?.url(name) ?? assert.fail());

  rolling(async (story) => story({ DATABASE_URL: await fresh() }));

  it('go on without it, follow their files meanwhile, and agree again when it is back', () =>
    inFolder({}, async (root) => {
      const [clock, env] = [watch(), { DATABASE_URL: await fresh() }];
      for (const name of ['a', 'b']) write(`${root}/${name}`, onDay(12));
      await withReplica(`${root}/a`, { clock, env }, (a) =>
        withReplica(`${root}/b`, { clock, env }, async (b) => {
          await server?.stop();
          clock.wait('PT1H');
          for (const { service } of [a, b]) await service.catalog.look();
          write(`${root}/a`, onDay(19));
          await a.service.catalog.load({ settled: false });

          assert.equal(eventOf(a.feed(), 'code-freeze'), '1 20260319 CONFIRMED');
          assert.equal(eventOf(b.feed(), 'code-freeze'), '0 20260312 CONFIRMED');

          await server?.start();
          clock.wait('PT1M');
          for (const { service } of [a, b, a]) await service.catalog.look();

          assert.deepEqual(
            [a, b].map(({ feed }) => eventOf(feed(), 'code-freeze')),
            ['1 20260319 CONFIRMED', '1 20260319 CONFIRMED'],
          );
          assert.equal(a.feed(), b.feed());
          const said = (event: string): number => a.log.filter((one) => one === event).length;
          assert.deepEqual([said('database unavailable'), said('database available again')], [1, 1]);
        }),
      );
    }));
});

describe('replicas on one SQLite file', function () {
  rolling((story) => inFolder({}, (root) => story({ DATA_DIR: `${root}/data` })));
});
