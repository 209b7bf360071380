import assert from 'node:assert/strict';
import { ids, milestone, read, release } from '../folder.ts';

const file = release(
  '{name: Code Freeze, when: 2024-03-06, role: Lead, note: Old., link: https://example.org/}',
  '{name: Test Freeze, when: 2024-03-27}',
);
const plan = 'schedules: [{release: "1.30", endOfLifeDate: 2025-06-28}]\n';
const end = 'branches: [{release: "1.30", endOfLifeDate: 2025-07-15}]\n';

describe('overrides.yaml', () => {
  it('changes what it names and leaves the rest', async () => {
    const overrides = `1.30/code-freeze:
  when: 2024-03-07 02:00 UTC
  actual: 2024-03-08
  status: done
  name: The Freeze
  kind: deadline
  banner: false
  key: false
  role: [Branch Manager]
  note: New.
  because: it was announced on the list
`;

    const seen = await read({ '1.30.yaml': file, 'overrides.yaml': overrides });

    assert.deepEqual(seen.problems, []);
    const { sequence, created, changed, term: _, ...told } = milestone(seen, '1.30/code-freeze');
    assert.deepEqual(told, {
      ...{ id: 'code-freeze', release: '1.30', name: 'The Freeze', short: 'The Freeze', kind: 'deadline' },
      ...{ when: { kind: 'instant', at: '2024-03-07T02:00:00.000Z', zone: 'UTC' }, status: 'done' },
      ...{ actual: { kind: 'day', day: '2024-03-08', zone: 'UTC' }, role: ['Branch Manager'] },
      ...{ key: false, banner: false, note: 'New.', link: 'https://example.org/', aliases: [] },
    });
    // it stands on another day than planned
    assert.deepEqual([sequence, created < changed, changed], [1, true, '2024-03-08T00:00:00.000Z']);
    assert.deepEqual(
      milestone(seen, '1.30/test-freeze'),
      milestone(await read({ '1.30.yaml': file }), '1.30/test-freeze'),
    );
  });

  it('says once what two files tell of', async () => {
    const overrides = '1.30/end-of-life: {note: We know better., when: 2025-06-30}\n';

    const seen = await read({ 'patches.yaml': plan, 'eol.yaml': end, 'overrides.yaml': overrides });

    const { when, actual, note } = milestone(seen, '1.30/end-of-life');
    assert.deepEqual(when, { kind: 'day', day: '2025-06-30', zone: 'UTC' });
    assert.deepEqual(actual, { kind: 'day', day: '2025-07-15', zone: 'UTC' });
    assert.equal(note, 'We know better.');
  });

  it('has one problem for one mistake in what two files tell of', async () => {
    const overrides = '1.30/end-of-life: {when: someday}\n';

    const seen = await read({ 'patches.yaml': plan, 'eol.yaml': end, 'overrides.yaml': overrides });

    assert.deepEqual(seen.problems, [
      'overrides.yaml:1:26 error unreadable-when: expected a date, time or zone, found "someday"',
    ]);
  });

  it('adds a milestone of its own to a release', async () => {
    const overrides =
      '1.30/shadow-applications: {name: Shadow applications, kind: deadline, when: 2024-01-05}\n';

    const seen = await read({ '1.30.yaml': file, 'overrides.yaml': overrides });

    assert.deepEqual(ids(seen, '1.30'), ['code-freeze', 'test-freeze', 'shadow-applications']);
    const { name, short, kind, banner } = milestone(seen, '1.30/shadow-applications');
    assert.deepEqual(
      { name, short, kind, banner },
      {
        ...{ name: 'Shadow applications', short: 'Shadow applications', kind: 'deadline', banner: true },
      },
    );
  });

  it('adds a release, with a month and no kind where the id has one', async () => {
    const seen = await read({
      'overrides.yaml': '1.39/cycle-start: {name: Start of Release Cycle, when: 2027-01}\n',
    });

    const { when, kind, key, banner } = milestone(seen, '1.39/cycle-start');
    assert.deepEqual(
      { when, kind, key, banner },
      {
        ...{ when: { kind: 'month', month: '2027-01' }, kind: 'start', key: true, banner: true },
      },
    );
    assert.equal(seen.calendar?.releases[0]?.title, 'One 1.39');
  });

  it('reads a bare date of its own milestone in the zone of the release', async () => {
    const overrides = '1.30/mine: {name: Mine, kind: deadline, when: 2024-01-05}\n';

    const seen = await read({ '1.30.yaml': `zone: Asia/Tokyo\n${file}`, 'overrides.yaml': overrides });

    assert.deepEqual(milestone(seen, '1.30/mine').when, {
      kind: 'day',
      day: '2024-01-05',
      zone: 'Asia/Tokyo',
    });
  });

  it('may be empty', async () => {
    const seen = await read({ '1.30.yaml': file, 'overrides.yaml': '# nothing yet\n' });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(ids(seen, '1.30'), ['code-freeze', 'test-freeze']);
  });

  it('is not blamed for a mistake in the file that it changes', async () => {
    const broken = file.replace('role: Lead', 'rolle: Lead');

    const seen = await read({ '1.30.yaml': broken, 'overrides.yaml': '1.30/test-freeze: {banner: false}\n' });

    assert.deepEqual(seen.problems, [
      '1.30.yaml:3:43 error shape: unknown key "rolle"; did you mean "role"?',
    ]);
  });
});

