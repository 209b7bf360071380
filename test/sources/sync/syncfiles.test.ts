import assert from 'node:assert/strict';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFolder, told } from '../folder.ts';
import { isGood } from '../../../src/service/ports/source.ts';
import { status, text } from '../origins.ts';
import { changed, everything, freezes, outcomes, syncing, tagged } from '../syncing.ts';

const old = freezes(4, 5, 6);
const moved = freezes(4, 5, 13);
const bad = 'release: "1.30"\nmilestones: [{id: a, name: A, when: 2027-02-30}]\n';
const eol = 'branches: [{release: "1.30", finalPatchRelease: 1.30.14, endOfLifeDate: 2027-06-28}]\n';

describe('a file that is synced', () => {
  it('is byte for byte what its origin has', () => {
    const odd = `\ufeff${moved.replaceAll('\n', '\r\n')}# café`;
    return syncing(
      { origins: { '1.30.yaml': text(odd) }, files: { '1.30.yaml': old } },
      async ({ sync, text: textOf }) => {
        const found = await sync();

        assert.deepEqual(outcomes(found), ['1.30.yaml replaced']);
        assert.equal(await textOf('1.30.yaml'), odd);
        assert.deepEqual(changed(found), ['moved 1.30/c']);
      },
    );
  });

  it('is not sent again while its origin has the same', () =>
    syncing({ origins: { '1.30.yaml': tagged(old, '"1"') } }, async ({ sync, asked }) => {
      await sync();

      const found = await sync();

      assert.deepEqual(outcomes(found), ['1.30.yaml unchanged']);
      assert.deepEqual(
        asked.map(({ headers }) => headers['if-none-match']),
        [undefined, '"1"'],
      );
    }));

  it('is fetched anew once somebody has edited it', () =>
    syncing({ origins: { '1.30.yaml': tagged(old, '"1"') } }, async ({ root, sync, asked, text: textOf }) => {
      await sync();
      await writeFile(join(root, 'one/1.30.yaml'), moved);

      const found = await sync();

      assert.equal(asked[1]?.headers['if-none-match'], undefined);
      assert.deepEqual(outcomes(found), ['1.30.yaml replaced']);
      assert.equal(await textOf('1.30.yaml'), old);
    }));

  it('is left alone when an origin without validators sends what is there', () =>
    syncing({ origins: { '1.30.yaml': text(old) } }, async ({ root, sync }) => {
      await sync();
      const inodes = async (): Promise<readonly number[]> =>
        Promise.all(
          ['1.30.yaml', '.sync.json'].map(async (name) => (await stat(join(root, 'one', name))).ino),
        );
      const before = await inodes();

      const found = await sync();

      assert.deepEqual(outcomes(found), ['1.30.yaml unchanged']);
      assert.deepEqual(await inodes(), before);
    }));

  it('is known from its first fetch on when it was put there by hand', () =>
    syncing(
      { origins: { '1.30.yaml': tagged(old, '"1"') }, files: { '1.30.yaml': old } },
      async ({ sync, asked }) => {
        const found = [await sync(), await sync()];

        assert.deepEqual(found.flatMap(outcomes), ['1.30.yaml unchanged', '1.30.yaml unchanged']);
        assert.equal(asked[1]?.headers['if-none-match'], '"1"');
      },
    ));

  it("may be a release's README, and what is doubtful in it is told", () => {
    const readme = [
      '# Kubernetes 1.38',
      '## Timeline',
      '| **What** | **Who** | **When** |',
      '|---|---|---|',
      '| Start of Release Cycle | Lead | Monday 4th January 2027 |',
      '| Code Freeze | Lead | Tuesday 23th February 2027 |',
      '',
    ].join('\n');
    return syncing({ origins: { '1.38.md': text(readme) } }, async ({ sync, text: textOf }) => {
      const found = await sync();

      assert.deepEqual(outcomes(found), ['1.38.md replaced']);
      const says = found.flatMap(({ problems, folder }) => problems.map((problem) => told(problem, folder)));
      assert.deepEqual(says, ['1.38.md:6:24 warning bad-ordinal: expected "23rd", found "23th"']);
      assert.equal(await textOf('1.38.md'), readme);
    });
  });
});

