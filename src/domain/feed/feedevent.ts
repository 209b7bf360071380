import type { Alarm } from './alarm.ts';
import type { Deadline } from '../calendar/deadline.ts';
import type { Instant, PlainDate, Zone } from '../time/time.ts';
import type { Kind } from '../calendar/calendar.ts';

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
