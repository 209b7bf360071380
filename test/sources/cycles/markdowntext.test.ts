import assert from 'node:assert/strict';
import { readMarkdown } from '../../../src/sources/cycles/markdowntext.ts';

function tables(text: string): readonly (readonly (readonly string[])[])[] {
  return readMarkdown(text).parts.flatMap((part) =>
    part.tables.map(({ header, rows }) => [header, ...rows].map((row) => row.map(({ raw }) => raw))),
  );
}

function bullets(text: string): readonly string[] {
  return readMarkdown(text).parts.flatMap((part) => part.bullets.map(({ raw }) => raw));
}

function headings(text: string): readonly string[] {
  return readMarkdown(text).parts.map(({ heading }) => heading.raw);
}

describe('a table', () => {
  const forms: readonly (readonly [what: string, text: string])[] = [
    ['as people align it', '| a   |  b |\n|:----|---:|\n| 1   | 2  |\n'],
    ['without outer pipes', 'a | b\n--|--\n1 | 2\n'],
    ['with CRLF', '| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n'],
    ['with CR', '| a | b |\r|---|---|\r| 1 | 2 |\r'],
    ['without a line break at its end', '| a | b |\n|---|---|\n| 1 | 2 |'],
    ['right below a paragraph', 'Dates:\n| a | b |\n|-|-|\n| 1 | 2 |\n'],
    ['right above a list', '| a | b |\n|-|-|\n| 1 | 2 |\n- x | y\n'],
    ['right above a heading', '| a | b |\n|-|-|\n| 1 | 2 |\n## x | y\n'],
  ];
  for (const [what, text] of forms) {
    it(`is read ${what}`, () => {
      const found = tables(text);

      assert.deepEqual(found, [
        [
          ['a', 'b'],
          ['1', '2'],
        ],
      ]);
    });
  }

  it('has rows as ragged as they stand', () => {
    const [found] = tables('| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| 1 | |\n||\n');

    assert.deepEqual(found?.slice(1), [['1'], ['1', '2', '3'], ['1', ''], ['']]);
  });

  it('keeps a pipe behind a backslash in its cell', () => {
    const [found] = tables(String.raw`| a | b |
|---|---|
| x \| y | z \\|
`);

    assert.deepEqual(found?.[1], [String.raw`x \| y`, String.raw`z \\`]);
  });

  it('needs the line of dashes below its header', () => {
    const found = tables('| a | b |\n| 1 | 2 |\n\n| a | b |\n\n|---|---|\n');

    assert.deepEqual(found, []);
  });

  it('tells where each cell stands', () => {
    const text = '\u00e9\n| a | b |\n|---|---|\n|  one | two |\n';

    const cells = readMarkdown(text).parts.flatMap((part) => part.tables.flatMap(({ rows }) => rows.flat()));

    assert.deepEqual(
      cells.map(({ offset, raw }) => text.slice(offset, offset + raw.length)),
      ['one', 'two'],
    );
  });
});

describe('a bullet', () => {
  it('begins with any of its marks, and goes on until the next or a blank line', () => {
    const found = bullets('- one\n  goes on\nand on\n* two\n+ three\n\nno more\n1. four\n10) five\n');

    assert.deepEqual(found, ['one\n  goes on\nand on', 'two', 'three', 'four', 'five']);
  });

  it('ends where a heading or a table begins', () => {
    const found = bullets('- one\n## Next\n- two\n| a |\n|---|\n');

    assert.deepEqual(found, ['one', 'two']);
  });

  it('is no rule, no bold text and no number of a text', () => {
    const found = bullets('---\n\n**bold**\n\n-one\n\n2026. A year.\n');

    assert.deepEqual(found, []);
  });
});

describe('a heading', () => {
  it('parts the text', () => {
    const found = headings('before\n# One\n####### seven\n#two\n   ## Three  \n#\n');

    assert.deepEqual(found, ['', 'One', 'Three', '']);
  });
});

describe('front matter', () => {
  it('stands between two lines of dashes at the top', () => {
    const texts = ['---\ntitle: A\n---\n# B\n', '\ufeff---\r\ntitle: A\r\n---\r\n# B\r\n'];

    assert.deepEqual(
      texts.map((text) => readMarkdown(text).front.raw.trim()),
      ['title: A', 'title: A'],
    );
    assert.deepEqual(texts.map(headings), [
      ['', 'B'],
      ['', 'B'],
    ]);
  });

  it('is none further down, or without an end', () => {
    const texts = ['x\n---\ntitle: A\n---\n', '---\ntitle: A\n# B\n', ''];

    assert.deepEqual(
      texts.map((text) => readMarkdown(text).front.raw),
      ['', '', ''],
    );
  });
});

describe('a definition of a link', () => {
  it('is known by its label in any capitals, and the first of two counts', () => {
    const text =
      '[Code  Freeze]: https://a.example\n[code freeze]: https://b.example\n[x]: <https://c.example> "t"\n';

    const { definitions } = readMarkdown(text);

    assert.deepEqual(Object.fromEntries(definitions), {
      'code freeze': 'https://a.example',
      x: 'https://c.example',
    });
  });

  it('may have any name, and brackets behind backslashes', () => {
    const { definitions } = readMarkdown(String.raw`[__proto__]: https://a.example
[\[x\]]: https://b.example`);

    assert.equal(definitions.get('__proto__'), 'https://a.example');
    assert.equal(definitions.get(String.raw`\[x\]`), 'https://b.example');
  });
});
