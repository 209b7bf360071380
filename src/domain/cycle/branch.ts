import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Instant } from '../time/time.ts';
import { compareVersions } from '../calendar/calendar.ts';
import { endsAt, isOn } from '../calendar/deadline.ts';
import { isPatch, patchTrain } from '../calendar/patch.ts';

/** What is known of a release once it is out: its next patch, its last, and when it ends. */
export interface Branch {
  readonly release: string;
  /** The next announced deadline and patch that are still ahead. */
  readonly cherryPick: Milestone | undefined;
  readonly patch: Milestone | undefined;
  /** The newest patch known to be out; where no source tells what came out, the newest whose day is over. */
  readonly newest: Milestone | undefined;
  readonly maintenance: Milestone | undefined;
  readonly endOfLife: Milestone | undefined;
  readonly ended: boolean;
}

/** The branches with known patches or a known end, newest first. */
export function branches(calendar: Calendar, at: Instant): readonly Branch[] {
  return calendar.releases
    .filter(({ version }) => version !== patchTrain)
    .flatMap((release) => branch(release, at, calendar.knownOut !== undefined) ?? [])
    .toReversed();
}

/** What is ahead of patches whose branches are not named yet. */
export function comingPatches(calendar: Calendar, at: Instant): readonly Milestone[] {
  const train = calendar.releases.find(({ version }) => version === patchTrain);
  return train ? train.milestones.filter((one) => isAhead(one, train, at)) : [];
}

function branch(release: Release, at: Instant, isTold: boolean): Branch | undefined {
  const patches = release.milestones.filter(isPatch);
  const named = (id: string): Milestone | undefined => release.milestones.find((one) => one.id === id);
  const [maintenance, endOfLife] = [named('maintenance'), named('end-of-life')];
  if (patches.length === 0 && !endOfLife) return undefined;
  const ahead = patches.filter((one) => isAhead(one, release, at)).toSorted(byEnd(release));
  const out = patches
    .filter((one) => one.kind === 'patch' && isOn(one, release))
    .filter((one) => (isTold ? one.actual !== undefined : !isAhead(one, release, at)))
    .toSorted((a, b) => compareVersions(a.patch ?? '', b.patch ?? ''));
  return {
    release: release.version,
    cherryPick: ahead.find(({ kind }) => kind === 'cherry-pick'),
    patch: ahead.find(({ kind }) => kind === 'patch'),
    newest: out.at(-1),
    maintenance,
    endOfLife,
    ended: endOfLife !== undefined && !isAhead(endOfLife, release, at),
  };
}

function isAhead(milestone: Milestone, release: Release, at: Instant): boolean {
  const ends = endsAt(milestone, release);
  return isOn(milestone, release) && ends !== undefined && ends > at;
}

function byEnd(release: Release): (a: Milestone, b: Milestone) => number {
  return (a, b) => ((endsAt(a, release) ?? '') < (endsAt(b, release) ?? '') ? -1 : 1);
}
