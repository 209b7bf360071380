import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, readFile, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asNobody, inFolder } from '../folder.ts';
import { failure } from '../origins.ts';
import { replaceFile, replaceFiles } from '../../../src/sources/files/atomicwrite.ts';

const shelf = new URL('../../../src/sources/files/atomicwrite.ts', import.meta.url).href;
const text = (path: string): Promise<string> => readFile(path, 'utf8');

describe('a file that is replaced', () => {
  it('has just the new bytes, and nothing is left beside it', () =>
    inFolder({ 'x.yaml': 'an older and longer text' }, async (root) => {
      await replaceFile(join(root, 'x.yaml'), Buffer.from('new \ufeff\r\n'));

      assert.equal(await text(join(root, 'x.yaml')), 'new \ufeff\r\n');
      assert.deepEqual(await readdir(root), ['x.yaml']);
    }));

  for (const mode of [0o600, 0o644, 0o666]) {
    it(`keeps the mode ${mode.toString(8)}`, () =>
      inFolder({ 'x.yaml': 'old' }, async (root) => {
        await chmod(join(root, 'x.yaml'), mode);

        await replaceFile(join(root, 'x.yaml'), Buffer.from('new'));

        assert.equal((await stat(join(root, 'x.yaml'))).mode & 0o777, mode);
      }));
  }

  it('is old or new to who reads it, never a part', () =>
    inFolder({ 'x.yaml': 'a'.repeat(200_000) }, async (root) => {
      const path = join(root, 'x.yaml');
      const seen = new Set<string>();
      const look = async (): Promise<void> => {
        while (!seen.has('d'.repeat(200_000))) seen.add(await text(path));
      };

      const looking = look();
      for (const letter of 'bcd') await replaceFile(path, Buffer.alloc(200_000, letter));
      await looking;

      const whole = Array.from('abcd', (letter) => letter.repeat(200_000));
      assert.ok([...seen].every((found) => whole.includes(found)));
    }));

  it('is the whole text of one of many who write it at once', () =>
    inFolder({}, async (root) => {
      const texts = Array.from({ length: 20 }, (_, index) => `text ${index}\n`.repeat(1_000));

      await Promise.all(texts.map((one) => replaceFile(join(root, 'x.yaml'), Buffer.from(one))));

      assert.ok(texts.includes(await text(join(root, 'x.yaml'))));
      assert.deepEqual(await readdir(root), ['x.yaml']);
    }));

  it('is replaced also after a crash that left a part of another', () =>
    inFolder({ '.x.yaml.1.new': 'a part' }, async (root) => {
      await replaceFile(join(root, 'x.yaml'), Buffer.from('new'));

      assert.equal(await text(join(root, 'x.yaml')), 'new');
      assert.equal(await text(join(root, '.x.yaml.1.new')), 'a part');
    }));
});

describe('a link that is replaced', () => {
  it('stays a link when it leads to a file of the folder', () =>
    inFolder({ '..v1/x.yaml': 'old' }, async (root) => {
      await symlink('..v1', join(root, '..data'));
      await symlink('..data/x.yaml', join(root, 'x.yaml'));

      await replaceFile(join(root, 'x.yaml'), Buffer.from('new'));

      assert.ok((await lstat(join(root, 'x.yaml'))).isSymbolicLink());
      assert.equal(await text(join(root, '..v1/x.yaml')), 'new');
      assert.deepEqual(await readdir(join(root, '..v1')), ['x.yaml']);
    }));

  for (const [name, target] of Object.entries({
    'beside it': '../one-more/x.yaml',
    'above it': '../x.yaml',
  })) {
    it(`is refused when it leads to a file in the folder ${name}`, () =>
      inFolder({ 'one/calendar.yaml': '', 'one-more/x.yaml': 'old', 'x.yaml': 'old' }, async (root) => {
        const path = join(root, 'one', 'x.yaml');
        await symlink(target, path);

        const found = await failure(path, replaceFile(path, Buffer.from('new')));

        assert.equal(
          found,
          `expected a file inside ${join(root, 'one')}, found a symlink that points outside it`,
        );
        assert.equal(await text(path), 'old');
      }));
  }
});

