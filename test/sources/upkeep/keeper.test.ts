import assert from 'node:assert/strict';
import type { Keeper } from '../../../src/service/ports/keep.ts';
import { chmod } from 'node:fs/promises';
import { keeperOf } from '../../../src/sources/index.ts';
import { at } from '../../domain/build.ts';
import { failure } from '../failure.ts';
import { asNobody, inFolder, put, settings } from '../folder.ts';

function inCalendars(rule: string, story: (root: string, keeper: Keeper) => Promise<void>): void {
  const files = { 'all/one/calendar.yaml': settings };
  it(rule, () =>
    inFolder(files, (root) =>
      story(
        root,
        keeperOf(`${root}/all`, () => at('2024-06-01')),
      ),
    ),
  );
}

describe('what an import keeps', () => {
  inCalendars('is written whole or not at all, and says why not', async (root, keeper) => {
    await chmod(`${root}/all/one`, 0o555);

    const says = await asNobody(() => failure(keeper.save(`${root}/all/one/1.31.yaml`, 'x')));
    const nowhere = await failure(keeper.save(`${root}/nowhere/1.31.yaml`, 'x'));

    assert.match(says, /1\.31\.yaml: cannot be written: expected a folder that this user can write to/);
    assert.match(nowhere, /1\.31\.yaml: cannot be written: expected a folder that exists/);
  });

  inCalendars('comes from a schedule: all else is refused', async (root, keeper) => {
    await put(root, {
      'in/notes.txt': 'x\n',
      'in/folder.yaml/x': 'x\n',
      'in/bytes.yaml': new Uint8Array([0xff, 0xfe]),
    });
    const ask = (name: string): Promise<unknown> => keeper.import({ path: `${root}/in/${name}` });

    assert.match(await failure(ask('none.yaml')), /none\.yaml: no such file$/);
    assert.match(
      await failure(ask('notes.txt')),
      /notes\.txt: expected a \.yaml, \.yml or \.md file, found "notes\.txt"$/,
    );
    for (const name of ['folder.yaml', 'bytes.yaml']) {
      const { release: found, problems } = await keeper.import({ path: `${root}/in/${name}` });

      assert.equal(found, undefined);
      assert.equal(problems[0]?.rule, 'unreadable', name);
    }
  });
});
