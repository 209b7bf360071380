import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { doubtful, good, imported, untidy, written } from '../importing.ts';

describe('import', () => {
  it('prints a release in our shape, and nothing else', async () => {
    const { code, stdout, stderr } = await imported(good);

    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: written, stderr: '' });
  });

  it('refuses a file with errors of check, prints none of it and says how to take it', async () => {
    const { code, stdout, stderr } = await imported(doubtful);

    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(
      stderr,
      /README\.md:7:\d+ {2}error {2}weekday-mismatch {2}.*\nrelease-calendar: 1 error; --accept imports it anyway\n$/,
    );
  });

  it('takes a file with errors when it is told to, and tells them', async () => {
    const { code, stdout, stderr } = await imported(doubtful, '--accept');

    assert.deepEqual({ code, stdout }, { code: 0, stdout: written });
    assert.match(stderr, /error {2}weekday-mismatch/);
  });

  it('takes a file with warnings, and tells them', async () => {
    const { code, stdout, stderr } = await imported(untidy);

    assert.deepEqual({ code, stdout }, { code: 0, stdout: written });
    assert.match(stderr, /^[^\n]*README\.md:7:\d+ {2}warning {2}bad-ordinal {2}[^\n]*\n$/);
  });

  it('does not take what nobody can read, also when it is told to', async () => {
    const { code, stdout, stderr } = await imported('# Example 1.38\n', '--accept');

    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, /README\.md:1:1 {2}error {2}unreadable {2}expected a table .*, found no table/);
  });

  const calls: [what: string, args: readonly string[], code: number, says: RegExp][] = [
    [
      'a release that the file does not tell',
      ['--release', '1.37'],
      1,
      /expected the release "1\.37", found the release 1\.38/,
    ],
    ['a calendar that there is not', ['--calendar', 'other'], 1, /no calendar "other" in /],
    [
      'an instant that is none',
      ['--public', 'soon'],
      2,
      /^release-calendar: --public: expected a day or an instant, .*found "soon"/,
    ],
    [
      'a folder that is not there',
      ['--out', '/nowhere/1.38.yaml'],
      1,
      /^release-calendar: \/nowhere\/1\.38\.yaml: cannot be written: expected a folder that exists/,
    ],
  ];
  for (const [what, args, code, says] of calls)
    it(`ends with ${code} and one line for ${what}`, async () => {
      const outcome = await imported(good, ...args);

      assert.deepEqual([outcome.code, outcome.stdout], [code, '']);
      assert.match(outcome.stderr, says);
      assert.match(outcome.stderr, /^[^\n]*\n$/);
    });

  it('reads standard input, and names it by a dash', () => {
    const run = (input: string): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, [resolve('bin/release-calendar'), 'import', '-'], {
        input,
        encoding: 'utf8',
      });

    const [fine, bad] = [run(good), run(doubtful)];

    assert.deepEqual([fine.status, fine.stdout, fine.stderr], [0, written, '']);
    assert.deepEqual([bad.status, bad.stdout], [1, '']);
    assert.match(String(bad.stderr), /^-:7:\d+ {2}error {2}weekday-mismatch/);
  });
});
