import assert from 'node:assert/strict';
import type { OnGround } from '../place.ts';
import type { Server } from '../postgres.ts';
import { Client } from 'pg';
import { change, withStores } from '../place.ts';
import { contract } from '../contract.ts';
import { failure } from '../../sources/failure.ts';
import { databaseOn, password, rowsAt, startPostgres } from '../postgres.ts';
import { races } from '../races.ts';

describe('the store in a PostgreSQL', function () {
  let server: Server | undefined;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server?.remove());

  const running = (): Server => {
    assert.ok(server);
    return server;
  };
  const onGround: OnGround = async (story) => {
    const url = await databaseOn((name) => running().url(name));
    return story({
      place: { databaseUrl: url, dataDir: '/nowhere' },
      raw: async (statement) => void (await rowsAt(url, statement)),
      locked: async (told) => {
        const client = new Client({ connectionString: url });
        await client.connect();
        try {
          await client.query('begin');
          await client.query('lock table calendar in access exclusive mode');
          const result = await told();
          await client.query('rollback');
          return result;
        } finally {
          await client.end();
        }
      },
    });
  };

  contract(onGround, /^PostgreSQL at \/?[^ ]+\/test_\w+: /);
  races(onGround);

  it('fails in one line while the server is away, and works again when it is back', () =>
    onGround(({ place }) =>
      withStores(place, 1, async (store) => {
        await store.migrate();
        await store.accept(change('a'));

        await running().stop();
        const says = await failure(store.accepted('one'));
        await running().start();

        assert.match(says, /^PostgreSQL at [^\n]+$/);
        assert.deepEqual(await store.accepted('one'), change('a').next);
      }),
    ));

  it('never tells the password', () =>
    onGround(async ({ place }) => {
      const wrong = [
        place.databaseUrl?.replace(/test_\w+/, 'nowhere'),
        'postgres://me:secret/word#1@localhost:1/x',
        'mysql://me:secret@localhost/x',
        'postgres://me:secret@localhost:1/x',
        'postgres://me:secret@no-such-host.invalid/x',
      ];
      for (const databaseUrl of wrong) {
        const says = await failure(
          withStores({ databaseUrl, dataDir: '/nowhere' }, 1, (store) => store.migrate()),
        );

        assert.doesNotMatch(says, /secret|word#1|\n/);
        assert.ok(!says.includes(password) && !says.includes(encodeURIComponent(password)), says);
        assert.match(says, /^(DATABASE_URL|PostgreSQL at )/);
      }
    }));
});
