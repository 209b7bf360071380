import assert from 'node:assert/strict';
import { cleanName, idsNamed } from '../../../src/domain/calendar/name.ts';
import { field } from '../../vocabulary.ts';

const rows: readonly (readonly [what: string, ...ids: string[]])[] = [
  ['Start of Release Cycle', 'cycle-start'],
  ['1.15 Release Cycle begins', 'cycle-start'],
  ['Schedule finalized', 'schedule-finalized'],
  ['Release Team Finalized', 'team-finalized'],
  ['Start Enhancements Tracking', 'enhancements-tracking'],
  ['Begin APAC-friendly meetings', 'apac-meetings'],
  ['Start Release Notes Draft', 'release-notes-draft'],
  ['v1.36.0-alpha.1 released', 'alpha-1'],
  ['v1.38.0-rc.1 released', 'rc-1'],
  ['Call for PRR and Enhancement Freeze Exceptions', 'exceptions-call-enhancements'],
  ['Begin Production Readiness Freeze', 'prr-freeze'],
  ['Production Readiness Soft Freeze', 'prr-freeze'],
  ['KEP Readiness Deadline', 'prr-freeze'],
  ['Docs deadline \u2014 Open placeholder PRs', 'docs-placeholder'],
  ['Brace Yourself, Code Freeze is Coming', 'brace-yourself'],
  ['Begin Feature blog freeze - Open placeholder PRs', 'feature-blog-freeze'],
  ['Call for Code Freeze Exceptions', 'exceptions-due'],
  ['Begin Code Freeze (18:00 PST)', 'code-freeze'],
  ['Begin Code Freeze and Test Freeze', 'code-freeze', 'test-freeze'],
  ['Code & Test Freeze', 'code-freeze', 'test-freeze'],
  ['Test Freeze', 'test-freeze'],
  ['End of Code Freeze'],
  ['Communicate upcoming code freeze to the community'],
  ['v1.9.1 released (tentative)'],
  ['Update docs for 1.36 releases'],
  ['Release Day', 'release'],
  ['Begin Burndown (Meetings on Mon / Wed / Fri)', 'burndown-start'],
  ['Burndown Meetings daily (Tue & Thu over Slack)', 'burndown-daily'],
  ['Daily burndowns start', 'burndown-daily'],
  ['Deprecations and Removals blog published', 'deprecations-blog'],
  ['Docs deadline \u2014 PRs ready for review', 'docs-review'],
  ['Release Highlights deadline', 'highlights-due'],
  ['Feature blogs ready to review', 'feature-blogs-ready'],
  ['Feature blog publication starts', 'feature-blogs-published'],
  ['release-1.36 branch created', 'branch'],
  ['release-1.36 jobs created', 'jobs-created'],
  ['1.15.0 release jobs created, 1.11.0 Jobs removed', 'jobs-removed'],
  ['Start final draft of Release Notes', 'release-notes-final-draft'],
  ['Release Notes complete', 'release-notes-complete'],
  ['Docs complete - All PRs reviewed and ready to merge', 'docs-freeze'],
  ['Docs Last Call', 'docs-freeze'],
  ['Release blog ready to review', 'release-blog-ready'],
  ['Release blog published', 'release-blog-published'],
  ['Begin Code Thaw (EOD PST)', 'code-thaw'],
  ['Thaw', 'thaw'],
  ['Cherry Pick Deadline (EOD PST)', 'cherry-pick'],
  ['v1.36.0 released', 'release'],
  ['Release retrospective', 'retro'],
  ['Release retrospective part 2 (Time TBC)', 'retro-2'],
  ['KubeCon NA', 'kubecon-na'],
  ['KubeCon China', 'kubecon-china'],
  ['Europe enters Daylight Saving Time', 'dst-change-europe'],
];

describe('a what cell', () => {
  for (const [what, ...ids] of rows) {
    it(`"${what}" names ${ids.join(' and ')}`, () => {
      assert.deepEqual(idsNamed(what, field), ids);
    });
  }

  it('names the same in any capitals and with any spaces', () => {
    assert.deepEqual(idsNamed('  BEGIN  code\tFREEZE ', field), ['code-freeze']);
  });

  it('names nothing where the field has no word for it', () => {
    assert.deepEqual(
      ['', 'Steering election', 'Thawing'].flatMap((what) => idsNamed(what, field)),
      [],
    );
  });
});

describe('the name of a milestone', () => {
  for (const [what, name] of [
    ['Begin Code Freeze (18:00 PST)', 'Code Freeze'],
    ['Begin Code Freeze (EOD PST)', 'Code Freeze'],
    ['Begin Code Freeze and Test Freeze', 'Code Freeze and Test Freeze'],
    ['Begin APAC-friendly meetings', 'APAC-friendly meetings'],
    ['Begin Burndown (MWF meetings)', 'Burndown (MWF meetings)'],
    ['Retrospective part 1 (16:00 UTC)', 'Retrospective part 1'],
    ['Brace Yourself, Code Freeze is Coming', 'Brace Yourself, Code Freeze is Coming'],
    ['Begin', 'Begin'],
  ] as const) {
    it(`of "${what}" is "${name}"`, () => {
      assert.equal(cleanName(what), name);
    });
  }
});
