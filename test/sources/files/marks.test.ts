import assert from 'node:assert/strict';
import type { Files } from '../folder.ts';
import type { Marks } from '../../../src/service/ports/origin.ts';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inFolder, inOne, readFolder, settings } from '../folder.ts';
import { markOf } from '../../../src/service/ports/origin.ts';
import { fileOfMarks, readMarks, validatorsFor } from '../../../src/sources/files/marks.ts';
import { replaceFiles } from '../../../src/sources/files/atomicwrite.ts';

const write = (folder: string, marks: Marks): Promise<void> => replaceFiles([fileOfMarks(folder, marks)]);
const url = 'https://example.org/x.yaml';
const validators = { etag: '"abc"', modified: 'Wed, 25 Nov 2026 10:00:00 GMT' };
const mark = markOf(url, Buffer.from('as fetched'), validators);

describe('the marks of a folder', () => {
  it('are read as they were written', () =>
    inFolder({}, async (root) => {
      const marks = new Map([
        ['x.yaml', mark],
        ['1.38.md', markOf('https://example.org/README.md', Buffer.from('a'), {})],
      ]);

      await write(root, marks);

      assert.deepEqual(await readMarks(root), marks);
      assert.deepEqual(await readdir(root), ['.sync.json']);
    }));

  it('are no part of the calendar', () =>
    inFolder(inOne({ 'calendar.yaml': settings }), async (root) => {
      const before = await readFolder(root);

      await write(join(root, 'one'), new Map([['x.yaml', mark]]));

      assert.deepEqual(await readFolder(root), before);
    }));

  const damaged: [string, string | Uint8Array][] = [
    ['is empty', ''],
    ['is cut', '{"x.yaml": {"url": "https'],
    ['is a list', '[]'],
    ['lacks the hash', JSON.stringify({ 'x.yaml': { url } })],
    ['has a number for a tag', JSON.stringify({ 'x.yaml': { ...mark, etag: 1 } })],
    ['is no text', Buffer.from([0xff, 0, 0xfe])],
    ['is too large', JSON.stringify({ 'x.yaml': mark }) + ' '.repeat(1_048_576)],
  ];
  for (const [name, content] of damaged) {
    it(`are none, and can be written again, when their file ${name}`, () =>
      inFolder({ '.sync.json': content }, async (root) => {
        const found = await readMarks(root);
        await write(root, new Map([['x.yaml', mark]]));

        assert.deepEqual(found, new Map());
        assert.deepEqual(await readMarks(root), new Map([['x.yaml', mark]]));
      }));
  }

  it('are none where there is no file, no folder, or a folder in its place', () =>
    inFolder({ 'one/.sync.json/x': '' }, async (root) => {
      for (const folder of [root, join(root, 'nowhere'), join(root, 'one')]) {
        assert.deepEqual(await readMarks(folder), new Map());
      }
    }));
});

describe('what a fetch may send', () => {
  const fetched: Files = { 'x.yaml': 'as fetched' };
  const other = 'https://example.org/y.yaml';
  const bare = markOf(url, Buffer.from('as fetched'), {});
  const cases: [what: string, wanted: object, files: Files, from?: string, marks?: Marks][] = [
    ['what came with the file, while that is as it was fetched', validators, fetched],
    ['nothing once the file was edited', {}, { 'x.yaml': 'as edited' }],
    ['nothing once the file is gone', {}, {}],
    ['nothing when the file comes from another address', {}, fetched, other],
    ['nothing for a file that was never fetched', {}, fetched, url, new Map()],
    ['nothing when nothing came with the file', {}, fetched, url, new Map([['x.yaml', bare]])],
  ];
  for (const [what, wanted, files, from = url, marks = new Map([['x.yaml', mark]])] of cases) {
    it(`is ${what}`, () =>
      inFolder(files, async (root) => {
        assert.deepEqual(await validatorsFor(join(root, 'x.yaml'), from, marks), wanted);
      }));
  }
});
