import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { runHere, spawned } from './program.ts';

describe('the calendars of a command', function () {
  const one = calendarFiles('one', '{ name: A, kind: freeze, when: 2030-01-01 }');
  const two = calendarFiles('two', '{ name: B, kind: freeze, when: 2030-02-02 }');
  const printsA = 'Next Deadline: A, Jan 1st\n';
  const banner = ['banner', '--format', 'txt', '--now', '2029-12-31'];

  it('are those of --calendars, before those of CALENDARS_DIR', () =>
    inFolder(one, async (ones) => {
      await inFolder(two, async (twos) => {
        const { stdout } = await runHere([...banner, '--calendars', ones], { env: { CALENDARS_DIR: twos } });

        assert.equal(stdout, printsA);
      });
    }));

  it('are those of CALENDARS_DIR, before those of ./calendars', () =>
    inFolder(one, async (calendars) => {
      const { stdout } = await runHere(banner, { env: { CALENDARS_DIR: calendars } });

      assert.equal(stdout, printsA);
    }));

  it('are those of ./calendars, before the shipped ones', async () => {
    const files = Object.fromEntries(Object.entries(one).map(([name, text]) => [`calendars/${name}`, text]));
    await inFolder(files, async (cwd) => {
      const { stdout } = await spawned(banner, { cwd });

      assert.equal(stdout, printsA);
    });
  });

  it('are the shipped ones in any other folder', () =>
    inFolder({}, async (cwd) => {
      const { stdout } = await spawned(['banner', '--format', 'txt', '--now', '2026-11-23'], { cwd });

      assert.equal(stdout, 'Next Deadline: Docs Review, Nov 24th\n');
    }));

  it('may be a folder that is itself a calendar', () =>
    inFolder(one, async (folder) => {
      const { stdout } = await runHere([...banner, '--calendars', `${folder}/one`]);

      assert.equal(stdout, printsA);
    }));

  it('need no --calendar when there is only one, and do when there are two', () =>
    inFolder({ ...one, ...two }, async (calendars) => {
      const chosen = await runHere([...banner, '--calendars', calendars, '--calendar', 'two']);
      const unsaid = await runHere([...banner, '--calendars', calendars]);

      assert.equal(chosen.stdout, 'Next Deadline: B, Feb 2nd\n');
      assert.equal(unsaid.code, 2);
      assert.equal(unsaid.stderr, 'release-calendar: --calendar: missing; wanted one of one, two\n');
    }));

  const broken: [what: string, files: Record<string, string>, place: string][] = [
    [
      'a date that does not exist',
      { 'x/1.0.yaml': 'release: "1.0"\nmilestones:\n  - { name: A, kind: freeze, when: 2030-02-30 }\n' },
      '1.0.yaml:3:36',
    ],
    ['YAML that is none', { 'x/1.0.yaml': 'release: [\n' }, '1.0.yaml:2:1'],
    [
      'a wrong key in calendar.yaml',
      { 'x/calendar.yaml': 'id: x\ntitle: X\nzone: UTC\nhomepge: https://e.org/\n' },
      'calendar.yaml:4:1',
    ],
  ];
  for (const [what, files, place] of broken) {
    it(`end a command with 1 and the place of what is wrong: ${what}`, () =>
      inFolder(
        { ...calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }'), ...files },
        async (calendars) => {
          for (const command of [['banner'], ['section'], ['feed']]) {
            const { code, stdout, stderr } = await runHere([...command, '--calendars', calendars]);

            assert.equal(code, 1);
            assert.equal(stdout, '');
            assert.match(stderr, /^release-calendar: [^\n]+\n$/);
            assert.ok(stderr.includes(`${calendars}/x/${place}`), stderr);
          }
        },
      ));
  }

  it('may be named by a path that is not there, and then it is told as it was given', async () => {
    const { code, stderr } = await runHere(['banner', '--calendars', resolve('no', 'such')]);

    assert.equal(code, 1);
    assert.ok(stderr.includes(resolve('no', 'such')), stderr);
  });
});