describe('the files of one calendar', () => {
  it('stay as they are, every one, when one of the new ones cannot be read', () =>
    syncing(
      {
        origins: { '1.30.yaml': text(bad), 'eol.yaml': text(eol.replace('06-28', '07-28')) },
        files: { '1.30.yaml': old, 'eol.yaml': eol },
      },
      async ({ root, sync }) => {
        const before = await everything(root);

        const [found] = await sync();

        assert.ok(found);
        assert.deepEqual(outcomes([found]), ['1.30.yaml refused', 'eol.yaml refused']);
        assert.deepEqual(found.changes, []);
        assert.match(found.problems.map((one) => told(one, found.folder)).join(), /^1\.30\.yaml:2:\d+ error/);
        assert.deepEqual(await everything(root), before);
      },
    ));

  const elsewhere: [name: string, start: string, files: Record<string, string>, place: RegExp][] = [
    [
      'overrides that lose their milestone',
      freezes(4, 5, 6),
      { 'overrides.yaml': '1.30/c: {note: Late}\n' },
      /^overrides\.yaml:1:1 error/,
    ],
    [
      'another file with the same release',
      eol,
      { 'z.yaml': 'releases: [{version: "1.30", timeline: [{what: Thaw, when: 2027-01-20}]}]\n' },
      /^z\.yaml:1:\d+ error duplicate/,
    ],
  ];
  for (const [name, start, files, place] of elsewhere) {
    it(`are refused for what they would break elsewhere: ${name}`, () =>
      syncing(
        { origins: { '1.30.yaml': text(freezes(4, 5)) }, files: { '1.30.yaml': start, ...files } },
        async ({ root, sync }) => {
          const before = await everything(root);
          const reading = await readFolder(root);
          assert.ok(reading.calendars.every(isGood));

          const [found] = await sync();

          assert.ok(found);
          assert.deepEqual(outcomes([found]), ['1.30.yaml refused']);
          assert.match(found.problems.map((one) => told(one, found.folder)).join('\n'), place);
          assert.deepEqual(await everything(root), before);
        },
      ));
  }

  it('are taken beside a file that was bad before', () =>
    syncing(
      { origins: { '1.30.yaml': text(moved) }, files: { '1.30.yaml': old, '1.29.yaml': 'release: [' } },
      async ({ sync, text: textOf }) => {
        const found = await sync();

        assert.deepEqual(outcomes(found), ['1.30.yaml replaced']);
        assert.deepEqual(found[0]?.problems, []);
        assert.equal(await textOf('1.30.yaml'), moved);
      },
    ));

  it('are taken in the place of what could not be read', () =>
    syncing(
      { origins: { '1.30.yaml': text(old) }, files: { '1.30.yaml': Buffer.from([0xff, 0, 10]) } },
      async ({ sync, text: textOf }) => {
        const found = await sync();

        assert.deepEqual(outcomes(found), ['1.30.yaml replaced']);
        assert.equal(await textOf('1.30.yaml'), old);
      },
    ));

  it('are taken from the origins that answer', () =>
    syncing(
      {
        origins: { '1.30.yaml': text(moved), 'eol.yaml': status(503) },
        files: { '1.30.yaml': old, 'eol.yaml': eol },
      },
      async ({ sync, text: textOf }) => {
        const found = await sync();

        assert.deepEqual(outcomes(found), ['1.30.yaml replaced', 'eol.yaml failed']);
        assert.match(found[0]?.files[1]?.says ?? '', /\/eol\.yaml: expected status 200, found 503$/);
        assert.equal(await textOf('1.30.yaml'), moved);
        assert.equal(await textOf('eol.yaml'), eol);
      },
    ));

  it('stay, and so does the history, when one of them cannot be written', () =>
    syncing(
      {
        origins: { '1.30.yaml': text(moved), 'eol.yaml': text(eol) },
        files: { '1.30.yaml': old, 'eol.yaml/x': '' },
      },
      async ({ root, sync }) => {
        const before = await everything(root);

        const found = [await sync(), await sync({ now: '2026-11-26' })];

        const failed = ['1.30.yaml failed', 'eol.yaml failed'];
        assert.deepEqual(found.map(outcomes), [failed, failed]);
        assert.match(
          found[0]?.[0]?.files[0]?.says ?? '',
          /eol\.yaml: cannot be written: expected a regular file, found a folder/,
        );
        assert.deepEqual(await everything(root), before);
      },
    ));

  it('stay when what the next fetch may send cannot be written', () =>
    syncing(
      { origins: { '1.30.yaml': text(moved) }, files: { '1.30.yaml': old, '.sync.json/x': '' } },
      async ({ root, sync }) => {
        const before = await everything(root);

        const found = await sync();

        assert.deepEqual(outcomes(found), ['1.30.yaml failed']);
        assert.deepEqual(await everything(root), before);
      },
    ));
});

describe('several calendars', () => {
  it('may be one alone, in a folder that is named by a way through another', () =>
    syncing({ origins: { '1.30.yaml': text(old) }, files: { 'deep/x': '' } }, async ({ command, root }) => {
      const { code } = await command('--calendars', `${root}/one/deep/..`);

      assert.equal(code, 0);
      assert.equal((await everything(root))[join(root, 'one/1.30.yaml')], old);
    }));
});
