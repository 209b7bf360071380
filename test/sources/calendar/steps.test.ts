import assert from 'node:assert/strict';
import { calendarSteps } from '../../../src/sources/calendar/readcalendar.ts';
import { calendarsIn } from '../../../src/sources/index.ts';
import { releaseShape } from '../../../src/sources/shapes/release.ts';
import { noTexts } from '../../../src/service/ports/texts.ts';
import { calendarFiles, inFolder } from '../../service/folder.ts';
import { at } from '../../service/wired.ts';

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

  it('reads a stored version with the texts that were fetched for it, whenever its files were revised', () => {
    const files = {
      'x/calendar.yaml': [
        'id: x\ntitle: X\nzone: UTC\nrevised: 2029-01-01T00:00:00Z',
        'sources: { 1.0.yaml: "https://example.org/1.0.yaml" }\n',
      ].join('\n'),
    };
    return inFolder(files, async (folder) => {
      const text = 'release: "1.0"\nmilestones:\n  - { name: Fetched, kind: task, when: 2030-01-01 }\n';
      const facts = { calendar: 'x', name: '1.0.yaml', url: 'https://example.org/1.0.yaml' };
      const fetched = {
        ...facts,
        bytes: Buffer.from(text),
        since: at('2029-02-01'),
        checked: at('2029-03-01'),
      };
      const texts = { ...noTexts, of: () => Promise.resolve([fetched]) };
      const [now] = (await calendarsIn(folder, { poll: false, texts }).read({ settled: false })).calendars;
      assert.ok(now);

      // another process, which has not read it
      const { calendar } = await calendarsIn(folder, { poll: false }).parse(now.folder, now);

      const names = calendar?.releases.flatMap(({ milestones }) => milestones.map(({ name }) => name));
      assert.deepEqual(names, ['Fetched']);
    });
  });
});
