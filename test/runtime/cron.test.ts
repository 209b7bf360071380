import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { everyMinute, runsOf } from '../../src/runtime/cron.ts';

const cron = new URL('../../src/runtime/cron.ts', import.meta.url).href;

describe('a task of every minute', () => {
  it('is woken at once', async () => {
    let woken = 0;

    const end = everyMinute(
      async () => void woken++,
      () => assert.fail(),
    );

    await end();
    assert.equal(woken, 1);
  });

  it('is told to stop, and finished, before its end is', async () => {
    const steps: string[] = [];
    const end = everyMinute(
      async (stop) => {
        await once(stop, 'abort');
        steps.push('finished');
      },
      () => assert.fail(),
    );

    await end();
    steps.push('ended');

    assert.deepEqual(steps, ['finished', 'ended']);
  });

  it('that fails is told of, and ends as another does', async () => {
    const failure = new Error('no network');
    const told: unknown[] = [];

    const end = everyMinute(
      () => Promise.reject(failure),
      (error) => told.push(error),
    );
    await end();

    assert.deepEqual(told, [failure]);
  });

  it('keeps no process alive once it has ended', async () => {
    const code = `const { everyMinute } = await import('${cron}');
      const end = everyMinute(async () => console.log('woken'), console.error);
      await end();
      console.log('ended');`;

    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      code,
    ]);

    assert.deepEqual([stdout, stderr], ['woken\nended\n', '']);
  });
});

describe('the runs of a task', () => {
  interface Begun {
    readonly progress: () => void;
    readonly end: () => void;
  }

  /** Runs that only the story ends, on a clock that only it moves. */
  function begin() {
    const begun: Begun[] = [];
    const told: unknown[] = [];
    const clock = { ms: 0 };
    const stop = new AbortController();
    const runs = runsOf(
      (_stop, progress) => new Promise((resolve) => void begun.push({ progress, end: resolve })),
      { stop: stop.signal, lostAfter: 75, failed: (error) => told.push(error), now: () => clock.ms },
    );
    const wakeAt = (seconds: number): void => {
      clock.ms = seconds * 1000;
      runs.wake();
    };
    return { begun, told, runs, wakeAt };
  }

  it('are one at a time while it makes progress, however long it takes', async () => {
    const { begun, told, runs, wakeAt } = begin();
    wakeAt(0);

    for (let seconds = 5; seconds < 1_000; seconds += 5) {
      wakeAt(seconds);
      if (seconds % 70 === 0) begun[0]?.progress();
    }

    assert.equal(begun.length, 1);
    begun[0]?.end();
    await runs.ended(undefined);
    wakeAt(1_000);
    assert.equal(begun.length, 2);
    assert.deepEqual(told, []);
  });

  it('are two where the first made no progress for its time, which is told', () => {
    const { begun, told, wakeAt } = begin();
    wakeAt(0);

    wakeAt(74);
    assert.equal(begun.length, 1);
    wakeAt(75);

    assert.equal(begun.length, 2);
    assert.match(String(told[0]), /no progress for 75 seconds/);
  });

  it('have ended when all have, also one that was taken for lost', async () => {
    const { begun, runs, wakeAt } = begin();
    const steps: string[] = [];
    wakeAt(0);
    wakeAt(100);

    const ended = runs.ended(undefined).then(() => steps.push('ended'));
    begun[1]?.end();
    await new Promise((resolve) => void setImmediate(resolve));
    steps.push('the second ended');
    begun[0]?.end();
    await ended;

    assert.deepEqual(steps, ['the second ended', 'ended']);
  });

  it('are waited for no longer than is allowed', async () => {
    const { runs, wakeAt } = begin();
    wakeAt(0);

    await runs.ended(0.01);
  });
});
