import assert from 'node:assert/strict';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { health } from '../healthy.ts';
import { eventsOf, healthOf, load, on } from '../../sources/live.ts';
import { inFolder, inOne, put, release, settings } from '../../sources/folder.ts';

const thaw = (version: string): string => release('{name: Thaw, when: 2024-04-17}').replace('1.30', version);
const one = inOne({ 'calendar.yaml': settings, '1.30.yaml': on(6) });
const two = { 'two/calendar.yaml': 'id: two\ntitle: Two\nzone: UTC\n', 'two/1.31.yaml': thaw('1.31') };
const bad = settings.replace('UTC', 'Utopia');
const plan = 'schedules: [{release: "1.30", endOfLifeDate: 2025-06-28}]\n';

describe('a calendar whose files stay good', () => {
  it('may lose the months that its branches now name', async () => {
    const july = 'cherryPickDeadline: 2024-07-12, targetDate: 2024-07-16';
    const named = `schedules: [{release: "1.30", endOfLifeDate: 2025-06-28, next: {release: 1.30.3, ${july}}}]\n`;

    await inFolder(
      { ...one, 'one/patches.yaml': `${plan}upcoming_releases: [{${july}}]\n` },
      async (root) => {
        const loaded = await load(root);

        await put(root, { 'one/patches.yaml': named });
        await loaded.catalog.load({ settled: true });

        assert.deepEqual(healthOf(loaded)[0]?.problems, []);
        assert.equal(loaded.serves(), 'one 2024-03-06 2024-07-12 2024-07-16 2025-06-28');
        assert.deepEqual(
          loaded.catalog.calendars()[0]?.releases.map(({ version }) => version),
          ['1.30'],
        );
      },
    );
  });

  it('is served since it was loaded, however often it is looked at', () =>
    inFolder(one, async (root) => {
      const loaded = await load(root);
      const [before] = healthOf(loaded);

      await loaded.catalog.load({ settled: true });

      assert.equal(healthOf(loaded)[0]?.since, before?.since);
      assert.deepEqual(eventsOf(loaded), ['info calendar loaded']);
    }));

  it('raises the version only when it is served otherwise', () =>
    inFolder(one, async (root) => {
      const { catalog } = await load(root);
      const versions = [catalog.generation()];
      for (const text of [on(6), on(7), 'release: [', on(7), on(8)]) {
        await put(root, { 'one/1.30.yaml': text });
        await catalog.load({ settled: false });
        versions.push(catalog.generation());
      }

      assert.deepEqual(versions, [1, 1, 2, 2, 2, 3]);
    }));

  it('is good with problems that stop nothing, which health tells', async () => {
    const cycle = 'releases: [{version: "1.23", timeline: [{what: Thaw, when: soon}]}]';

    await inFolder({ ...one, 'one/1.23.yaml': cycle }, async (root) => {
      const loaded = await load(root);

      assert.equal(health(loaded.catalog).status, 'ok');
      const [entry] = healthOf(loaded);
      assert.equal(entry?.state, 'good');
      assert.deepEqual(
        entry.problems.map(({ at: where, rule }) => `${where.slice(root.length)} ${rule}`),
        ['/one/1.23.yaml:1:60 unreadable-when'],
      );
    });
  });
});

describe('a service that starts', () => {
  it('serves no part of a calendar that is bad, and all of the others', () =>
    inFolder({ ...one, ...two, 'one/1.31.yaml': 'release: [' }, async (root) => {
      const loaded = await load(root);

      assert.equal(loaded.serves(), 'two 2024-04-17');
      assert.ok(loaded.catalog.ready());
      assert.equal(health(loaded.catalog).status, 'look');
      const [bad] = healthOf(loaded);
      assert.deepEqual([bad?.id, bad?.state, bad?.revision, bad?.since], ['one', 'unreadable', null, null]);
    }));

  it('is not ready before it has a good calendar, and stays ready after', () =>
    inFolder({}, async (root) => {
      const { catalog } = await load(root);
      assert.ok(!catalog.ready());
      assert.equal(health(catalog).status, 'look');
      assert.match(
        JSON.stringify(health(catalog).problems),
        /expected a folder for each calendar, found none/,
      );

      await put(root, one);
      await catalog.load({ settled: true });
      assert.ok(catalog.ready());
      assert.deepEqual(health(catalog).problems, []);

      await rm(join(root, 'one'), { recursive: true });
      await catalog.load({ settled: true });
      assert.ok(catalog.ready());
    }));
});

describe('an id', () => {
  it('of two calendars is a problem of the second, and the first is served', () =>
    inFolder({ ...one, ...two, 'two/calendar.yaml': 'title: Two\nid: one\nzone: UTC\n' }, async (root) => {
      const loaded = await load(root);

      assert.equal(loaded.serves(), 'one 2024-03-06');
      const problems = healthOf(loaded).flatMap((calendar) => calendar.problems);
      assert.deepEqual(
        problems.map(({ at, says }) => `${at} ${says}`.replaceAll(`${root}/`, '')),
        ['two/calendar.yaml:2:5 expected an id other than that of one, found "one"'],
      );
    }));

  it('that is served is never taken by another calendar', () =>
    inFolder({ ...one, ...two }, async (root) => {
      const loaded = await load(root);

      await put(root, { 'one/calendar.yaml': settings.replace('id: one', 'id: two') });
      await loaded.catalog.load({ settled: true });

      assert.equal(loaded.serves(), 'one 2024-03-06, two 2024-04-17');
      assert.equal(health(loaded.catalog).status, 'look');
    }));

  it('that is served stays until a restart, for another is another address of everything', () =>
    inFolder(one, async (root) => {
      const loaded = await load(root);

      await put(root, { 'one/calendar.yaml': settings.replace('id: one', 'id: onne') });
      await loaded.catalog.load({ settled: true });

      const [found] = healthOf(loaded);
      assert.equal(loaded.serves(), 'one 2024-03-06');
      assert.match(found?.problems[0]?.says ?? '', /^expected the id "one", found "onne"; restart/);
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
        /^expected an id that is not the name of a feed of .*one, found "one-deadlines"$/,
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

      assert.equal(eventsOf(loaded).at(-1), 'info calendar readable again');
      assert.equal(health(loaded.catalog).status, 'ok');
    }));
});
