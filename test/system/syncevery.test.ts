import assert from 'node:assert/strict';
import type { Answer } from '../sources/origins.ts';
import type { Server } from '../cli/server.ts';
import { silence, status, text } from '../sources/origins.ts';
import { everything, freezes, syncing } from '../sources/syncing.ts';
import { serving, statusAt, until } from '../cli/server.ts';

const old = freezes(4, 5);
const moved = freezes(4, 12);
/** It begins a minute after its start. */
const threeMinutes = 180_000;

interface Told extends Server {
  /** The day of the second freeze as it is served. */
  readonly served: () => Promise<string | undefined>;
  readonly files: () => Promise<Readonly<Record<string, string>>>;
}

/** Tells a story to a server that syncs the calendar `one`. */
function synced(answer: Answer, env: object, story: (told: Told) => Promise<unknown>): Promise<unknown> {
  return syncing({ origins: { '1.30.yaml': answer }, files: { '1.30.yaml': old } }, ({ root }) =>
    serving(
      { env: { SYNC_EVERY: 'PT1H', ...env }, args: ['--calendars', root, '--now', '2026-11-25'] },
      (server) =>
        story({
          ...server,
          files: () => everything(root),
          served: async () =>
            /DTSTART;VALUE=DATE:(202701(?!04)\d\d)/.exec(
              await (await fetch(`${server.url}/one.ics`)).text(),
            )?.[1],
        }),
    ),
  );
}

describe('serve with SYNC_EVERY', function () {
  it('serves what the origin has some time after its start, also where nothing is watched, and writes no file', () =>
    synced(text(moved), { WATCH: 'off' }, async ({ served, files, child, ended }) => {
      const before = await files();
      await until(
        'it serves the new day',
        async () => ((await served()) === '20270112' ? true : undefined),
        threeMinutes,
      );
      assert.deepEqual(await files(), before);
      child.kill('SIGTERM');
      assert.equal(await ended, 0);
    }));

  const bad: [name: string, answer: Answer, event: string][] = [['fails', status(503), 'sync failed']];
  for (const [name, answer, event] of bad) {
    it(`serves what it has, and logs why, when an origin ${name}`, () =>
      synced(answer, {}, async ({ served, log, files, url }) => {
        const before = await files();
        const line = await until('it is logged', () => log.find((one) => one.event === event), threeMinutes);

        assert.equal(line.level, 'error');
        assert.equal(await served(), '20270105');
        assert.equal(await statusAt(`${url}/readyz`), 200);
        assert.deepEqual(await files(), before);
      }));
  }

  it('serves while an origin lets it wait', () =>
    synced(silence, {}, async ({ served }) => {
      assert.equal(await served(), '20270105');
    }));

  it('is not needed for a server that fetches nothing', () =>
    synced(text(moved), { SYNC_EVERY: 'off' }, async ({ served, child, ended, log }) => {
      assert.equal(await served(), '20270105');
      child.kill('SIGTERM');
      await ended;

      assert.ok(!log.some(({ event }) => event === 'synced'));
    }));
});
