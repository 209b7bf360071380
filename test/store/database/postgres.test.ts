import assert from 'node:assert/strict';
import type { Ground, OnGround } from '../place.ts';
import type { Server } from '../postgres.ts';
import { Client } from 'pg';
import { change, withStores } from '../place.ts';
import { contract } from '../contract.ts';
import { failure } from '../../sources/failure.ts';
import { password, startPostgres } from '../postgres.ts';
import { races } from '../races.ts';
import { openStore } from '../../../src/store/index.ts';

describe('the store in a PostgreSQL', function () {
  let server: Server | undefined;
  let databases = 0;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server?.remove());

  const running = (): Server => {
    assert.ok(server);
    return server;
  };
  const asked = async <T>(database: string, ask: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ connectionString: running().url(database) });
    await client.connect();
    try {
      return await ask(client);
    } finally {
      await client.end();
    }
  };
  const onGround: OnGround = async (story) => {
    const name = `story_${++databases}`;
    await asked('postgres', (client) => client.query(`create database ${name}`));
    const ground: Ground = {
      place: { databaseUrl: running().url(name), dataDir: '/nowhere' },
      raw: (statement) => asked(name, async (client) => void (await client.query(statement))),
      locked: (told) =>
        asked(name, async (client) => {
          await client.query('begin');
          await client.query('lock table calendar in access exclusive mode');
          const result = await told();
          await client.query('rollback');
          return result;
        }),
    };
    return story(ground);
  };

  contract(onGround, /^PostgreSQL at \/?[^ ]+\/story_\d+: /);
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
        place.databaseUrl?.replace(/story_\d+/, 'nowhere'),
        'postgres://me:secret/word#1@localhost:1/x',
        'mysql://me:secret@localhost/x',
        'postgres://me:secret@localhost:1/x',
        'postgres://me:secret@no-such-host.invalid/x',
      ];
      for (const databaseUrl of wrong) {
        const says = await failure(
          (async () => {
            const store = openStore({ databaseUrl, dataDir: '/nowhere' });
            try {
              await store.migrate();
            } finally {
              await store.close();
            }
          })(),
        );

        assert.doesNotMatch(says, /secret|word#1|\n/);
        assert.ok(!says.includes(password) && !says.includes(encodeURIComponent(password)), says);
        assert.match(says, /^(DATABASE_URL|PostgreSQL at )/);
      }
    }));
});
