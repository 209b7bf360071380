import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Answer } from '../../sources/origins.ts';
import type { Syncable } from '../../sources/syncing.ts';
import type { Instant } from '../../../src/domain/time/time.ts';
import { status, text } from '../../sources/origins.ts';
import { freezes, sources, syncing } from '../../sources/syncing.ts';
import { openSyncer } from '../../../src/service/publish/syncer.ts';
import { at, unread } from '../wired.ts';

const old = freezes(4, 5, 6, 7);
const moved = freezes(4, 5, 6, 14);

interface Told {
  /** Wakes the syncer at that instant. */
  readonly wake: (now: string) => Promise<void>;
  readonly answers: Record<string, Answer>;
  /** How often the origin was asked. */
  readonly asked: () => number;
  /** `error sync failed`, with the facts that a reader of the log looks for. */
  readonly log: readonly string[];
  /** How often it was told that files were replaced. */
  readonly replaced: () => number;
}

interface Given extends Syncable {
  readonly every?: string;
}

/** Tells a story to a syncer of the calendar `one`, which has the file `1.30.yaml`. */
function waking<T>({ every = 'PT1H', ...given }: Given, story: (told: Told) => Promise<T>): Promise<T> {
  return syncing({ files: { '1.30.yaml': old }, ...given }, ({ root, answers, asked }) => {
    const env = { DATA_DIR: join(root, '.data') };
    let clock: Instant = at('2026-11-25');
    let replaced = 0;
    const log: string[] = [];
    const write = (level: string) => (facts: object, event: string) =>
      void log.push(`${level} ${event} ${Object.values(facts).join(' ').replaceAll(`${root}/`, '')}`.trim());
    const syncer = openSyncer({
      sync: unread({ calendars: root, clock: () => clock, env }).sync,
      log: { info: write('info'), warn: write('warn'), error: write('error') },
      every,
      taken: async () => {
        replaced++;
      },
    });
    const wake = (now: string): Promise<void> => {
      clock = at(now);
      return syncer();
    };
    return story({ wake, answers, asked: () => asked.length, log, replaced: () => replaced });
  });
}

describe('syncs of the service', () => {
  const times: [name: string, every: string, wakes: readonly (readonly [now: string, asked: number])[]][] = [
    [
      'come at once, and then when their time has come',
      'PT1H',
      [
        ['2026-11-25T10:20:30Z', 1],
        ['2026-11-25T10:21Z', 1],
        ['2026-11-25T11:19:59Z', 1],
        ['2026-11-25T11:20Z', 2],
        ['2026-11-25T11:21Z', 2],
        ['2026-11-25T12:20Z', 3],
      ],
    ],
    [
      'come each minute although no wake is on the dot',
      'PT1M',
      [
        ['2026-11-25T10:20:00.009Z', 1],
        ['2026-11-25T10:21:00.002Z', 2],
        ['2026-11-25T10:22:00.000Z', 3],
        ['2026-11-25T10:22:00.001Z', 3],
      ],
    ],
    [
      'are made up for once after the machine slept',
      'PT1H',
      [
        ['2026-11-25T10:00Z', 1],
        ['2026-11-27T08:30Z', 2],
        ['2026-11-27T08:31Z', 2],
        ['2026-11-27T09:30Z', 3],
      ],
    ],
    [
      'go on after the clock was set back',
      'PT1H',
      [
        ['2027-11-25T10:00Z', 1],
        ['2026-11-25T10:00Z', 2],
        ['2026-11-25T10:59Z', 2],
        ['2026-11-25T11:00Z', 3],
      ],
    ],
  ];
  for (const [name, every, wakes] of times) {
    it(name, () =>
      waking({ origins: { '1.30.yaml': text(old) }, every }, async ({ wake, asked }) => {
        const found: [string, number][] = [];

        for (const [now] of wakes) {
          await wake(now);
          found.push([now, asked()]);
        }

        assert.deepEqual(found, wakes);
      }),
    );
  }

  it('come again at their time after one that failed', () =>
    waking({ origins: { '1.30.yaml': status(503) } }, async ({ wake, asked, answers, log }) => {
      await wake('2026-11-25T10:00Z');
      answers['/1.30.yaml'] = text(moved);
      await wake('2026-11-25T10:01Z');
      await wake('2026-11-25T11:00Z');

      assert.equal(asked(), 2);
      assert.match(log.at(-1) ?? '', /schedule changed/);
    }));
});

describe('a sync of the service', () => {
  const now = '2026-11-25T10:00Z';

  it('tells what it replaced and what moved, and has it read', () =>
    waking({ origins: { '1.30.yaml': text(moved) } }, async ({ wake, log, replaced }) => {
      await wake(now);

      assert.match(log[0] ?? '', /^info synced one 1\.30\.yaml http:\S+ taken$/);
      assert.deepEqual(log.slice(1), ['info schedule changed one moved 1.30/d']);
      assert.equal(replaced(), 1);
    }));

  it('says nothing when nothing changed', () =>
    waking({ origins: { '1.30.yaml': text(old) } }, async ({ wake, log }) => {
      await wake(now);

      assert.deepEqual(log, []);
    }));

  it('tells of an origin that fails', () =>
    waking({ origins: { '1.30.yaml': status(503) } }, async ({ wake, log, replaced }) => {
      await wake(now);

      assert.match(
        log.join('\n'),
        /^error sync failed one 1\.30\.yaml \S+ failed \S+: expected status 200, found 503/,
      );
      assert.equal(replaced(), 0);
    }));

  it('tells what it refused and where that is wrong, and of no change', () =>
    waking({ origins: { '1.30.yaml': text(`${moved}x: y\n`) } }, async ({ wake, log, replaced }) => {
      await wake(now);

      assert.match(log[0] ?? '', /^error sync failed one 1\.30\.yaml \S+ refused$/);
      assert.match(log[1] ?? '', /^error sync refused http:\S+\/1\.30\.yaml:7:1 shape /);
      assert.equal(log.length, 2);
      assert.equal(replaced(), 0);
    }));

  it('tells once of an origin that stays away, and when it is back', () =>
    waking({ origins: { '1.30.yaml': status(503) } }, async ({ wake, answers, log }) => {
      await wake('2026-11-25T10:00Z');
      await wake('2026-11-25T11:00Z');
      const away = log.length;
      answers['/1.30.yaml'] = text(moved);
      await wake('2026-11-25T12:00Z');

      assert.equal(away, 1);
      assert.match(log[1] ?? '', /^info source answers again /);
    }));

  it('has read what is good although another calendar failed', () => {
    const beside = (address: (path: string) => string): Record<string, string> => ({
      'two/calendar.yaml': `id: two\ntitle: Two\nzone: UTC\n${sources(['eol.yaml'], address)}`,
    });
    return waking({ origins: { '1.30.yaml': text(moved) }, beside }, async ({ wake, log, replaced }) => {
      await wake(now);

      assert.match(log.join('\n'), /^error sync failed two eol\.yaml/m);
      assert.equal(replaced(), 1);
    });
  });

  it('is silent where no calendar names sources', () =>
    waking({ origins: {} }, async ({ wake, log }) => {
      await wake(now);

      assert.deepEqual(log, []);
    }));
});
