import type { Steps } from '../../service/steps.ts';
import { inSlices } from '../../service/steps.ts';

/** Work that takes long takes turns: everybody else is served between two of its slices. */
export interface Turns {
  /**
   * Does the steps after those that came before; `undefined` when so many wait, in all or for this client, that
   * nobody should join them.
   */
  take<T>(steps: Steps<T>, client: string): Promise<T> | undefined;
}

/** Together a second or two of work: who comes then would wait longer than a client waits. */
const mostWaiting = 100;
/** Of one client, so that it does not take the places of all others. */
const mostOfOne = 50;

export function openTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const ofEach = new Map<string, number>();
  const join = (client: string, by: number): void => {
    const count = (ofEach.get(client) ?? 0) + by;
    if (count === 0) ofEach.delete(client);
    else ofEach.set(client, count);
    waiting += by;
  };
  return {
    take: (steps, client) => {
      if (waiting >= mostWaiting || (ofEach.get(client) ?? 0) >= mostOfOne) return undefined;
      join(client, 1);
      const own = last.then(() => inSlices(steps)).finally(() => join(client, -1));
      last = own.catch(() => undefined);
      return own;
    },
  };
}
