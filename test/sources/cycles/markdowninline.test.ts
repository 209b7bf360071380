import assert from 'node:assert/strict';
import { isBold, linksIn, plainText, withoutAddresses } from '../../../src/sources/cycles/markdowninline.ts';

const definitions = new Map([
  ['code freeze', 'https://example.org/code'],
  ['exception', 'https://example.org/exceptions'],
]);

const plain: readonly (readonly [written: string, shown: string])[] = [
  ['Thaw', 'Thaw'],
  ['**Begin [Code Freeze]**', 'Begin Code Freeze'],
  ['[Docs Freeze](../phases.md#docs)', 'Docs Freeze'],
  ['[Docs Freeze](https://example.org/a_(b) "The title")', 'Docs Freeze'],
  ['[Docs Freeze](<https://example.org>)', 'Docs Freeze'],
  ['Call for [Exceptions][Exception]', 'Call for Exceptions'],
  ['[**Code** `Freeze`](x)', 'Code Freeze'],
  ['![A cat](cat.png) Freeze', 'A cat Freeze'],
  [String.raw`\[Freeze\] of a\|b \*now\* \\`, String.raw`[Freeze] of a|b *now* \ `.trim()],
  [String.raw`[a\]b](x)`, 'a]b'],
  ['Code Freeze<br/>and Thaw', 'Code Freeze and Thaw'],
  ['wrapped\r\n  on two lines', 'wrapped on two lines'],
  ['a bell \u0007 and an escape \u001b', 'a bell and an escape'],
  ['snake_case and __proto__', 'snake_case and __proto__'],
  ['[[[Thaw', 'Thaw'],
  ['[Thaw](', 'Thaw('],
  ['\ud83d\ude00', '\ud83d\ude00'],
  ['', ''],
];

const links: readonly (readonly [written: string, ...urls: string[]])[] = [
  ['[a](https://example.org/x)', 'https://example.org/x'],
  ['[a](https://example.org/a_(b))', 'https://example.org/a_(b)'],
  ['[a](<https://example.org> "title")', 'https://example.org'],
  ['[Exceptions][Exception]', 'https://example.org/exceptions'],
  [String.raw`[a](https://example.org/a\_b)`, 'https://example.org/a_b'],
  ['[Code Freeze]', 'https://example.org/code'],
  ['[Code Freeze][]', 'https://example.org/code'],
  ['[CODE\n  Freeze]', 'https://example.org/code'],
  ['[Code Freeze] and [x](y)', 'https://example.org/code', 'y'],
  ['[Thaw]'],
  ['[__proto__] [constructor]'],
  [String.raw`\[Code Freeze\]`],
  ['![A cat](cat.png)'],
  ['[a]()'],
];

describe('the text of a cell', () => {
  for (const [written, shown] of plain) {
    it(`is shown as a reader sees it: ${JSON.stringify(written)}`, () => {
      const text = plainText(written);

      assert.equal(text, shown);
    });
  }
});

describe('the links of a cell', () => {
  for (const [written, ...urls] of links) {
    it(`${urls.length > 0 ? 'lead where they say' : 'lead nowhere'}: ${JSON.stringify(written)}`, () => {
      const found = linksIn(written, definitions);

      assert.deepEqual(
        found.map(({ url }) => url),
        urls,
      );
    });
  }

  it('keep the words that they are on', () => {
    const found = linksIn('Begin [**Code Freeze**](x) and [Exceptions][Exception]', definitions);

    assert.deepEqual(
      found.map(({ text }) => text),
      ['Code Freeze', 'Exceptions'],
    );
  });
});

describe('a date in a link', () => {
  it('is read without its address', () => {
    const date = withoutAddresses('[1 March](https://example.org/1?a=(b)) / <br>[2 March][x]');

    assert.equal(date, '[1 March] /  [2 March][x]');
  });
});

describe('a row', () => {
  it('is stressed when it begins in bold', () => {
    const bold = ['**Begin [Code Freeze]** (EOD PST)', 'Begin **Code Freeze**', 'Thaw'].map(isBold);

    assert.deepEqual(bold, [true, false, false]);
  });
});