describe('a file that cannot be replaced', () => {
  const folder = 'expected a regular file, found a folder';
  const nowhere = 'expected a folder that exists, found none, or a broken symlink (ENOENT)';
  const bad: [
    name: string,
    lay: (root: string, path: string) => Promise<unknown>,
    says: string,
    path?: string,
  ][] = [
    ['is a folder', (_, path) => mkdir(path), folder],
    [
      'is a pipe',
      async (_, path) => execFileSync('mkfifo', [path]),
      'expected a regular file, found a special file',
    ],
    [
      'is a link to a folder',
      (root, path) => mkdir(join(root, 'two')).then(() => symlink('two', path)),
      folder,
    ],
    ['is a link to nothing', (_, path) => symlink('y.yaml', path), nowhere],
    ['is a link to itself', (_, path) => symlink('x.yaml', path), 'the system refuses (ELOOP)'],
    ['has no folder', async () => undefined, nowhere, 'one/x.yaml'],
    [
      'has a file for a folder',
      (root) => writeFile(join(root, 'one'), ''),
      'expected a folder, found a file in its place (ENOTDIR)',
      'one/x.yaml',
    ],
    [
      'is in a folder without the right to write',
      (root) => chmod(root, 0o555),
      'expected a folder that this user can write to, found one without write permission (EACCES)',
    ],
  ];
  for (const [name, lay, says, file = 'x.yaml'] of bad) {
    it(`is told of in one line when it ${name}`, () =>
      inFolder({}, async (root) => {
        const path = join(root, file);
        await lay(root, path);
        const before = await readdir(root);

        const found = await asNobody(() => failure(path, replaceFile(path, Buffer.from('new'))));

        assert.equal(found, `cannot be written: ${says}`);
        assert.deepEqual(await readdir(root), before);
      }));
  }

  it('keeps what it had when the disk takes only a part', () =>
    inFolder({ 'x.yaml': 'old' }, async (root) => {
      const path = join(root, 'x.yaml');
      const code = `const { replaceFile } = await import('${shelf}');
        await replaceFile(process.argv[1], Buffer.alloc(100_000)).catch(({ message }) => console.log(message));`;
      const limited = 'ulimit -f 8 && exec "$0" --input-type=module -e "$1" "$2"';

      const says = execFileSync('sh', ['-c', limited, process.execPath, code, path], {
        encoding: 'utf8',
        stdio: 'pipe',
      });

      assert.equal(says, `${path}: cannot be written: the system refuses (EFBIG)\n`);
      assert.equal(await text(path), 'old');
      assert.deepEqual(await readdir(root), ['x.yaml']);
    }));
});

describe('files that are replaced together', () => {
  const files = (root: string): { path: string; bytes: Buffer }[] =>
    ['a.yaml', 'b.yaml', 'c.yaml'].map((name) => ({ path: join(root, name), bytes: Buffer.from('new') }));

  it('are all new, and nothing is left beside them', () =>
    inFolder({ 'a.yaml': 'old', 'b.yaml': 'old' }, async (root) => {
      await replaceFiles(files(root));

      assert.deepEqual(await Promise.all(files(root).map(({ path }) => text(path))), ['new', 'new', 'new']);
      assert.deepEqual(await readdir(root), ['a.yaml', 'b.yaml', 'c.yaml']);
    }));

  it('are all old when the last cannot be', () =>
    inFolder({ 'a.yaml': 'old', 'b.yaml': 'old', 'c.yaml/x': '' }, async (root) => {
      const found = await failure(join(root, 'c.yaml'), replaceFiles(files(root)));

      assert.equal(found, 'cannot be written: expected a regular file, found a folder');
      assert.deepEqual([await text(join(root, 'a.yaml')), await text(join(root, 'b.yaml'))], ['old', 'old']);
      assert.deepEqual(await readdir(root), ['a.yaml', 'b.yaml', 'c.yaml']);
    }));
});
