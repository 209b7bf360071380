import assert from 'node:assert/strict';
import { calendarSteps } from '../../../src/sources/calendar/readcalendar.ts';
import { calendarsIn } from '../../../src/sources/index.ts';
import { releaseShape } from '../../../src/sources/shapes/release.ts';
import { calendarFiles, inFolder } from '../../service/folder.ts';

describe('reading a calendar in a service', () => {
  it('stops after each file, so that others are answered in between', () => {
    const text = (id: number): string =>
      `release: "1.${id}"\nmilestones:\n  - {name: A, kind: task, when: TBD}\n`;
    const releases = Array.from({ length: 40 }, (_, id) => ({ name: `1.${id}.yaml`, text: text(id) }));
    const files = [{ name: 'calendar.yaml', text: 'id: x\ntitle: X\nzone: UTC\n' }, ...releases];
    const read = calendarSteps(
      'x',
      { files: files.map((one) => ({ ...one, path: one.name })), revision: '1', problems: [] },
      { shapes: { shapes: [releaseShape], texts: [] } },
    );

    assert.ok([...read].length > releases.length);
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
