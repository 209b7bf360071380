import assert from 'node:assert/strict';
import { inFolder, write } from '../../service/folder.ts';
import { clone, commit } from '../../sources/repository.ts';
import { schemas } from '../../../src/formats/jsonschema.ts';
import { runHere } from '../program.ts';

const calendar = 'id: one\ntitle: One\nzone: UTC\n';

/** The calendar `one` by the rows of its milestones. */
function files(...rows: readonly string[]): Readonly<Record<string, string>> {
  const file = `release: "1.30"\nmilestones:\n${rows.map((row) => `  - ${row}\n`).join('')}`;
  return { 'all/one/calendar.yaml': calendar, 'all/one/1.30.yaml': file };
}

const before = files(
  '{ id: code-freeze, name: Code Freeze, when: 2024-03-05 }',
  '{ id: thaw, name: Thaw, when: TBD }',
  '{ id: party, name: Party, kind: event, when: 2024-04-20 }',
  '{ id: retro, name: Retro | first, kind: event, when: 2024-05-01 }',
);
const after = files(
  '{ id: code-freeze, name: Code Freeze, when: 2024-03-12 }',
  '{ id: thaw, name: Thaw, when: 2024-04-10 }',
  '{ id: retro, name: Retro | second, kind: event, when: 2024-05-01 }',
  '{ id: docs, name: Docs, kind: task, when: 2024-04-01 AoE }',
);

const lines =
  '1.30/code-freeze  Code Freeze moved from 2024-03-05 to 2024-03-12\n' +
  '1.30/thaw  Thaw now has a date: 2024-04-10\n' +
  '1.30/retro  Retro | first is now called Retro | second\n' +
  '1.30/docs  Docs is new: 2024-04-01 AoE\n' +
  '1.30/party  Party is no longer in its source (was 2024-04-20)\n';

interface Revisions {
  readonly root: string;
  readonly first: string;
  readonly second: string;
}

/** A clone with both versions, and a third in the folder that nobody committed. */
function inClone(story: (revisions: Revisions) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder({}, async (root) => {
      clone(root);
      const first = await commit(root, '2024-01-02T00:00Z', before);
      const second = await commit(root, '2024-01-20T08:30Z', after);
      write(root, files('{ id: code-freeze, name: Code Freeze, when: 2024-03-19 }'));
      await story({ root, first, second });
    });
}

function diff(root: string, ...args: readonly string[]): ReturnType<typeof runHere> {
  return runHere(['diff', ...args, '--calendars', `${root}/all`]);
}

