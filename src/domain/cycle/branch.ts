import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Instant } from '../time/time.ts';
import { compareVersions } from '../calendar/calendar.ts';
import { endsAt, isOn } from '../calendar/deadline.ts';
import { dayIn, utc } from '../time/time.ts';
import { announcedDay, isDated } from '../when/when.ts';
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
  /** How it is supported; `ahead` before it is out. */
  readonly phase: 'ahead' | 'active' | 'maintenance' | 'ended';
  /** When it came out, where that is known. */
  readonly out: Milestone | undefined;
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
  const out = release.milestones.find(isItself);
  const ahead = patches.filter((one) => isAhead(one, release, at)).toSorted(byEnd(release));
  const done = patches
    .filter((one) => one.kind === 'patch' && isOn(one, release))
    .filter((one) => (isTold ? isKnownOut(one, at) : !isAhead(one, release, at)))
    .toSorted((a, b) => compareVersions(a.patch ?? '', b.patch ?? ''));
  return {
    release: release.version,
    cherryPick: ahead.find(({ kind }) => kind === 'cherry-pick'),
    patch: ahead.find(({ kind }) => kind === 'patch'),
    newest: done.at(-1),
    maintenance,
    endOfLife,
    phase: phaseOf({ out, maintenance, endOfLife }, release, at),
    out,
  };
}

/** The newest version that is out; `undefined` where no release day is known to be over. */
export function currentRelease(calendar: Calendar, at: Instant): Release | undefined {
  const isTold = calendar.knownOut !== undefined;
  return calendar.releases
    .filter((release) => {
      const day = release.milestones.find(isItself);
      if (!day || !isOn(day, release)) return false;
      const isKnown = !isTold || isKnownOut(day, at) || release.status === 'done';
      return isKnown && !isAhead(day, release, at);
    })
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .at(-1);
}

/** The milestone by which a release is out. */
export function isItself({ kind, patch }: Milestone): boolean {
  return kind === 'release' && patch === undefined;
}

function phaseOf(
  { out, maintenance, endOfLife }: Pick<Branch, 'out' | 'maintenance' | 'endOfLife'>,
  release: Release,
  at: Instant,
): Branch['phase'] {
  const isOver = (one: Milestone | undefined): boolean => one !== undefined && !isAhead(one, release, at);
  if (isOver(endOfLife)) return 'ended';
  if (isOver(maintenance)) return 'maintenance';
  return out === undefined || isOver(out) ? 'active' : 'ahead';
}

function isKnownOut({ actual }: Milestone, at: Instant): boolean {
  return actual !== undefined && isDated(actual) && announcedDay(actual) <= dayIn(at, utc);
}

function isAhead(milestone: Milestone, release: Release, at: Instant): boolean {
  const ends = endsAt(milestone, release);
  return isOn(milestone, release) && ends !== undefined && ends > at;
}

function byEnd(release: Release): (a: Milestone, b: Milestone) => number {
  return (a, b) => ((endsAt(a, release) ?? '') < (endsAt(b, release) ?? '') ? -1 : 1);
}
