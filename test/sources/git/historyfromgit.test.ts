import assert from 'node:assert/strict';
import type { Keeper } from '../../../src/service/ports/keep.ts';
import { readFile } from 'node:fs/promises';
import { keeperOf } from '../../../src/sources/index.ts';
import { at } from '../../domain/build.ts';
import { inFolder, put, readFolder, release, seen, settings } from '../folder.ts';
import { failure } from '../failure.ts';
import { clone, commit } from '../repository.ts';

interface Given {
  /** The folder of everything. */
  readonly root: string;
  /** The clone of what the project keeps. */
  readonly up: string;
  readonly keeper: Keeper;
  /** The text of the calendar's history. */
  readonly history: () => Promise<string>;
}

const rows = [
  '{ name: Code Freeze, when: 2024-03-07 }',
  '{ name: Thaw, when: 2024-04-10, aliases: [old-thaw] }',
];

/** A calendar called Example with 1.30, and the clone of its project. */
function given(rule: string, story: (given: Given) => Promise<void>): void {
  const files = {
    'all/one/calendar.yaml': settings.replace('title: One', 'title: Example'),
    'all/one/1.30.yaml': release(...rows),
    'up/.keep': '',
  };
  it(rule, () =>
    inFolder(files, async (root) => {
      clone(`${root}/up`);
      const keeper = keeperOf(`${root}/all`, () => at('2024-06-01'));
      const history = (): Promise<string> => readFile(`${root}/all/one/history.yaml`, 'utf8').catch(() => '');
      await story({ root, up: `${root}/up`, keeper, history });
    }),
  );
}

/** A README of 1.30, by its rows. */
function readme(...dates: readonly string[]): string {
  return `# Example 1.30\n\n| What | Who | When |\n|---|---|---|\n${dates.map((row) => `| ${row} |\n`).join('')}`;
}

const freeze = (day: string): string => `Code Freeze | Lead | ${day}`;
const path = 'releases/release-{release}/README.md';
const own = path.replace('{release}', '1.30');

