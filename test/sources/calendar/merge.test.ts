import assert from 'node:assert/strict';
import { allMilestones } from '../../../src/domain/calendar/calendar.ts';
import { writeWhen } from '../../../src/domain/when/writewhen.ts';
import { ids, milestone, read, release } from '../folder.ts';

const plan =
  'schedules: [{release: "1.30", endOfLifeDate: 2025-06-28, maintenanceModeStartDate: 2025-04-28}]\n';
const end =
  'branches: [{release: "1.30", finalPatchRelease: 1.30.14, endOfLifeDate: 2025-07-15, note: A month late.}]\n';

describe('an end of life', () => {
  it('adds the actual end while the plan stays', async () => {
    const seen = await read({ 'patches.yaml': plan, 'end-of-life.yaml': end });

    const { when, actual, status, note } = milestone(seen, '1.30/end-of-life');
    assert.deepEqual(when, { kind: 'day', day: '2025-06-28', zone: 'UTC' });
    assert.deepEqual(actual, { kind: 'day', day: '2025-07-15', zone: 'UTC' });
    assert.deepEqual([status, note], ['done', 'The last patch release is 1.30.14.\nA month late.']);
    assert.deepEqual(ids(seen, '1.30'), ['maintenance', 'end-of-life']);
  });

  it('does so whichever file is read first', async () => {
    const one = await read({ 'a.yaml': plan, 'b.yaml': end });
    const other = await read({ 'a.yaml': end, 'b.yaml': plan });

    assert.deepEqual(milestone(one, '1.30/end-of-life'), milestone(other, '1.30/end-of-life'));
  });

  it('is the plan too where there was none', async () => {
    const seen = await read({ 'end-of-life.yaml': end });

    const { when, actual, status } = milestone(seen, '1.30/end-of-life');
    assert.deepEqual(when, actual);
    assert.equal(status, 'done');
  });

  it('leaves the other notes of the plan', async () => {
    const file = release('{id: end-of-life, name: End of life, when: 2025-06-28, note: As planned.}');

    const seen = await read({ '1.30.yaml': file, 'end-of-life.yaml': end });

    assert.match(milestone(seen, '1.30/end-of-life').note ?? '', /^As planned\.\nThe last patch release is/);
  });

  it('stops the new version when it cannot be read', async () => {
    const seen = await read({ 'end-of-life.yaml': end.replace('2025-07-15', 'someday') });

    assert.ok(!seen.calendar);
    assert.match(
      seen.problems.join('\n'),
      /^end-of-life.yaml:1:73 error unreadable-when: expected a date, time or zone, found "someday"$/,
    );
  });
});

describe('the files of one release', () => {
  it('merge when they are of different shapes', async () => {
    const file = release('{name: Code Freeze, when: 2024-03-06}').replace(
      'milestones',
      'title: Thirty\nmilestones',
    );

    const seen = await read({ '1.30.yaml': file, 'patches.yaml': plan, 'end-of-life.yaml': end });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(ids(seen, '1.30'), ['code-freeze', 'maintenance', 'end-of-life']);
    assert.deepEqual(
      seen.calendar?.releases.map(({ title }) => title),
      ['Thirty'],
    );
  });

  const cycle = 'releases: [{version: "1.30", timeline: [{what: Thaw}]}]\n';
  const pairs: [string, string, string, string][] = [
    ['two files of our shape', release(), release(), 'b.yaml:1:10'],
    ['our shape and a release cycle', release(), cycle, 'b.yaml:1:22'],
    ['two release cycles', cycle, cycle.replace('Thaw', 'Code Freeze'), 'b.yaml:1:22'],
  ];
  for (const [name, first, second, place] of pairs) {
    it(`may not be ${name}`, async () => {
      const seen = await read({ 'a.yaml': first, 'b.yaml': second });

      assert.ok(!seen.calendar);
      assert.deepEqual(seen.problems, [
        `${place} error duplicate: expected release 1.30 in one file, found it in a.yaml too`,
      ]);
    });
  }

  it('may not be one release twice in a file', async () => {
    const twice = 'releases:\n- {version: "1.30", timeline: []}\n- {version: "1.30", timeline: []}\n';

    const seen = await read({ 'cycle.yaml': twice });

    assert.deepEqual(seen.problems, [
      'cycle.yaml:3:13 error duplicate: expected release 1.30 in one file, found it in cycle.yaml too',
    ]);
  });

  it('are one problem, not one a milestone, where somebody copied a release', async () => {
    const file = release('{name: Code Freeze, when: 2024-03-06}', '{name: Test Freeze, when: 2024-03-27}');

    const seen = await read({ '1.30.yaml': file, '1.30-copy.yaml': file });

    assert.equal(seen.problems.length, 1, seen.problems.join('\n'));
  });

  it('has the day of a tag at the patch that planned it, also where its branch is called by less', async () => {
    const seen = await read({
      'patches.yaml': 'schedules:\n  - {release: "4", next: {release: 4.0.3, targetDate: 2026-12-15}}\n',
      'released.yaml':
        'versions: {4.0.3: {date: "2026-12-18"}, 4.0.0: {date: "2026-09-01"}, 3.9.1: {date: "2026-01-01"}}\n',
    });

    assert.deepEqual(
      allMilestones(seen.calendar ?? { releases: [] }).map(({ release, id, actual }) =>
        [release, id, actual ? writeWhen(actual) : '-'].join(' '),
      ),
      ['4 patch-4-0-3 2026-12-18'],
    );
  });
});

describe('an id that stands twice', () => {
  it('is a problem at the second place, in one file', async () => {
    const rows = [
      '{name: Code Freeze, when: TBD}',
      '{name: Thaw, when: TBD}',
      '{name: Code freeze!, when: TBD}',
    ];

    const seen = await read({ '1.30.yaml': release(...rows) });

    assert.ok(!seen.calendar);
    assert.deepEqual(seen.problems, [
      '1.30.yaml:5:5 error duplicate: expected the id "code-freeze" once, found it at 1.30.yaml:3 too',
    ]);
  });

  it('is a problem at the second place, in two files', async () => {
    const file = release('{id: maintenance, name: Ours, when: TBD}');

    const seen = await read({ '1.30.yaml': file, 'patches.yaml': plan });

    assert.ok(!seen.calendar);
    assert.deepEqual(seen.problems, [
      'patches.yaml:1:84 error duplicate: expected the id "maintenance" once, found it at 1.30.yaml:3 too',
    ]);
  });
});

describe('the releases of a calendar', () => {
  it('stand in the order of their versions, and the months for later last', async () => {
    const upcoming = 'schedules: []\nupcoming_releases: [{targetDate: 2026-07-14}]\n';
    const files = ['1.9', '1.10', '1.30', '2.0', '1.30-beta'].map((version) => [
      `${version}.yaml`,
      release().replace('1.30', version),
    ]);

    const seen = await read({ ...Object.fromEntries(files), 'patches.yaml': upcoming });

    const versions = seen.calendar?.releases.map(({ version }) => version);
    assert.deepEqual(versions, ['1.9', '1.10', '1.30', '1.30-beta', '2.0', 'patches']);
  });
});
