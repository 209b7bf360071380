import assert from 'node:assert/strict';
import { keeperOf } from '../../../src/sources/index.ts';
import { at } from '../../domain/build.ts';
import { put, release, settings } from '../folder.ts';
import { commit, git, inClone } from '../repository.ts';

/** The calendar `one` in the folder of that name. */
function files(...rows: readonly string[]): Record<string, string> {
  return { 'all/one/calendar.yaml': settings, 'all/one/1.30.yaml': release(...rows) };
}

const code = (when: string): string => `{ name: Code Freeze, when: ${when} }`;
const docs = (when: string): string => `{ name: Docs Freeze, when: ${when} }`;

/** What changed since a revision, as `moved code-freeze 2024-02-01`: the day since which it is public. */
async function since(root: string, revision: string): Promise<readonly string[]> {
  const keeper = keeperOf(`${root}/all`, () => at('2024-02-20'));
  const { moves } = await keeper.since('one', revision);
  return moves.map(({ change, at: then }) => `${change.kind} ${change.id} ${then.slice(0, 10)}`);
}

describe('what changed since a revision', function () {
  inClone('is public since the commit that brought it, not since a later one beside it', async (root) => {
    const first = await commit(root, '2024-01-01T00:00Z', files(code('2024-03-05'), docs('2024-03-26')));
    await commit(root, '2024-01-10T00:00Z', files(code('2024-03-06'), docs('2024-03-26')));
    await commit(root, '2024-02-01T00:00Z', files(code('2024-03-06'), docs('2024-03-27')));
    await commit(root, '2024-02-10T00:00Z', { 'all/one/calendar.yaml': `${settings}description: New\n` });

    assert.deepEqual(await since(root, first), [
      'moved code-freeze 2024-01-10',
      'moved docs-freeze 2024-02-01',
    ]);
  });

  inClone('is public now where it is not committed, and only that', async (root) => {
    const first = await commit(root, '2024-01-01T00:00Z', files(code('2024-03-05'), docs('2024-03-26')));
    await commit(root, '2024-01-10T00:00Z', files(code('2024-03-06'), docs('2024-03-26')));
    await put(root, files(code('2024-03-06'), docs('2024-03-27')));

    assert.deepEqual(await since(root, first), [
      'moved code-freeze 2024-01-10',
      'moved docs-freeze 2024-02-20',
    ]);
    assert.deepEqual(await since(root, 'HEAD'), ['moved docs-freeze 2024-02-20']);
  });

  inClone('is one from then to now, whatever came between, since it stands so', async (root) => {
    const first = await commit(root, '2024-01-01T00:00Z', files(code('2024-03-05'), docs('2024-03-26')));
    await commit(root, '2024-01-10T00:00Z', files(code('2024-03-08'), docs('2024-03-27')));
    await commit(root, '2024-01-20T00:00Z', files(code('2024-03-06'), docs('2024-03-26')));
    await commit(root, '2024-01-30T00:00Z', files(code('2024-03-06 24:00 UTC'), docs('2024-03-26')));

    assert.deepEqual(await since(root, first), ['moved code-freeze 2024-01-20']);
  });

  inClone('is known of a branch that went another way', async (root) => {
    await commit(root, '2024-01-01T00:00Z', files(code('2024-03-05')));
    git(root, ['branch', 'other']);
    await commit(root, '2024-01-10T00:00Z', files(code('2024-03-06')));
    git(root, ['checkout', '--quiet', 'other']);
    await commit(root, '2024-01-20T00:00Z', files(code('2024-03-07')));

    assert.deepEqual(await since(root, 'main'), ['moved code-freeze 2024-01-20']);
  });

  inClone('has the last commit of the folder where the revision is the later one', async (root) => {
    await commit(root, '2024-01-01T00:00Z', files(code('2024-03-05')));
    const later = await commit(root, '2024-01-10T00:00Z', files(code('2024-03-06')));
    git(root, ['checkout', '--quiet', 'HEAD~1']);

    assert.deepEqual(await since(root, later), ['moved code-freeze 2024-01-01']);
  });

  const kinds: [kind: string, before: readonly string[], after: readonly string[]][] = [
    ['appeared docs-freeze', [code('2024-03-05')], [code('2024-03-05'), docs('2024-03-26')]],
    ['gone docs-freeze', [code('2024-03-05'), docs('2024-03-26')], [code('2024-03-05')]],
    ['renamed code-freeze', [code('2024-03-05')], ['{ id: code-freeze, name: Frost, when: 2024-03-05 }']],
  ];
  for (const [kind, before, after] of kinds) {
    inClone(`is told by its kind: ${kind}`, async (root) => {
      const first = await commit(root, '2024-01-01T00:00Z', files(...before));
      await commit(root, '2024-01-10T00:00Z', files(...after));
      await commit(root, '2024-01-20T00:00Z', { 'all/one/calendar.yaml': `${settings}description: New\n` });

      assert.deepEqual(await since(root, first), [`${kind} 2024-01-10`]);
    });
  }

  inClone('is nothing where nothing changed, or where no calendar was', async (root) => {
    const none = await commit(root, '2024-01-01T00:00Z', { 'README.txt': 'x\n' });
    const bad = await commit(root, '2024-01-02T00:00Z', { 'all/one/calendar.yaml': 'id: [\n' });
    const good = await commit(root, '2024-01-03T00:00Z', files(code('2024-03-05')));

    assert.deepEqual(
      [await since(root, none), await since(root, bad), await since(root, good)],
      [[], [], []],
    );
  });

  inClone('is told of a calendar that is the whole repository', async (root) => {
    const at130 = (when: string): Record<string, string> => ({
      'calendar.yaml': settings,
      '1.30.yaml': release(code(when)),
    });
    await commit(root, '2024-01-01T00:00Z', at130('2024-03-05'));
    await put(root, at130('2024-03-06'));

    const { moves, folder } = await keeperOf(root, () => at('2024-02-20')).since('one', 'HEAD');

    assert.equal(folder, root);
    assert.deepEqual(
      moves.map(({ change }) => change.kind),
      ['moved'],
    );
  });
});
