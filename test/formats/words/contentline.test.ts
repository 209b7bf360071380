import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { contentLines, escapeText, fold } from '../../../src/formats/words/contentline.ts';

function octetsOf(folded: string): readonly number[] {
  return folded
    .split('\r\n')
    .slice(0, -1)
    .map((line) => Buffer.byteLength(line));
}

describe('a folded line', function () {
  const lines: [line: string, octets: readonly number[]][] = [
    ['', [0]],
    ['x'.repeat(75), [75]],
    ['x'.repeat(76), [75, 2]],
    ['x'.repeat(75 + 74), [75, 75]],
    ['x'.repeat(75 + 74 + 1), [75, 75, 2]],
    [`${'x'.repeat(74)}é`, [74, 3]],
    [`${'x'.repeat(73)}é`, [75]],
    [`${'x'.repeat(72)}漢`, [75]],
    [`${'x'.repeat(73)}漢`, [73, 4]],
    [`${'x'.repeat(71)}👩`, [75]],
    [`${'x'.repeat(72)}👩`, [72, 5]],
    ['👩'.repeat(19), [72, 5]],
  ];
  for (const [line, octets] of lines) {
    it(`has ${octets.join(' and ')} octets for ${line.length} of ${line.slice(-2)}`, () => {
      assert.deepEqual(octetsOf(fold(line)), octets);
    });
  }

  it('unfolds to what it was, in lines of at most 75 octets that each are UTF-8, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const line = text.replaceAll(/[\r\n]/g, ' ');

        const folded = fold(line);

        assert.equal(folded.replaceAll('\r\n ', ''), `${line}\r\n`);
        assert.ok(octetsOf(folded).every((octets) => octets <= 75));
        assert.ok(folded.split('\r\n').every((part) => part.isWellFormed()));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a text value', () => {
  const texts: [text: string, value: string][] = [
    ['a, b; c\\d: "e"', 'a\\, b\\; c\\\\d: "e"'],
    ['one\ntwo\r\nthree\rfour', 'one\\ntwo\\nthree\\nfour'],
    ['one\\ntwo', 'one\\\\ntwo'],
    ['a\u0000b\tc\u2028d\ufeffe', 'a b c d e'],
    ['a\ud800b', 'a\ufffdb'],
  ];
  for (const [text, value] of texts) {
    it(`is ${JSON.stringify(value)} for ${JSON.stringify(text)}`, () => {
      assert.equal(escapeText(text), value);
    });
  }
});

describe('the lines of a calendar', () => {
  it('are read folded or not, with either line end, and written in one way', () => {
    const one = ['BEGIN:VCALENDAR', 'VERSION:2.', ' 0', '', 'END:VCALENDAR'];

    for (const end of ['\r\n', '\n'])
      assert.equal(
        contentLines(one.join(end), ['NAME:x']),
        'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nNAME:x\r\nEND:VCALENDAR\r\n',
      );
  });
});
