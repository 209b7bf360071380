import assert from 'node:assert/strict';
import { ids, milestone, read, release } from '../folder.ts';

const schedule = `schedules:
  - release: "1.36"
    releaseDate: "2026-04-22"
    next:
      release: 1.36.2
      cherryPickDeadline: "2026-06-05"
      targetDate: "2026-06-09"
      note: Also for June.
    maintenanceModeStartDate: "2027-04-28"
    endOfLifeDate: "2027-06-28"
    previousPatches:
      - release: 1.36.1
        cherryPickDeadline: "2026-05-08"
        targetDate: "2026-05-13"
      - release: 1.36.0
        cherryPickDeadline: ""
        targetDate: "2026-04-22"
upcoming_releases:
  - cherryPickDeadline: "2026-06-05"
    targetDate: "2026-06-09"
  - cherryPickDeadline: "2026-07-10"
    targetDate: "2026-07-14"
`;

const branch = (fields: string): string => `schedules:\n  - {release: "1.36", ${fields}}\n`;
const upcoming = (...rows: readonly string[]): string =>
  `schedules: []\nupcoming_releases:\n${rows.map((row) => `  - {${row}}\n`).join('')}`;

describe('a patch schedule', () => {
  it('tells of each branch its patches, oldest first, then its phases', async () => {
    const seen = await read({ 'patches.yaml': schedule });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(ids(seen, '1.36'), [
      ...['cherry-pick-1-36-1', 'patch-1-36-1', 'cherry-pick-1-36-2', 'patch-1-36-2'],
      ...['maintenance', 'end-of-life'],
    ]);
  });

  it('gives a patch its name, kind, day and note', async () => {
    const seen = await read({ 'patches.yaml': schedule });

    const [deadline, patch] = [
      milestone(seen, '1.36/cherry-pick-1-36-2'),
      milestone(seen, '1.36/patch-1-36-2'),
    ];
    assert.deepEqual(
      [deadline.name, deadline.kind, deadline.note],
      [...['Cherry-pick deadline for 1.36.2', 'cherry-pick', 'Also for June.']],
    );
    assert.deepEqual(deadline.when, { kind: 'day', day: '2026-06-05', zone: 'UTC' });
    assert.deepEqual(
      [patch.name, patch.kind, patch.note],
      ['Patch release 1.36.2', 'patch', 'Also for June.'],
    );
    assert.deepEqual(patch.when, { kind: 'day', day: '2026-06-09', zone: 'UTC' });
    assert.deepEqual([deadline.banner, patch.banner], [false, false]);
  });

  it('keeps a month for later until a branch names it', async () => {
    const seen = await read({ 'patches.yaml': schedule });

    assert.deepEqual(ids(seen, 'patches'), ['cherry-pick-2026-07', 'patch-2026-07']);
    assert.equal(milestone(seen, 'patches/patch-2026-07').name, 'Patch release July 2026');
    assert.deepEqual(milestone(seen, 'patches/cherry-pick-2026-07').when, {
      ...{ kind: 'day', day: '2026-07-10', zone: 'UTC' },
    });
  });

  it('counts a month as named by the patch itself, not by its cherry-pick deadline', async () => {
    const file = `${branch('next: {release: 1.36.2, cherryPickDeadline: 2026-06-30, targetDate: 2026-07-03}')}upcoming_releases:
  - {cherryPickDeadline: 2026-06-05, targetDate: 2026-06-09}
  - {cherryPickDeadline: 2026-06-30, targetDate: 2026-07-03}
`;

    const seen = await read({ 'patches.yaml': file });

    assert.deepEqual(ids(seen, 'patches'), ['cherry-pick-2026-06', 'patch-2026-06']);
  });

  it('makes a slug of the month of a row that has no target yet', async () => {
    const rows = ['cherryPickDeadline: 2026-08-07, targetDate: TBD', 'cherryPickDeadline: 2026-09-04'];

    const seen = await read({ 'patches.yaml': upcoming(...rows) });

    assert.deepEqual(ids(seen, 'patches'), ['cherry-pick-2026-08', 'patch-2026-08', 'cherry-pick-2026-09']);
  });
});

