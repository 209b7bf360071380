import assert from 'node:assert/strict';
import { runHere } from './program.ts';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { clone, commit } from '../sources/repository.ts';

const freeze = '{ id: feature-freeze, name: Feature Freeze, kind: freeze, when: 2030-03-05';
const out = '{ id: release, name: Release Day, kind: release, when: 2030-04-10 }';

async function checked(...rows: readonly string[]): Promise<readonly string[]> {
  return inFolder(calendarFiles('one', ...rows), async (folder) => {
    const { stdout } = await runHere(['check', folder, '--now', '2030-01-01']);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(`${folder}/one/`, ''));
  });
}

describe('what ends a freeze', () => {
  it('is wanted by check where nobody knows it', async () => {
    assert.deepEqual(await checked(`${freeze} }`), [
      '1.0.yaml:3:69  note  freeze-without-end  Feature Freeze: expected a release day of 1.0, or until: with the milestone that ends it, found none',
    ]);
    assert.deepEqual(await checked(`${freeze} }`, out), ['']);
    assert.deepEqual(
      await checked(
        `${freeze}, until: thawed }`,
        '{ id: thawed, name: Thawed, kind: task, when: 2030-03-20 }',
      ),
      [''],
    );
  });

  it('is a milestone that there is', async () => {
    const [found] = await checked(`${freeze}, until: relaese }`, out);

    assert.match(
      found ?? '',
      /^1\.0\.yaml:3:\d+ {2}error {2}shape {2}until: "relaese" is not the id of a milestone; did you mean "release"\?$/,
    );
  });
});

describe('another name without an id', () => {
  const named = (name: string): string => `{ name: ${name}, kind: freeze, when: 2030-03-05 }`;
  const files = (name: string): Readonly<Record<string, string>> => calendarFiles('one', named(name), out);

  it('is told by check and by diff as a rename, not as one gone and one new', () =>
    inFolder({}, async (root) => {
      clone(root);
      await commit(root, '2029-01-01T00:00Z', files('Feature Freeze'));
      await commit(root, '2029-01-10T00:00Z', files('Feature Stop'));

      const check = await runHere(['check', `${root}/one`, '--against', 'HEAD~1', '--now', '2029-02-01']);
      const diff = await runHere(['diff', '--against', 'HEAD~1', '--to', 'HEAD', '--calendars', root]);

      assert.match(
        check.stdout,
        /warning {2}renamed {2}Feature Stop: expected id: feature-freeze, as when it was called Feature Freeze, found the new id feature-stop\n$/,
      );
      assert.equal(diff.stdout, '1.0/feature-stop  Feature Freeze is now called Feature Stop\n');
    }));

  it('of two of one day and kind is nothing that can be known', () =>
    inFolder({}, async (root) => {
      clone(root);
      await commit(root, '2029-01-01T00:00Z', calendarFiles('one', named('A'), named('B'), out));
      await commit(root, '2029-01-10T00:00Z', calendarFiles('one', named('C'), named('D'), out));

      const { stdout } = await runHere(['diff', '--against', 'HEAD~1', '--to', 'HEAD', '--calendars', root]);

      assert.doesNotMatch(stdout, /is called/);
    }));
});

describe('a kind that somebody wrote', () => {
  it('is overruled by no date', () =>
    inFolder(
      calendarFiles(
        'one',
        '{ name: Branch, kind: deadline, when: 2030-01-10 }',
        '{ name: Beta, kind: release, when: 2030-02-10 }',
      ),
      async (folder) => {
        const at = (now: string): Promise<{ readonly stdout: string }> =>
          runHere(['banner', '--calendars', folder, '--format', 'txt', '--at', now]);

        assert.equal((await at('2030-01-01')).stdout, 'Next Deadline: Branch, Jan 10th\n');
        assert.equal((await at('2030-01-11')).stdout, 'Next Deadline: Beta, Feb 10th\n');
      },
    ));
});
