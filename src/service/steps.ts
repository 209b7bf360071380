import { setImmediate } from 'node:timers/promises';

/** Work in steps, each some milliseconds at most. */
export type Steps<T> = Generator<unknown, T>;

const sliceMs = 4;

/** Lets the event loop turn between two slices. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
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