describe('a date of a patch schedule', () => {
  const of = (end: string): string =>
    `endOfLifeDate: ${end}, next: {release: 1.36.2, cherryPickDeadline: ${end}, targetDate: 2026-06-09}`;
  const none: [what: string, fields: string, wanted: string][] = [
    ['it is an empty text', of('""'), 'patch-1-36-2'],
    ['it is N/A', of('N/A'), 'patch-1-36-2'],
    ['its key is absent', 'next: {release: 1.36.2, targetDate: 2026-06-09}', 'patch-1-36-2'],
    ['its key has nothing after it', of(''), 'patch-1-36-2'],
    ['next is a map of nothing', 'next: {}, endOfLifeDate: 2027-06-28', 'end-of-life'],
    ['next is an empty text', 'next: "", endOfLifeDate: 2027-06-28', 'end-of-life'],
    ['next is empty', 'next: , endOfLifeDate: 2027-06-28', 'end-of-life'],
  ];
  for (const [what, fields, wanted] of none) {
    it(`is none where ${what}`, async () => {
      const seen = await read({ 'patches.yaml': branch(fields) });

      assert.deepEqual(seen.problems, []);
      assert.deepEqual(ids(seen, '1.36'), [wanted]);
    });
  }

  it('stops the new version when it cannot be read, and says where', async () => {
    const seen = await read({
      'patches.yaml': branch('endOfLifeDate: soon, maintenanceModeStartDate: 2027-02-30'),
    });

    assert.ok(!seen.calendar);
    assert.deepEqual(seen.problems, [
      'patches.yaml:2:38 error unreadable-when: expected a date, time or zone, found "soon"',
      'patches.yaml:2:70 error impossible-date: expected a day that exists, found 2027-02-30',
    ]);
  });

  for (const where of ['next: {targetDate: 2026-06-09}', 'previousPatches: [{targetDate: 2026-06-09}]']) {
    it(`is never dropped silently for want of a patch to belong to: ${where}`, async () => {
      const seen = await read({ 'patches.yaml': branch(where) });

      assert.match(seen.problems.join('\n'), /^patches.yaml:2:\d+ error shape: .*release/);
    });
  }
});

describe('the x.y.0 and the releaseDate of a patch schedule', () => {
  const own = release('{name: Kubernetes v1.36.0 released, id: release, when: 2026-04-22}').replace(
    '1.30',
    '1.36',
  );

  it('are never a second event, whether or not the release has its own file', async () => {
    const alone = await read({ 'patches.yaml': schedule });
    const beside = await read({ 'patches.yaml': schedule, '1.36.yaml': own });

    const releases = (all: readonly string[]): readonly string[] => all.filter((id) => /release|0$/.test(id));
    assert.deepEqual(releases(ids(alone, '1.36')), []);
    assert.deepEqual(releases(ids(beside, '1.36')), ['release']);
    assert.deepEqual(beside.problems, []);
  });

  const others: [string, string, string][] = [
    ['releaseDate', 'releaseDate: "2026-04-22"', '3:18'],
    ['x.y.0', 'targetDate: "2026-04-22"', '17:21'],
  ];
  for (const [name, line, at] of others) {
    it(`say where the ${name} differs, which stops nothing`, async () => {
      const file = schedule.replace(line, line.replace('22', '23'));

      const seen = await read({ 'patches.yaml': file, '1.36.yaml': own });

      assert.deepEqual(milestone(seen, '1.36/release').when, { kind: 'day', day: '2026-04-22', zone: 'UTC' });
      assert.deepEqual(seen.problems, [
        `patches.yaml:${at} error release-date-mismatch: expected the release on 2026-04-22, as its own file says, found 2026-04-23`,
      ]);
    });
  }

  it('are compared with the announced day of an instant', async () => {
    const file = own.replace('2026-04-22', '"2026-04-23T01:00:00Z[America/Los_Angeles]"');

    const seen = await read({ 'patches.yaml': schedule, '1.36.yaml': file });

    assert.deepEqual(seen.problems, []);
  });
});
