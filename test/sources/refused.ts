import assert from 'node:assert/strict';
import type { Answer } from './origins.ts';
import { failure, origin } from './origins.ts';
import { openOrigins } from '../../src/sources/sync/fetchorigin.ts';

/** The one line that is said of `/x.yaml` when it is answered so. */
export function said(answer: Answer, { limitMs = 10_000 } = {}): Promise<string> {
  return origin({ '/x.yaml': answer }, async ({ at }) => {
    const url = at('/x.yaml');
    return failure(url, openOrigins({ limitMs }).fetch(url, {}));
  });
}

/** A test for each of these answers. */
export function refuses(
  answers: readonly (readonly [name: string, answer: Answer, says: string | RegExp])[],
): void {
  for (const [name, answer, says] of answers) {
    it(`refuses ${name}`, async () => {
      const found = await said(answer);

      if (typeof says === 'string') assert.equal(found, says);
      else assert.match(found, says);
    });
  }
}
