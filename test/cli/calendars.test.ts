import assert from 'node:assert/strict';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { runHere, spawned } from './program.ts';

describe('the calendars of a command', function () {
  const one = calendarFiles('one', '{ name: A, kind: freeze, when: 2030-01-01 }');
  const two = calendarFiles('two', '{ name: B, kind: freeze, when: 2030-02-02 }');
  const [printsA, printsB] = ['Next Deadline: A, Jan 1st\n', 'Next Deadline: B, Feb 2nd\n'];
  const banner = ['banner', '--format', 'txt', '--now', '2029-12-31'];

  it('are those of --calendars, before those of CALENDARS_DIR, before those of ./calendars, each a folder of calendars or one itself', () =>
    inFolder({ ...one, ...two }, async (folder) => {
      const env = { CALENDARS_DIR: `${folder}/two` };

      const given = await runHere([...banner, '--calendars', `${folder}/one`], { env });
      const set = await runHere(banner, { env });

      assert.deepEqual([given.stdout, set.stdout], [printsA, printsB]);
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

  it('need no --calendar when there is only one, and do when there are two', () =>
    inFolder({ ...one, ...two }, async (calendars) => {
      const chosen = await runHere([...banner, '--calendars', calendars, '--calendar', 'two']);
      const unsaid = await runHere([...banner, '--calendars', calendars]);

      assert.equal(chosen.stdout, printsB);
      assert.equal(unsaid.code, 2);
      assert.equal(unsaid.stderr, 'release-calendar: --calendar: expected one or two, found nothing\n');
    }));

  it('end a command with 1 and the place of what is wrong in one', () =>
    inFolder(calendarFiles('x', '{ name: A, kind: freeze, when: 2030-02-30 }'), async (calendars) => {
      for (const command of ['banner', 'section', 'feed']) {
        const { code, stdout, stderr } = await runHere(`${command} --calendars ${calendars}`);

        assert.deepEqual([code, stdout], [1, '']);
        assert.match(stderr, /^release-calendar: [^\n]+\n$/);
        assert.ok(stderr.includes(`${calendars}/x/1.0.yaml:3:36`), stderr);
      }
    }));
});
