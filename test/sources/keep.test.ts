import assert from 'node:assert/strict';
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { health } from '../service/healthy.ts';
import { asNobody, inFolder, inOne, put, release, settings } from './folder.ts';
import { eventsOf, healthOf, load, on, together } from './live.ts';

const thaw = (version: string): string => release('{name: Thaw, when: 2024-04-17}').replace('1.30', version);
const one = inOne({ 'calendar.yaml': settings, '1.30.yaml': on(6) });
const two = { 'two/calendar.yaml': 'id: two\ntitle: Two\nzone: UTC\n', 'two/1.31.yaml': thaw('1.31') };
const plan = 'schedules: [{release: "1.30", endOfLifeDate: 2025-06-28}]\n';

describe('a calendar whose files went bad', () => {
  const at = (root: string, name: string): string => join(root, 'one', name);
  const bad: [string, (root: string) => Promise<unknown>, RegExp][] = [
    ['a file that is no YAML', (root) => writeFile(at(root, '1.30.yaml'), 'release: ['), /1.30.yaml:1:11/],
    ['a date that is none', (root) => writeFile(at(root, '1.30.yaml'), on(32)), /1.30.yaml:3:31/],
    [
      'a broken calendar.yaml',
      (root) => writeFile(at(root, 'calendar.yaml'), 'id: one'),
      /calendar.yaml:1:1/,
    ],
    [
      'no files',
      (root) => Promise.all(['calendar.yaml', '1.30.yaml', 'patches.yaml'].map((name) => rm(at(root, name)))),
      /calendar.yaml:1:1/,
    ],
    ['a release without its file', (root) => rm(at(root, '1.30.yaml')), /one/],
    ['a patch schedule without its file', (root) => rm(at(root, 'patches.yaml')), /one/],
    ['no folder', (root) => rm(join(root, 'one'), { recursive: true }), /one:1:1/],
    ['no folder around it', (root) => rename(root, `${root}-away`), /one:1:1/],
  ];
  const kept = (change: (root: string) => Promise<unknown>, place: RegExp) => () =>
    inFolder({ ...one, 'one/patches.yaml': plan }, async (root) => {
      const loaded = await load(root);
      const [before] = loaded.catalog.calendars();

      await change(root);
      await loaded.catalog.load({ settled: true });
      await rename(`${root}-away`, root).catch(() => undefined);

      assert.ok(loaded.catalog.calendars()[0] === before, `now ${loaded.serves()}`);
      assert.ok(loaded.catalog.ready());
      assert.equal(health(loaded.catalog).status, 'look');
      const [entry] = healthOf(loaded);
      assert.deepEqual([entry?.id, entry?.state, entry?.revision], ['one', 'kept', before?.revision]);
      assert.match(entry?.problems.map(({ at: where }) => where).join('\n') ?? '', place);
      assert.match(eventsOf(loaded).join('\n'), /warn .*last good calendar kept/);
    });

  together(
    Object.fromEntries(
      bad.map(([name, change, place]) => [
        `is served as it was, and health and log say so: ${name}`,
        kept(change, place),
      ]),
    ),
  );

  it('is served anew once they are good again', async () => {
    await inFolder(one, async (root) => {
      const loaded = await load(root);
      await put(root, { 'one/1.30.yaml': 'release: [' });
      await loaded.catalog.load({ settled: true });

      await put(root, { 'one/1.30.yaml': on(7) });
      await loaded.catalog.load({ settled: true });

      assert.equal(loaded.serves(), 'one 2024-03-07');
      assert.equal(health(loaded.catalog).status, 'ok');
      assert.deepEqual(healthOf(loaded)[0]?.problems, []);
      assert.deepEqual(eventsOf(loaded), [
        ...['info calendar loaded', 'error calendar unreadable', 'warn last good calendar kept'],
        'info calendar loaded',
      ]);
    });
  });

  it('says only what is wrong, not what follows from it', async () => {
    await inFolder({ ...one, 'one/1.31.yaml': thaw('1.31') }, async (root) => {
      const loaded = await load(root);

      await put(root, { 'one/1.30.yaml': 'release: [' });
      await loaded.catalog.load({ settled: true });

      assert.deepEqual(
        healthOf(loaded)[0]?.problems.map(({ at: where, rule }) => `${where.slice(root.length)} ${rule}`),
        ['/one/1.30.yaml:1:11 yaml'],
      );
    });
  });

  it('leaves the others: they are served as they are now', async () => {
    await inFolder({ ...one, ...two }, async (root) => {
      const loaded = await load(root);

      await put(root, { 'one/1.30.yaml': on(7), 'two/1.31.yaml': 'release: [' });
      await loaded.catalog.load({ settled: true });

      assert.equal(loaded.serves(), 'one 2024-03-07, two 2024-04-17');
      assert.deepEqual(
        healthOf(loaded).map(({ id, state }) => `${id} ${state}`),
        ['one good', 'two kept'],
      );
    });
  });

  it('is told of though its folder may not be read at all', async () => {
    await inFolder(one, async (root) => {
      const loaded = await load(root);
      await chmod(join(root, 'one'), 0);

      const [state, reload] = await asNobody(async () => {
        const reloading = loaded.catalog.load({ settled: true });
        await Promise.race([reloading, setTimeout(2_000)]);
        return [healthOf(loaded)[0]?.state, reloading] as const;
      });
      await chmod(join(root, 'one'), 0o755);
      await reload;

      assert.equal(state, 'kept');
      assert.equal(loaded.serves(), 'one 2024-03-06');
    });
  });
});
