import assert from 'node:assert/strict';
import { calendarFiles, inFolder, write } from '../service/folder.ts';
import { clone, commit } from '../sources/repository.ts';
import { text } from '../sources/origins.ts';
import { freezes, syncing } from '../sources/syncing.ts';
import { issueText } from '../domain/issue.ts';
import { runHere } from './program.ts';

const one = calendarFiles('one', '{ name: A, kind: freeze, when: 2030-01-02 }');

/** What `check` says of a folder with these files on standard error. */
function summaryOf(files: Readonly<Record<string, string>>, path = ''): Promise<string> {
  return inFolder(files, async (folder) => (await runHere(['check', `${folder}${path}`])).stderr);
}

describe('the last line of check', () => {
  const many = Array.from(
    { length: 1100 },
    (_, index) => `{ id: m${index}, name: M, kind: task, when: TBD }`,
  );
  const cases: [what: string, files: Readonly<Record<string, string>>, says: string][] = [
    ['one of each', one, '2 files, 1 release, 1 milestone (1 eligible for the banner): 0 errors, 0 warnings'],
    [
      'several of each, with a comma in thousands',
      { ...calendarFiles('many', ...many), ...one },
      '4 files, 2 releases, 1,101 milestones (1 eligible for the banner): 0 errors, 0 warnings',
    ],
    [
      'what is wrong',
      { ...one, ...calendarFiles('two', '{ name: A, kind: freeze, when: 2030-02-30 }') },
      '4 files, 2 releases, 2 milestones (2 eligible for the banner): 1 error, 0 warnings',
    ],
    [
      'posts, which have no milestones',
      { '2024-01-07-update.md': issueText(), '2024-01-14-update.md': issueText() },
      '2 files: 0 errors, 0 warnings',
    ],
  ];
  for (const [what, files, says] of cases)
    it(`sums up ${what}`, async () => {
      assert.equal(await summaryOf(files), `${says}\n`);
    });

  it('sums up one file of a calendar by what it says itself', async () => {
    const files = { ...one, 'one/2.0.yaml': 'release: "2.0"\nmilestones: []\n' };

    assert.equal(
      await summaryOf(files, '/one/1.0.yaml'),
      '1 file, 1 release, 1 milestone (1 eligible for the banner): 0 errors, 0 warnings\n',
    );
  });

  it('stays on standard error, so that JSON can be read', () =>
    inFolder(one, async (folder) => {
      const { stdout, stderr } = await runHere(['check', folder, '--format', 'json']);

      assert.ok(Array.isArray(JSON.parse(stdout)));
      assert.match(stderr, /^2 files, /);
    }));
});

describe('sync', () => {
  const old = freezes(4, 5, 6, 7, 8);
  const origins = { '1.30.yaml': text(freezes(4, 5, 6, 7, 15)), '1.31.yaml': text(old) };
  const files = { '1.30.yaml': old, '1.31.yaml': old };

  it('says in a line how many files it asked for, and what became of them', () =>
    syncing({ origins, files }, async ({ command }) => {
      const dry = await command('--dry-run');
      const real = await command();

      assert.equal(dry.stderr, 'dry run, nothing changed: 2 files: 1 replaced, 1 unchanged; 1 change\n');
      assert.equal(real.stderr, '2 files: 1 replaced, 1 unchanged; 1 change\n');
    }));

  it('says nothing but errors with --quiet', () =>
    syncing({ origins, files }, async ({ command }) => {
      const { code, stderr } = await command('--quiet');

      assert.deepEqual([code, stderr], [0, '']);
    }));
});

describe('--quiet', () => {
  it('leaves out what a command did, and nothing of what it prints', () =>
    inFolder({}, async (folder) => {
      const root = `${folder}/all`;
      write(root, one);
      clone(root);
      await commit(root, '2024-01-01T00:00Z');
      write(root, calendarFiles('one', '{ name: A, kind: freeze, when: 2030-01-03 }'));
      write(folder, { '2024-01-07-update.md': issueText({ body: '\n**Next Deadline: **\n\n' }) });
      const calls = [
        `check ${root}/one`,
        `history record --calendars ${root}`,
        `diff --against HEAD --to HEAD --calendars ${root}`,
        `build --out ${folder}/site --calendars ${root}`,
        `issue fill ${folder}/2024-01-07-update.md`,
        'plan --start 2027-01-11 --release 1.39',
      ];
      for (const call of calls) {
        const { stderr } = await runHere(`--quiet ${call}`);

        assert.equal(stderr, '', call);
      }
    }));

  it('keeps errors', async () => {
    const { code, stderr } = await runHere('banner --quiet --style lwdk');

    assert.equal(code, 1);
    assert.match(stderr, /no style "lwdk"/);
  });
});
