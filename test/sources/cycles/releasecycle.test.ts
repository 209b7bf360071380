import assert from 'node:assert/strict';
import { ids, milestone, read } from '../folder.ts';

/** Rows as the Kubernetes schedule-builder keeps them, with all that is odd about them. */
const cycle = `releases:
- version: 1.23
  timeline:
    - what: Start of Release Cycle
      who: Lead
      when: Mon August 23, 2021
      week: week 1
      ciSignal: master-blocking
      tldr: true
    - what:  Team finalized
      who: Lead
      when: Fri August 27
      week: week 1
      ciSignal:
    - what: Begin Enhancements Freeze (23:59 PDT)
      who: Enhancements Lead
      when: Thu September 9, 2021
      week: week 3
      ciSignal: master-blocking, master-informing
      tldr: true
    - what: 1.23.0-alpha.2 released
      who: Branch Manager
      when: TBD
      week: TBD
    - what: KubeCon NA + Co-located events
      who:
      when: October 11-15, 2021
      week: week 8
    - what: Brace Yourself, Code Freeze is Coming
      who: Comms / Bug Triage
      when: Mon November 1, 2021
      week: week 11
    - what: Begin Code Freeze (18:00 PST)
      who: Branch Manager
      when: Tue November 16, 2021
      week: week 13
      tldr: true
`;

const row = (...fields: readonly string[]): string =>
  `releases:\n- version: 1.23\n  timeline:\n${fields.map((one) => `  - {${one}}\n`).join('')}`;

describe('a release cycle of the schedule-builder', () => {
  it('is read as it is, every row of it', async () => {
    const seen = await read({ 'cycle.yaml': cycle });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(ids(seen, '1.23'), [
      ...['cycle-start', 'team-finalized', 'enhancements-freeze', 'alpha-2'],
      ...['kubecon-na', 'brace-yourself', 'code-freeze'],
    ]);
  });

  const pacific = (at: string): object => ({ kind: 'instant', at, zone: 'America/Los_Angeles' });
  const whens: [string, string, object][] = [
    ['no year, by the row above', 'team-finalized', { kind: 'day', day: '2021-08-27', zone: 'UTC' }],
    ['the time in the what cell, in the summer', 'enhancements-freeze', pacific('2021-09-10T06:59:00.000Z')],
    ['the time in the what cell, in the winter', 'code-freeze', pacific('2021-11-17T02:00:00.000Z')],
    ['a range of days', 'kubecon-na', { kind: 'span', first: '2021-10-11', last: '2021-10-15', zone: 'UTC' }],
    ['TBD', 'alpha-2', { kind: 'tbd' }],
  ];
  for (const [name, id, wanted] of whens) {
    it(`has a when written as ${name}`, async () => {
      const seen = await read({ 'cycle.yaml': cycle });

      assert.deepEqual(milestone(seen, `1.23/${id}`).when, wanted);
    });
  }

  it('gives each row the facts of its id, and the rest of its cells', async () => {
    const seen = await read({ 'cycle.yaml': cycle });

    const { name, short, kind, key, banner, role, week } = milestone(seen, '1.23/code-freeze');
    assert.deepEqual(
      { name, short, kind, key, banner, role, week },
      {
        ...{ name: 'Code Freeze', short: 'Code Freeze', kind: 'freeze', key: true, banner: true },
        ...{ role: ['Branch Manager'], week: 13 },
      },
    );
    assert.equal(milestone(seen, '1.23/cycle-start').short, '1.23 Cycle Begins');
    assert.deepEqual(milestone(seen, '1.23/brace-yourself').role, ['Comms', 'Bug Triage']);
    assert.deepEqual(milestone(seen, '1.23/kubecon-na').role, []);
    assert.ok(!('week' in milestone(seen, '1.23/alpha-2')));
  });

  it('keeps a time that cannot be read in the text of its row', async () => {
    const what = 'Release retrospective part 1 (7:30am PST during the meeting)';

    const seen = await read({ 'cycle.yaml': row(`what: ${what}, when: "Tue December 14, 2021"`) });

    const { name, raw = '', note = '' } = milestone(seen, '1.23/retro-1');
    assert.match(`${name} ${raw} ${note}`, /7:30am PST/);
  });

  it('holds several releases in one file', async () => {
    const two =
      'releases:\n- {version: 1.22, timeline: [{what: Thaw}]}\n- {version: 1.23, timeline: [{what: Thaw}]}\n';

    const seen = await read({ 'cycle.yaml': two });

    assert.deepEqual(
      seen.calendar?.releases.map(({ version }) => version),
      ['1.22', '1.23'],
    );
  });
});

describe('a row of a release cycle that cannot be dated', () => {
  const cells: [string, string][] = [
    ['next week or so', 'unreadable-when: "next week or so": expected a date, time or zone, found "next"'],
    ['Feb 30, 2021', 'impossible-date: "Feb 30, 2021": expected a day that exists, found 30 February 2021'],
    [
      '2021-11-16 18:00',
      'unreadable-when: expected a time with its zone, such as 2021-11-16 18:00 UTC, found',
    ],
  ];
  for (const [cell, wanted] of cells) {
    it(`stays to be determined with its text: ${cell}`, async () => {
      const file = row('what: Thaw, when: TBD', `what: Code Freeze, when: "${cell}"`);

      const seen = await read({ 'cycle.yaml': file });

      const { when, raw } = milestone(seen, '1.23/code-freeze');
      assert.deepEqual([when, raw], [{ kind: 'tbd' }, cell]);
      assert.equal(seen.problems.length, 1);
      assert.ok(seen.problems[0]?.startsWith(`cycle.yaml:5:31 error ${wanted}`), seen.problems[0]);
    });
  }

  it('stays so where its date is bare and the calendar has no zone', async () => {
    const seen = await read({
      'calendar.yaml': 'id: one\ntitle: One\n',
      'cycle.yaml': row('what: Code Freeze, when: "Tue November 16, 2021"'),
    });

    assert.deepEqual(milestone(seen, '1.23/code-freeze').when, { kind: 'tbd' });
    assert.match(
      seen.problems[0] ?? '',
      /^cycle.yaml:4:31 error shape: .* expected a zone for bare dates, .*, found none$/,
    );
  });
});
