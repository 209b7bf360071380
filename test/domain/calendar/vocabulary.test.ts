import assert from 'node:assert/strict';
import type { Kind } from '../../../src/domain/calendar/kind.ts';
import { kinds } from '../../../src/domain/calendar/kind.ts';
import { countsByKind, rankOf } from '../../../src/domain/calendar/vocabulary.ts';
import { meaning } from '../../vocabulary.ts';

type Counts = 'yes' | 'bold' | 'never';

/** What counts, in the order of a banner. */
const counting = [
  ...['cycle-start', 'prr-freeze', 'enhancements-freeze', 'docs-placeholder', 'code-freeze', 'test-freeze'],
  ...['docs-review', 'docs-freeze', 'release'],
];
const tasks = [
  ...['branch', 'jobs-created', 'schedule-finalized', 'team-finalized', 'enhancements-tracking'],
  ...['burndown-start', 'burndown-daily', 'brace-yourself', 'apac-meetings', 'release-notes-draft'],
  ...['thaw', 'exceptions-call-enhancements'],
];
const due = ['highlights-due', 'feature-blogs-ready', 'release-blog-ready', 'release-notes-complete'];

const rows: readonly (readonly [kind: Kind, key: boolean, counts: Counts, ...ids: string[]])[] = [
  ['start', true, 'yes', 'cycle-start'],
  ['freeze', true, 'yes', 'enhancements-freeze', 'code-freeze', 'docs-freeze'],
  ['freeze', false, 'yes', 'prr-freeze', 'test-freeze'],
  ['deadline', false, 'yes', 'docs-placeholder', 'docs-review'],
  ['release', true, 'yes', 'release'],
  ['deadline', false, 'bold', 'exceptions-due'],
  ['freeze', false, 'bold', 'feature-blog-freeze'],
  ['task', false, 'bold', 'code-thaw'],
  ['cherry-pick', false, 'bold', 'cherry-pick'],
  ['task', false, 'never', ...tasks],
  ['deadline', false, 'never', ...due],
  ['prerelease', false, 'never', 'alpha-1', 'beta-0', 'rc-2'],
  ['event', false, 'never', 'kubecon-na', 'kubecon', 'retro-2'],
  ['cherry-pick', false, 'never', 'cherry-pick-1-36-2'],
  ['patch', false, 'never', 'patch-1-36-2', 'patch-2026-07'],
  ['maintenance', false, 'never', 'maintenance'],
  ['end-of-life', false, 'never', 'end-of-life'],
];

const says: Record<Counts, string> = {
  yes: 'counts for the banner',
  bold: 'counts for the banner only in bold',
  never: 'never counts for the banner',
};

describe('an id of the Kubernetes field', () => {
  for (const [kind, key, counts, ...ids] of rows) {
    it(`${ids.join(', ')} is of kind ${kind}, ${key ? 'a key date' : 'no key date'}, and ${says[counts]}`, () => {
      for (const found of ids.map(meaning))
        assert.deepEqual([found?.kind, found?.key, found?.counts], [kind, key, counts]);
    });
  }

  it('is nothing outside the field, whatever else it is called', () => {
    assert.deepEqual(['steering-election', 'alphabet', 'release-party', 'constructor', ''].map(meaning), [
      ...Array<undefined>(5).fill(undefined),
    ]);
  });
});

const rank = (id: string): number => {
  const term = meaning(id);
  return rankOf(term ? { term } : {});
};

describe('the order of a banner', () => {
  it('names what counts in the order of the id table', () => {
    assert.deepEqual(
      counting.toReversed().toSorted((a, b) => rank(a) - rank(b)),
      counting,
    );
  });

  it('names what is outside the field after all that is in it', () => {
    assert.ok(counting.every((id) => rank(id) < rank('steering-election')));
  });
});

describe('an id outside the field', () => {
  it('counts for the banner by its kind: a start, a freeze, a deadline and a release', () => {
    assert.deepEqual(kinds.filter(countsByKind), ['start', 'freeze', 'deadline', 'release']);
  });
});