describe('diff', function () {
  it(
    'prints a line for each change between two git revisions',
    inClone(async ({ root, first, second }) => {
      const { code, stdout, stderr } = await diff(root, '--against', first, '--to', second);

      assert.deepEqual([code, stderr], [0, '']);
      assert.equal(stdout, lines);
    }),
  );

  it(
    'still knows --from, the former name of --against, and does not name it in its help',
    inClone(async ({ root, first, second }) => {
      const { stdout } = await diff(root, '--from', first, '--to', second);
      const help = await runHere('diff --help');

      assert.equal(stdout, lines);
      assert.match(help.stdout, /--against <revision>/);
      assert.doesNotMatch(help.stdout, /--from/);
    }),
  );

  it(
    'tells the way back when the revisions change places',
    inClone(async ({ root, first, second }) => {
      const { stdout } = await diff(root, '--against', second, '--to', first);

      assert.match(stdout, /^1\.30\/code-freeze {2}Code Freeze moved from 2024-03-12 to 2024-03-05\n/);
      assert.match(stdout, /\n1\.30\/thaw {2}Thaw moved from 2024-04-10 to TBD\n/);
    }),
  );

  it(
    'compares with the folder as it is now when no other revision is named',
    inClone(async ({ root, second }) => {
      const { stdout } = await diff(root, '--against', second);

      assert.match(stdout, /^1\.30\/code-freeze {2}Code Freeze moved from 2024-03-12 to 2024-03-19\n/);
    }),
  );

  it('compares two folders without any git', () =>
    inFolder({}, async (root) => {
      write(`${root}/old`, before);
      write(`${root}/new`, after);

      const all = await diff(root, '--against', `${root}/old/all`, '--to', `${root}/new/all`);
      const one = await diff(root, '--against', `${root}/old/all/one`, '--to', `${root}/new/all/one`);

      assert.deepEqual([all.stdout, one.stdout], [lines, lines]);
    }));

  it('says of a calendar that is new or gone what it has and had', () =>
    inFolder({ 'none/two/calendar.yaml': 'id: two\ntitle: Two\n' }, async (root) => {
      write(root, before);

      const { stdout } = await diff(root, '--against', `${root}/none`);

      assert.match(stdout, /^One:\n1\.30\/code-freeze {2}Code Freeze is new: 2024-03-05\n/);
    }));

  it(
    'writes a table for each release in Markdown, with how far dates moved, and escapes names',
    inClone(async ({ root, first, second }) => {
      const { stdout } = await diff(root, '--against', first, '--to', second, '--format', 'md');
      const long = await diff(root, '--against', first, '--to', second, '--format', 'markdown');

      assert.equal(
        stdout,
        '### One 1.30\n\n| milestone | change | was | is |\n|---|---|---|---|\n' +
          '| Code Freeze | moved 7 days later | Tuesday 5th March 2024 | Tuesday 12th March 2024 |\n' +
          '| Thaw | filled | TBD | Wednesday 10th April 2024 |\n' +
          String.raw`| Retro \| second | renamed | Retro \| first | Retro \| second |` +
          '\n| Docs | appeared |  | Monday 1st April 2024 (AoE) |\n' +
          '| Party | gone | Saturday 20th April 2024 |  |\n',
      );
      assert.equal(long.stdout, stdout);
    }),
  );

  it(
    'writes JSON whose shape is published',
    inClone(async ({ root, first, second }) => {
      const { stdout } = await diff(root, '--against', first, '--to', second, '--format', 'json');

      const { changes } = schemas.diff.parse(JSON.parse(stdout));
      assert.deepEqual(
        changes.map(({ calendar: of, release, id, kind }) => [of, release, id, kind]),
        [
          ['one', '1.30', 'code-freeze', 'moved'],
          ['one', '1.30', 'thaw', 'filled'],
          ['one', '1.30', 'retro', 'renamed'],
          ['one', '1.30', 'docs', 'appeared'],
          ['one', '1.30', 'party', 'gone'],
        ],
      );
      assert.deepEqual(changes[0]?.after?.when, { kind: 'day', day: '2024-03-12', zone: 'UTC' });
    }),
  );

  it(
    'says so where nothing differs, on the error output',
    inClone(async ({ root, first }) => {
      const { code, stdout, stderr } = await diff(root, '--against', first, '--to', first);
      const json = await diff(root, '--against', first, '--to', first, '--format', 'json');

      assert.deepEqual([code, stdout, stderr], [0, '', 'no changes\n']);
      assert.equal(json.stdout, '{"changes":[]}\n');
    }),
  );

  it(
    'refuses in one line what is no revision, no calendar, or no good calendar',
    inClone(async ({ root, first }) => {
      await commit(root, '2024-02-01T00:00Z', files('{ id: a, name: A, kind: task, when: 2024-02-30 }'));

      const revision = await diff(root, '--against', 'mian');
      const other = await diff(root, '--against', first, '--to', first, '--calendar', 'onne');
      const bad = await diff(root, '--against', first, '--to', 'HEAD');

      assert.deepEqual([revision.code, other.code, bad.code], [1, 1, 1]);
      assert.match(revision.stderr, /: expected a folder, or a git revision of \S+\/all, found "mian"\n$/);
      assert.match(other.stderr, /no calendar "onne" in \S+ or \S+; did you mean "one"\?\n$/);
      assert.match(bad.stderr, /: HEAD: \S+\/all\/one\/1\.30\.yaml:3:41: [^\n]*2024-02-30[^\n]*\n$/);
    }),
  );

  it(
    'knows a calendar by its id when its folder was renamed, and folders that are gone',
    inClone(async ({ root, first }) => {
      const moved = Object.fromEntries(
        Object.entries(after).map(([name, text]) => [name.replace('/one/', '/first/'), text]),
      );
      const gone = { 'all/one/calendar.yaml': undefined, 'all/one/1.30.yaml': undefined };
      await commit(root, '2024-02-01T00:00Z', { ...gone, ...moved });

      const { stdout } = await diff(root, '--against', first, '--to', 'HEAD');

      assert.equal(stdout, lines);
    }),
  );

  it('tells two cutoffs of one day apart', () =>
    inFolder({}, async (root) => {
      write(`${root}/old`, files('{ id: a, name: A, kind: task, when: 2024-03-05 AoE }'));
      write(`${root}/new`, files('{ id: a, name: A, kind: task, when: "2024-03-05 17:00 UTC" }'));

      const { stdout } = await diff(
        root,
        '--against',
        `${root}/old/all`,
        '--to',
        `${root}/new/all`,
        '--format',
        'md',
      );

      assert.match(
        stdout,
        /\| moved \| Tuesday 5th March 2024 \(AoE\) \/ .* \| 17:00 UTC Tuesday 5th March 2024 \|/,
      );
    }));
});
