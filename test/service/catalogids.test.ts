import assert from 'node:assert/strict';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { health } from './healthy.ts';
import { inFolder, inOne, put, settings } from '../sources/folder.ts';
import { eventsOf, healthOf, load, on } from '../sources/live.ts';

const one = inOne({ 'calendar.yaml': settings, '1.30.yaml': on(6) });
const bad = settings.replace('UTC', 'Utopia');

describe('an id that is served', () => {
  it('stays until a restart, for another is another address of everything', () =>
    inFolder(one, async (root) => {
      const loaded = await load(root);

      await put(root, { 'one/calendar.yaml': settings.replace('id: one', 'id: onne') });
      await loaded.catalog.load({ settled: true });

      const [found] = healthOf(loaded);
      assert.equal(loaded.serves(), 'one 2024-03-06');
      assert.match(found?.problems[0]?.says ?? '', /^the id changed from "one" to "onne"; wanted "one"/);
      assert.match(found?.problems[0]?.at ?? '', /calendar\.yaml:1:5$/);
    }));

  it("is not the name of another calendar's feed", async () => {
    const other = 'id: one-deadlines\ntitle: Other\nzone: UTC\n';
    const files = { ...one, 'two/calendar.yaml': other, 'two/2.0.yaml': on(7) };

    await inFolder(files, async (root) => {
      const loaded = await load(root);

      assert.equal(loaded.serves(), 'one 2024-03-06');
      const problems = healthOf(loaded).flatMap((calendar) => calendar.problems);
      assert.match(
        problems[0]?.says ?? '',
        /^"one-deadlines" is the name of a feed of .*one too; wanted another id$/,
      );
    });
  });
});

describe('a folder that goes', () => {
  it('is forgotten when nothing of it was ever served', () =>
    inFolder({ ...one, 'copy/calendar.yaml': settings, 'copy/1.30.yaml': on(6) }, async (root) => {
      const loaded = await load(root);
      assert.equal(health(loaded.catalog).status, 'look');

      await rm(join(root, 'one'), { recursive: true });
      await loaded.catalog.load({ settled: true });

      assert.equal(loaded.serves(), 'one 2024-03-06');
      assert.equal(health(loaded.catalog).status, 'ok');
      assert.deepEqual(
        healthOf(loaded).map(({ id }) => id),
        ['one'],
      );
    }));

  it('is told of once, however often the rest is read again', () =>
    inFolder({ ...one, 'two/calendar.yaml': settings.replace('id: one', 'id: two') }, async (root) => {
      const loaded = await load(root);

      await rename(join(root, 'one'), join(root, '.away'));
      await loaded.catalog.load({ settled: true });
      await loaded.catalog.load({ settled: true });

      const gone = eventsOf(loaded).filter((event) => event.includes('folder gone'));
      assert.deepEqual(gone, ['warn calendar folder gone, last good calendar kept']);
    }));
});

describe('a problem that is over', () => {
  it('is told of, though what is served is what it was', () =>
    inFolder(one, async (root) => {
      const loaded = await load(root);

      await put(root, { 'one/calendar.yaml': bad });
      await loaded.catalog.load({ settled: true });
      await put(root, { 'one/calendar.yaml': settings });
      await loaded.catalog.load({ settled: true });

      assert.equal(eventsOf(loaded).at(-1), 'info calendar good again');
      assert.equal(health(loaded.catalog).status, 'ok');
    }));
});
