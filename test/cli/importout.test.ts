import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { inFolder } from '../service/folder.ts';
import { calendar, doubtful, good, importing, written } from './importing.ts';
import { runHere } from './program.ts';

describe('import --out', () => {
  it('writes a new file, and says so', () =>
    inFolder(calendar, async (folder) => {
      const out = `${folder}/all/example/1.38.yaml`;

      const { code, stdout, stderr, file } = await importing(folder, good, '--out', out);

      assert.deepEqual(
        { code, stdout, stderr },
        { code: 0, stdout: '', stderr: `${out}: written, 2 milestones\n` },
      );
      assert.equal(file('all/example/1.38.yaml'), written);
    }));

  const own =
    'release: "1.38" # ours\r\nmilestones:\r\n  - short: CF # hm\r\n    when: "2026-11-03" # was hard\r\n    id: code-freeze\r\n' +
    '    name: The Code Freeze\r\n    note: bring cake\r\n  # the docs\r\n  - {id: docs-freeze, name: Docs Freeze, when: 2026-11-20}\r\n' +
    '  - {id: party, name: Party, kind: event, when: 2026-12-24}';

  it('keeps what people wrote, changes the dates, tells each change and records the moves', () =>
    inFolder({ ...calendar, 'all/example/1.38.yaml': own }, async (folder) => {
      const out = `${folder}/all/example/1.38.yaml`;

      const { code, stderr, file } = await importing(
        folder,
        `${good}| Thaw | Lead | 2026-12-01 |\n`,
        '--out',
        out,
        '--public',
        '2026-09-30T08:00Z',
      );

      assert.equal(code, 0);
      assert.equal(
        stderr,
        '1.38/code-freeze  The Code Freeze moved from 2026-11-03 to 2026-11-04\n' +
          '1.38/docs-freeze  Docs Freeze moved from 2026-11-20 to TBD\n' +
          '1.38/thaw  Thaw is new: 2026-12-01\n' +
          '1.38/party  Party is no longer in its source (was 2026-12-24)\n' +
          `${out}: 4 changes; 3 added to history.yaml\n`,
      );
      const thaw = '  - id: thaw\n    name: Thaw\n    kind: task\n    when: 2026-12-01\n    role: [Lead]\n';
      const wanted = own
        .replace('"2026-11-03"', '"2026-11-04"')
        .replace('2026-11-20}\r\n', `TBD}\r\n${thaw.replaceAll('\n', '\r\n')}`);
      assert.equal(file('all/example/1.38.yaml'), wanted);
      assert.match(
        file('all/example/history.yaml'),
        /\n1\.38\/code-freeze:\n {2}- when: 2026-11-03\n {4}since: 2020-01-01T00:00Z\n {2}- when: 2026-11-04\n {4}since: 2026-09-30T08:00Z\n/,
      );
      assert.match(
        file('all/example/history.yaml'),
        /\n1\.38\/party:\n[^]*since: 2026-09-30T08:00Z\n {4}name: "Party"\n {4}status: gone\n/,
      );
    }));

  it('changes nothing the second time', () =>
    inFolder({ ...calendar, 'all/example/1.38.yaml': own }, async (folder) => {
      const out = `${folder}/all/example/1.38.yaml`;
      const first = await importing(folder, good, '--out', out);
      const [release, history] = [
        first.file('all/example/1.38.yaml'),
        first.file('all/example/history.yaml'),
      ];

      const { code, stderr, file } = await importing(folder, good, '--out', out);

      assert.equal(code, 0);
      assert.equal(
        stderr,
        `1.38/party  Party is no longer in its source (was 2026-12-24)\n${out}: 1 change\n`,
      );
      assert.deepEqual([file('all/example/1.38.yaml'), file('all/example/history.yaml')], [release, history]);
    }));

  it('has its moves public now when nobody says since when, which check and feeds then know', () =>
    inFolder({ ...calendar, 'all/example/1.38.yaml': own }, async (folder) => {
      await importing(folder, good, '--out', `${folder}/all/example/1.38.yaml`);

      const feed = await runHere(['feed', '--format', 'json', '--calendars', `${folder}/all`]);
      const checked = await runHere(['check', `${folder}/all`]);

      assert.match(
        feed.stdout,
        /"id":"code-freeze",[^}]*"short":"CF",.*?"sequence":1,"created":"2020-01-01T00:00:00\.000Z","changed":"2026-10-01T12:00:00\.000Z"/,
      );
      assert.deepEqual(
        [checked.code, checked.stdout.split('\n').filter((line) => !line.includes('freeze-without-end'))],
        [0, ['']],
      );
    }));

  it('keeps no history beside a file that lies in no calendar', () =>
    inFolder({ ...calendar, 'else/1.38.yaml': own }, async (folder) => {
      const { stderr, file } = await importing(folder, good, '--out', `${folder}/else/1.38.yaml`);

      assert.match(stderr, /: 3 changes\n$/);
      assert.throws(() => file('else/history.yaml'));
    }));

  const kept: [what: string, files: Readonly<Record<string, string>>, text: string, says: RegExp][] = [
    ['a source with errors', {}, doubtful, /--accept/],
    [
      'a file with errors',
      { '1.38.yaml': `${own}\r\n  - {}` },
      good,
      /1\.38\.yaml:11:5 {2}error {2}shape.*\n.*not written: expected a release file without errors, found the errors above\n$/s,
    ],
    [
      'a file of another release',
      { '1.38.yaml': own.replace('1.38', '1.37') },
      good,
      /the file is for 1\.37, but its source is for 1\.38/,
    ],
    [
      'a history that cannot be added to',
      { 'history.yaml': '{}\n' },
      good,
      /history\.yaml:\d+:\d+: .*; nothing was added\n$/,
    ],
  ];
  for (const [what, files, text, says] of kept)
    it(`leaves everything as it was for ${what}`, async () => {
      const all = { '1.38.yaml': own, 'history.yaml': '# none\n', ...files };
      const placed = Object.fromEntries(
        Object.entries(all).map(([name, one]) => [`all/example/${name}`, one]),
      );
      await inFolder({ ...calendar, ...placed }, async (folder) => {
        const { code, stdout, stderr, file } = await importing(
          folder,
          text,
          '--out',
          `${folder}/all/example/1.38.yaml`,
        );

        assert.deepEqual([code, stdout], [1, '']);
        assert.match(stderr, says);
        for (const [name, before] of Object.entries(placed)) assert.equal(file(name), before);
      });
    });

  it('refuses what would stop the calendar it is written into, and a name that is no release file', async () => {
    const files = { 'one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\n', 'one/1.38.md': good };
    await inFolder(files, async (root) => {
      const twice = await runHere(['import', `${root}/one/1.38.md`, '--out', `${root}/one/1.38.yaml`]);
      const names = ['history.yaml', '1.38.md', 'one'];
      const others = [];
      for (const name of names)
        others.push(await runHere(['import', `${root}/one/1.38.md`, '--out', `${root}/${name}`]));

      assert.equal(twice.code, 1);
      assert.match(
        twice.stderr,
        /error {2}duplicate {2}.*\n.*1\.38\.yaml: not written, because the calendar in \S+ could not be read with it/,
      );
      assert.ok(!existsSync(`${root}/one/1.38.yaml`));
      for (const { code, stderr } of others) {
        assert.equal(code, 2);
        assert.match(stderr, /--out: expected the name of a release file, such as 1\.38\.yaml, or -, found /);
      }
    });
  });
});
