import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { yaml } from '../../src/formats/yamlfile.ts';
import { milestone } from '../domain/build.ts';
import { bad, codeFreeze, docsFreeze, good, head, source, thaw } from './renewing.ts';

describe('a new milestone of the source', () => {
  const entry = (id: string, name: string, day: string, indent = '  '): string =>
    `${indent}- id: ${id}\n${indent}  name: ${name}\n${indent}  kind: freeze\n${indent}  when: ${day}\n`;
  const code = entry('code-freeze', 'Code Freeze', '2024-03-06');
  const docs = entry('docs-freeze', 'Docs Freeze', '2024-03-26');
  const thawed = '  - id: thaw\n    name: Thaw\n    kind: task\n    when: 2024-04-10\n';
  const all = source(codeFreeze('2024-03-06'), docsFreeze, thaw);

  const none = (): string => '';
  const whole = (added: string): string => added;
  /** The file with what is added to it, or without. */
  const places: [where: string, file: (add: (entry: string) => string) => string][] = [
    ['first', (add) => head + add(code) + docs + thawed],
    ['between two', (add) => head + code + add(docs) + thawed],
    ['last', (add) => head + code + docs + add(thawed)],
    ['two after one', (add) => head + code + add(docs + thawed)],
    ['two before one', (add) => head + add(code + docs) + thawed],
    ['before a comment that belongs to the next', (add) => `${head}${code}${add(docs)}\n  # last\n${thawed}`],
    ['first, before such a comment', (add) => `${head}${add(code)}  # the docs\n${docs}${thawed}`],
    ['before what follows the list', (add) => `${head}${code}${docs}${add(thawed)}title: Ours\n`],
    ['at the end without a final line break', (add) => (head + code + docs + add(thawed)).trimEnd()],
    [
      'behind a list of roles over several lines',
      (add) => `${head}${code}    role: [\n      A, # [\n      B\n      ]\n${add(docs)}${thawed}`,
    ],
    ['behind a key with nothing after it', (add) => `${head}${code}    note:\n${add(docs)}${thawed}`],
    [
      'behind a note of several lines',
      (add) => `${head}${code}    note: |\n      a\n\n      b\n${add(docs)}${thawed}`,
    ],
  ];
  for (const [place, file] of places) {
    it(`stands where it stands in the source, with the line ends of the file: ${place}`, () => {
      for (const end of ['\n', '\r\n'])
        assert.equal(good(file(none).replaceAll('\n', end), all).text, file(whole).replaceAll('\n', end));
    });
  }

  const empty: [where: string, before: string, after: string][] = [
    ['in an empty list', 'release: "1.30"\nmilestones: []\n', head + code + docs + thawed],
    [
      'in an empty list before other keys',
      'milestones: [ ] # none\nrelease: "1.30"\n',
      `milestones:\n${code}${docs}${thawed.trimEnd()} # none\nrelease: "1.30"\n`,
    ],
  ];
  for (const [place, before, after] of empty) {
    it(`stands where it stands in the source, with the line ends of the file: ${place}`, () => {
      for (const end of ['\n', '\r\n'])
        assert.equal(good(before.replaceAll('\n', end), all).text, after.replaceAll('\n', end));
    });
  }

  for (const indent of ['', '    ']) {
    it(`is indented as the others are, by ${indent.length}`, () => {
      const [one, two] = [
        entry('code-freeze', 'Code Freeze', '2024-03-06', indent),
        entry('docs-freeze', 'Docs Freeze', '2024-03-26', indent),
      ];

      const { text, changes } = good(head + one, source(codeFreeze('2024-03-06'), docsFreeze));

      assert.equal(text, head + one + two);
      assert.deepEqual(changes, ['appeared docs-freeze']);
    });
  }

  it('is refused where the list stands in brackets, and the reason is told', () => {
    const says = bad('release: "1.30"\nmilestones: [{name: Code Freeze, when: 2024-03-05}]\n', all);

    assert.equal(says.length, 1);
    assert.match(says[0] ?? '', /^2:13 expected each milestone after a dash .*, found a list in brackets$/);
  });

  it('is refused where nobody could read the file with it', () => {
    const says = bad(head + code, source(codeFreeze('2024-03-06'), { ...thaw, id: 'x'.repeat(81) }));

    assert.equal(says.length, 1);
    assert.match(says[0] ?? '', /expected at most 80 characters, found .*$/);
  });
});

describe('an import that is put over a file twice', () => {
  const ids = ['code-freeze', 'test-freeze', 'docs-freeze', 'release', 'thaw', 'rc-1', 'kubecon-na'];
  const days = [
    ...['TBD', '2024-03', '2024-03-06', '2024-03-06 AoE', '2024-03-06 24:00 -08:00'],
    ...['2024-10-27T00:30:07Z[Europe/London]'],
  ];
  const rows = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...ids),
      day: fc.constantFrom(...days),
      name: fc.constantFrom('A', 'B: C', '- #'),
    }),
    { selector: ({ id }) => id, maxLength: 7 },
  );
  const told = rows.map((all) => source(...all.map(({ id, day, name }) => milestone(id, day, { name }))));
  const eol = fc.constantFrom('\n', '\r\n');

  it('changes nothing the second time, and every date is that of the source', () => {
    fc.assert(
      fc.property(told, told, eol, fc.boolean(), (first, second, end, cut) => {
        const written = (yaml.release?.(first) ?? '').replaceAll('\n', end);
        const file = cut ? written.trimEnd() : written;

        const once = good(file, second);
        const twice = good(once.text, second);

        assert.equal(twice.text, once.text);
        assert.deepEqual(
          twice.changes.filter((change) => !change.startsWith('gone')),
          [],
        );
        assert.equal(once.text.endsWith(end), !cut && file.endsWith(end));
      }),
    );
  });
});

describe('a large file that an import is put over', () => {
  it('is renewed in seconds', () => {
    const many = Array.from({ length: 8_000 }, (_, index) => `a${index}`);
    const file =
      head + many.map((id) => `- {id: ${id}, name: ${id}, kind: task, when: 2024-03-05}\n`).join('');
    const doubled = many.flatMap((id) => [id, `b${id}`]).map((id) => milestone(id, '2024-03-06'));
    const start = process.cpuUsage();

    const { changes } = good(file, source(...doubled));

    const { user, system } = process.cpuUsage(start);
    assert.equal(changes.length, 16_000);
    assert.ok(user + system < 20_000_000, `${user + system} us`);
  });
});
