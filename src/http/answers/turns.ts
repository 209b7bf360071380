import { setImmediate } from 'node:timers/promises';

/** Work in steps, each some milliseconds at most. */
export type Steps<T> = Generator<unknown, T>;

/** Work that takes long takes turns: everybody else is served between two of its slices. */
export interface Turns {
  /** Does the steps after those that came before; `undefined` when so many wait that nobody should join them. */
  take<T>(steps: Steps<T>): Promise<T> | undefined;
}

const sliceMs = 4;

/** Together a second or two of work: who comes then would wait longer than a client waits. */
const mostWaiting = 100;

export function openTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    take: (steps) => {
      if (waiting >= mostWaiting) return undefined;
      waiting++;
      const own = last.then(() => inSlices(steps)).finally(() => waiting--);
      last = own.catch(() => undefined);
      return own;
    },
  };
}

/** Lets the event loop turn between two slices. */
async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    await setImmediate();
    const began = performance.now();
    while (performance.now() - began < sliceMs) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }
}

/** All steps at once. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
