import assert from 'node:assert/strict';
import { read, release } from './folder.ts';

const file = release('{name: Code Freeze, when: 2024-03-06}', '{name: Test Freeze, when: 2024-03-27}');

describe('a line of overrides.yaml that cannot be', () => {
  const lines: [string, string, string, RegExp][] = [
    [
      'a milestone nearly named',
      '1.30/code-freez: {banner: no}',
      '1:27',
      /banner: found "no", wanted true, false/,
    ],
    [
      'an unknown milestone',
      '1.30/code-freez: {banner: false}',
      '1:1',
      /no such milestone "1.30\/code-freez"; did you mean "1.30\/code-freeze"\?/,
    ],
    [
      'an unknown release',
      '1.31/code-freeze: {banner: false}',
      '1:1',
      /no such milestone .*did you mean "1.30\/code-freeze"\?/,
    ],
    [
      'a new one without a name',
      '1.30/mine: {kind: task, when: TBD}',
      '1:1',
      /a new one needs name, kind and when/,
    ],
    [
      'a new one without a when',
      '1.30/mine: {kind: task, name: Mine}',
      '1:1',
      /a new one needs name, kind and when/,
    ],
    [
      'a new one without a kind',
      '1.30/mine: {name: Mine, when: TBD}',
      '1:1',
      /^overrides.yaml:1:1 error shape: kind: missing for the new milestone/,
    ],
    [
      'no release in the key',
      'code-freeze: {banner: false}',
      '1:1',
      /code-freeze.*wanted <release>\/<milestone id>/,
    ],
    [
      'two slashes in the key',
      '1.30/code/freeze: {banner: false}',
      '1:1',
      /wanted <release>\/<milestone id>/,
    ],
    ['a key of a prototype', '__proto__: {banner: false}', '1:1', /wanted <release>\/<milestone id>/],
    [
      'an unknown key',
      '1.30/code-freeze: {wen: 2024-03-07}',
      '1:20',
      /unknown key "wen"; did you mean "when"\?/,
    ],
    [
      'an unknown kind',
      '1.30/code-freeze: {kind: freze}',
      '1:26',
      /found "freze", wanted .*; did you mean "freeze"\?/,
    ],
    ['an unknown status', '1.30/code-freeze: {status: canceled}', '1:28', /did you mean "cancelled"\?/],
    ['a date that is none', '1.30/code-freeze: {when: 2024-02-30}', '1:26', /there is no day 2024-02-30/],
    [
      'an actual that is none',
      '1.30/code-freeze: {actual: 2024-02-30}',
      '1:28',
      /there is no day 2024-02-30/,
    ],
    [
      'a text in place of a map',
      '1.30/code-freeze: 2024-03-07',
      '1:19',
      /found "2024-03-07", wanted a map of keys/,
    ],
    ['a list', '- 1.30/code-freeze', '1:1', /found a list, wanted a map of keys/],
    ['a broken line', '1.30/code-freeze: {', '1:20', /unexpected end/],
  ];
  for (const [name, line, at, wanted] of lines) {
    it(`is one problem at its place: ${name}`, async () => {
      const seen = await read({ '1.30.yaml': file, 'overrides.yaml': line });

      assert.ok(!seen.calendar);
      assert.equal(seen.problems.length, 1, seen.problems.join('\n'));
      assert.match(seen.problems[0] ?? '', wanted);
      assert.ok(seen.problems[0]?.startsWith(`overrides.yaml:${at} `), seen.problems[0]);
    });
  }
});
