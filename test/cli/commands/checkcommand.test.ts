import assert from 'node:assert/strict';
import { calendarFiles, inFolder } from '../../service/folder.ts';
import { runHere } from '../program.ts';

const bad = calendarFiles('bad', '{ name: A, kind: freeze, when: 2030-02-30 }');
/** Read as 23 January, with a warning. */
const doubtful = calendarFiles('doubtful', "{ name: A, kind: release, when: 'Wednesday 23th January 2030' }");
const good = calendarFiles('good', '{ name: A, kind: deadline, when: 2030-01-01 }');

describe('check', function () {
  it('finds nothing wrong in the shipped calendar, only conferences worth knowing', async () => {
    const { code, stdout, stderr } = await runHere(['check', '--quiet', '--strict', '--now', '2026-06-01']);

    const others = stdout.split('\n').filter((line) => !line.includes('  note  conference-clash  '));
    assert.deepEqual({ code, others, stderr }, { code: 0, others: [''], stderr: '' });
  });

  it('checks the calendars of CALENDARS_DIR and of --calendars when no path is named', () =>
    inFolder(bad, async (folder) => {
      const byFlag = await runHere(['check', '--calendars', folder]);
      const bySetting = await runHere(['check'], { env: { CALENDARS_DIR: folder } });

      assert.equal(byFlag.code, 1);
      assert.deepEqual(bySetting, byFlag);
    }));

  const place = '1.0.yaml:3:36  error  impossible-date  ';
  const paths: [what: string, path: string, found: string][] = [
    ['a folder of calendars', '', `/bad/${place}`],
    ['a calendar', '/bad', `/bad/${place}`],
    ['a single file', '/bad/1.0.yaml', `/bad/${place}`],
    ['a good file beside a bad one, in which it finds nothing', '/bad/2.0.yaml', ''],
    ['a file that lies in no calendar', '/1.0.yaml', `/${place}`],
    ['a path that is not there', '/no.yaml', '/no.yaml:1:1  error  unreadable  no such file or folder\n'],
    [
      'a file of another kind',
      '/x.json',
      '/x.json:1:1  error  unreadable  expected a .yaml, .yml or .md file, found "x.json"',
    ],
  ];
  for (const [what, path, found] of paths)
    it(`takes ${what}, and prints a problem a line, with its place as it was given`, () => {
      const alone = { '1.0.yaml': bad['bad/1.0.yaml'] ?? '', 'x.json': '{}' };
      const files = { ...good, ...bad, 'bad/2.0.yaml': 'release: "2.0"\nmilestones: []\n', ...alone };
      return inFolder(files, async (folder) => {
        const { code, stdout, stderr } = await runHere(['check', '--quiet', `${folder}${path}`]);

        assert.deepEqual([code, stderr], [found === '' ? 0 : 1, '']);
        const own = stdout.split('\n').filter((line) => !line.includes('  note  '));
        if (found === '') assert.equal(stdout, '');
        else assert.ok(own.length === 2 && own[0]?.startsWith(`${folder}${found.trimEnd()}`), stdout);
      });
    });

  it('takes several paths and tells of all', () =>
    inFolder({ ...bad, ...good }, async (folder) => {
      const { code, stdout } = await runHere(['check', `${folder}/good`, `${folder}/bad`, `${folder}/none`]);

      assert.equal(code, 1);
      assert.deepEqual(
        stdout
          .trimEnd()
          .split('\n')
          .map((line) => line.split('  ')[0]),
        [`${folder}/bad/1.0.yaml:3:36`, `${folder}/none:1:1`],
      );
    }));

  it('says that a path is not there, and ends with 1', async () => {
    const { code, stdout } = await runHere(['check', 'no/such.yaml']);

    assert.equal(code, 1);
    assert.equal(stdout, 'no/such.yaml:1:1  error  unreadable  no such file or folder\n');
  });

  it('says that it cannot check a file of another kind', async () => {
    const { code, stdout } = await runHere(['check', 'package.json']);

    assert.equal(code, 1);
    assert.match(stdout, /^package\.json:1:1 {2}error {2}unreadable {2}expected a \.yaml/);
  });

  it('ends with 0 on a warning, and with 1 when it is strict', () =>
    inFolder(doubtful, async (folder) => {
      const lenient = await runHere(['check', folder]);
      const strict = await runHere(['check', '--strict', folder]);

      assert.match(lenient.stdout, /1\.0\.yaml:3:37 {2}warning {2}bad-ordinal {2}/);
      assert.equal(lenient.code, 0);
      assert.deepEqual(strict, { ...lenient, code: 1 });
    }));

  it('ends with 0 on a note, also when it is strict', () =>
    inFolder({ ...good, 'good/README.md': '# Ours\n' }, async (folder) => {
      const { code, stdout } = await runHere(['check', '--strict', folder]);

      assert.match(stdout, /README\.md:1:1 {2}note {2}not-read {2}/);
      assert.equal(code, 0);
    }));

  it('writes JSON, also when there is nothing', () =>
    inFolder({ ...good, ...bad }, async (folder) => {
      const some = await runHere(['check', '--format', 'json', folder]);
      const none = await runHere(['check', '--format', 'json', `${folder}/good`]);

      const [problem, ...more] = JSON.parse(some.stdout) as Record<string, unknown>[];
      assert.deepEqual(more, []);
      assert.deepEqual(
        { ...problem, message: undefined },
        {
          file: `${folder}/bad/1.0.yaml`,
          line: 3,
          column: 36,
          severity: 'error',
          rule: 'impossible-date',
          message: undefined,
        },
      );
      assert.deepEqual([some.code, none.stdout, none.code], [1, '[]\n', 0]);
    }));

  it('writes annotations for GitHub', () =>
    inFolder({ ...bad, ...doubtful }, async (folder) => {
      const { stdout } = await runHere(['check', '--format', 'github', folder]);

      const [error = '', warning = ''] = stdout.split('\n');
      assert.ok(
        error.startsWith(`::error file=${folder}/bad/1.0.yaml,line=3,col=36,title=impossible-date::`),
        error,
      );
      assert.ok(
        warning.startsWith(`::warning file=${folder}/doubtful/1.0.yaml,line=3,col=37,title=bad-ordinal::`),
        warning,
      );
    }));
});
