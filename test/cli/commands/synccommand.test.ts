import assert from 'node:assert/strict';
import type { Answer } from '../../sources/origins.ts';
import { runHere } from '../program.ts';
import { inFolder, settings } from '../../sources/folder.ts';
import { redirect, status, tear, text } from '../../sources/origins.ts';
import { readmeOf, start } from '../../sources/readmes.ts';
import { everything, freezes, sources, syncing, tagged } from '../../sources/syncing.ts';

const old = freezes(4, 5, 6, 7, 8);
const moved = freezes(4, 5, 6, 7, 15);
const lost = freezes(4);
const bad = `${old}  - {id: z, name: Z, kind: freeze, when: 2027-02-30}\n`;
const files = { '1.30.yaml': old };
const move = '1.30/e  Freeze e moved from 2027-01-08 to 2027-01-15\n';

describe('sync', () => {
  it('replaces what its origin has anew, prints what moved, and ends with 0', () =>
    syncing({ origins: { '1.30.yaml': text(moved) }, files }, async ({ command, text: textOf }) => {
      const { code, stdout, stderr } = await command();

      assert.equal(stdout, `one/1.30.yaml  replaced\n${move}`);
      assert.deepEqual([code, stderr], [0, '1 file: 1 replaced; 1 change\n']);
      assert.equal(await textOf('1.30.yaml'), moved);
    }));

  it('says the next time that nothing changed', () =>
    syncing({ origins: { '1.30.yaml': tagged(moved, '"1"') }, files }, async ({ command, asked }) => {
      await command();

      const { code, stdout, stderr } = await command();

      assert.deepEqual(
        [code, stdout, stderr],
        [0, 'one/1.30.yaml  unchanged\n', '1 file: 1 unchanged; 0 changes\n'],
      );
      assert.equal(asked[1]?.headers['if-none-match'], '"1"');
    }));

  it('tells a file that it has for the first time in one line, not in one a milestone', () => {
    const rows = Array.from(
      { length: 12 },
      (_, index) => `Meeting ${index + 1} | Lead | ${index + 6}th January 2026`,
    );
    const readme = readmeOf([start, ...rows.map((row) => `${row} |`)]);
    return syncing({ origins: { '1.38.md': text(readme) } }, async ({ command }) => {
      const { code, stdout } = await command();

      assert.equal(code, 0);
      assert.match(stdout, /1\.38\.md {2}replaced\n1\.38 {2}13 milestones are new\n$/);
    });
  });

  for (const [what, answer, says] of [
    ['says the same, and writes nothing at all', tagged(moved, '"1"'), `would be replaced\n${move}`],
    ['does not even note a file that is as its origin has it', tagged(old, '"1"'), 'unchanged\n'],
  ] as const)
    it(`with --dry-run ${what}`, () =>
      syncing({ origins: { '1.30.yaml': answer }, files }, async ({ root, command }) => {
        const before = await everything(root);

        const { code, stdout } = await command('--dry-run');

        assert.deepEqual([code, stdout], [0, `one/1.30.yaml  ${says}`]);
        assert.deepEqual(await everything(root), before);
      }));

  it('refuses what would not be read, says where, and ends with 1', () =>
    syncing({ origins: { '1.30.yaml': text(bad) }, files }, async ({ root, command }) => {
      const before = await everything(root);

      const { code, stdout, stderr } = await command();

      assert.equal(
        stdout,
        'one/1.30.yaml  refused: the calendar could not be read with what /1.30.yaml has; the file was kept\n',
      );
      assert.match(
        stderr,
        /^one\/1\.30\.yaml:8:42  error  impossible-date  .*\n1 file: 1 refused; 0 changes\n$/,
      );
      assert.equal(code, 1);
      assert.deepEqual(await everything(root), before);
    }));

  const holds =
    'one/1.30.yaml  held: the change would move or cancel more than a third of the upcoming milestones; --accept applies it\n';
  const gone = ['b', 'c', 'd', 'e']
    .map((id, index) => `1.30/${id}  Freeze ${id} is no longer in its source (was 2027-01-0${5 + index})\n`)
    .join('');

  for (const option of [[], ['--dry-run']])
    it(`holds what takes too much away, shows it, and ends with 3 ${option.join()}`, () =>
      syncing({ origins: { '1.30.yaml': text(lost) }, files }, async ({ root, command }) => {
        const before = await everything(root);

        const { code, stdout } = await command(...option);

        assert.deepEqual([code, stdout], [3, `${holds}${gone}`]);
        assert.deepEqual(await everything(root), before);
      }));

  it('with --accept takes what it holds', () =>
    syncing({ origins: { '1.30.yaml': text(lost) }, files }, async ({ command, text: textOf }) => {
      await command();

      const { code, stdout } = await command('--accept');

      assert.deepEqual([code, stdout], [0, `one/1.30.yaml  replaced\n${gone}`]);
      assert.equal(await textOf('1.30.yaml'), lost);
    }));

  it('with --accept takes nothing that cannot be read', () =>
    syncing({ origins: { '1.30.yaml': text(bad) }, files }, async ({ command, text: textOf }) => {
      const { code } = await command('--accept');

      assert.equal(code, 1);
      assert.equal(await textOf('1.30.yaml'), old);
    }));

  it('ends with 1 when a file is held and another failed', () =>
    syncing({ origins: { '1.30.yaml': text(lost), 'eol.yaml': status(500) }, files }, async ({ command }) => {
      const { code, stdout } = await command();

      assert.equal(code, 1);
      assert.match(
        stdout,
        /1\.30\.yaml  held.*\none\/eol\.yaml  failed: \/eol\.yaml: expected status 200, found 500/,
      );
    }));
});

