import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { inFolder, write } from '../service/folder.ts';
import { clone, commit, git } from '../sources/repository.ts';
import { runHere, spawned } from './program.ts';

/** The calendar `one` by its rows. */
function files(...rows: readonly string[]): Readonly<Record<string, string>> {
  const all = [...rows, '{ name: Release Day, id: release, when: 2024-06-01 }'];
  const list = all.map((row) => `  - ${row}\n`).join('');
  return {
    'one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\n',
    'one/1.30.yaml': `release: "1.30"\nmilestones:\n${list}`,
  };
}

const freeze = (when: string): string => `{ name: Code Freeze, when: ${when} }`;

function inClone(story: (root: string) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder({}, async (root) => {
      clone(root);
      await story(root);
    });
}

describe('check --against', function () {
  const says: [what: string, before: string, finding: RegExp | undefined][] = [
    [
      'a date with 14 days to go',
      freeze('2024-03-15'),
      /^note {2}short-notice {2}Code Freeze was 2024-03-15 and is 2024-03-20 now, with 14 days to go$/,
    ],
    ['a date with 15 days to go', freeze('2024-03-16'), undefined],
    [
      'a date that was over',
      freeze('2024-02-28'),
      /^warning {2}moved-silently {2}.* though it was over on 2024-02-29$/,
    ],
    ['a milestone that is new', '{ name: Thaw, when: TBD }', undefined],
  ];
  for (const [what, before, finding] of says)
    it(
      `${finding ? 'tells of' : 'is silent about'} ${what}`,
      inClone(async (root) => {
        await commit(root, '2024-01-01T00:00Z', files(before));
        await commit(root, '2024-03-01T00:00Z', files(freeze('2024-03-20')));

        const call = ['check', '--quiet', `${root}/one`, '--against', 'HEAD~1'];
        const { code, stdout, stderr } = await runHere(call);

        const lines = stdout.split('\n').filter((line) => line !== '');
        assert.deepEqual(
          { code, stderr, count: lines.length },
          { code: 0, stderr: '', count: finding ? 1 : 0 },
        );
        const place = `${root}/one/1.30.yaml:3:32  `;
        for (const line of lines) {
          assert.ok(line.startsWith(place), line);
          assert.match(line.slice(place.length), finding ?? /^$/);
        }
      }),
    );

  it(
    'says how long ago by --now what is not committed, by the commit what is',
    inClone(async (root) => {
      await commit(root, '2024-01-01T00:00Z', files(freeze('2024-03-15')));
      write(root, files(freeze('2024-03-20')));
      const check = (now: string): ReturnType<typeof runHere> =>
        runHere(['check', `${root}/one`, '--against', 'HEAD', '--now', now]);

      const [early, late, over] = [
        await check('2024-02-01'),
        await check('2024-03-10'),
        await check('2024-03-16'),
      ];
      await commit(root, '2024-02-01T00:00Z');
      const committed = await runHere(['check', `${root}/one`, '--against', 'HEAD~1', '--now', '2024-03-16']);

      assert.equal(early.stdout, '');
      assert.match(late.stdout, /with 5 days to go\n$/);
      assert.match(over.stdout, /moved-silently/);
      assert.equal(committed.stdout, '');
    }),
  );

  it(
    'is no false alarm when only another file changed late',
    inClone(async (root) => {
      const first = await commit(root, '2024-01-01T00:00Z', files(freeze('2024-03-15')));
      await commit(root, '2024-01-10T00:00Z', files(freeze('2024-03-20')));
      await commit(root, '2024-03-14T00:00Z', { 'one/1.31.yaml': 'release: "1.31"\nmilestones: []\n' });

      assert.equal((await runHere(['check', `${root}/one`, '--against', first])).stdout, '');
    }),
  );

  it(
    'tells of one file only when one is named, and ends with 1 on a warning when it is strict',
    inClone(async (root) => {
      await commit(root, '2024-01-01T00:00Z', files(freeze('2024-02-01')));
      await commit(root, '2024-03-01T00:00Z', files(freeze('2024-03-20')));
      const check = (...args: readonly string[]): ReturnType<typeof runHere> =>
        runHere(['check', '--against', 'HEAD~1', ...args]);

      const [own, other, strict] = [
        await check(`${root}/one/1.30.yaml`),
        await check(`${root}/one/calendar.yaml`),
        await check('--strict', root),
      ];

      assert.deepEqual([own.code, other.code, strict.code], [0, 0, 1]);
      assert.equal(own.stdout, strict.stdout);
      assert.equal(other.stdout, '');
    }),
  );

  const revisions = ['--output=stolen', '-h', '', 'HEAD~9', '^HEAD'];
  for (const revision of revisions)
    it(
      `ends with 1 and one line for ${JSON.stringify(revision)}, which is never an option of git`,
      inClone(async (root) => {
        await commit(root, '2024-01-01T00:00Z', files(freeze('2024-03-15')));

        const { code, stdout, stderr } = await runHere(['check', `${root}/one`, `--against=${revision}`]);

        assert.deepEqual([code, stdout], [1, '']);
        assert.equal(
          stderr,
          `release-calendar: expected a git revision of ${root}/one, such as origin/main, found "${revision}"\n`,
        );
        assert.ok(!existsSync(`${root}/one/stolen`) && !existsSync('stolen'));
        assert.equal(git(root, ['status', '--porcelain']), '');
      }),
    );

  it('ends with 1 and one line outside git', () =>
    inFolder(files(freeze('2024-03-15')), async (root) => {
      const { code, stdout, stderr } = await runHere(['check', `${root}/one`, '--against', 'HEAD']);

      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^release-calendar: git in [^\n]*\/one: not a git repository[^\n]*\n$/);
    }));

  it(
    'ends with 1 and one line where there is no git',
    inClone(async (root) => {
      await commit(root, '2024-01-01T00:00Z', files(freeze('2024-03-15')));

      const { code, stdout, stderr } = await spawned(['check', `${root}/one`, '--against', 'HEAD'], {
        env: { PATH: root },
      });

      assert.deepEqual(
        [code, stdout, stderr],
        [1, '', 'release-calendar: expected git on the PATH, found none\n'],
      );
    }),
  );

  it('says of a file in no calendar that it is not compared', () =>
    inFolder({ '1.30.yaml': 'release: "1.30"\nmilestones: []\n' }, async (root) => {
      const { code, stdout } = await runHere(['check', '--against', 'HEAD', `${root}/1.30.yaml`]);

      assert.match(
        stdout,
        /1\.30\.yaml:1:1 {2}note {2}not-read {2}not compared with a revision: expected a file beside a calendar\.yaml/,
      );
      assert.equal(code, 0);
    }));
});
