import type { TextShape } from '../../../src/sources/shapes/part.ts';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { allMilestones } from '../../../src/domain/calendar/calendar.ts';
import { instantOf } from '../../../src/domain/time/time.ts';
import { writeWhen } from '../../../src/domain/when/writewhen.ts';
import { checkPath } from '../../../src/sources/upkeep/checkpath.ts';
import { folderSource } from '../../../src/sources/calendar/folder.ts';
import { draftOf } from '../../../src/sources/shapes/part.ts';
import { Document } from '../../../src/sources/yaml/yaml.ts';
import { releaseShape } from '../../../src/sources/shapes/release.ts';
import { inFolder } from '../folder.ts';

/** What another project keeps: JSON whose keys are its releases. */
const lines: TextShape = {
  name: 'release lines',
  extension: '.json',
  read(page, around) {
    const document = new Document(page, around.labels);
    const parts = Object.keys(Object(document.value)).map((version) => {
      const at = document.at([version, 'start']);
      const { zone } = around;
      const when = document.when(document.scalar([version, 'start']) ?? '', { at, zone, blocks: true });
      const draft = draftOf({ id: 'release', name: 'Release Day', kind: 'release', when }, around);
      const about = { shape: lines.name, about: 'cycle', version: version.replace(/^v/, '') } as const;
      return { ...about, drafts: [{ draft, at }], at };
    });
    page.add(document.problems);
    return parts;
  },
};

const settings =
  'id: lines\ntitle: Lines\nzone: UTC\nsources: {lines.json: https://example.org/lines.json}\n';
const withLines = (text: string, story: (folder: string) => Promise<void>): Promise<void> =>
  inFolder({ 'calendar.yaml': settings, 'lines.json': text, 'lines.toml': '' }, story);

describe('a shape in JSON whose keys are its releases', () => {
  const shapes = { shapes: [releaseShape], texts: [lines] };

  it('is one file and one line in the list: the folder reads what ends in .json', () =>
    withLines('{"v24": {"start": "2025-05-06"}, "v26": {"start": "2026-04-22"}}', async (folder) => {
      const { calendars } = await folderSource(folder, { shapes, poll: false }).read({ settled: false });

      assert.deepEqual(
        calendars.flatMap(({ problems }) => problems),
        [],
      );
      const [calendar] = calendars.flatMap((one) => one.calendar ?? []);
      assert.deepEqual(
        allMilestones(calendar ?? { releases: [] }).map((one) => `${one.release} ${writeWhen(one.when)}`),
        ['24 2025-05-06', '26 2026-04-22'],
      );
    }));

  it('has its problems told by line and column, of the file too', () =>
    withLines('{"v24":\n  {"start": "soon"}}', async (folder) => {
      const path = join(folder, 'lines.json');
      const { problems: found } = await checkPath(path, { calendars: folder, shapes, now: instantOf(0) });

      assert.deepEqual(
        found.map(({ at, blocks }) => [at.file, at.line, at.column, blocks]),
        [[path, 2, 13, true]],
      );
    }));

  it('names the endings of the list where a file has another', () =>
    withLines('{}', async (folder) => {
      const path = join(folder, 'lines.toml');
      const { problems } = await checkPath(path, { calendars: folder, shapes, now: instantOf(0) });
      const [first] = problems;

      assert.equal(first?.says, 'expected a .yaml, .yml or .json file, found "lines.toml"');
    }));
});
