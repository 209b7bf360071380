import assert from 'node:assert/strict';
import { openTokens } from '../../src/runtime/token.ts';

const secret = 'a secret of at least thirty-two characters';
const other = 'another secret of thirty-two characters';
const said = { subscription: '0123456789abcdef0123456789abcdef', round: 7 };

describe('a token', () => {
  const tokens = openTokens([secret]);

  it('says what was signed, for its purpose and until its time', () => {
    const token = tokens.sign('confirm', said, 5_000_000);

    assert.deepEqual(tokens.read('confirm', token, 4_999_999), said);
    assert.equal(tokens.read('confirm', token, 5_000_000), undefined);
    assert.equal(tokens.read('erase', token, 0), undefined);
    assert.deepEqual(tokens.read('preferences', tokens.sign('preferences', said, 0), 9e14), said);
  });

  it('with any bit changed, cut off or added says nothing', () => {
    const token = tokens.sign('confirm', said, 0);
    const bytes = Buffer.from(token, 'base64url');

    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal(tokens.read('confirm', changed.toString('base64url'), 0), undefined, String(bit));
    }
    for (let length = 0; length < token.length; length++)
      assert.equal(tokens.read('confirm', token.slice(0, length), 0), undefined);
    for (const more of ['A', '=', ' ', '\n'])
      assert.equal(tokens.read('confirm', token + more, 0), undefined);
  });

  it('of an earlier secret counts while that secret is known', () => {
    const old = tokens.sign('unsubscribe', said, 0);

    assert.deepEqual(openTokens([other, secret]).read('unsubscribe', old, 0), said);
    assert.equal(openTokens([other]).read('unsubscribe', old, 0), undefined);
    assert.equal(openTokens([other, secret]).hash('jo@example.org'), tokens.hash('jo@example.org'));
    assert.equal(openTokens([other, secret]).fingerprint, tokens.fingerprint);
    assert.notEqual(openTokens([other]).hash('jo@example.org'), tokens.hash('jo@example.org'));
  });

  it('carries an identity that nobody can foretell', () => {
    const ids = Array.from({ length: 1000 }, () => tokens.id());

    assert.equal(new Set(ids).size, 1000);
    assert.ok(ids.every((id) => /^[0-9a-f]{32}$/.test(id)));
  });
});
