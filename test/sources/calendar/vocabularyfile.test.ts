import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { vocabularySchema } from '../../../src/sources/calendar/vocabularyfile.ts';
import { cycleRows } from '../../../src/formats/words/cyclerows.ts';
import { ids, milestone, read } from '../folder.ts';

const small = `milestones:
  branch: {kind: deadline, asks: 'Backports for {release} are frozen.'}
  gel: {kind: freeze, until: [thaw], exceptions: ask}
  thaw: {kind: task}
  ask: {kind: deadline, banner: never}
families: {meetup: event}
rows:
  "gel|code freeze*": gel
  "meetup {n}": meetup-{n}
  "end of gel": none
says: {"big freeze": gel|thaw}
words: {cycle: season}
`;

const readme = (...rows: readonly string[]): string =>
  `# One 2.0\n\n## Timeline\n\n| What | Who | When | Week |\n|---|---|---|---|\n${rows.map((row) => `| ${row} | Lead | 2027-03-0${1 + rows.indexOf(row)} | |\n`).join('')}`;

describe('the schema of vocabulary.yaml', () => {
  it('is published as the program reads the file', () => {
    const file = new URL('../../../docs/schema/vocabulary.json', import.meta.url);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, vocabularySchema());

    assert.equal(readFileSync(file, 'utf8'), vocabularySchema(), 'UPDATE_GOLDEN=1 npm test writes it anew');
  });
});

describe('vocabulary.yaml', () => {
  it('tells what rows mean, and the first wording that fits counts', async () => {
    const files = {
      'vocabulary.yaml': small,
      '2.0.md': readme('Gel begins', 'Meetup 3', 'Thaw week', 'Beta 1'),
    };

    const seen = await read(files);

    assert.deepEqual(ids(seen, '2.0'), ['gel', 'meetup-3', 'thaw-week', 'beta-1']);
    const kinds = (seen.calendar?.releases[0]?.milestones ?? []).map(({ kind, banner }) => [kind, banner]);
    assert.deepEqual(kinds, [
      ['freeze', true],
      ['event', false],
      ['task', false],
      ['prerelease', false],
    ]);
  });

  it('lets two that a row may name together share one in a README', async () => {
    const files = {
      'vocabulary.yaml': `milestones: {gel: {kind: freeze}, jam: {kind: freeze}, tar: {kind: freeze}}
rows: {gel and jam: gel jam, gel: gel, jam: jam, tar: tar}
`,
      '2.0.md': readme('Gel and Jam', 'Tar'),
    };
    const { calendar } = await read(files);
    const [release] = calendar?.releases ?? [];
    assert.ok(release);

    const rows = cycleRows(release).map((row) => row.map(({ id }) => id));

    assert.deepEqual(rows, [['gel', 'jam'], ['tar']]);
  });

  it('gives an id its kind, and yields to a kind, a banner or a key of the author', async () => {
    const file = `release: "2.0"
milestones:
  - {name: Branch, when: 2027-03-01}
  - {id: gel, name: Gel, kind: event, when: 2027-03-02}
  - {id: ask, name: Ask, banner: true, key: true, when: 2027-03-03}
`;
    const overrides = '2.0/branch: {kind: freeze}\n';

    const seen = await read({ 'vocabulary.yaml': small, '2.0.yaml': file, 'overrides.yaml': overrides });

    const of = (id: string): readonly unknown[] => {
      const { kind, banner, key } = milestone(seen, `2.0/${id}`);
      return [kind, banner, key];
    };
    assert.deepEqual(of('branch'), ['freeze', true, false]);
    assert.deepEqual(of('gel'), ['event', false, false]);
    assert.deepEqual(of('ask'), ['deadline', true, true]);
  });

  for (const [line, at, says] of [
    ['milestone: {}', '1:1', 'unknown key "milestone"; did you mean "milestones"?'],
    ['milestones: {a: {kind: freez}}', '1:24', 'did you mean "freeze"'],
    ['milestones: {a: {}}', '1:17', 'kind'],
    ['milestones: {A b: {kind: task}}', '1:14', 'expected a slug'],
    ['rows: {"(a": b}', '1:8', 'expected words, with (a|b) for either'],
    [
      'milestones: {gel: {kind: task}}\nrows: {a: gell}',
      '2:11',
      '"gell" is not an id under "milestones" or "families"; did you mean "gel"?',
    ],
    ['says: {a: b|c}', '1:11', '"b" is not an id'],
    ['milestones: {gel: {kind: freeze, until: [thaw]}}', '1:42', '"thaw" is not an id'],
    ['milestones: {gel: {kind: freeze, exceptions: ask}}', '1:46', '"ask" is not an id'],
    ['families: {a: meeting}', '1:15', 'meeting'],
  ] as const) {
    it(`says what is wrong in ${line}`, async () => {
      const { problems, calendar } = await read({ 'vocabulary.yaml': `${line}\n` });

      assert.equal(calendar, undefined);
      assert.ok(
        problems.some((one) => one.startsWith(`vocabulary.yaml:${at} error shape: `) && one.includes(says)),
        problems.join('\n'),
      );
    });
  }
});

