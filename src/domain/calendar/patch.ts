import type { Calendar, Milestone, Release } from './calendar.ts';
import { compareVersions } from './calendar.ts';

/** The release that upcoming patches belong to until their branches are named. */
export const patchTrain = 'patches';
export const trainTitle = 'Upcoming patch releases';

/** Whether it is of the patch schedule, unlike an in-cycle cherry-pick deadline. */
export function isPatch({ patch }: Milestone): boolean {
  return patch !== undefined;
}

/** The title that it is shown under: its release's, or the calendar's for patches. */
export function ownerOf(milestone: Milestone, calendar: Pick<Calendar, 'title' | 'releases'>): string {
  const { title } = calendar;
  if (isPatch(milestone)) return title;
  return (
    calendar.releases.find(({ version }) => version === milestone.release)?.title ??
    `${title} ${milestone.release}`
  );
}

/** The title of a release on pages; that of unnamed patches lacks the project's name. */
export function pageTitle(
  { version, title }: Pick<Release, 'version' | 'title'>,
  calendar: Pick<Calendar, 'title'>,
): string {
  return version === patchTrain ? `${calendar.title} ${version}` : title;
}

/** The versions of some patches, newest branch first; those whose branches are not named are left out. */
export function patchVersions(milestones: readonly Milestone[]): readonly string[] {
  return milestones
    .flatMap(({ release, patch }) => (patch === undefined || release === patchTrain ? [] : [patch]))
    .toSorted((a, b) => compareVersions(b, a));
}

/** `Cherry-pick deadline: 1.36.2, 1.35.6`; `undefined` when no branch is named. */
export function patchTitle(milestones: readonly Milestone[]): string | undefined {
  const versions = patchVersions(milestones);
  if (versions.length === 0) return undefined;
  const patches = milestones.some(({ kind }) => kind === 'patch');
  const what = patches ? (versions.length > 1 ? 'Patch releases' : 'Patch release') : 'Cherry-pick deadline';
  return `${what}: ${versions.join(', ')}`;
}
