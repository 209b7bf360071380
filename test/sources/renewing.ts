import assert from 'node:assert/strict';
import type { Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import type { Renewed } from '../../src/service/ports/keep.ts';
import { yaml } from '../../src/formats/yamlfile.ts';
import { renewFile } from '../../src/sources/sync/renew.ts';
import { milestone, release } from '../domain/build.ts';
import { field } from '../vocabulary.ts';

/** The head of a release file. */
export const head = 'release: "1.30"\nmilestones:\n';

/** What a source tells of 1.30. */
export function source(...milestones: readonly Milestone[]): Release {
  return release('1.30', milestones);
}

function renewed(text: string, told: Release): Renewed {
  const write = (one: Milestone): string => yaml.milestone?.(one) ?? '';
  return renewFile(
    { name: '1.30.yaml', path: '1.30.yaml', text },
    told,
    { zone: told.zone, counts: undefined, vocabulary: field },
    write,
  );
}

/** The new text, and the changes as `moved code-freeze`. */
export function good(
  text: string,
  told: Release,
): { readonly text: string; readonly changes: readonly string[] } {
  const found = renewed(text, told);
  assert.ok('text' in found, JSON.stringify(found));
  return { text: found.text, changes: found.changes.map(({ kind, id }) => `${kind} ${id}`) };
}

/** The problems as `1:2 what they say`. */
export function bad(text: string, told: Release): readonly string[] {
  const found = renewed(text, told);
  assert.ok('problems' in found, JSON.stringify(found));
  return found.problems.map(({ at, says }) => `${at.line}:${at.column} ${says}`);
}

export const codeFreeze = (written: string, more: Partial<Milestone> = {}): Milestone =>
  milestone('code-freeze', written, { name: 'Code Freeze', ...more });
export const docsFreeze = milestone('docs-freeze', '2024-03-26', { name: 'Docs Freeze' });
export const thaw = milestone('thaw', '2024-04-10', { name: 'Thaw' });
