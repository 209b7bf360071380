import assert from 'node:assert/strict';
import type { Place, Problem } from '../../../src/domain/problem/rule.ts';
import { inOrder, problem } from '../../../src/domain/problem/rule.ts';

function place(file: string, line: number, column: number): Place {
  return { file, line, column };
}

describe('a problem', () => {
  it('has the severity of its rule, the place where it was found, and what was expected and found', () => {
    const finding = { rule: 'bad-ordinal', says: 'expected "26th", found "26nd"' } as const;

    const found = problem(place('1.38.md', 12, 5), finding, { blocks: false });

    assert.deepEqual(found, {
      ...{ at: { file: '1.38.md', line: 12, column: 5 }, severity: 'warning', rule: 'bad-ordinal' },
      ...{ says: 'expected "26th", found "26nd"', blocks: false },
    });
  });

  it('stands where a reader of the files meets it: by file, then line, then column', () => {
    const at = [
      ...[place('b.yaml', 1, 1), place('a.yaml', 10, 1), place('a.yaml', 9, 20), place('a.yaml', 9, 3)],
    ];
    const problems = at.map((where): Problem => problem(where, { rule: 'yaml', says: '' }, { blocks: true }));

    const found = inOrder(problems).map(({ at: { file, line, column } }) => `${file}:${line}:${column}`);

    assert.deepEqual(found, ['a.yaml:9:3', 'a.yaml:9:20', 'a.yaml:10:1', 'b.yaml:1:1']);
  });
});
