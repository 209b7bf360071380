import assert from 'node:assert/strict';
import { ids, milestone, read } from '../folder.ts';

const schedule = `---
start-week: '2027-10-04'
release-week: 2028-03-27
cycle:
  - start: '2027-09-27'
    end: '2027-10-01'
    x-project:
      - y-final
  - start: '2027-10-04'
    end: '2027-10-08'
    name: R-25
  - start: '2027-11-08'
    end: '2027-11-12'
    name: R-20
    x-project:
      - z-1
    project-specific:
      - z-nova-spec-freeze
      - z-review-day
  - start: '2027-12-06'
    end: '2027-12-10'
    name: R-16
    x-project: z-milestone-2
    project-specific: [z-review-day, z-manila-driver-deadline]
  - start: '2028-03-06'
    end: '2028-03-10'
    name: R-3
    x-project: [z-rc1]
`;

const span = (first: string, last: string): object => ({ kind: 'span', first, last, zone: 'UTC' });

describe("a schedule of OpenStack's", () => {
  it('is read as it is, under the name of its file', async () => {
    const seen = await read({ '2028.1.yaml': schedule });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(ids(seen, '2028.1'), [
      ...['cycle-start', 'y-final', 'z-1', 'z-nova-spec-freeze', 'z-review-day', 'z-milestone-2'],
      ...['z-review-day-2', 'z-manila-driver-deadline', 'z-rc1', 'release'],
    ]);
  });

  it('has everything of a week due within it, and its week in the note', async () => {
    const seen = await read({ '2028.1.yaml': schedule });

    const found = ['z-nova-spec-freeze', 'z-review-day-2', 'y-final'].map((id) =>
      milestone(seen, `2028.1/${id}`),
    );
    assert.deepEqual(
      found.map(({ when, note }) => [when, note]),
      [
        [span('2027-11-08', '2027-11-12'), 'R-20'],
        [span('2027-12-06', '2027-12-10'), 'R-16'],
        [span('2027-09-27', '2027-10-01'), undefined],
      ],
    );
  });

  it('tells by its words what each is, and which count for the banner', async () => {
    const seen = await read({ '2028.1.yaml': schedule });

    const of = ['cycle-start', 'z-nova-spec-freeze', 'z-manila-driver-deadline', 'z-rc1', 'z-1', 'release'];
    const facts = of.map((id) => {
      const { kind, banner, key } = milestone(seen, `2028.1/${id}`);
      return `${kind} ${banner} ${key}`;
    });
    assert.deepEqual(facts, [
      ...['start true true', 'freeze true false', 'deadline true false', 'prerelease false false'],
      ...['task false false', 'release true true'],
    ]);
  });

  it('may name its release itself', async () => {
    const seen = await read({ 'schedule.yaml': `${schedule}release-name: zebra\n` });

    assert.deepEqual(seen.problems, []);
    assert.equal(ids(seen, 'zebra').length, 10);
  });

  const nameless =
    /^[^:]+:\d+:1 error shape: expected release-name:, --release, or a file named after the release, found none$/;
  const named = `${schedule}release-name: the zebra\n`;
  const cut = schedule.slice(0, schedule.indexOf('cycle:'));
  const refused: [what: string, name: string, text: string, says: RegExp][] = [
    ['nobody names its release', 'schedule.yaml', schedule, nameless],
    ['its file name is none', 'our plan.yaml', schedule, nameless],
    [
      'its name is none',
      '2028.1.yaml',
      named,
      /:15 error shape: release-name: expected a version .*, found "the zebra"; did you mean "the-zebra"\?$/,
    ],
    ['its cycle is missing', '2028.1.yaml', cut, /:1 error shape: cycle: expected a list, found nothing/],
  ];
  for (const [what, name, text, says] of refused) {
    it(`is not served when ${what}`, async () => {
      const seen = await read({ [name]: text });

      assert.equal(seen.calendar, undefined);
      assert.equal(seen.problems.length, 1);
      assert.match(seen.problems[0] ?? '', says);
    });
  }

  it('is served though one of its dates is wrong, which is told once at its place', async () => {
    const seen = await read({
      '2028.1.yaml': schedule.replace("start: '2027-11-08'", "start: '2027-11-38'"),
    });

    assert.equal(seen.problems.length, 1);
    assert.match(
      seen.problems[0] ?? '',
      /^2028.1.yaml:12:12 error impossible-date: expected a day that exists, found 2027-11-38$/,
    );
    assert.equal(milestone(seen, '2028.1/z-1').when.kind, 'tbd');
    assert.deepEqual(milestone(seen, '2028.1/z-rc1').when, span('2028-03-06', '2028-03-10'));
  });

  it('tells a week that ends before it begins', async () => {
    const seen = await read({ '2028.1.yaml': schedule.replace("end: '2027-11-12'", "end: '2026-11-12'") });

    assert.match(
      seen.problems.join('\n'),
      /^2028.1.yaml:13:10 error impossible-date: [^\n]*2026-11-12[^\n]*2027-11-08[^\n]*$/,
    );
    assert.deepEqual(milestone(seen, '2028.1/z-1').when, { kind: 'day', day: '2027-11-08', zone: 'UTC' });
  });
});
