import type { Ahead } from '../calendar/deadline.ts';
import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { CycleMark } from './cycle.ts';
import type { Freeze } from '../banner/freeze.ts';
import type { Group } from '../banner/banner.ts';
import type { Instant } from '../time/time.ts';
import { banner, groups } from '../banner/banner.ts';
import { slug } from '../calendar/calendar.ts';
import { datedMilestones } from '../calendar/deadline.ts';
import { daysOf, isTrain, stateOf } from './cycle.ts';
import { freezes, gateOf, inForce } from '../banner/freeze.ts';

interface Role {
  readonly id: string;
  readonly name: string;
}

interface OverviewRow {
  readonly milestone: Milestone;
  readonly state: CycleMark['state'];
}

/** What is next, what is frozen, and a cycle, as one person asks for them. */
export interface Overview {
  readonly calendar: Calendar;
  readonly release: Release;
  /** Whom it is for. */
  readonly role: Role | undefined;
  readonly at: Instant;
  readonly next: Group | undefined;
  /** What closes a build, soonest end first. */
  readonly frozen: readonly Freeze[];
  /** By day, undated ones last. */
  readonly rows: readonly OverviewRow[];
}

interface Wish {
  readonly release: Release;
  /** Whether only this release counts, not what another one has sooner. */
  readonly isOnly: boolean;
  readonly role?: Role | undefined;
  readonly at: Instant;
}

/** For a role, next is whatever it has to do, not only what the banner names. */
export function overview(calendar: Calendar, { release, isOnly, role, at }: Wish): Overview {
  const releases = calendar.releases.filter(({ version }) => !isOnly || version === release.version);
  const asked = { ...calendar, releases };
  const ofRole = (one: Milestone): boolean => role === undefined || isFor(one, role.id);
  const next = role === undefined ? banner(asked, at).next : groups(openFor(role.id, asked, at))[0];
  const standing = { release, at, next: new Set(next?.milestones) };
  const own = release.milestones.filter((one) => !isTrain(one));
  return {
    ...{ calendar, release, role, at, next },
    frozen: inForce(freezes(calendar, gateOf(calendar)), at)
      .filter(({ milestone }) => !isOnly || milestone.release === release.version)
      .toSorted((a, b) => compare(a.until ?? '9999', b.until ?? '9999')),
    rows: (own.length > 0 ? own : release.milestones)
      .filter(ofRole)
      .map((milestone) => ({ milestone, state: stateOf(milestone, standing) }))
      .toSorted((a, b) => compare(firstDay(a), firstDay(b))),
  };
}

/** What is asked of all is asked of every role. */
function isFor({ role }: Milestone, wanted: string): boolean {
  return role.some((one) => slug(one) === wanted || slug(one) === 'all');
}

function openFor(role: string, calendar: Calendar, at: Instant): readonly Ahead[] {
  return datedMilestones(calendar).filter(({ milestone, ends }) => ends > at && isFor(milestone, role));
}

function firstDay({ milestone }: OverviewRow): string {
  return daysOf(milestone)?.first ?? '9999';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