describe('sync, of an origin that misbehaves,', () => {
  const answers: [name: string, answer: Answer, says: RegExp][] = [
    ['fails', status(500), /expected status 200, found 500/],
    ['tears the connection', tear, /expected a complete answer, found none/],
    ['sends a page', text('<!doctype html><p>Sign in'), /an HTML page/],
  ];
  for (const [name, answer, says] of answers)
    it(`ends with 1 and leaves all as it was when it ${name}`, () =>
      syncing({ origins: { '1.30.yaml': answer }, files }, async ({ root, command }) => {
        const before = await everything(root);

        const { code, stdout } = await command('--accept');

        assert.match(stdout, /^one\/1\.30\.yaml  failed: \/1\.30\.yaml: expected .*\n$/);
        assert.match(stdout, says);
        assert.equal(code, 1);
        assert.deepEqual(await everything(root), before);
      }));

  it('takes the text that an honest redirect leads to', () =>
    syncing({ origins: { '1.30.yaml': redirect('/new') }, files }, async ({ answers: has, command }) => {
      has['/new'] = text(moved);

      const { code, stdout } = await command();

      assert.deepEqual([code, stdout], [0, `one/1.30.yaml  replaced\n${move}`]);
    }));
});

describe('sync, of several calendars,', () => {
  const beside = (at: (path: string) => string): Record<string, string> => ({
    'plain/calendar.yaml': 'id: plain\ntitle: Plain\n',
    'two/calendar.yaml': `id: two\ntitle: Two\nzone: UTC\n${sources(['1.30.yaml'], at)}`,
    'two/1.30.yaml': old,
  });
  const given = { origins: { '1.30.yaml': text(moved) }, beside };

  it('takes the good ones, and ends with 1 for one whose file is a folder', () =>
    syncing({ ...given, files: { '1.30.yaml/x': '' } }, async ({ command }) => {
      const { code, stdout } = await command();

      const failed =
        'one/1.30.yaml  failed: one/1.30.yaml: cannot be written: expected a regular file, found a folder\n';
      assert.equal(stdout, `${failed}two/1.30.yaml  replaced\n${move}`);
      assert.equal(code, 1);
    }));

  it('takes the good ones, and ends with 1 for one that is bad', () =>
    syncing({ ...given, files: { 'calendar.yaml': 'id: one\n' } }, async ({ command }) => {
      const { code, stdout, stderr } = await command();

      assert.equal(stdout, `two/1.30.yaml  replaced\n${move}`);
      assert.match(stderr, /^one\/calendar\.yaml:1:1  error  shape  .*title/);
      assert.equal(code, 1);
    }));

  it('takes one alone when it is named', () =>
    syncing({ ...given, files }, async ({ command }) => {
      const { code, stdout } = await command('--calendar', 'two');

      assert.deepEqual([code, stdout], [0, `two/1.30.yaml  replaced\n${move}`]);
    }));

  const none: [name: string, args: readonly string[], says: string][] = [
    ['it is not there', ['--calendar', 'tow'], 'no calendar "tow" in ROOT; did you mean "two"?'],
    ['it has no name', ['--calendar', ''], 'no calendar "" in ROOT; try one, plain, two'],
    [
      'it names no sources',
      ['--calendar', 'plain'],
      'calendar plain in ROOT: expected sources in calendar.yaml, such as sources: {1.38.md: https://...}, found none',
    ],
    [
      'its folder is not there',
      ['--calendars', 'nowhere'],
      'nowhere: expected a folder of calendars, found nothing',
    ],
  ];
  for (const [name, args, says] of none)
    it(`says in one line when ${name}, and ends with 1`, () =>
      syncing({ ...given, files }, async ({ root, command }) => {
        const { code, stdout, stderr } = await command(...args);

        assert.deepEqual([code, stdout], [1, '']);
        assert.equal(stderr.replace(root, 'ROOT'), `release-calendar: ${says}\n`);
      }));

  it('says when none names sources', () =>
    syncing({ origins: {}, files }, async ({ root, command }) => {
      const { code, stderr } = await command();

      assert.equal(code, 1);
      assert.ok(stderr.startsWith(`release-calendar: ${root}: expected sources in calendar.yaml`), stderr);
    }));
});

