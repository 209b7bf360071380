import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { waiting } from './crowd.ts';
import { onEachDatabase } from '../mail/database.ts';
import { serving, until } from '../cli/server.ts';
import { start } from '../cli/program.ts';
import { smtp, withBadServer } from '../mail/badserver.ts';
import { withReceiver } from '../mail/receiver.ts';

const letters = 150;

describe('a sender that is told to stop while it sends', function () {
  onEachDatabase((inPlace) => {
    it('ends what it began, and the next one sends the rest, each once', () =>
      inPlace((place) =>
        withReceiver(async (receiver) => {
          const env = await waiting(place, letters, { ...smtp(receiver.url), DRAIN_SECONDS: '1' });
          const begin = (): ChildProcess => {
            const child = start(['serve'], { env });
            child.stdout?.resume();
            child.stderr?.resume();
            return child;
          };
          const received = async (count: number): Promise<void> => {
            for (const late = Date.now() + 120_000; receiver.received.length < count; await setTimeout(5))
              assert.ok(Date.now() < late, `${receiver.received.length} letters`);
          };

          for (const count of [30, 70]) {
            const child = begin();
            await received(count);
            child.kill('SIGTERM');
            const [code] = (await once(child, 'exit')) as [number | null];
            assert.equal(code, 0);
          }
          const last = begin();
          await received(letters);
          last.kill('SIGTERM');
          await once(last, 'exit');

          const left = await place.query('select state, count(*) as count from outbox group by state');
          assert.deepEqual(
            left.map(({ state, count }) => [state, Number(count)]),
            [['sent', letters]],
          );
          assert.equal(receiver.received.length, letters);
        }),
      ));

    it('waits for the answer to its last letter, over one connection, and nothing is sent twice', () =>
      inPlace((place) =>
        withBadServer(async (server) => {
          server.play({ slowDotMs: 0 }, ...Array.from({ length: 45 }, () => ({ slowDotMs: 400 })));
          const own = await waiting(place, 45, { ...server.env, STOP_SECONDS: '20' });
          const env = { ...own, LOG_LEVEL: 'info' };

          for (const count of [5, 10])
            await serving({ env }, async ({ child, ended }) => {
              await until('letters come', () => (server.kept.length >= count ? true : undefined));
              child.kill('SIGTERM');
              assert.equal(await ended, 0);
            });

          const rows = await place.query('select state, count(*) as count from outbox group by state');
          const counts = Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
          assert.deepEqual(counts, { sent: server.kept.length, queued: 45 - server.kept.length });
          assert.equal(new Set(server.kept).size, server.kept.length);
          assert.equal(server.most, 1);
        }),
      ));
  });
});
