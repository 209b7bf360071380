import assert from 'node:assert/strict';
import type { FileHandle } from 'node:fs/promises';
import { open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { health } from '../service/healthy.ts';
import { inFolder, inOne, put, release, settings } from './folder.ts';
import { follow, on, together } from './live.ts';

const files = inOne({ 'calendar.yaml': settings, '1.30.yaml': on(6) });
const second = (day: number): string => on(day).replace('1.30', '1.31');
const day = (index: number): number => (index % 28) + 1;
const march = (index: number): string => `2024-03-${String(day(index)).padStart(2, '0')}`;

/** Writes a text in two parts, as a slow editor or a copy does. */
async function slowly(file: string, text: string, cut: number): Promise<void> {
  const handle: FileHandle = await open(file, 'w');
  await handle.write(text.slice(0, cut));
  await setTimeout(100);
  await handle.write(text.slice(cut));
  await handle.close();
}

const rows = [1, 2, 3].map((index) => `{name: Part ${index}, kind: task, when: 2024-04-0${index}}`);
const long = release('{name: Code Freeze, when: 2024-03-07}', ...rows);
const whole = 'one 2024-03-07 2024-04-01 2024-04-02 2024-04-03';

function half(cut: number): () => Promise<void> {
  return () =>
    inFolder(files, async (root) => {
      await follow(root, async ({ until, serves, served, log }) => {
        await slowly(join(root, 'one/1.30.yaml'), long, cut);
        await until('the whole file', () => serves() === whole);

        assert.deepEqual(served, ['one 2024-03-06', whole]);
        assert.ok(
          log.every(({ event }) => event.startsWith('info')),
          JSON.stringify(log),
        );
      });
    });
}

/** Two hundred states in two seconds; both files of a state say the same day. */
function burst(write: (file: string, text: string) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder({ ...files, 'one/1.31.yaml': second(6) }, async (root) => {
      await follow(root, async ({ until, serves, served }) => {
        const start = performance.now();
        for (let index = 0; index < 200; index++) {
          await write(join(root, 'one/1.30.yaml'), on(day(index)));
          await write(join(root, 'one/1.31.yaml'), second(day(index)));
          await until('time for the next edit', () => performance.now() - start >= index * 10);
        }
        await until('the last edit', () => serves() === `one ${march(199)} ${march(199)}`);

        for (const state of served) {
          const [, one, other] = state.split(' ');
          assert.equal(one, other, served.join(' then '));
        }
      });
    });
}

describe('an edit of a folder that is followed', () => {
  together({
    'is never served half written, cut where less is good YAML too': half(long.indexOf('  - {name: Part 1')),
    'is never served half written, cut in a row': half(long.indexOf('Part 3')),
    'is never served half written, cut at its start': half(0),
    'is never served in one file and not yet in another': () =>
      inFolder({ ...files, 'one/1.31.yaml': second(6) }, async (root) => {
        await follow(root, async ({ until, serves, served }) => {
          await writeFile(join(root, 'one/1.30.yaml'), on(7));
          await setTimeout(100);
          await writeFile(join(root, 'one/1.31.yaml'), second(7));
          await until('both files', () => serves() === 'one 2024-03-07 2024-03-07');

          assert.deepEqual(served, ['one 2024-03-06 2024-03-06', 'one 2024-03-07 2024-03-07']);
        });
      }),
    'is told of when it is bad, and the next good one is served': () =>
      inFolder(files, async (root) => {
        await follow(root, async ({ catalog, log, until, serves, served }) => {
          await put(root, { 'one/1.30.yaml': on(32) });
          await until('a look', () => health(catalog).status === 'look');
          assert.match(
            JSON.stringify(health(catalog)),
            /1.30.yaml:3:31.*expected a day that exists, found 2024-03-32/,
          );
          assert.match(JSON.stringify(log), /warn last good calendar kept/);
          assert.equal(serves(), 'one 2024-03-06');

          await put(root, { 'one/1.30.yaml': on(8) });
          await until('the eighth', () => serves() === 'one 2024-03-08');

          assert.equal(health(catalog).status, 'ok');
          assert.deepEqual(served, ['one 2024-03-06', 'one 2024-03-08']);
        });
      }),
    'is one of two hundred in two seconds, in place: the last is served, and only whole ones':
      burst(writeFile),
    'is one of two hundred in two seconds, by rename: the last is served, and only whole ones': burst(
      (file, text) => writeFile(`${file}~`, text).then(() => rename(`${file}~`, file)),
    ),
  });
});
