import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

interface Launcher {
  satisfies(version: string, range: string): boolean;
  entry(folder: string): string;
  locate(target: string): string;
}
const launcher = createRequire(import.meta.url)('../bin/launch.cjs') as Launcher;
const child = 'test/fixtures/tooling/child.ts';

describe('the launcher and the version of Node', () => {
  const range = '^22.22.2 || >=24.15.0';
  const versions: [string, boolean][] = [
    ['v18.20.8', false],
    ['v20.20.2', false],
    ['v22.22.1', false],
    ['v22.22.2', true],
    ['v22.23.0', true],
    ['v23.11.1', false],
    ['v24.9.0', false],
    ['v24.15.0', true],
    ['v26.10.0', true],
  ];
  for (const [version, fits] of versions)
    it(`${fits ? 'takes' : 'refuses'} ${version} for ${range}`, () => {
      assert.equal(launcher.satisfies(version, range), fits);
    });

  it('says what it cannot read', () => {
    assert.throws(() => launcher.satisfies('v22.22.2', 'lts'), /found "lts"/);
  });
});

describe('the launcher and what it runs', () => {
  /** Files by their time in seconds. */
  function entryOf(files: Record<string, number>): string {
    const folder = mkdtempSync(join(tmpdir(), 'entry-'));
    for (const [name, time] of Object.entries(files)) {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '');
      utimesSync(file, time, time);
    }
    const entry = relative(folder, launcher.entry(folder));
    rmSync(folder, { recursive: true });
    return entry;
  }
  const built = join('dist', 'main.js');
  const source = join('src', 'main.ts');

  const entries: [rule: string, files: Record<string, number>, entry: string][] = [
    ['is the built program where there are no sources', { 'dist/main.js': 100 }, built],
    ['is the sources where nothing is built', { 'src/main.ts': 100 }, source],
    [
      'is the built program when no source is newer',
      { 'src/main.ts': 100, 'src/a/b.ts': 200, 'dist/main.js': 200 },
      built,
    ],
    [
      'is the sources when one of them is newer',
      { 'src/main.ts': 100, 'src/a/b.ts': 201, 'dist/main.js': 200 },
      source,
    ],
  ];
  for (const [rule, files, entry] of entries) it(rule, () => assert.equal(entryOf(files), entry));

  it('finds the binary of a package whose name is another', () => {
    assert.match(launcher.locate('tsc'), /typescript.bin.tsc$/);
  });
  it('says so when no package has the binary', () => {
    assert.throws(() => launcher.locate('nonsense'), /no package here has a binary "nonsense"/);
  });
});

// A flag for Node makes the launcher start a second process, as it does when this Node is too old.
for (const [how, flags] of Object.entries({
  'in its own process': [],
  'in a second process': ['--no-warnings'],
})) {
  describe(`the launcher ${how}`, () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['bin/launch.cjs', ...flags, child, ...args], { encoding: 'utf8' });

    it('ends with the exit code of the program', () => {
      assert.equal(run('exit', '3').status, 3);
    });
    it('gives the program a `node` on its PATH that is the one it runs on', () => {
      assert.equal(run('node').stdout.trim(), process.execPath);
    });
    it('passes SIGTERM on', async () => {
      const args = ['bin/launch.cjs', ...flags, child, 'wait'];
      const waiting = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(waiting.stdout, 'data');

      waiting.kill('SIGTERM');

      assert.deepEqual(await once(waiting, 'exit'), [7, null]);
    });
  });
}

describe('the launcher of a program that does not end by itself', () => {
  it('ends with 128 and the number of the signal that ended the program', () => {
    assert.equal(spawnSync(process.execPath, ['bin/launch.cjs', '--no-warnings', child, 'die']).status, 137);
  });
});