describe('the history of a clone', function () {
  given('has every date of a milestone, since its commit', async ({ root, up, keeper, history }) => {
    await commit(up, '2023-12-01T00:00Z', { 'other.md': 'x\n' });
    await commit(up, '2023-12-30T15:26Z', { [own]: readme(freeze('TBD'), 'Thaw | Lead | TBD') });
    await commit(up, '2024-01-06T21:47:09Z', { [own]: readme(freeze('2024-03-05'), 'Thaw | Lead | TBD') });
    await commit(up, '2024-01-07T00:00Z', {
      [own]: readme(freeze('Tuesday 5th March 2024'), 'Thaw | Lead | TBD'),
    });
    await commit(up, '2024-01-20T00:00Z', { [own]: readme(freeze('2024-03-07'), 'Thaw | Lead | TBD') });

    const counts = await keeper.historyOf({ clone: up, path, calendar: 'one' });

    assert.deepEqual(counts, { commits: 4, milestones: 1, known: 0, isShallow: false });
    assert.equal(
      (await history()).replace(/^#.*\n/gm, ''),
      '1.30/code-freeze:\n  - when: TBD\n    since: 2023-12-30T15:26Z\n' +
        '  - when: 2024-03-05\n    since: 2024-01-06T21:47:09Z\n  - when: 2024-03-07\n    since: 2024-01-20T00:00Z\n',
    );
    const [reading] = (await readFolder(`${root}/all`)).calendars;
    const [first] = (reading && seen(reading).calendar?.releases[0]?.milestones) ?? [];
    assert.deepEqual([first?.sequence, first?.created], [1, at('2023-12-30T15:26Z')]);
  });

  given('is filled once, however often it is read', async ({ up, keeper, history }) => {
    await commit(up, '2024-01-01T00:00Z', { [own]: readme(freeze('2024-03-05')) });
    await commit(up, '2024-01-20T00:00Z', { [own]: readme(freeze('2024-03-07')) });
    await keeper.historyOf({ clone: up, path, calendar: 'one' });
    const once = await history();

    const again = await keeper.historyOf({ clone: up, path, calendar: 'one' });
    await commit(up, '2024-01-30T00:00Z', { [own]: readme(freeze('2024-03-08')) });
    const more = await keeper.historyOf({ clone: up, path, calendar: 'one', release: '1.30' });

    assert.deepEqual([again.milestones, more.milestones], [0, 1]);
    assert.equal(await history(), `${once}  - when: 2024-03-08\n    since: 2024-01-30T00:00Z\n`);
  });

  given('takes the later of two of one instant, none for older', async ({ up, keeper, history }) => {
    await commit(up, '2024-01-01T00:00Z', { [own]: readme(freeze('2024-03-04')) });
    await commit(up, '2024-01-10T00:00Z', { [own]: readme(freeze('2024-03-05')) });
    await commit(up, '2024-01-10T00:00Z', { [own]: readme(freeze('2024-03-06')) });
    await commit(up, '2024-01-05T00:00Z', { [own]: readme(freeze('2024-03-07')) });

    await keeper.historyOf({ clone: up, path, calendar: 'one' });

    assert.deepEqual((await history()).match(/(?<=- when: |since: ).*/g), [
      ...['2024-03-04', '2024-01-01T00:00Z', '2024-03-07', '2024-01-10T00:00Z'],
    ]);
  });

  given('passes over versions without the file, or unreadable', async ({ up, keeper, history }) => {
    await commit(up, '2024-01-01T00:00Z', { [own]: readme(freeze('2024-03-05')) });
    await commit(up, '2024-01-02T00:00Z', { [own]: undefined });
    await commit(up, '2024-01-03T00:00Z', { [own]: 'soon\n' });
    await commit(up, '2024-01-04T00:00Z', { [own]: readme(freeze('2024-03-07')) });

    await keeper.historyOf({ clone: up, path, calendar: 'one' });

    assert.deepEqual((await history()).match(/(?<=since: ).*/g), ['2024-01-01T00:00Z', '2024-01-04T00:00Z']);
  });

  given('is by former ids too, each once a version', async ({ up, keeper, history }) => {
    const both = (one: string, other: string): string =>
      readme(`Old Thaw | | ${one}`, `Gone | | ${one}`, `Thaw | | ${other}`);
    await commit(up, '2024-01-01T00:00Z', {
      [own]: readme('Old Thaw | | 2024-04-09', 'Gone | | 2024-04-09'),
    });
    await commit(up, '2024-01-02T00:00Z', {
      [own]: readme('Old Thaw | | 2024-04-10', 'Gone | | 2024-04-10'),
    });
    await commit(up, '2024-01-03T00:00Z', { [own]: both('2024-04-10', '2024-05-10') });

    await keeper.historyOf({ clone: up, path, calendar: 'one' });

    assert.deepEqual((await history()).match(/^\S.*:$|(?<=since: ).*/gm), [
      ...['1.30/thaw:', '2024-01-01T00:00Z', '2024-01-02T00:00Z'],
    ]);
  });

  given('is none for a path that the clone does not have', async ({ up, keeper, history }) => {
    await commit(up, '2024-01-01T00:00Z', { [own]: readme(freeze('2024-03-05')) });

    const counts = await keeper.historyOf({ clone: up, path: 'nowhere/{release}.md', calendar: 'one' });

    assert.deepEqual(counts, { commits: 0, milestones: 0, known: 0, isShallow: false });
    assert.equal(await history(), '');
  });

  given('is refused for a release or a calendar that there is not', async ({ up, keeper }) => {
    const ask = { clone: up, path, calendar: 'one' };

    assert.match(
      await failure(keeper.historyOf({ ...ask, release: '1.3' })),
      /^no release "1\.3" in .*; did you mean "1\.30"\?$/,
    );
    assert.match(await failure(keeper.historyOf({ ...ask, calendar: 'two' })), /^no calendar "two" in /);
    assert.match(await failure(keeper.historyOf({ ...ask, clone: `${up}/nowhere` })), /^git in .*nowhere/);
  });

  given('is not added to a file that cannot be read, which stays', async ({ root, up, keeper, history }) => {
    const wrong = '1.30/code-freeze:\n  - when: [\n';
    await put(root, { 'all/one/history.yaml': wrong });
    await commit(up, '2024-01-01T00:00Z', { [own]: readme(freeze('2024-03-05')) });
    await commit(up, '2024-01-02T00:00Z', { [own]: readme(freeze('2024-03-07')) });

    const says = await failure(keeper.historyOf({ clone: up, path, calendar: 'one' }));

    assert.match(says, /cannot be read: .*history\.yaml:\d+:\d+: /);
    assert.equal(await history(), wrong);
  });
});
