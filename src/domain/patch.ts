import type { Milestone } from './calendar.ts';
import { compareVersions } from './calendar.ts';

/** The release that upcoming patches belong to until their branches are named. */
export const patchTrain = 'patches';

/** A milestone of the patch schedule, as against an in-cycle cherry-pick deadline. */
export function isPatch(milestone: Milestone): boolean {
  return /^(cherry-pick|patch)-\d/.test(milestone.id);
}

/** `1.36.2` of `patch-1-36-2`; `undefined` while the branches of that month are not named. */
export function patchVersion(milestone: Milestone): string | undefined {
  if (milestone.release === patchTrain || !isPatch(milestone)) return undefined;
  return milestone.id.replace(/^(cherry-pick|patch)-/, '').replaceAll('-', '.');
}

/** The versions of some patches, newest branch first. */
export function patchVersions(milestones: readonly Milestone[]): readonly string[] {
  return milestones
    .flatMap((milestone) => patchVersion(milestone) ?? [])
    .toSorted((a, b) => compareVersions(b, a));
}

/** The part that a patch and its cherry-pick deadline share: `1-36-2`, or `2026-07` of an unnamed month. */
export function patchKey(milestone: Milestone): string {
  return milestone.id.replace(/^(cherry-pick|patch)-/, '');
}

/** `Cherry-pick deadline: 1.36.2, 1.35.6`; `undefined` when no branch is named. */
export function patchTitle(milestones: readonly Milestone[]): string | undefined {
  const versions = patchVersions(milestones);
  if (versions.length === 0) return undefined;
  const patches = milestones.some(({ kind }) => kind === 'patch');
  const what = patches ? (versions.length > 1 ? 'Patch releases' : 'Patch release') : 'Cherry-pick deadline';
  return `${what}: ${versions.join(', ')}`;
}