describe('without a vocabulary', () => {
  const kinds = [
    ['Feature Freeze (main)', 'freeze', true],
    ['String Freeze starts', 'freeze', true],
    ['RC1', 'prerelease', false],
    ['Release candidate 1', 'prerelease', false],
    ['1.2.0-rc.1', 'prerelease', false],
    ['Beta', 'prerelease', false],
    ['2.0.0 GA', 'release', true],
    ['General availability', 'release', true],
    ['Final release', 'release', true],
    ['Release Day', 'release', true],
    ['1.2.0', 'release', true],
    ['v1.2.0', 'release', true],
    ['Talks due', 'deadline', true],
    ['Call for papers closes', 'deadline', true],
    ['Translation cutoff', 'deadline', true],
    ['Docs Deadline', 'deadline', true],
    ['End of feature freeze', 'task', false],
    ['Thaw', 'task', false],
    ['Final release notes', 'task', false],
    ['Team meeting', 'task', false],
  ] as const;
  for (const [name, kind, banner] of kinds)
    it(`plain words decide in a table and where an author says no kind: ${name} is a ${kind}`, async () => {
      const file = `release: "3.0"\nmilestones: [{name: Kick, kind: task, when: 2027-02-01}, {name: "${name}", when: 2027-03-02}]\n`;

      const seen = await read({ 'vocabulary.yaml': '{}', '2.0.md': readme('Kick', name), '3.0.yaml': file });

      assert.deepEqual(seen.problems, []);
      for (const { milestones } of seen.calendar?.releases ?? [])
        assert.deepEqual([milestones[1]?.kind, milestones[1]?.banner], [kind, banner]);
    });

  it('the first row is the start where it begins, and no other', async () => {
    const seen = await read({ 'vocabulary.yaml': '{}', '2.0.md': readme('Work begins', 'Docs begin') });

    const found = (seen.calendar?.releases[0]?.milestones ?? []).map(({ kind }) => kind);
    assert.deepEqual(found, ['start', 'task']);
  });

  for (const [name, kind] of [
    ['Branch', 'deadline'],
    ['Beta', 'release'],
    ['Team finalized', 'deadline'],
  ] as const)
    it(`a kind that an author gives counts: ${name} as a ${kind}`, async () => {
      const file = `release: "3.0"\nmilestones: [{name: ${name}, kind: ${kind}, when: 2027-03-02}]\n`;

      const seen = await read({ 'vocabulary.yaml': '{}', '3.0.yaml': file });

      const [one] = seen.calendar?.releases[0]?.milestones ?? [];
      assert.deepEqual([one?.kind, one?.banner], [kind, true]);
    });
});

describe('the zones of calendar.yaml', () => {
  const zones = 'id: one\ntitle: One\nzone: UTC\nzones: {IST: Asia/Jerusalem}\n';

  it('say what a label means, in a release file, a README and overrides.yaml', async () => {
    const seen = await read({
      'calendar.yaml': zones,
      '2.0.yaml': 'release: "2.0"\nmilestones: [{name: Freeze, when: 2027-01-15 17:00 IST}]\n',
      '3.0.md': readme('Freeze')
        .replace('2027-03-01', 'Friday 15th January 2027, 17:00 IST')
        .replace('2.0', '3.0'),
      'overrides.yaml': '2.0/freeze: {actual: 2027-01-15 18:00 IST, status: done}\n',
    });

    assert.deepEqual(seen.problems, []);
    const jerusalem = (at: string) => ({ kind: 'instant', at, zone: 'Asia/Jerusalem' });
    assert.deepEqual(milestone(seen, '2.0/freeze').when, jerusalem('2027-01-15T15:00:00.000Z'));
    assert.deepEqual(milestone(seen, '2.0/freeze').actual, jerusalem('2027-01-15T16:00:00.000Z'));
    assert.deepEqual(milestone(seen, '3.0/freeze').when, jerusalem('2027-01-15T15:00:00.000Z'));
  });

  for (const [line, says] of [
    ['zones: {IST: Asia/Jerusalm}', 'did you mean "Asia/Jerusalem"'],
    ['zones: {I S T: UTC}', 'expected a zone label, such as CST, found the key "I S T"'],
  ] as const)
    it(`may be misspelled: ${line}`, async () => {
      const { problems } = await read({ 'calendar.yaml': `id: one\ntitle: One\n${line}\n` });

      assert.ok(problems[0]?.includes(says), problems.join('\n'));
    });
});
