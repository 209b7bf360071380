import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inFolder } from '../service/folder.ts';
import { runHere } from './program.ts';

const bin = resolve('bin/release-calendar');

async function scriptFor(shell: string): Promise<string> {
  const { code, stdout, stderr } = await runHere(`completion ${shell}`);
  assert.deepEqual([code, stderr], [0, '']);
  return stdout;
}

/** What bash offers for the last word of a line. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const script = `${await scriptFor('bash')}
    COMP_WORDS=("${bin}" "$@") COMP_CWORD=$#
    _release_calendar
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const printed = execFileSync('bash', ['--norc', '-uc', script, 'bash', ...words], { encoding: 'utf8' });
  return printed.split('\n').filter((word) => word !== '');
}

describe('completion in bash', () => {
  const cases: [words: readonly string[], offers: readonly string[]][] = [
    [['ba'], ['banner']],
    [['re'], ['reminders', 'readme']],
    [['--v'], ['--version']],
    [
      ['history', ''],
      ['record', 'import', '--version', '--help'],
    ],
    [['history', 'record', '--a'], ['--against']],
    [['import', '--a'], ['--accept']],
    [['banner', '--format', 'txt', '--st'], ['--style']],
    [
      ['banner', '--format', ''],
      ['md', 'html', 'txt', 'json', 'svg'],
    ],
    [['plan', '--start', '2027-01-11', '--format', 'r'], ['readme']],
    [['reminders', 'list', '--state', 'f'], ['failed']],
    [['show', '--calendar', ''], ['kubernetes']],
    [
      ['feed', '--release', '1.3'],
      ['1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37', '1.38'],
    ],
    [['show', '--at', ''], []],
    [['diff', '--f'], ['--format']],
    [['completion', 'z'], ['zsh']],
    [['nothing', 'rec'], []],
  ];
  for (const [words, offers] of cases)
    it(`offers ${offers.join(', ') || 'nothing of its own'} for: ${words.join(' ')}`, async () => {
      assert.deepEqual(await offered(...words), offers);
    });

  it('offers every command that the help lists', async () => {
    const help = (await runHere('--help')).stdout;
    const listed = [...help.matchAll(/^ {2}([a-z]+)(?: \[[^\n]*?)? {2,}\S/gm)].map(([, name = '']) => name);

    const words = await offered('');

    assert.ok(listed.length > 15);
    for (const name of listed) assert.ok(words.includes(name), name);
  });
});

describe('completion in zsh and fish', () => {
  const flags = [
    [
      'zsh',
      /^ {4}' history record'\)\n {6}parts=\(\)\n {6}options=\(.*'--against:the git revision to compare/m,
    ],
    ['fish', /^complete .*"?__release_calendar_at " history record"'? -l against -r -d 'the git revision/m],
  ] as const;
  for (const [shell, form] of flags) {
    it(`has the same options, with what each does: ${shell}`, async () => {
      assert.match(await scriptFor(shell), form);
    });

    it(`is a script that ${shell} reads, where there is one`, () =>
      inFolder({}, async (folder) => {
        const file = join(folder, 'script');
        writeFileSync(file, await scriptFor(shell));

        const { error, status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });

        if (error) assert.equal('code' in error && error.code, 'ENOENT');
        else assert.deepEqual([status, stderr], [0, '']);
      }));
  }

  it('closes every quote it opens', async () => {
    for (const [shell] of flags)
      for (const line of (await scriptFor(shell)).split('\n').filter((one) => !one.startsWith('#'))) {
        const quotes = line
          .replaceAll(String.raw`'\''`, '')
          .replaceAll(String.raw`\'`, '')
          .split("'");
        assert.equal(quotes.length % 2, 1, line);
      }
  });
});

it('completion knows no other shell', async () => {
  const { code, stderr } = await runHere('completion tcsh');

  assert.equal(code, 2);
  assert.match(stderr, /tcsh.*bash, zsh, fish/);
});
