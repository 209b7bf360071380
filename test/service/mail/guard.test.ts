import assert from 'node:assert/strict';
import type { Replica, Watch } from '../replica.ts';
import { rmSync, writeFileSync } from 'node:fs';
import { health } from '../healthy.ts';
import { inFolder, write } from '../folder.ts';
import { eventOf, watch, withReplica } from '../replica.ts';

const settings = 'id: one\ntitle: One\nzone: UTC\nrevised: 2026-02-01T00:00Z\n';

/** A release of milestones `m1`, `m2`, ... on days of April; the first of them is also an event's row of its own. */
function release(days: readonly number[], version = '1.30'): string {
  const rows = days.map(
    (day, index) =>
      `  - { id: m${index + 1}, name: M ${index + 1}, kind: task, when: 2026-04-${String(day).padStart(2, '0')} }\n`,
  );
  return `release: "${version}"\nmilestones:\n${rows.join('')}`;
}

const ten = [1, 2, 3, 6, 7, 8, 9, 10, 13, 14];
const files = {
  'one/calendar.yaml': settings,
  'one/1.30.yaml': release(ten),
  'one/1.31.yaml': release([20, 21], '1.31'),
};

interface Story {
  readonly root: string;
  readonly replica: Replica;
  readonly clock: Watch;
  readonly load: () => Promise<void>;
  /** Another process on the same files and the same memory. */
  readonly restarted: (story: (replica: Replica) => Promise<void>) => Promise<void>;
}

function guarded(story: (told: Story) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder({ 'all/one/calendar.yaml': settings }, async (root) => {
      write(`${root}/all`, files);
      const [clock, env] = [watch(), { DATA_DIR: `${root}/data` }];
      const given = { clock, env };
      await withReplica(`${root}/all`, given, async (replica) => {
        clock.wait('PT1H');
        const load = (): Promise<void> => replica.service.catalog.load({ settled: false });
        await story({
          ...{ root: `${root}/all`, replica, clock, load },
          restarted: (tell) => withReplica(`${root}/all`, given, tell),
        });
      });
    });
}

