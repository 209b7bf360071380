import assert from 'node:assert/strict';
import type { Kind } from '../../../src/domain/calendar/calendar.ts';
import { kinds } from '../../../src/domain/calendar/calendar.ts';
import { canon, countsByKind, rank } from '../../../src/domain/calendar/canon.ts';

type Counts = 'yes' | 'bold' | 'never';

const rows: readonly (readonly [id: string, kind: Kind, key: boolean, counts: Counts])[] = [
  ['cycle-start', 'start', true, 'yes'],
  ['prr-freeze', 'freeze', false, 'yes'],
  ['enhancements-freeze', 'freeze', true, 'yes'],
  ['docs-placeholder', 'deadline', false, 'yes'],
  ['code-freeze', 'freeze', true, 'yes'],
  ['test-freeze', 'freeze', false, 'yes'],
  ['docs-review', 'deadline', false, 'yes'],
  ['docs-freeze', 'freeze', true, 'yes'],
  ['release', 'release', true, 'yes'],
  ['exceptions-due', 'deadline', false, 'bold'],
  ['feature-blog-freeze', 'freeze', false, 'bold'],
  ['code-thaw', 'task', false, 'bold'],
  ['cherry-pick', 'cherry-pick', false, 'bold'],
  ...['branch', 'jobs-created', 'schedule-finalized', 'team-finalized', 'enhancements-tracking'].map(task),
  ...['burndown-start', 'burndown-daily', 'brace-yourself', 'apac-meetings', 'release-notes-draft'].map(task),
  ...['thaw', 'exceptions-call-enhancements'].map(task),
  ...['highlights-due', 'feature-blogs-ready', 'release-blog-ready', 'release-notes-complete'].map(dueNever),
  ['alpha-1', 'prerelease', false, 'never'],
  ['beta-0', 'prerelease', false, 'never'],
  ['rc-2', 'prerelease', false, 'never'],
  ['kubecon-na', 'event', false, 'never'],
  ['kubecon', 'event', false, 'never'],
  ['retro-2', 'event', false, 'never'],
  ['cherry-pick-1-36-2', 'cherry-pick', false, 'never'],
  ['patch-1-36-2', 'patch', false, 'never'],
  ['patch-2026-07', 'patch', false, 'never'],
  ['maintenance', 'maintenance', false, 'never'],
  ['end-of-life', 'end-of-life', false, 'never'],
];

function task(id: string): readonly [string, Kind, boolean, Counts] {
  return [id, 'task', false, 'never'];
}

function dueNever(id: string): readonly [string, Kind, boolean, Counts] {
  return [id, 'deadline', false, 'never'];
}

const says: Record<Counts, string> = {
  yes: 'counts for the banner',
  bold: 'counts for the banner only in bold',
  never: 'never counts for the banner',
};

describe('an id of the Kubernetes field', () => {
  for (const [id, kind, key, counts] of rows) {
    it(`${id} is of kind ${kind}, ${key ? 'a key date' : 'no key date'}, and ${says[counts]}`, () => {
      const found = canon(id);

      assert.deepEqual([found?.kind, found?.key, found?.counts], [kind, key, counts]);
    });
  }

  it('is nothing outside the field, whatever else it is called', () => {
    assert.deepEqual(['steering-election', 'alphabet', 'release-party', 'constructor', ''].map(canon), [
      ...Array<undefined>(5).fill(undefined),
    ]);
  });
});

describe('the order of a banner', () => {
  it('names what counts in the order of the id table', () => {
    const ids = rows.filter(([, , , counts]) => counts === 'yes').map(([id]) => id);

    assert.deepEqual(
      ids.toReversed().toSorted((a, b) => rank(a) - rank(b)),
      ids,
    );
  });

  it('names what is outside the field after all that is in it', () => {
    assert.ok(rows.slice(0, 13).every(([id]) => rank(id) < rank('steering-election')));
  });
});

describe('an id outside the field', () => {
  it('counts for the banner by its kind: a start, a freeze, a deadline and a release', () => {
    assert.deepEqual(kinds.filter(countsByKind), ['start', 'freeze', 'deadline', 'release']);
  });
});
