import type { Alarm } from './alarm.ts';
import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Kind } from '../calendar/kind.ts';
import type { Deadline } from '../calendar/deadline.ts';
import type { Instant, PlainDate, Zone } from '../time/time.ts';
import type { DatedMilestone, PatchGroup } from './traingroups.ts';
import { compareVersions, zoneOf } from '../calendar/calendar.ts';
import { isAwaited } from '../calendar/actual.ts';
import { eventRevision } from '../history/revisionfacts.ts';
import { isOffIn } from '../calendar/off.ts';
import { ownerOf, patchTitle, patchTrain, patchVersions } from '../calendar/patch.ts';
import { startOfDay, utc } from '../time/time.ts';
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
  readonly alarms: readonly Alarm[];
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
  /** All patches that could share its event. */
  readonly patches: readonly Milestone[];
  readonly today: PlainDate;
}

/** `undefined` for no members. */
export function feedEvent({ members, train }: PatchGroup, around: EventContext): FeedEvent | undefined {
  const { calendar, patches, today } = around;
  const sorted = [...members].toSorted((a, b) => compareVersions(b.milestone.release, a.milestone.release));
  // a named branch goes before the unnamed train, so the identity stays when another branch is named
  const newest = sorted.find(({ milestone }) => patchVersions([milestone]).length > 0) ?? sorted[0];
  if (!newest) return undefined;
  const { milestone, release } = newest;
  const rest = sorted.filter((member) => member !== newest).map((member) => member.milestone);
  const milestones: readonly [Deadline, ...Deadline[]] = [milestone, ...rest];
  const stands = status(members);
  const isOff = stands === 'cancelled';
  return {
    uid: `${calendar.id}.${train ? `${patchTrain}.${train.id}` : `${milestone.release}.${milestone.id}`}@${calendar.domain}`,
    title: title(calendar, milestones),
    kind: milestone.kind,
    roles: [...new Set(milestones.flatMap(({ role }) => role))],
    first: announcedDay(milestone.when),
    last: lastDay(milestone.when),
    timed: undefined,
    alarms: [],
    cutoff: milestone.cutoff,
    zone: zoneOf(calendar),
    knownOut: calendar.knownOut,
    status: stands,
    awaited: isOff ? [] : milestones.filter((one) => isAwaited(one, calendar, startOfDay(today, utc))),
    link: milestone.link ?? release.homepage ?? calendar.homepage,
    ...eventRevision({ milestones, train, isOff }, calendar, patches),
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

function status(members: readonly DatedMilestone[]): FeedEvent['status'] {
  if (members.every(({ milestone, release }) => isOffIn(milestone, release))) return 'cancelled';
  const unsure = ({ milestone, release }: DatedMilestone): boolean =>
    milestone.status === 'tentative' || release.status === 'tentative';
  return members.some(unsure) ? 'tentative' : 'confirmed';
}
