import assert from 'node:assert/strict';
import { calendarsIn } from '../../../src/sources/index.ts';
import { setImmediate } from 'node:timers/promises';
import { calendarFiles, inFolder } from '../../service/folder.ts';

describe('reading a calendar in a service', () => {
  it('lets the service answer others between its files', async () => {
    let isRead = false;
    let turns = 0;
    const counting = (async () => {
      while (!isRead) {
        await setImmediate();
        turns++;
      }
    })();

    // its files, and what is done with all of them
    const { calendars } = await calendarsIn('calendars', { poll: false }).read({ settled: false });
    const files = calendars[0]?.files.length ?? 0;
    const whole = turns;
    isRead = true;
    await counting;

    assert.ok(files > 25 && whole > files, `${whole} turns with ${files} files`);
  });

  it('reads the version before an edit only once', () =>
    inFolder(calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }'), async (folder) => {
      const source = calendarsIn(folder, { poll: false });
      const [now] = (await source.read({ settled: false })).calendars;

      assert.ok(now);
      assert.equal(await source.parse(now.folder, now), now);
      assert.notEqual(await source.parse(now.folder, { ...now, revision: 'another' }), now);
    }));
});
