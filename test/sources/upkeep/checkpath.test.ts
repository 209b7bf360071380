import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { check } from '../../../src/sources/index.ts';
import { at } from '../../domain/build.ts';
import { inFolder, release, settings, told } from '../folder.ts';

const good = release('{name: Thaw, when: 2024-04-17}');
const bad = release('{name: Thaw, when: 2024-02-30}');
const says = 'error impossible-date: expected a day that exists, found 2024-02-30';
const files = {
  'one/calendar.yaml': settings,
  'one/1.30.yaml': bad,
  'one/1.31.yaml': good.replace('1.30', '1.31'),
  'two/calendar.yaml': 'id: two\ntitle: Two\nzone: Mars\n',
  'two/1.30.yaml': release('{name: Thaw, when: 2024-04-17 12:00 UTC}'),
};

const how = { calendars: 'calendars', now: at('2026-06-01') };

/** What `check` says of a path below a folder with these files. */
async function checked(
  path: string,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  return inFolder({ ...files, ...more }, async (root) => {
    const { problems } = await check(join(root, path), how);
    return problems.map((problem) => told(problem, root));
  });
}

describe('check', () => {
  it('tells of every calendar of a folder', async () => {
    const problems = await checked('.');

    assert.deepEqual(problems, [
      `one/1.30.yaml:3:24 ${says}`,
      'two/calendar.yaml:3:7 error shape: zone: expected an IANA zone, UTC, or AoE, found "Mars"',
    ]);
  });

  it('tells of one file only what is wrong in it', async () => {
    assert.deepEqual(await checked('one/1.30.yaml'), [`one/1.30.yaml:3:24 ${says}`]);

    assert.deepEqual(await checked('one/1.31.yaml'), []);
    assert.deepEqual(await checked('one/calendar.yaml'), []);
  });

  it('reads a file with the calendar around it', async () => {
    const problems = await checked('one/overrides.yaml', {
      'one/overrides.yaml': '1.31/thaw: {banner: true}\n1.31/thwa: {banner: true}\n',
    });

    assert.equal(problems.length, 1);
    assert.match(
      problems[0] ?? '',
      /^one\/overrides.yaml:2:1 .*no such milestone "1.31\/thwa"; did you mean "1.31\/thaw"/,
    );
  });

  it('tells of two files that disagree, whichever of them is checked', async () => {
    const more = { 'one/copy.yaml': good.replace('1.30', '1.31').replace('Thaw', 'Code Freeze') };

    const duplicate =
      'one/copy.yaml:1:10 error duplicate: expected release 1.31 in one file, found it in one/1.31.yaml too';
    assert.deepEqual(await checked('one/1.31.yaml', more), [duplicate]);
    assert.deepEqual(await checked('one/copy.yaml', more), [duplicate]);
  });

  it('reads a file that no calendar surrounds in UTC', async () => {
    const more = { 'loose/good.yaml': good, 'loose/bad.yaml': bad, 'loose/none.yaml': 'a: b' };

    assert.deepEqual(await checked('loose/good.yaml', more), []);
    assert.deepEqual(await checked('loose/bad.yaml', more), [`loose/bad.yaml:3:24 ${says}`]);
    assert.match(
      (await checked('loose/none.yaml', more)).join('\n'),
      /^loose\/none.yaml:1:1 error shape: expected the keys of a schedule .*, found the top/,
    );
  });

  it('finds what stands twice in a file that no calendar surrounds', async () => {
    const twice = release('{name: Thaw, when: TBD}', '{name: Thaw, when: TBD}');

    const problems = await checked('loose/twice.yaml', { 'loose/twice.yaml': twice });

    assert.match(problems.join('\n'), /^loose\/twice.yaml:4:5 error duplicate: expected the id "thaw" once/);
  });

  const wrong: [name: string, path: string, says: string][] = [
    ['a path that leads nowhere', 'one/1.99.yaml', 'no such file or folder'],
    ['a file of another kind', 'loose/notes.txt', 'expected a .yaml, .yml or .md file, found "notes.txt"'],
    [
      'a file of another kind in a calendar',
      'one/notes.txt',
      'expected a .yaml, .yml or .md file, found "notes.txt"',
    ],
    ['a folder without a calendar', 'loose', 'expected a folder for each calendar, found none'],
  ];
  for (const [name, path, says] of wrong) {
    it(`never says nothing of what it cannot check: ${name}`, async () => {
      const problems = await checked(path, { 'loose/notes.txt': 'x', 'one/notes.txt': 'x' });

      assert.deepEqual(problems, [`${path}:1:1 error unreadable: ${says}`]);
    });
  }

  it('follows a link to a folder, but not out of it', async () => {
    await inFolder(files, async (root) => {
      await symlink('one', join(root, 'link'));
      await symlink('../two/1.30.yaml', join(root, 'one/1.29.yaml'));

      const { problems } = await check(join(root, 'link'), how);

      assert.deepEqual(
        problems.map((problem) => told(problem, root).split(';')[0]),
        [
          'link/1.29.yaml:1:1 error unreadable: expected a file inside link, found a symlink that points outside it',
          `link/1.30.yaml:3:24 ${says}`,
        ],
      );
    });
  });
});
