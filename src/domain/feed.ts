import type { Calendar, Kind, Milestone, Release } from './calendar.ts';
import type { Deadline } from './deadline.ts';
import type { Instant, PlainDate } from './time.ts';
import { compareVersions } from './calendar.ts';
import { deadline } from './deadline.ts';
import { isPatch, patchTitle, patchVersions } from './patch.ts';
import { addDays } from './time.ts';
import { announcedDay, lastDay } from './when.ts';

/** Which milestones somebody asked for. */
export interface Selection {
  /** Only this release, whole; else all of them, from two years back. */
  readonly release?: string;
  /** Only what a contributor must know: freezes, deadlines, releases and patch trains. */
  readonly deadlines?: boolean;
}

/** One event of a feed, in iCal's sense: a milestone, or the patches of one kind and day together. */
export interface FeedEvent {
  /** RFC 5545 3.8.4.7: the same for ever, through renames and moves. */
  readonly uid: string;
  readonly title: string;
  readonly kind: Kind;
  readonly roles: readonly string[];
  readonly first: PlainDate;
  readonly last: PlainDate;
  readonly cutoff: Instant;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly link: string | undefined;
  readonly sequence: number;
  readonly created: Instant;
  readonly changed: Instant;
  /** Newest branch first; never empty. */
  readonly milestones: readonly [Deadline, ...Deadline[]];
}

/** The milestones somebody asked for. A function of (calendar, selection, UTC day). */
export interface Feed {
  readonly calendar: Calendar;
  readonly title: string;
  readonly description: string;
  readonly homepage: string | undefined;
  /** The last segment of its address, without the extension: `kubernetes-1.38`. */
  readonly name: string;
  readonly changed: Instant;
  /** The release asked for, if it was one. */
  readonly release: string | undefined;
  /** All that was asked for, also what is not dated. */
  readonly milestones: readonly Milestone[];
  /** What of it stands in a calendar app. */
  readonly events: readonly FeedEvent[];
}

/** Google reads at most about 1,000 events: a calendar feed holds two years back and everything ahead. */
const historyDays = 731;

/** `release`, when given, must be one of the calendar's. `today` is the UTC day. */
export function feed(calendar: Calendar, selection: Selection, today: PlainDate): Feed {
  const chosen = calendar.releases.filter(({ version }) => version === (selection.release ?? version));
  const since = selection.release === undefined ? addDays(today, -historyDays) : undefined;
  const selected = chosen.flatMap((release) =>
    release.milestones
      .filter((milestone) => !selection.deadlines || isMustKnow(milestone))
      .map((milestone) => ({ milestone, release })),
  );
  const dated = selected.flatMap(({ milestone, release }) => {
    const found = deadline(milestone);
    const wanted = found && (since === undefined || lastDay(found.when) >= since);
    return wanted ? [{ milestone: found, release }] : [];
  });
  const events = [...together(dated).values()].flatMap((members) => feedEvent(calendar, members) ?? []);
  const [only] = selection.release === undefined ? [] : chosen;
  const suffix = selection.release ?? (selection.deadlines ? 'deadlines' : undefined);
  return {
    calendar,
    title: only ? only.title : selection.deadlines ? `${calendar.title} deadlines` : calendar.title,
    description: only ? `The release schedule of ${only.title}` : calendar.description,
    homepage: only?.homepage ?? calendar.homepage,
    name: suffix === undefined ? calendar.id : `${calendar.id}-${suffix}`,
    changed: events.reduce((latest, { changed }) => (changed > latest ? changed : latest), calendar.changed),
    release: selection.release,
    milestones: selected.map(({ milestone }) => milestone),
    events: distinct(events.toSorted(byDay)),
  };
}

function isMustKnow(milestone: Milestone): boolean {
  return milestone.banner || isPatch(milestone);
}

interface Member {
  readonly milestone: Deadline;
  readonly release: Release;
}

/** Patches of one kind and announced day are one event, those that are off by themselves; all else stands alone. */
function together(dated: readonly Member[]): ReadonlyMap<string, readonly Member[]> {
  const groups = new Map<string, Member[]>();
  for (const member of dated) {
    const { milestone } = member;
    const key = isPatch(milestone)
      ? `${milestone.kind} ${announcedDay(milestone.when)} ${isOff(member)}`
      : `${milestone.release} ${milestone.id}`;
    const members = groups.get(key);
    if (members) members.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}

function feedEvent(calendar: Calendar, members: readonly Member[]): FeedEvent | undefined {
  const sorted = [...members].toSorted((a, b) => compareVersions(b.milestone.release, a.milestone.release));
  // a named branch before the unnamed train, so that the identity does not change when another is named
  const newest = sorted.find(({ milestone }) => patchVersions([milestone]).length > 0) ?? sorted[0];
  if (!newest) return undefined;
  const { milestone, release } = newest;
  const rest = sorted.filter((member) => member !== newest).map((member) => member.milestone);
  const milestones: readonly [Deadline, ...Deadline[]] = [milestone, ...rest];
  return {
    uid: `${calendar.id}.${milestone.release}.${milestone.id}@${calendar.domain}`,
    title: title(calendar, milestone, milestones),
    kind: milestone.kind,
    roles: [...new Set(milestones.flatMap(({ role }) => role))],
    first: announcedDay(milestone.when),
    last: lastDay(milestone.when),
    cutoff: milestone.cutoff,
    status: status(members),
    link: milestone.link ?? release.homepage ?? calendar.homepage,
    sequence: Math.max(...milestones.map(({ sequence }) => sequence)),
    created: milestones.reduce((a, { created }) => (created < a ? created : a), milestone.created),
    changed: milestones.reduce((a, { changed }) => (changed > a ? changed : a), milestone.changed),
    milestones,
  };
}

/** `Code Freeze (Kubernetes 1.38)`; `Cherry-pick deadline: 1.36.2, 1.35.6 (Kubernetes)`. */
function title(calendar: Calendar, milestone: Deadline, milestones: readonly Deadline[]): string {
  const together = patchTitle(milestones);
  if (together !== undefined) return `${together} (${calendar.title})`;
  const of = isPatch(milestone) ? calendar.title : `${calendar.title} ${milestone.release}`;
  return `${milestone.name} (${of})`;
}

/** What is postponed is off until it is dated again. */
function isOff({ milestone, release }: Member): boolean {
  const off = milestone.status === 'cancelled' || milestone.status === 'postponed';
  return off || release.status === 'cancelled';
}

function status(members: readonly Member[]): FeedEvent['status'] {
  if (members.every(isOff)) return 'cancelled';
  const unsure = ({ milestone, release }: Member): boolean =>
    milestone.status === 'tentative' || release.status === 'tentative';
  return members.some(unsure) ? 'tentative' : 'confirmed';
}

function byDay(a: FeedEvent, b: FeedEvent): number {
  const [x, y] = [`${a.first} ${a.uid}`, `${b.first} ${b.uid}`];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** vdirsyncer merges events that are equal but for their UID, so no two may read alike. */
function distinct(events: readonly FeedEvent[]): readonly FeedEvent[] {
  const seen = new Set<string>();
  return events.map((one) => {
    const looks = `${one.title} ${one.first} ${one.last}`;
    if (!seen.has(looks)) {
      seen.add(looks);
      return one;
    }
    return { ...one, title: `${one.title}, ${one.milestones[0].id}` };
  });
}
