import assert from 'node:assert/strict';
import { openTokens } from '../../src/runtime/token.ts';

describe('the token of a link', function () {
  const guesses = process.env['KILLS'] === undefined ? 100_000 : 1_000_000;

  it(`is guessed ${guesses} times in vain, also by who knows all but its last bytes`, () => {
    const tokens = openTokens(['a secret of at least thirty-two characters']);
    const said = { subscription: '0123456789abcdef0123456789abcdef', round: 7 };
    const right = tokens.sign('confirm', said, 0);
    const token = Buffer.from(right, 'base64url');

    for (let guess = 0; guess < guesses; guess++) {
      token.writeUInt32LE(guess, token.length - 4);
      const text = token.toString('base64url');
      if (text !== right && tokens.read('confirm', text, 0)) assert.fail(`found by guess ${guess}`);
    }
  });
});
