import assert from 'node:assert/strict';
import { isPatch, patchTitle, patchVersions } from '../../../src/domain/calendar/patch.ts';
import { milestone, patch, release } from '../build.ts';

const older = release('1.9', patch('1.9.11', '2026-06-05', '2026-06-09')).milestones;
const newer = release('1.36', patch('1.36.2', '2026-06-05', '2026-06-09')).milestones;
const unnamed = release('patches', [milestone('cherry-pick-2026-07', '2026-07-10')]).milestones;
const inCycle = milestone('cherry-pick', '2019-03-21');

describe('a patch', () => {
  it('is what the patch schedule tells, never the cherry-pick deadline of a cycle', () => {
    assert.deepEqual([...newer, ...unnamed].map(isPatch), [true, true, true]);
    assert.deepEqual([inCycle, milestone('release', '2026-04-22')].map(isPatch), [false, false]);
  });
});

describe('patches of one day', () => {
  it('are named by their versions, newest branch first', () => {
    const picks = [older, newer].flatMap((both) => both.slice(0, 1));

    assert.deepEqual(patchVersions(picks), ['1.36.2', '1.9.11']);
    assert.equal(patchTitle(picks), 'Cherry-pick deadline: 1.36.2, 1.9.11');
  });

  it('are called releases on their own day, one or many', () => {
    const targets = [older, newer].flatMap((both) => both.slice(1));

    assert.equal(patchTitle(targets), 'Patch releases: 1.36.2, 1.9.11');
    assert.equal(patchTitle(targets.slice(1)), 'Patch release: 1.36.2');
  });

  it('have no title while no branch is named', () => {
    assert.deepEqual(patchVersions(unnamed), []);
    assert.equal(patchTitle(unnamed), undefined);
    assert.equal(patchTitle([inCycle]), undefined);
    assert.equal(patchTitle([]), undefined);
  });
});
