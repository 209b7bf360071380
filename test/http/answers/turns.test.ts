import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../../../src/service/steps.ts';
import { openTurns } from '../../../src/http/answers/turns.ts';

function* steps(count: number, did: (step: number) => void): Steps<number> {
  for (let step = 0; step < count; step++) yield did(step);
  return count;
}

describe('work that takes turns', () => {
  it('lets others be served between its slices', async () => {
    const served: string[] = [];
    // would never end if nobody else had a turn
    function* endless(): Steps<string> {
      while (served.length === 0) yield;
      return 'done';
    }

    const done = openTurns().take(endless(), 'a');
    const other = setImmediate().then(() => served.push('other'));

    assert.equal(await done, 'done');
    await other;
  });

  it('is done in the order in which it came, also after some that failed', async () => {
    const [turns, told]: [ReturnType<typeof openTurns>, string[]] = [openTurns(), []];
    function* failing(): Steps<void> {
      yield told.push('b');
      throw new Error('not today');
    }

    const all = [
      turns.take(
        steps(2, (step) => told.push(`a${step}`)),
        'a',
      ),
      turns.take(failing(), 'a'),
      turns.take(
        steps(2, (step) => told.push(`c${step}`)),
        'a',
      ),
    ];

    assert.deepEqual(
      (await Promise.allSettled(all.flatMap((one) => one ?? []))).map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(told, ['a0', 'a1', 'b', 'c0', 'c1']);
  });

  it('is refused where a hundred wait, and taken again once they are through', async () => {
    const turns = openTurns();
    const none = (): undefined => undefined;
    const waiting = Array.from({ length: 100 }, (_, n) => turns.take(steps(1, none), `c${n}`) ?? []).flat();

    assert.equal(turns.take(steps(1, none), 'a'), undefined);
    await Promise.all(waiting);
    assert.equal(await turns.take(steps(1, none), 'a'), 1);
  });

  it('is refused to a client of whom fifty wait, and not to another', async () => {
    const turns = openTurns();
    const none = (): undefined => undefined;
    const waiting = Array.from({ length: 50 }, () => turns.take(steps(1, none), 'a') ?? []).flat();

    assert.equal(turns.take(steps(1, none), 'a'), undefined);
    assert.equal(await turns.take(steps(1, none), 'b'), 1);
    await Promise.all(waiting);
    assert.equal(await turns.take(steps(1, none), 'a'), 1);
  });
});
