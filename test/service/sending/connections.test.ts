import assert from 'node:assert/strict';
import type { ChannelLine } from '../../../src/service/ports/channel.ts';
import { openConnections } from '../../../src/service/sending/connections.ts';
import { Failure } from '../../../src/service/ports/failure.ts';

/** A line that nothing is sent over. */
function lineOf(): ChannelLine & { isOpen: boolean } {
  const line = {
    isOpen: true,
    close: () => {
      line.isOpen = false;
    },
    send: () => assert.fail('nothing is sent here'),
  };
  return line;
}

describe('connections', () => {
  it('are each taken by one at a time, and no more than so many', async () => {
    const connections = openConnections({ open: () => Promise.resolve(lineOf()) }, 2);

    const [first, second, third] = connections.take();
    assert.ok(first && second && !third);
    assert.deepEqual(connections.take(), []);
    first.giveBack();

    assert.deepEqual(connections.take(), [first]);
  });

  it('keep their line open for whoever takes them next, and are offered first then', async () => {
    let opened = 0;
    const connections = openConnections({ open: () => Promise.resolve((opened++, lineOf())) }, 2);
    const [first, second] = connections.take();
    const line = await second?.line();
    for (const one of [first, second]) one?.giveBack();

    const [again] = connections.take();

    assert.equal(again, second);
    assert.equal(await again?.line(), line);
    assert.equal(opened, 1);
  });

  it('that nobody has are closed when that is asked, and no other', async () => {
    const connections = openConnections({ open: () => Promise.resolve(lineOf()) }, 2);
    const [first, second] = connections.take();
    const lines = [await first?.line(), await second?.line()];
    first?.giveBack();

    connections.closeIdle();

    assert.deepEqual(
      lines.map((line) => line?.isOpen),
      [false, true],
    );
  });

  it('that are cut are closed, also one that comes too late, and nobody waits for it', async () => {
    const late = Promise.withResolvers<ChannelLine>();
    const lines = [lineOf(), lineOf()];
    const opening = [() => Promise.resolve(lines[0] ?? lineOf()), () => late.promise];
    const connections = openConnections({ open: () => opening.shift()?.() ?? assert.fail() }, 2);
    const [first, second] = connections.take();
    await first?.line();
    const waiting = assert.rejects(async () => second?.line(), Failure);

    connections.cut();
    await waiting;
    late.resolve(lines[1] ?? lineOf());
    await late.promise;
    await new Promise((resolve) => void setImmediate(resolve));

    assert.deepEqual(
      lines.map(({ isOpen }) => isOpen),
      [false, false],
    );
  });
});
