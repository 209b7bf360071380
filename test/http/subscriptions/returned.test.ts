import assert from 'node:assert/strict';
import { readReturned } from '../../../src/http/subscriptions/returned.ts';

describe('a mail that unsubscribes', () => {
  const rest = 'x'.repeat(50);
  for (const first of ['0', '2', '20', '-', '_', 'a'])
    for (const gap of [' ', '%20', '  '])
      it(`keeps a token whole that begins with ${first}, after ${JSON.stringify(gap)}`, async () => {
        const raw = Buffer.from(
          `From: jo@example.org\r\nSubject: unsubscribe${gap}${first}${rest}\r\n\r\n\r\n`,
        );

        const read = await readReturned(raw);

        assert.ok(!('says' in read));
        assert.equal(read.unsubscribe, `${first}${rest}`);
      });
});