describe('the mass-change guard', function () {
  const losses: [name: string, lost: Readonly<Record<string, string | undefined>>][] = [
    ['a folder of calendars that is empty', { one: undefined }],
    [
      'a calendar that is empty',
      { 'calendar.yaml': undefined, '1.30.yaml': undefined, '1.31.yaml': undefined },
    ],
    ['a file that is gone', { '1.31.yaml': undefined }],
    ['settings that are gone', { 'calendar.yaml': undefined }],
    ['a file without a byte', { '1.30.yaml': '' }],
    ['a file that ends in the middle of a row', { '1.30.yaml': release(ten).slice(0, -9) }],
    ['a file that ends after half of its rows', { '1.30.yaml': release(ten.slice(0, 5)) }],
    ['a release without milestones', { '1.30.yaml': 'release: "1.30"\nmilestones: []\n' }],
    ['a wrong branch, on which everything is elsewhere', { '1.30.yaml': release(ten.map((day) => day + 1)) }],
    [
      'a wrong branch, which has other releases',
      { '1.30.yaml': undefined, '1.31.yaml': undefined, '1.20.yaml': release(ten, '1.20') },
    ],
  ];
  for (const [name, lost] of losses) {
    it(
      `changes nothing for ${name}, says so, and forgets it when the files return`,
      guarded(async ({ root, replica, load, restarted }) => {
        const before = replica.feed();

        for (const [path, text] of Object.entries(lost))
          if (text !== undefined) write(root, { [`one/${path}`]: text });
          else rmSync(path === 'one' ? `${root}/one` : `${root}/one/${path}`, { recursive: true });
        await load();

        assert.equal(replica.feed(), before);
        assert.equal(health(replica.service.catalog).status, 'look');
        assert.ok(
          replica.log.some((event) => /held|gone|unreadable/.test(event)),
          replica.log.join(),
        );
        await restarted(async (again) => {
          if (again.service.catalog.calendars().length > 0) assert.equal(again.feed(), before);
        });

        rmSync(`${root}/one`, { recursive: true, force: true });
        write(root, files);
        await load();

        assert.deepEqual([replica.feed(), replica.says()], [before, []]);
      }),
    );
  }

  it(
    'takes what was held once somebody approves it, and then tells each change',
    guarded(async ({ root, replica, load, clock }) => {
      writeFileSync(`${root}/one/1.30.yaml`, release(ten.map((day) => day + 1)));
      await load();
      const [held] = (await replica.service.store?.held()) ?? [];
      assert.match(
        replica.says().join(),
        new RegExp(`more than a third .* "release-calendar changes approve ${held?.revision}"`),
      );

      assert.equal(await replica.service.store?.approve(held?.revision ?? ''), true);
      clock.wait('PT1M');
      await replica.service.catalog.look();

      assert.deepEqual([eventOf(replica.feed(), 'm1'), replica.says()], ['1 20260402 CONFIRMED', []]);
      assert.deepEqual(await replica.service.store?.held(), []);
    }),
  );

  it(
    'stays as it is while nobody approves, however long that takes and however often it is read',
    guarded(async ({ root, replica, load, clock }) => {
      const before = replica.feed();
      writeFileSync(`${root}/one/1.30.yaml`, release(ten.map((day) => day + 1)));

      for (let round = 0; round < 30; round++) {
        clock.wait('PT1H');
        await load();
        await replica.service.catalog.look();
      }

      assert.equal(replica.feed(), before);
      assert.equal((await replica.service.store?.held())?.length, 1);
    }),
  );

  it(
    'lets through what people do: three moves, or one that is gone from a file that still parses',
    guarded(async ({ root, replica, load }) => {
      writeFileSync(`${root}/one/1.30.yaml`, release([2, 3, 4, 6, 7, 8, 9, 10, 13]));
      await load();

      assert.deepEqual(replica.says(), []);
      const states = ['m1', 'm2', 'm3', 'm4', 'm10'].map((id) => eventOf(replica.feed(), id));
      assert.deepEqual(states, [
        '1 20260402 CONFIRMED',
        '1 20260403 CONFIRMED',
        '1 20260404 CONFIRMED',
        '0 20260406 CONFIRMED',
        '1 20260414 CANCELLED',
      ]);
    }),
  );

  it(
    'does not count what is over',
    guarded(async ({ root, replica, load, clock }) => {
      clock.wait('P38D');

      writeFileSync(`${root}/one/1.30.yaml`, release(ten.map((day) => (day < 8 ? day + 20 : day))));
      await load();

      assert.equal(eventOf(replica.feed(), 'm1'), '1 20260421 CONFIRMED');
    }),
  );

  it(
    'tells who subscribed to a release that it is gone as a whole, once that is approved',
    guarded(async ({ root, replica, load, clock }) => {
      rmSync(`${root}/one/1.31.yaml`);
      await load();
      const [held] = (await replica.service.store?.held()) ?? [];
      await replica.service.store?.approve(held?.revision ?? '');
      clock.wait('PT1M');
      await replica.service.catalog.look();

      const feed = replica.feed();

      assert.match(feed, /SUMMARY:CANCELLED: M 1 \(One 1\.31\)/);
      assert.match(feed, /SUMMARY:CANCELLED: M 2 \(One 1\.31\)/);
    }),
  );
});

describe('the last good calendar', function () {
  it(
    'is served after a restart while its files are bad',
    guarded(async ({ root, replica, load, restarted }) => {
      writeFileSync(`${root}/one/1.30.yaml`, release([2, 2, 3, 6, 7, 8, 9, 10, 13, 14]));
      await load();
      const before = replica.feed();
      writeFileSync(`${root}/one/1.30.yaml`, 'release: [');

      await restarted(async (again) => {
        assert.equal(again.feed(), before);
        assert.ok(again.says().length > 0);
        assert.ok(again.log.includes('last good calendar kept'));
      });
    }),
  );
});
