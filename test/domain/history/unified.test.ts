import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { unified } from '../../../src/domain/history/unified.ts';

/** Applies a diff of one hunk, and insists on its line numbers and its context. */
function patched(before: string, diff: string): string {
  const lines =
    diff.replaceAll('\n\\ No newline at end of file\n', '<no end>\n').match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const [, , head = '', ...hunk] = lines;
  const [, first = 0, count = 0] = (/^@@ -(\d+),(\d+) \+\d+,\d+ @@\n$/.exec(head) ?? []).map(Number);
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const from = count === 0 ? first : first - 1;
  const side = (marks: string): string =>
    hunk
      .flatMap((line) => (marks.includes(line.charAt(0)) ? [line.slice(1).replace('<no end>\n', '')] : []))
      .join('');
  assert.equal(side(' -'), old.slice(from, from + count).join(''));
  return [...old.slice(0, from), side(' +'), ...old.slice(from + count)].join('');
}

describe('a unified diff', () => {
  it('shows the changed lines with three of context on each side', () => {
    const diff = unified('a.md', '1\n2\n3\n4\nold\n5\n6\n7\n8\n', '1\n2\n3\n4\nnew\nmore\n5\n6\n7\n8\n');

    const lines = [' 2', ' 3', ' 4', '-old', '+new', '+more', ' 5', ' 6', ' 7', ''];
    assert.equal(diff, ['--- a.md', '+++ a.md', '@@ -2,7 +2,8 @@', ...lines].join('\n'));
  });

  it('says when the last line has no end', () => {
    const diff = unified('a.md', 'a', 'a\nb');

    const end = '\\ No newline at end of file';
    assert.equal(diff, `--- a.md\n+++ a.md\n@@ -1,1 +1,2 @@\n-a\n${end}\n+a\n+b\n${end}\n`);
  });

  it('has all that makes the new text of the old one, and is nothing when nothing changed', () => {
    const anyText = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', '- \n'), { maxLength: 14 })
      .chain((lines) => fc.constantFrom('', 'end').map((end) => lines.join('') + end));

    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const diff = unified('a.md', before, after);

        assert.equal(diff === '' ? before : patched(before, diff), after);
        assert.equal(diff === '', before === after);
      }),
    );
  });
});
