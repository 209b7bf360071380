import type { Steps } from '../../service/steps.ts';
import { inSlices } from '../../service/steps.ts';

/** Work that takes long takes turns: everybody else is served between two of its slices. */
export interface Turns {
  /** Does the steps after those that came before; `undefined` when so many wait that nobody should join them. */
  take<T>(steps: Steps<T>): Promise<T> | undefined;
}

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
