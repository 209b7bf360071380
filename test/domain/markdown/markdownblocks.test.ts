import assert from 'node:assert/strict';
import type { Node } from 'commonmark';
import { Parser } from 'commonmark';
import * as fc from 'fast-check';
import { markdownBlocks } from '../../../src/domain/markdown/markdownblocks.ts';
import { findSection } from '../../../src/domain/post/findsection.ts';
import { readMarkdown } from '../../../src/sources/cycles/markdowntext.ts';

/** The headings of a text that stand in no list or quotation, by a parser of CommonMark. */
function headingsByCommonMark(text: string): readonly string[] {
  const found: string[] = [];
  for (let node = new Parser().parse(text).firstChild; node; node = node.next)
    if (node.type === 'heading') found.push(wordsIn(node));
  return found;
}

function wordsIn(node: Node): string {
  const words: string[] = [];
  const walker = node.walker();
  for (let step = walker.next(); step; step = walker.next()) {
    const { node: one, entering } = step;
    if (!entering) continue;
    if (one.type === 'text' || one.type === 'code') words.push(one.literal ?? '');
    else if (one.type === 'softbreak') words.push(' ');
  }
  return plain(words.join(''));
}

/** Without the signs of code, which are not what is compared. */
function plain(text: string): string {
  return text.replace(/`/g, '').replace(/\s+/g, ' ').trim();
}

function headings(text: string): readonly string[] {
  return [...markdownBlocks(text)].flatMap((block) => {
    if (block.kind === 'line') return [];
    const { lines, isUnderlined } = block;
    const said = (isUnderlined ? lines.slice(0, -1) : lines).map((line) => line.said).join(' ');
    const title = isUnderlined ? said : said.replace(/^ {0,3}#+/, '').replace(/(^|\s)#+\s*$/, '');
    return [plain(title)];
  });
}

const plainLines = [
  ...['# One', '## Two ##', '#none', '####### none', '#', 'text', 'more text', 'Title', '===', '---', '='],
  ...['***', '* * *', '- - -', '', '```', '```md', '``` `not` a fence', '````', '~~~', '~~~ info `x`'],
  ...['```  '],
  ...['<!--', '-->', '<!-- one -->', 'text <!-- a', 'b --> text', 'use `<!--` so', '<!-- open'],
];
/** Below a list item they would be of it. */
const indented = ['   ### Three', '    # code', '   ---   ', '   ```', '   <!-- in', '  inside'];
const contained = ['- item', '* item', '1. item', '> quote', 'lazy'];

describe('the headings of a Markdown text', () => {
  for (const [what, fragments] of [
    ['fences, comments, rules and code', [...plainLines, ...indented]],
    ['lists and quotations', [...plainLines, ...contained]],
  ] as const)
    it(`are those that CommonMark has, whatever ${what} stand around them`, () => {
      // two of these lines would be code that goes on from one to the other
      const lines = fc
        .array(fc.constantFrom(...fragments), { maxLength: 9 })
        .filter((all) => all.filter((line) => line.startsWith('``` `')).length < 2);
      fc.assert(
        fc.property(lines, (all) => {
          const text = `${all.join('\n')}\n`;
          assert.deepEqual(headings(text), headingsByCommonMark(text), JSON.stringify(text));
        }),
        { numRuns: 3_000 },
      );
    });

  for (const [what, text] of [
    ['a fence line with an info string inside a fence', '```\n```md\n# hidden\n```\n# shown\n'],
    ['a comment that is never closed', '# shown\n\n<!-- open\n\n# hidden\n'],
    ['a comment sign that is never closed in a line', 'text <!-- so\n\n# shown\n'],
    ['an underlined heading', 'shown\n=====\n\ntext\n'],
    ['two lines of text with one underline', 'shown\nin two\n---\n'],
    ['a rule below a list', '- item\n---\n# shown\n'],
  ] as const)
    it(`are the same for READMEs and posts: ${what}`, () => {
      const wanted = headingsByCommonMark(text);

      assert.deepEqual(
        readMarkdown(text)
          .parts.slice(1)
          .map(({ heading }) => heading.raw),
        wanted,
      );
      for (const title of ['shown', 'hidden']) {
        const post = text.replaceAll(title, 'Release Schedule');
        assert.equal(findSection(post, 0) !== undefined, wanted.includes(title), title);
      }
    });
});
