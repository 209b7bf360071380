import type { Calendar, Milestone } from '../calendar/calendar.ts';
import type { Deadline } from '../calendar/deadline.ts';
import type { FeedEvent } from './feedevent.ts';
import type { Filters } from './filter.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import { compareVersions, rolesOf, zoneOf } from '../calendar/calendar.ts';
import { deadline } from '../calendar/deadline.ts';
import type { PatchGroup } from './traingroups.ts';
import { allPatches, withTrains } from './traingroups.ts';
import { trainIds } from '../calendar/trainids.ts';
import { trainRevision } from './train.ts';
import { isPatch, ownerOf, patchTitle, patchTrain, patchVersions } from '../calendar/patch.ts';
import type { DatedMilestone } from './feedwindow.ts';
import { byDay, distinct, historyDays, departures, shown, isListed } from './feedwindow.ts';
import { addDays, startOfDay, utc } from '../time/time.ts';
import type { Stale } from '../cycle/stale.ts';
import { isAwaited, otherwise } from '../calendar/actual.ts';
import { withExpected } from '../calendar/expected.ts';
import { filterQuery, matchesFilters, noFilters } from './filter.ts';
import { patchGroupRevision } from './patchgroup.ts';
import { announcedDay, isDated, lastDay } from '../when/when.ts';
import { isOffIn } from '../calendar/off.ts';

/** Which milestones somebody asked for. */
export interface Selection {
  /** Only this release, in full; when left out, all of them, from two years back. */
  readonly release?: string;
  /** Only what a contributor must know: freezes, deadlines, releases and patch trains. */
  readonly deadlines?: boolean;
  /** Only what addresses this role, by its slug. */
  readonly role?: string;
  /** When left out, everything in the default form. */
  readonly filters?: Filters;
}

/** The milestones somebody asked for. A function of (calendar, selection, UTC day). */
export interface Feed {
  readonly calendar: Calendar;
  readonly title: string;
  readonly description: string;
  readonly homepage: string | undefined;
  /** The last segment of its address, without the extension: `kubernetes-1.38`. */
  readonly name: string;
  /** Its filters in canonical form; empty for none. */
  readonly query: string;
  /** When its content last changed, by its history: a fact changed, or something old left it. */
  readonly changed: Instant;
  /** As `changed`, or later if a service saw another change. */
  readonly modified: Instant;
  /** Why its calendar is stale; `undefined` while it is not, or where nobody asked. */
  readonly stale: Stale | undefined;
  /** The release asked for, if it was one. */
  readonly release: string | undefined;
  /** All that was asked for, dated or not. */
  readonly milestones: readonly Milestone[];
  /** The part of it that calendar apps show. */
  readonly events: readonly FeedEvent[];
}

/** Google reads no more than this. */
const mostEvents = 1_000;

/** `release` and `role`, when given, must exist in the calendar. `today` is the UTC day. */
export function feed(announced: Calendar, selection: Selection, today: PlainDate): Feed {
  const calendar = withExpected(announced, today);
  const { filters = noFilters, role } = selection;
  const chosen = calendar.releases.filter(({ version }) => version === (selection.release ?? version));
  const whole = selection.release !== undefined || filters.from !== undefined;
  const since = filters.from ?? (selection.release === undefined ? addDays(today, -historyDays) : undefined);
  const asked = chosen.flatMap((release) =>
    release.milestones
      .filter((milestone) => !selection.deadlines || isMustKnow(milestone))
      .filter((milestone) => !role || matchesFilters(milestone, { ...noFilters, roles: [role] }))
      .map((milestone) => ({ milestone, release })),
  );
  const dated = asked.flatMap(({ milestone, release }) => {
    const found = shownDated(milestone);
    return found && matchesFilters(found, filters) ? [{ milestone: found, release }] : [];
  });
  const { from: _from, to: _to, ...whenever } = filters;
  const patches = asked
    .map(({ milestone }) => milestone)
    // what is only expected is another event, whatever its day
    .filter((one) => isPatch(one) && one.expected !== true && matchesFilters(one, whenever));
  // a release's own feed is about its branch, so its patches form no train
  const trains =
    selection.release === undefined ? trainIds(allPatches(calendar), calendar) : new Map<string, string>();
  const isRecent = ({ milestone }: DatedMilestone): boolean =>
    since === undefined || lastDay(milestone.when) >= since;
  // filtered only now, so that a train keeps its event when its oldest patch leaves
  const events = withTrains([...together(dated).values()], trains)
    .filter(({ members }) => members.some(isRecent))
    .flatMap((one) => feedEvent(one, { calendar, patches, today }) ?? [])
    .filter((event) => isListed(event, { filters, today }))
    .map((event) => ({ ...event, alarms: isSure(event) ? filters.alarms : [] }))
    .flatMap((event) => shown(event, filters.show));
  const left = departures(dated, { filters, today, whole });
  const due = events.flatMap(({ awaited: [first] }) =>
    first
      ? [startOfDay(addDays(lastDay(first.when), 1), utc), startOfDay(calendar.knownOut ?? today, utc)]
      : [],
  );
  const changed = [...events.map((event) => event.changed), ...left, ...due].reduce(
    (latest, one) => (one > latest ? one : latest),
    calendar.changed,
  );
  const [only] = selection.release === undefined ? [] : chosen;
  const suffix = selection.release ?? (selection.deadlines ? 'deadlines' : role);
  const of = selection.deadlines ? 'deadlines' : rolesOf(calendar).find(({ id }) => id === role)?.name;
  return {
    calendar: announced,
    title: only ? only.title : of === undefined ? calendar.title : `${calendar.title} ${of}`,
    description: only ? `The release schedule of ${only.title}` : calendar.description,
    homepage: only?.homepage ?? calendar.homepage,
    name: suffix === undefined ? calendar.id : `${calendar.id}-${suffix}`,
    query: filterQuery(filters),
    changed,
    modified: changed,
    stale: undefined,
    release: selection.release,
    milestones: asked.flatMap(({ milestone }) => (matchesFilters(milestone, filters) ? [milestone] : [])),
    events: distinct(events.toSorted(byDay)).slice(-mostEvents),
  };
}