describe('an origin that calendar.yaml must not name', () => {
  const wrong: [name: string, line: string, column: number][] = [
    ['a file elsewhere', '../x.yaml: https://example.org/x.yaml', 3],
    ['a file below', 'deep/x.yaml: https://example.org/x.yaml', 3],
    ['a hidden file', '.sync.yaml: https://example.org/x.yaml', 3],
    ['calendar.yaml itself', 'calendar.yaml: https://example.org/x.yaml', 3],
    ['our own word', 'Overrides.yaml: https://example.org/x.yaml', 3],
    ['the history', 'history.yml: https://example.org/x.yaml', 3],
    ['no schedule', 'run.sh: https://example.org/x.yaml', 3],
    ['a name of every object', 'constructor: https://example.org/x.yaml', 3],
    ['plain http elsewhere', 'x.yaml: http://example.org/x.yaml', 11],
    ['a file of the disk', 'x.yaml: file:///etc/passwd', 11],
    ['nothing', 'x.yaml:', 3],
  ];
  for (const [name, line, column] of wrong)
    it(`is shown by check, and nothing is fetched: ${name}`, () =>
      inFolder({ 'one/calendar.yaml': `${settings}sources:\n  ${line}\n` }, async (root) => {
        const before = await everything(root);

        const checked = await runHere(['check', root]);
        const synced = await runHere(['sync', '--calendars', root]);

        const place = `${root}/one/calendar.yaml:5:${column}  error  shape  `;
        assert.ok(checked.stdout.startsWith(place), checked.stdout);
        assert.ok(synced.stderr.startsWith(place), synced.stderr);
        assert.deepEqual([checked.code, synced.code, synced.stdout], [1, 1, '']);
        assert.deepEqual(await everything(root), before);
      }));
});
