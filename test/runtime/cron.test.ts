import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { everyMinute } from '../../src/runtime/cron.ts';

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
  }).timeout(20_000);
});
