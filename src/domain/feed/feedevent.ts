import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Kind } from '../calendar/kind.ts';
import type { Deadline } from '../calendar/deadline.ts';
import type { Instant, PlainDate, Zone } from '../time/time.ts';
import type { DatedMilestone, PatchGroup } from './traingroups.ts';
import { zoneOf } from '../calendar/calendar.ts';
import { isAwaited } from '../calendar/actual.ts';
import { eventRevision } from '../history/revisionfacts.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';
import { isOffIn } from '../calendar/off.ts';
import { isPatch, ownerOf, patchTitle, patchTrain, patchVersions } from '../calendar/patch.ts';
import { announcedDay, lastDay } from '../when/when.ts';

/** One event of a feed, in iCal's sense: a milestone, or the patches of one kind and day together. */
export interface FeedEvent {
  /** RFC 5545 3.8.4.7: the same forever, through renames and moves. */
  readonly uid: string;
  readonly title: string;
  readonly kind: Kind;
  readonly roles: readonly string[];
  readonly first: PlainDate;
  readonly last: PlainDate;
  /** When it begins and ends, if it has a time of its own; `undefined` when it is all day long. */
  readonly timed: { readonly start: Instant; readonly end: Instant } | undefined;
  /** Whether alarms ring for it: not for what is canceled or merely expected. */
  readonly rings: boolean;
  readonly cutoff: Instant;
  /** Its calendar's zone, in which days and hours are told. */
  readonly zone: Zone;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  /** Of its calendar: the UTC day up to which it is known what came out. */
  readonly knownOut: PlainDate | undefined;
  /** Those whose day is over but that are not known to be out. */
  readonly awaited: readonly Deadline[];
  readonly link: string | undefined;
  readonly sequence: number;
  readonly created: Instant;
  readonly changed: Instant;
  /** Newest branch first; never empty. */
  readonly milestones: readonly [Deadline, ...Deadline[]];
}

interface EventContext {
  readonly calendar: Calendar;
  /** Those of its calendar that were made before. */
  readonly events: Map<string, FeedEvent>;
  /** All patches that could share its event. */
  readonly patches: readonly Milestone[];
  /** When today, a UTC day, begins. */
  readonly now: Instant;
}

/** A filter could name any set of patches, and each set makes events of its own. */
const mostKept = 20_000;

/** `undefined` for no members. Equal events of a calendar are one object, so that each is written once. */
export function feedEvent(group: PatchGroup, around: EventContext): FeedEvent | undefined {
  const { calendar, events, patches, now } = around;
  const milestones = newestFirst(group.members);
  if (!milestones) return undefined;
  const isOff = group.members.every(({ milestone, release }) => isOffIn(milestone, release));
  const awaited = isOff ? [] : milestones.filter((one) => isAwaited(one, calendar, now));
  const count = (): EventRevision =>
    eventRevision({ milestones, train: group.train, isOff }, calendar, patches);
  const make = (revision: EventRevision): FeedEvent =>
    eventOf(group, { calendar, milestones, awaited, isOff, revision });
  const [first] = milestones;
  // on another day the same members may be awaited: more of them, never others
  if (!isPatch(first)) return kept(events, `${awaited.length} ${milestoneKey(first)}`, () => make(count()));
  const revision = count();
  const { sequence, created, changed } = revision;
  const facets = [awaited.length, group.train?.id, sequence, created, changed];
  return kept(events, [...facets, ...milestones.map(milestoneKey)].join(' '), () => make(revision));
}

type EventRevision = Pick<FeedEvent, 'sequence' | 'created' | 'changed'>;

function kept(events: Map<string, FeedEvent>, key: string, make: () => FeedEvent): FeedEvent {
  const known = events.get(key);
  if (known) return known;
  if (events.size >= mostKept) events.clear();
  const event = make();
  events.set(key, event);
  return event;
}

/** A named branch goes before the unnamed train, so the identity stays when another branch is named. */
function newestFirst(members: readonly DatedMilestone[]): FeedEvent['milestones'] | undefined {
  const [only] = members;
  if (only && members.length === 1) return [only.milestone];
  const sorted = members.toSorted((a, b) => b.rank - a.rank).map(({ milestone }) => milestone);
  const newest = sorted.find((one) => patchVersions([one]).length > 0) ?? sorted[0];
  return newest && [newest, ...sorted.filter((one) => one !== newest)];
}

interface EventParts extends Pick<FeedEvent, 'milestones' | 'awaited'> {
  readonly calendar: Calendar;
  readonly isOff: boolean;
  readonly revision: EventRevision;
}

function eventOf({ members, train }: PatchGroup, parts: EventParts): FeedEvent {
  const { calendar, milestones, awaited, isOff, revision } = parts;
  const [milestone] = milestones;
  const release = members.find((one) => one.milestone === milestone)?.release;
  return {
    uid: `${calendar.id}.${train ? `${patchTrain}.${train.id}` : `${milestone.release}.${milestone.id}`}@${calendar.domain}`,
    title: title(calendar, milestones),
    kind: milestone.kind,
    roles: [...new Set(milestones.flatMap(({ role }) => role))],
    first: announcedDay(milestone.when),
    last: lastDay(milestone.when),
    timed: undefined,
    rings: !isOff && !milestone.expected,
    cutoff: milestone.cutoff,
    zone: zoneOf(calendar),
    knownOut: calendar.knownOut,
    status: isOff ? 'cancelled' : members.some(isUnsure) ? 'tentative' : 'confirmed',
    awaited,
    link: milestone.link ?? release?.homepage ?? calendar.homepage,
    ...revision,
    milestones,
  };
}

/** `Feature Freeze (Example 1.38)`; `Cherry-pick deadline: 1.36.2, 1.35.6 (Example)`. */
function title(calendar: Calendar, milestones: readonly [Deadline, ...Deadline[]]): string {
  const [milestone] = milestones;
  const together = patchTitle(milestones);
  if (together !== undefined) return `${together} (${calendar.title})`;
  // said in the title, since few calendar apps show that an event is tentative
  const sure = milestone.expected ? 'Expected: ' : '';
  return `${sure}${milestone.name} (${ownerOf(milestone, calendar)})`;
}

function isUnsure({ milestone, release }: DatedMilestone): boolean {
  return milestone.status === 'tentative' || release.status === 'tentative';
}
