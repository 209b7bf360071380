import assert from 'node:assert/strict';
import { join } from 'node:path';
import { commitNamed, commitsOf, fileAt, filesAt, isChanged } from '../../../src/sources/git/git.ts';
import { failure } from '../failure.ts';
import { inFolder, put } from '../folder.ts';
import { commit, git, inClone } from '../repository.ts';

const endings = ['.yaml', '.yml', '.md'];

describe('a revision', function () {
  inClone('is known by any name that git has for it', async (root) => {
    const first = await commit(root, '2024-01-01T00:00Z', { 'a.yaml': 'a: 1\n' });
    const second = await commit(root, '2024-01-02T00:00Z', { 'a.yaml': 'a: 2\n' });
    git(root, ['tag', '-a', '-m', 'a tag', 'v1', first]);

    for (const [name, wanted] of [
      ['HEAD', second],
      ['HEAD~1', first],
      ['v1', first],
      ['main', second],
      [first.slice(0, 9), first],
    ] as const) {
      assert.equal(await commitNamed(root, name), wanted);
    }
  });

  inClone('is refused in one line when git has none, and is no option', async (root) => {
    await commit(root, '2024-01-01T00:00Z', { 'a.yaml': 'a: 1\n' });

    for (const name of [
      'nowhere',
      '',
      '-x',
      '--all',
      '--help',
      '--output=stolen',
      '^HEAD',
      'HEAD..HEAD',
      'HEAD~9',
    ])
      assert.equal(
        await failure(commitNamed(root, name)),
        `expected a git revision of ${root}, such as origin/main, found "${name}"`,
      );

    assert.deepEqual(git(root, ['status', '--porcelain']), '');
  });

  it('of a folder outside git is refused in one line, with the reason', async () => {
    await inFolder({ 'a.yaml': 'a: 1\n' }, async (root) => {
      const says = await failure(commitNamed(root, 'HEAD'));

      assert.match(says, /^git in .*: not a git repository/);
      assert.doesNotMatch(says, /\n/);
    });
  });

  inClone('of a repository without a commit is refused', async (root) => {
    assert.match(await failure(commitNamed(root, 'HEAD')), /^expected a git revision of .*, found "HEAD"$/);
    assert.match(await failure(commitsOf(root, 'a.yaml')), /^git in /);
  });
});

describe('the files of a folder at a commit', function () {
  inClone('are its own schedules as they were, and none that is hidden', async (root) => {
    const files = {
      ...{
        'one/1.30.yaml': 'old\n',
        'one/1.31.MD': '# x\r\n',
        'one/.hidden.yaml': 'x\n',
        'one/x.txt': 'x\n',
      },
      ...{ 'one/a folder.yaml/x.yaml': 'x\n', 'two/2.yaml': 'x\n', 'one/\u00fc "b".yml': 'x\n' },
    };
    const first = await commit(root, '2024-01-01T00:00Z', files);
    await commit(root, '2024-01-02T00:00Z', { 'one/1.30.yaml': 'new\n' });

    const found = await filesAt(join(root, 'one'), first, { endings });

    assert.deepEqual(
      found.map(({ name, text }) => [name, text]),
      [
        ['1.30.yaml', 'old\n'],
        ['1.31.MD', '# x\r\n'],
        ['\u00fc "b".yml', 'x\n'],
      ],
    );
    assert.equal(found[0]?.path, join(root, 'one/1.30.yaml'));
  });

  inClone('are texts as git keeps them, without the filters of the repository', async (root) => {
    git(root, ['config', 'diff.loud.textconv', 'tr a-z A-Z <']);
    const first = await commit(root, '2024-01-01T00:00Z', {
      '.gitattributes': '*.yaml diff=loud\n',
      'a.yaml': 'a: 1\n',
    });

    assert.equal((await filesAt(root, first, { endings }))[0]?.text, 'a: 1\n');
  });
});

describe('a folder', function () {
  inClone('is changed by a new file, but not by those of others', async (root) => {
    await commit(root, '2024-01-01T00:00Z', { 'one/a.yaml': 'a\n', 'two/a.yaml': 'a\n' });
    const clean = await isChanged(join(root, 'one'));

    await put(root, { 'two/a.yaml': 'b\n' });
    const beside = await isChanged(join(root, 'one'));
    await put(root, { 'one/new.yaml': 'b\n' });
    const inside = await isChanged(join(root, 'one'));

    assert.deepEqual([clean, beside, inside], [false, false, true]);
  });
});

describe('the commits of a file', function () {
  inClone('are those that changed it, oldest first, with their instants in UTC', async (root) => {
    const first = await commit(root, '2024-01-01T01:00:00+05:30', { 'a.md': '1\n' });
    await commit(root, '2024-01-02T00:00:00Z', { 'b.md': '1\n' });
    const third = await commit(root, '2024-01-03T23:00:00-08:00', { 'a.md': '2\n' });

    const found = await commitsOf(root, 'a.md');

    assert.deepEqual(found, [
      { hash: first, at: '2023-12-31T19:30:00.000Z' },
      { hash: third, at: '2024-01-04T07:00:00.000Z' },
    ]);
    assert.deepEqual(await commitsOf(root, 'a.md', first), found.slice(1));
  });

  inClone('are merges where a branch brought it, at the instant of the merge', async (root) => {
    const first = await commit(root, '2024-01-01T00:00:00Z', { 'a.md': '1\n' });
    git(root, ['checkout', '--quiet', '-b', 'side']);
    await commit(root, '2024-01-02T00:00:00Z', { 'a.md': '2\n' });
    await commit(root, '2024-01-03T00:00:00Z', { 'a.md': '3\n' });
    git(root, ['checkout', '--quiet', 'main']);
    await commit(root, '2024-01-04T00:00:00Z', { 'b.md': '1\n' });
    git(root, ['merge', '--quiet', '--no-ff', '--no-edit', 'side'], '2024-01-05T00:00:00Z');

    const found = await commitsOf(root, 'a.md');

    assert.deepEqual(
      found.map(({ at }) => at.slice(0, 10)),
      ['2024-01-01', '2024-01-05'],
    );
    assert.equal(found[0]?.hash, first);
    assert.equal(found[1] && (await fileAt(root, found[1], 'a.md')), '3\n');
  });

  inClone('are of that file only, though its name looks like a pattern or option', async (root) => {
    const names = ['*.md', '-p', ':(top)a.md', '[ab].md'];
    await commit(root, '2024-01-01T00:00:00Z', { 'a.md': '1\n' });
    for (const name of names) await commit(root, '2024-01-02T00:00:00Z', { [name]: `${name}\n` });

    for (const name of names) {
      const found = await commitsOf(root, name);

      assert.equal(found.length, 1, name);
      assert.equal(found[0] && (await fileAt(root, found[0], name)), `${name}\n`);
    }
  });

  inClone('do not have it where it was not there', async (root) => {
    await commit(root, '2024-01-01T00:00:00Z', { 'a.md': '1\n' });
    await commit(root, '2024-01-02T00:00:00Z', { 'a.md': undefined });

    const texts = (await commitsOf(root, 'a.md')).map((one) => fileAt(root, one, 'a.md'));

    assert.deepEqual(await Promise.all(texts), ['1\n', undefined]);
  });
});
