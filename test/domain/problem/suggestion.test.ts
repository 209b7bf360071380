import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { hint, nearest, quote } from '../../../src/domain/problem/suggestion.ts';

const keys = ['milestones', 'release', 'status', 'aliases', 'when', 'week'];

describe('a suggestion', () => {
  for (const [found, wanted, why] of [
    ['mielstones', 'milestones', 'two neighbours are swapped'],
    ['relase', 'release', 'a letter is missing'],
    ['statuss', 'status', 'a letter is too much'],
    ['alaises', 'aliases', 'two neighbours are swapped'],
    ['rleasee', 'release', 'two letters of seven may be wrong'],
    ['STATUS', 'status', 'capitals do not count'],
  ] as const) {
    it(`for "${found}" is "${wanted}", for ${why}`, () => {
      assert.equal(nearest(found, keys), wanted);
    });
  }

  for (const found of ['', 'x', 'wk', 'banner', 'xyzzy', 'w'.repeat(1000)]) {
    it(`is not made for "${found.slice(0, 10)}", which is near to none`, () => {
      assert.equal(nearest(found, keys), undefined);
      assert.equal(hint(found, keys), '');
    });
  }

  it('is a question at the end of a message', () => {
    assert.equal(hint('relase', keys), '; did you mean "release"?');
  });

  it('is found for every word with one letter left out', () => {
    fc.assert(
      fc.property(fc.constantFrom('milestones', 'release', 'aliases'), fc.nat(6), (key, index) => {
        assert.equal(nearest(key.slice(0, index) + key.slice(index + 1), keys), key);
      }),
    );
  });
});

describe('what was found', () => {
  it('is quoted, and cut when it is longer than a line can bear', () => {
    assert.equal(quote('a'.repeat(80)), `"${'a'.repeat(80)}"`);
    assert.equal(quote('a'.repeat(81)), `"${'a'.repeat(77)}..."`);
  });

  it('is never cut inside a character', () => {
    const text = `${'a'.repeat(76)}\u{1f600}${'a'.repeat(10)}`;

    assert.ok(quote(text).isWellFormed(), quote(text));
  });

  it('is on one line and cannot steer a terminal', () => {
    assert.equal(quote('one\r\ntwo\u001b[31m\u2028three\u0000'), '"one two [31m three "');
  });
});