/** Joins several calendars into one feed, whatever their order; `undefined` for none. */
export function joinFeeds(unsorted: readonly Feed[]): Feed | undefined {
  const feeds = unsorted.toSorted((a, b) => (a.calendar.id < b.calendar.id ? -1 : 1));
  const [first] = feeds;
  if (!first || feeds.length === 1) return first;
  const ids = feeds.map(({ calendar }) => calendar.id);
  return {
    ...first,
    title: feeds.map(({ title }) => title).join(', '),
    description: feeds.map(({ description }) => description).join(' '),
    name: 'feed',
    query: [`calendar=${ids.join(',')}`, ...(first.query === '' ? [] : [first.query])].join('&'),
    changed: feeds.reduce((latest, { changed }) => (changed > latest ? changed : latest), first.changed),
    modified: feeds.reduce((latest, { modified }) => (modified > latest ? modified : latest), first.modified),
    milestones: feeds.flatMap(({ milestones }) => milestones),
    events: distinct(feeds.flatMap(({ events }) => events).toSorted(byDay)).slice(-mostEvents),
  };
}

/** Neither canceled nor merely expected. */
function isSure({ status, milestones: [{ expected: isExpected }] }: FeedEvent): boolean {
  return status !== 'cancelled' && !isExpected;
}

/**
 * What happened is shown on its actual day. What lost its date is shown as canceled on the last one it had,
 * so that nobody goes on planning by it.
 */
function shownDated(milestone: Milestone): Deadline | undefined {
  const really = otherwise(milestone);
  const shown = really && deadline({ ...milestone, when: really });
  if (shown) return { ...shown, plan: milestone.when };
  const last = isDated(milestone.when)
    ? undefined
    : milestone.history?.map(({ when }) => when).findLast(isDated);
  return deadline(last ? { ...milestone, when: last, status: 'cancelled' } : milestone);
}

function isMustKnow(milestone: Milestone): boolean {
  return milestone.banner || isPatch(milestone);
}

/**
 * Patches of one kind and day are one event, apart from canceled and merely expected ones, which form their
 * own; everything else stands alone.
 */
function together(dated: readonly DatedMilestone[]): ReadonlyMap<string, readonly DatedMilestone[]> {
  const groups = new Map<string, DatedMilestone[]>();
  for (const member of dated) {
    const { milestone } = member;
    const key = isPatch(milestone)
      ? [
          milestone.kind,
          announcedDay(milestone.when),
          isOffIn(member.milestone, member.release),
          milestone.expected,
        ].join(' ')
      : `${milestone.release} ${milestone.id}`;
    const members = groups.get(key);
    if (members) members.push(member);
    else groups.set(key, [member]);
  }
  return groups;
}

interface EventContext {
  readonly calendar: Calendar;
  /** All patches that could share its event. */
  readonly patches: readonly Milestone[];
  readonly today: PlainDate;
}

function feedEvent({ members, train }: PatchGroup, around: EventContext): FeedEvent | undefined {
  const { calendar, patches, today } = around;
  const sorted = [...members].toSorted((a, b) => compareVersions(b.milestone.release, a.milestone.release));
  // a named branch goes before the unnamed train, so the identity stays when another branch is named
  const newest = sorted.find(({ milestone }) => patchVersions([milestone]).length > 0) ?? sorted[0];
  if (!newest) return undefined;
  const { milestone, release } = newest;
  const rest = sorted.filter((member) => member !== newest).map((member) => member.milestone);
  const milestones: readonly [Deadline, ...Deadline[]] = [milestone, ...rest];
  const past = train
    ? trainRevision(train, calendar, patches)
    : { ...patchGroupRevision(milestone, patches), created: milestone.created };
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
    status: status(members),
    awaited:
      status(members) === 'cancelled'
        ? []
        : milestones.filter((one) => isAwaited(one, calendar, startOfDay(today, utc))),
    link: milestone.link ?? release.homepage ?? calendar.homepage,
    ...past,
    // a change to any other member changes the event too
    changed: milestones.reduce((a, { changed }) => (changed > a ? changed : a), past.changed),
    milestones,
  };
}

/** `Code Freeze (Kubernetes 1.38)`; `Cherry-pick deadline: 1.36.2, 1.35.6 (Kubernetes)`. */
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
