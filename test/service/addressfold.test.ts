import assert from 'node:assert/strict';
import { readAddress } from '../../src/service/mail/address.ts';

function folded(text: string): string {
  const read = readAddress(text, (key) => key);
  assert.ok('address' in read, JSON.stringify(read));
  return read.address.folded;
}

describe('addresses that one mailbox reads', () => {
  const same: readonly (readonly [string, readonly string[]])[] = [
    ['jo@example.org', ['JO@Example.ORG', 'jo+news@example.org', 'jo+a+b@example.org']],
    ['joanna@gmail.com', ['jo.anna@gmail.com', 'Jo.An.Na+x@googlemail.com', 'joanna@googlemail.com']],
    ['jo@yahoo.com', ['jo-shop@yahoo.com', 'JO-news@yahoo.com']],
    ['jo@yahoo.co.uk', ['jo-shop@yahoo.co.uk']],
    ['jo@fastmail.com', ['shop@jo.fastmail.com', 'jo+x@fastmail.com', 'any.thing@jo.fastmail.com']],
  ];
  for (const [one, others] of same)
    it(`are one for the limit of confirmations: ${one}`, () =>
      assert.deepEqual(
        others.map(folded),
        others.map(() => folded(one)),
      ));

  const other: readonly (readonly [string, string])[] = [
    ['jo.anna@example.org', 'joanna@example.org'],
    ['jo-shop@example.org', 'jo@example.org'],
    ['+jo@example.org', '+an@example.org'],
    ['jo@yahoo.com', 'an@yahoo.com'],
    ['shop@jo.fastmail.com', 'shop@an.fastmail.com'],
    ['jo@gmail.com', 'jo@example.org'],
  ];
  for (const [one, two] of other)
    it(`are two where nobody says that they are one: ${one}, ${two}`, () =>
      assert.notEqual(folded(one), folded(two)));
});
