import assert from 'node:assert/strict';
import type { Ground, OnGround } from '../place.ts';
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { asNobody, inFolder } from '../../sources/folder.ts';
import { change, withStores } from '../place.ts';
import { contract } from '../contract.ts';
import { failure } from '../../sources/failure.ts';
import { races } from '../races.ts';

const fileName = 'release-calendar.sqlite';

const onGround: OnGround = (story) => inFolder({}, (root) => story(groundIn(join(root, 'data', 'deep'))));

function groundIn(dataDir: string): Ground {
  const withRaw = async <T>(act: (file: Sqlite.Database) => T | Promise<T>): Promise<T> => {
    const file = new Sqlite(join(dataDir, fileName));
    try {
      return await act(file);
    } finally {
      file.close();
    }
  };
  return {
    place: { databaseUrl: undefined, dataDir },
    raw: (statement) => withRaw((file) => void file.exec(statement)),
    locked: (story) =>
      withRaw(async (file) => {
        file.exec('begin immediate');
        const told = await story();
        file.exec('rollback');
        return told;
      }),
  };
}

describe('the store in an SQLite file', function () {
  contract(onGround, /\/release-calendar\.sqlite: /);
  races(onGround);

  it('makes nothing before the first call', () =>
    inFolder({}, async (root) => {
      const place = { databaseUrl: undefined, dataDir: join(root, 'data') };

      await withStores(place, 1, async () => undefined);

      assert.deepEqual(await readdir(root), []);
    }));

  it('lets the process go on while it waits for another writer', () =>
    onGround(({ place, locked }) =>
      withStores(place, 1, async (store) => {
        await store.migrate();

        const turns = await locked(async () => {
          const accepting = store.accept(change('a'));
          let count = 0;
          for (; count < 100; count++) await setImmediate();
          return { count, accepting };
        });

        assert.equal(await turns.accepting, true);
        assert.equal(turns.count, 100);
      }),
    ));

  it('reads while another writes', () =>
    onGround(({ place, locked }) =>
      withStores(place, 1, async (store) => {
        await store.migrate();
        await store.accept(change('a'));

        const found = await locked(() => store.accepted('one'));

        assert.deepEqual(found, change('a').next);
      }),
    ));

  it('refuses a folder that it may not write to, and names the file', () =>
    onGround(({ place }) =>
      withStores(place, 1, (other) =>
        inFolder({ 'plain.txt': '' }, async (root) => {
          await other.migrate();
          const [here, below] = [root, join(root, 'below')];

          const says = await asNobody(() =>
            Promise.all(
              [here, below].map((dataDir) =>
                withStores({ databaseUrl: undefined, dataDir }, 1, (store) => failure(store.migrate())),
              ),
            ),
          );

          assert.match(
            says[0] ?? '',
            /\/release-calendar\.sqlite: expected a folder and files .*, found one that cannot be opened/,
          );
          assert.match(
            says[1] ?? '',
            /\/below\/release-calendar\.sqlite: expected a folder that this user may create, .*EACCES/,
          );
        }),
      ),
    ));

  it('refuses a file in the place of its folder, and works once it is gone', () =>
    inFolder({ data: 'a file' }, (root) =>
      withStores({ databaseUrl: undefined, dataDir: join(root, 'data') }, 1, async (store) => {
        const says = await failure(store.migrate());
        await rm(join(root, 'data'));
        await store.migrate();

        assert.equal(
          says,
          `${join(root, 'data', fileName)}: expected its folder, found a file in its place (EEXIST)`,
        );
        assert.equal(await store.accept(change('a')), true);
      }),
    ));

  it('refuses a folder below a file, and a folder in the place of its file', () =>
    inFolder({ data: 'a file', 'other/release-calendar.sqlite/x': '' }, async (root) => {
      const says = (dataDir: string) =>
        withStores({ databaseUrl: undefined, dataDir }, 1, (store) => failure(store.migrate()));

      assert.match(await says(join(root, 'data', 'deep')), /found a file in place of a folder above it/);
      assert.match(
        await says(join(root, 'other')),
        /: expected a folder and files .*, found one that cannot be opened/,
      );
    }));
});

describe('the store in a damaged SQLite file', function () {
  /** Damages the bytes of a file that was good, and takes what is said of it. */
  const saidOf = (damage: (good: Buffer) => Uint8Array): Promise<string> =>
    onGround(async ({ place }) => {
      const path = join(place.dataDir, fileName);
      await withStores(place, 1, async (store) => {
        await store.migrate();
        await store.accept(change('a', undefined, { text: 'x'.repeat(100_000) }));
      });
      const damaged = damage(await readFile(path));
      await writeFile(path, damaged);

      const says = await withStores(place, 1, async (store) => {
        assert.equal(await failure(store.accept(change('b', 'a'))), await failure(store.migrate()));
        return failure(store.accepted('one'));
      });

      assert.ok(says.startsWith(`${path}: `), says);
      assert.ok((await readFile(path)).equals(damaged), 'the file was changed');
      assert.equal((await stat(path)).size, damaged.length);
      return says;
    });

  it('refuses another file, and leaves it', async () => {
    const says = await saidOf(() => Buffer.from('These are my notes.\n'.repeat(100)));

    assert.match(says, /expected an SQLite database or no file, found something else/);
  });

  it('refuses pages that are no pages, and leaves them', async () => {
    const says = await saidOf((good) =>
      Buffer.concat([good.subarray(0, 4_096), good.subarray(4_096).fill(0x5a)]),
    );

    assert.match(says, /expected a good copy of the database or no file, found a corrupted database/);
  });

  it('refuses a file that was cut off, and leaves it', async () => {
    const says = await saidOf((good) => good.subarray(0, 20_000));

    assert.match(says, /found a corrupted database/);
  });
});
