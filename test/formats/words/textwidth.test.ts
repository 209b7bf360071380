import assert from 'node:assert/strict';
import { assert as always, integer, property, string } from 'fast-check';
import { ems, wrapped } from '../../../src/formats/words/textwidth.ts';

describe('a text on lines', () => {
  it('loses nothing but the blanks at which it is broken, and fits, whatever it says', () => {
    always(
      property(string({ unit: 'grapheme', maxLength: 200 }), integer({ min: 2, max: 30 }), (text, most) => {
        const lines = wrapped(text, most);

        assert.equal(lines.join('').replaceAll(/\s/g, ''), text.replaceAll(/\s/g, ''));
        for (const line of lines) assert.ok(ems(line) <= most, line);
      }),
    );
  });

  it('is broken between words, and within a word only where it is longer than a line', () => {
    assert.deepEqual(wrapped('Enhancements Freeze', 10), ['Enhancements', 'Freeze']);
    assert.deepEqual(wrapped('XXXXXX', 2.1), ['XXX', 'XXX']);
  });
});
