import assert from 'node:assert/strict';
import type { Milestone } from '../../../src/domain/calendar/calendar.ts';
import { milestone } from '../../domain/build.ts';
import { bad, codeFreeze, docsFreeze, good, head, source, thaw } from '../renewing.ts';

describe('a release file that an import is put over', () => {
  const kept: [what: string, before: string, after: string][] = [
    ['a plain date', 'when: 2024-03-05', 'when: 2024-03-06'],
    ['a date in double quotes', 'when: "2024-03-05"', 'when: "2024-03-06"'],
    ['a date in single quotes', "when: '2024-03-05'", "when: '2024-03-06'"],
    ['a comment behind the date', 'when:   2024-03-05   # by the lead', 'when:   2024-03-06   # by the lead'],
    ['a date in words', 'when: Tuesday 5th March 2024', 'when: 2024-03-06'],
    ['a date over two lines', 'when: Tuesday 5th\n      March 2024', 'when: 2024-03-06'],
    ['a date as a block', 'when: |-\n      2024-03-05', 'when: |-\n      2024-03-06'],
    ['a date as a folded block', 'when: >\n      2024-03-05\n', 'when: >\n      2024-03-06\n'],
    ['a date with the key in quotes', '"when": 2024-03-05', '"when": 2024-03-06'],
  ];
  for (const [what, before, after] of kept) {
    it(`changes only the date itself: ${what}`, () => {
      const file = (line: string): string =>
        `${head}  - id: code-freeze\n    ${line}\n    name: Code Freeze\n    note: kept\n`;

      const { text, changes } = good(file(before), source(codeFreeze('2024-03-06')));

      assert.equal(text, file(after));
      assert.deepEqual(changes, ['moved code-freeze']);
    });
  }

  const forms: [what: string, file: (day: string, week: string) => string][] = [
    [
      'an order of keys, names, notes and comments of its own',
      (day, week) =>
        `# ours\nmilestones: # all\n\n  # the big one\n  - note: |\n      by hand,\n      when: 1999-01-01\n    when: ${day} # hm\n    short: Freeze!\n    week: ${week}\n    name: "Code: Freeze"\n    id: code-freeze\n\n    # no more\nrelease: '1.30'\ntitle: Ours\n`,
    ],
    [
      'entries in brackets',
      (day, week) =>
        `${head}  - { when: ${day}, week: "${week}", id: code-freeze, name: Code Freeze, } # x\n`,
    ],
    [
      'a list in brackets',
      (day, week) =>
        `release: "1.30"\nmilestones: [{when: ${day}, week: ${week}, id: code-freeze, name: Code Freeze}]\n`,
    ],
    [
      'JSON',
      (day, week) =>
        `{"release":"1.30","milestones":[{"name":"Code Freeze","when":"${day}","week":"${week}"}]}`,
    ],
    ['no final line break', (day, week) => `${head}- name: Code Freeze\n  week: ${week}\n  when: ${day}`],
    [
      'CRLF',
      (day, week) =>
        `${head}  - name: Code Freeze\n    when: ${day}\n    week: ${week}\n`.replaceAll('\n', '\r\n'),
    ],
    ['a BOM', (day, week) => `\ufeff${head}  - name: Code Freeze\n    when: ${day}\n    week: ${week}\n`],
  ];
  for (const [what, file] of forms) {
    it(`stays as it is but for the date and its week, to the byte where nothing moved: ${what}`, () => {
      const { text, changes } = good(file('2024-03-05', '9'), source(codeFreeze('2024-03-13', { week: 10 })));

      assert.equal(text, file('2024-03-13', '10'));
      assert.deepEqual(changes, ['moved code-freeze']);
      const still = source(codeFreeze('2024-03-05', { week: 10 }));
      assert.deepEqual(good(file('2024-03-05', '9'), still), { text: file('2024-03-05', '9'), changes: [] });
    });
  }

  const ways: [how: string, before: string, after: string][] = [
    ['moved', '2024-03-05', '2024-03-06'],
    ['filled', 'TBD', '2024-03-06'],
    ['unset', '2024-03-06', 'TBD'],
    ['reworded', '2024-03-06', '2024-03-06 24:00 UTC'],
  ];
  for (const [how, before, after] of ways) {
    it(`tells what was ${how}`, () => {
      const file = (day: string): string => `${head}  - {id: code-freeze, name: Code Freeze, when: ${day}}\n`;

      const found = good(file(before), source(codeFreeze(after)));

      assert.deepEqual(found, { text: file(after), changes: [`${how} code-freeze`] });
    });
  }

  it('keeps what its source has no longer, and says so', () => {
    const file = `${head}  - {name: Thaw, kind: task, when: 2024-04-10}\n  - {name: Code Freeze, when: 2024-03-06}\n`;

    assert.deepEqual(good(file, source(codeFreeze('2024-03-06'))), { text: file, changes: ['gone thaw'] });
  });

  it('knows its milestones by id, by a former id of either side, and by name', () => {
    const file = (one: string, two: string, three: string): string =>
      `${head}  - {id: my-freeze, name: Mine, aliases: [code-freeze], kind: freeze, when: ${one}}\n` +
      `  - {id: old-docs, name: Other, kind: task, when: ${two}}\n` +
      `  - {id: my-thaw, name: Thaw, kind: task, when: ${three}}\n`;
    const told = source(codeFreeze('2024-03-06'), { ...docsFreeze, aliases: ['old-docs'] }, thaw);

    const found = good(file('2024-03-05', '2024-03-05', '2024-03-05'), told);

    assert.equal(found.text, file('2024-03-06', '2024-03-26', '2024-04-10'));
    assert.deepEqual(found.changes, ['moved my-freeze', 'moved old-docs', 'moved my-thaw']);
  });

  it('takes each of its milestones for one of the source only, by id before name', () => {
    const file = `${head}  - {id: retro-2, name: Retro, kind: event, when: 2024-05-01}\n`;
    const retro = (id: string, day: string): Milestone => milestone(id, day, { name: 'Retro' });

    const { text, changes } = good(
      file,
      source(retro('retro-1', '2024-04-02'), retro('retro-2', '2024-05-02')),
    );

    assert.match(text, /id: retro-1\n[^]*when: 2024-04-02\n/);
    assert.match(text, /\{id: retro-2, name: Retro, kind: event, when: 2024-05-02\}\n$/);
    assert.deepEqual(changes, ['appeared retro-1', 'moved retro-2']);
  });

  it('keeps its zone, in which a bare date of the source is meant', () => {
    const file = (day: string): string =>
      `zone: America/Los_Angeles\n${head}  - {name: Code Freeze, when: ${day}}\n  - {name: Thaw, kind: task, when: 2024-04-10}\n`;

    const found = good(file('2024-03-05'), source(codeFreeze('2024-03-06'), thaw));

    assert.deepEqual(found, { text: file('2024-03-06'), changes: ['moved code-freeze'] });
    assert.deepEqual(good(found.text, source(codeFreeze('2024-03-06'), thaw)).changes, []);
  });

  it('keeps AoE for its zone, in which a bare date is one of AoE', () => {
    const file = (day: string): string => `zone: AoE\n${head}  - {name: Code Freeze, when: ${day}}\n`;

    const moved = good(file('2024-03-05'), source(codeFreeze('2024-03-06')));

    assert.equal(moved.text, file('2024-03-06 AoE'));
    assert.deepEqual(good(file('2024-03-06'), source(codeFreeze('2024-03-06'))).changes, []);
  });
});

describe('a file that an import cannot be put over', () => {
  const files: [what: string, text: string, says: RegExp][] = [
    [
      'of another release',
      'release: "1.29"\nmilestones: []\n',
      /^1:10 the file is for 1\.29, but its source is for 1\.30$/,
    ],
    [
      'with a date that cannot be read',
      `${head}  - {name: Code Freeze, when: soon}\n`,
      /^3:31 expected a date, time or zone, found "soon"$/,
    ],
    ['that is no YAML', 'release: [\n', /./],
    ['of another shape', 'schedules: []\n', /./],
    ['that is empty', '', /./],
    ['with a key twice', `release: "1.30"\n${head}`, /once, found it twice/],
    ['with the name of a prototype', `__proto__: 1\n${head}`, /unknown key "__proto__"/],
  ];
  for (const [what, text, says] of files) {
    it(`is one ${what}`, () => {
      const [first = ''] = bad(text, source(codeFreeze('2024-03-06')));

      assert.match(first, says);
    });
  }
});