describe('a line of overrides.yaml that cannot be', () => {
  const key = 'expected <release>/<milestone id>';
  const parts = 'a new one needs name and when, and a kind unless its id has one';
  const near = 'did you mean "1.30/code-freeze"?';
  const lines: [line: string, at: string, says: string][] = [
    ['1.30/code-freez: {banner: no}', '1:27', 'banner: expected true or false, found "no"'],
    ['1.30/code-freez: {banner: false}', '1:1', `no such milestone "1.30/code-freez"; ${near}`],
    ['1.31/code-freeze: {banner: false}', '1:1', near],
    ['1.30/mine: {kind: task, when: TBD}', '1:1', parts],
    ['1.30/mine: {kind: task, name: Mine}', '1:1', parts],
    ['1.30/mine: {name: Mine, when: TBD}', '1:1', 'found none for the new milestone "1.30/mine"'],
    ['code-freeze: {banner: false}', '1:1', key],
    ['1.30/code/freeze: {banner: false}', '1:1', key],
    ['__proto__: {banner: false}', '1:1', key],
    ['1.30/code-freeze: {wen: 2024-03-07}', '1:20', 'unknown key "wen"; did you mean "when"?'],
    ['1.30/code-freeze: {kind: freze}', '1:26', 'did you mean "freeze"?'],
    ['1.30/code-freeze: {status: canceled}', '1:28', 'did you mean "cancelled"?'],
    ['1.30/code-freeze: {when: 2024-02-30}', '1:26', 'expected a day that exists, found 2024-02-30'],
    ['1.30/code-freeze: {actual: 2024-02-30}', '1:28', 'expected a day that exists, found 2024-02-30'],
    ['1.30/code-freeze: 2024-03-07', '1:19', 'expected a map of keys, found "2024-03-07"'],
    ['- 1.30/code-freeze', '1:1', 'expected a map of keys, found a list'],
    ['1.30/code-freeze: {', '1:20', 'unexpected end'],
  ];
  for (const [line, at, says] of lines) {
    it(`is one problem at its place: ${line}`, async () => {
      const seen = await read({ '1.30.yaml': file, 'overrides.yaml': line });

      assert.ok(!seen.calendar);
      assert.equal(seen.problems.length, 1, seen.problems.join('\n'));
      assert.ok(seen.problems[0]?.startsWith(`overrides.yaml:${at} `), seen.problems[0]);
      assert.ok(seen.problems[0]?.includes(says), seen.problems[0]);
    });
  }
});
