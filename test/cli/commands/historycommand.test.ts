import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inFolder, write } from '../../service/folder.ts';
import { clone, commit, git } from '../../sources/repository.ts';
import { runHere } from '../program.ts';

const calendar = 'id: one\ntitle: One\nzone: UTC\nrevised: 2024-01-01T00:00Z\n';

/** The calendar `one` by the dates of its two milestones. */
function files(code: string, thaw: string): Readonly<Record<string, string>> {
  const rows = [`{ name: Code Freeze, when: ${code} }`, `{ name: Thaw, when: ${thaw} }`];
  const file = `release: "1.30"\nmilestones:\n${rows.map((row) => `  - ${row}\n`).join('')}`;
  return { 'all/one/calendar.yaml': calendar, 'all/one/1.30.yaml': file };
}

function inClone(story: (root: string) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder({}, async (root) => {
      clone(root);
      await story(root);
    });
}

function historyOf(root: string): string {
  return readFileSync(`${root}/all/one/history.yaml`, 'utf8').replace(/^#.*\n/gm, '');
}

describe('history record', function () {
  it(
    'appends what moved since a revision, with the instant of its commit, and prints it',
    inClone(async (root) => {
      const first = await commit(root, '2024-01-02T00:00Z', files('2024-03-05', 'TBD'));
      await commit(root, '2024-01-20T08:30Z', files('2024-03-06', '2024-04-10'));

      const { code, stdout, stderr } = await runHere(
        `history record --against ${first} --calendars ${root}/all`,
      );

      assert.equal(code, 0);
      assert.equal(
        stdout,
        '1.30/code-freeze  Code Freeze moved from 2024-03-05 to 2024-03-06\n1.30/thaw  Thaw now has a date: 2024-04-10\n',
      );
      assert.equal(stderr, `${root}/all/one/history.yaml: 2 milestones recorded\n`);
      assert.equal(
        historyOf(root),
        '1.30/code-freeze:\n  - when: 2024-03-05\n    since: 2024-01-01T00:00Z\n  - when: 2024-03-06\n    since: 2024-01-20T08:30Z\n' +
          '1.30/thaw:\n  - when: TBD\n    since: 2024-01-01T00:00Z\n  - when: 2024-04-10\n    since: 2024-01-20T08:30Z\n',
      );
    }),
  );

  it(
    'compares with the last commit, at --now, when nobody says with what',
    inClone(async (root) => {
      await commit(root, '2024-01-02T00:00Z', files('2024-03-05', 'TBD'));
      write(root, files('2024-03-06', 'TBD'));

      const { code, stderr } = await runHere(
        `history record --now 2024-02-01T10:00Z --calendars ${root}/all`,
      );

      assert.deepEqual([code, stderr], [0, `${root}/all/one/history.yaml: 1 milestone recorded\n`]);
      assert.match(historyOf(root), /- when: 2024-03-06\n {4}since: 2024-02-01T10:00Z\n$/);
    }),
  );

  it(
    'adds nothing the second time, and writes no file where nothing moved',
    inClone(async (root) => {
      await commit(root, '2024-01-02T00:00Z', files('2024-03-05', 'TBD'));
      const record = (now: string): ReturnType<typeof runHere> =>
        runHere(['history', 'record', '--now', now, '--calendars', `${root}/all`]);

      const none = await record('2024-02-01');
      assert.throws(() => historyOf(root));
      write(root, files('2024-03-06', 'TBD'));
      const once = await record('2024-02-02');
      const text = historyOf(root);
      const twice = await record('2024-02-03');

      assert.deepEqual(
        [none, once, twice].map(({ stderr }) => /\d+ milestones? recorded\n$/.exec(stderr)?.[0]),
        ['0 milestones recorded\n', '1 milestone recorded\n', '0 milestones recorded\n'],
      );
      assert.equal(historyOf(root), text);
    }),
  );

  it(
    'counts each real move exactly once in the feed, however often it runs',
    inClone(async (root) => {
      const sequence = async (): Promise<string | undefined> => {
        const { stdout } = await runHere(['feed', '--format', 'json', '--calendars', `${root}/all`]);
        return /"id":"code-freeze",.*?"sequence":(\d+)/.exec(stdout)?.[1];
      };
      const counts = [];
      await commit(root, '2024-01-02T00:00Z', files('TBD', 'TBD'));
      for (const [index, day] of ['2024-03-05', '2024-03-06', '2024-03-06', '2024-03-07'].entries()) {
        await commit(root, `2024-01-1${index}T00:00Z`, files(day, 'TBD'));
        await runHere(['history', 'record', '--against', 'HEAD~1', '--calendars', `${root}/all`]);
        counts.push(await sequence());
        await commit(root, `2024-01-1${index}T12:00Z`);
      }

      assert.deepEqual(counts, ['0', '1', '1', '2']);
    }),
  );

  it(
    'ends with 1 and one line for a revision that there is not',
    inClone(async (root) => {
      await commit(root, '2024-01-02T00:00Z', files('2024-03-05', 'TBD'));

      const { code, stdout, stderr } = await runHere(
        `history record --against=nowhere --calendars ${root}/all`,
      );

      assert.deepEqual([code, stdout], [1, '']);
      assert.equal(
        stderr,
        `release-calendar: expected a git revision of ${root}/all/one, such as origin/main, found "nowhere"\n`,
      );
    }),
  );
});

describe('history import', function () {
  const path = 'releases/release-{release}/README.md';
  const readme = (day: string): string =>
    `# One 1.30\n\n| What | When |\n|---|---|\n| Code Freeze | ${day} |\n`;

  it(
    'fills the history from the clone that a project keeps, and says how much',
    inClone(async (root) => {
      const own = path.replace('{release}', '1.30');
      write(root, files('2024-03-06', 'TBD'));
      await commit(root, '2024-01-02T00:00Z', { [own]: readme('2024-03-05') });
      await commit(root, '2024-01-03T00:00Z', { [own]: readme('2024-03-06') });
      const args = ['history', 'import', '--git', root, '--path', path, '--calendars', `${root}/all`];

      const once = await runHere(args);
      const twice = await runHere([...args, '--release', '1.30']);

      assert.deepEqual([once.code, once.stderr], [0, '2 versions read, 1 milestone with changes\n']);
      assert.deepEqual(
        [twice.code, twice.stderr],
        [0, '2 versions read, 0 milestones with changes; 1 already had a history, which was kept\n'],
      );
    }),
  );

  it(
    'reads a clone without files too, and says of a shallow one that it lacks the rest',
    inClone(async (root) => {
      const own = path.replace('{release}', '1.30');
      write(root, files('2024-03-06', 'TBD'));
      await commit(root, '2024-01-02T00:00Z', { [own]: readme('2024-03-05') });
      await commit(root, '2024-01-03T00:00Z', { [own]: readme('2024-03-06') });
      git(root, ['clone', '--quiet', '--bare', '.', 'whole.git']);
      git(root, ['clone', '--quiet', '--bare', '--depth=1', `file://${root}`, 'short.git']);
      const of = (clone: string): ReturnType<typeof runHere> =>
        runHere(`history import --git ${root}/${clone} --path ${path} --calendars ${root}/all`);

      const [whole, short] = [await of('whole.git'), await of('short.git')];

      assert.deepEqual([whole.code, whole.stderr], [0, '2 versions read, 1 milestone with changes\n']);
      assert.equal(short.code, 0);
      assert.match(
        short.stderr,
        /^1 version read, .*expected a clone with its whole history, found a shallow one\n$/,
      );
    }),
  );

  it(
    'ends with 1 where the clone has no such path, and names it',
    inClone(async (root) => {
      await commit(root, '2024-01-02T00:00Z', files('2024-03-05', 'TBD'));

      const { code, stderr } = await runHere(
        `history import --git ${root} --path x/{release}.md --calendars ${root}/all`,
      );

      assert.equal(code, 1);
      assert.equal(
        stderr,
        `0 versions read, 0 milestones with changes; --path: expected the path of a file in ${root}, found "x/{release}.md"\n`,
      );
    }),
  );
});
