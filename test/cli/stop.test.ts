import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { serving, statusAt, until } from './server.ts';

describe('serve, told to stop', function () {
  it('says 503 on readyz and still answers while it drains, then ends with 0', () =>
    serving({ env: { DRAIN_SECONDS: '1' } }, async ({ child, url, log, ended }) => {
      const before = await statusAt(`${url}/readyz`);
      child.kill('SIGTERM');
      const signalled = Date.now();
      await until('it is not ready', async () =>
        (await statusAt(`${url}/readyz`)) === 503 ? true : undefined,
      );

      const meanwhile = await Promise.all(
        ['/livez', '/kubernetes.ics', '/'].map((path) => statusAt(url + path)),
      );

      assert.equal(before, 200);
      assert.deepEqual(meanwhile, [200, 200, 200]);
      assert.equal(await ended, 0);
      assert.ok(Date.now() - signalled >= 1_000);
      assert.equal(await statusAt(`${url}/livez`), undefined);
      const told = log.map(({ event }) => event).filter((event) => event !== 'request');
      assert.deepEqual(told.slice(-2), ['stopping', 'stopped']);
    }));

  it('finishes the answer that a slow reader is still taking', () =>
    inFolder(largeCalendar(), async (calendars) => {
      await serving({ args: ['--calendars', calendars] }, async ({ child, url, ended }) => {
        const answer = await fetch(`${url}/x.json`, { headers: { 'Accept-Encoding': 'identity' } });
        const reader = answer.body?.getReader();
        const first = await reader?.read();

        child.kill('SIGTERM');
        await until('it accepts nothing new', async () =>
          (await statusAt(`${url}/livez`)) === undefined ? true : undefined,
        );
        const rest = await restOf(reader);

        assert.equal((first?.value?.length ?? 0) + rest, Number(answer.headers.get('content-length')));
        assert.equal(await ended, 0);
      });
    }));

  it('does not wait for a reader who takes nothing of an answer', () =>
    inFolder(largeCalendar(), async (calendars) => {
      await serving({ args: ['--calendars', calendars] }, async ({ child, url, ended }) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1');
        socket.on('error', () => socket.destroy());
        socket.write('GET /x.json HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity\r\n\r\n');
        await once(socket, 'readable');

        child.kill('SIGTERM');
        const code = await Promise.race([ended, setTimeout(18_000, 'it still waits after eighteen seconds')]);
        socket.destroy();

        assert.equal(code, 0);
      });
    }));

  it('does not wait for a connection that asks nothing', () =>
    serving({}, async ({ child, url, ended }) => {
      const idle = connect(Number(new URL(url).port), '127.0.0.1');
      await once(idle, 'connect');
      idle.on('error', () => idle.destroy());
      await until('it answers beside it', () => statusAt(`${url}/livez`));

      child.kill('SIGTERM');
      const code = await Promise.race([ended, setTimeout(15_000, 'it still waits after fifteen seconds')]);
      idle.destroy();

      assert.equal(code, 0);
    }));

  it('by Ctrl-C does not drain', () =>
    serving({ env: { DRAIN_SECONDS: '600' } }, async ({ child, ended }) => {
      child.kill('SIGINT');

      assert.equal(await ended, 0);
    }));

  it('twice ends at once', () =>
    serving({ env: { DRAIN_SECONDS: '600' } }, async ({ child, log, ended }) => {
      child.kill('SIGTERM');
      await until('it stops', () => log.find(({ event }) => event === 'stopping'));

      child.kill('SIGTERM');

      assert.equal(await ended, 0);
    }));

  /** How many octets are read until the answer ends or is cut. */
  async function restOf(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<number> {
    const part = await reader?.read().catch(() => undefined);
    return part?.value ? part.value.length + (await restOf(reader)) : 0;
  }

  /** Its JSON is more than the buffers of a connection hold. */
  function largeCalendar(): Record<string, string> {
    const milestone = (index: number): string =>
      `  - { id: m${index}, name: A, kind: task, when: 2030-01-01, note: "${'x'.repeat(9_900)}" }\n`;
    const milestones = Array.from({ length: 100 }, (_, index) => milestone(index)).join('');
    const releases = Array.from({ length: 12 }, (_, index) => [
      `x/1.${index}.yaml`,
      `release: "1.${index}"\nmilestones:\n${milestones}`,
    ]);
    return { ...calendarFiles('x'), ...(Object.fromEntries(releases) as Record<string, string>) };
  }
});
