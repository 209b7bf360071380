import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Dated } from '../when/when.ts';
import type { Instant } from '../time/time.ts';
import { isOn } from '../calendar/deadline.ts';
import { instantOf, plus } from '../time/time.ts';
import { isDated } from '../when/when.ts';
import { whenChange } from './change.ts';

/** What subscribers were told about a milestone, and since when; a change waits for the quiet period. */
export interface Announced {
  readonly calendar: string;
  /** `<release>/<milestone id>` */
  readonly key: string;
  /** How often its announcement changed: part of the identity of everything that is sent. */
  readonly version: number;
  /**
   * Rises with every changed announcement of any milestone; 0 if this one never changed. It tells who has
   * heard of a change without any clock. The store counts it.
   */
  readonly edition: number;
  /** `undefined` while it has no date or is off. */
  readonly when: Dated | undefined;
  /** The last date before this version; `undefined` when it never had one. */
  readonly before: Dated | undefined;
  /** Whether it was off, or without a date, before this version. */
  readonly wasOff: boolean;
  readonly since: Instant;
  /** What the files say now, if that differs. */
  readonly pending: { readonly when: Dated | undefined; readonly since: Instant } | undefined;
}

/** The date that people plan by: `undefined` for what is off or has no date. */
function planOf(milestone: Milestone, release: Release): Dated | undefined {
  return isOn(milestone, release) && isDated(milestone.when) ? milestone.when : undefined;
}

/**
 * The rows of a calendar that are new or changed at `now`. The first reading of a calendar is announced at
 * once; later changes wait for the quiet period, and one that is reverted before is never announced.
 */
export function newAnnouncements(
  calendar: Calendar,
  known: ReadonlyMap<string, Announced>,
  now: Instant,
): readonly Announced[] {
  const first = known.size === 0;
  return calendar.releases.flatMap((release) =>
    release.milestones.flatMap((milestone) => {
      const plan = planOf(milestone, release);
      const row = rowOf(milestone, known);
      if (!row) return [fresh(calendar.id, milestone, { plan, first, now })];
      const next = settled(row, { plan, now, quiet: calendar.quiet });
      return next === known.get(row.key) ? [] : [next];
    }),
  );
}

/** A renamed milestone is found by its former id. */
function rowOf(
  { release, id, aliases }: Milestone,
  known: ReadonlyMap<string, Announced>,
): Announced | undefined {
  const key = `${release}/${id}`;
  const found = known.get(key);
  if (found) return found;
  const former = aliases.map((alias) => known.get(`${release}/${alias}`)).find((one) => one);
  return former && { ...former, key };
}

interface Finding {
  readonly plan: Dated | undefined;
  readonly now: Instant;
}

function fresh(
  calendar: string,
  { release, id }: Milestone,
  { plan, first, now }: Finding & { readonly first: boolean },
): Announced {
  const row = { calendar, key: `${release}/${id}`, version: 0, edition: 0 };
  const never = { before: undefined, wasOff: true };
  if (first) return { ...row, ...never, when: plan, since: instantOf(0), pending: undefined };
  return { ...row, ...never, when: undefined, since: now, pending: plan && { when: plan, since: now } };
}

function settled(row: Announced, { plan, now, quiet }: Finding & { readonly quiet: string }): Announced {
  if (isSame(row.when, plan)) return row.pending ? { ...row, pending: undefined } : row;
  const { pending } = row;
  // a wait that a clock ahead of time began starts anew, or it would last until the clock is there again
  const isNew = !pending || !isSame(pending.when, plan) || pending.since > now;
  if (isNew) return { ...row, pending: { when: plan, since: now } };
  if (plus(pending.since, quiet) > now) return row;
  return {
    ...row,
    version: row.version + 1,
    when: plan,
    before: row.when ?? row.before,
    wasOff: row.when === undefined,
    since: now,
    pending: undefined,
  };
}

function isSame(a: Dated | undefined, b: Dated | undefined): boolean {
  return a && b ? whenChange(a, b) !== 'moved' : a === b;
}

/** When the next pending change will have stood for the quiet period; `undefined` when none is pending. */
export function nextSettling(rows: Iterable<Announced>, quiet: string): Instant | undefined {
  return [...rows].flatMap(({ pending }) => (pending ? [plus(pending.since, quiet)] : [])).toSorted()[0];
}

/** How a version differs, for those who knew the one before. */
export type Notice = 'moved' | 'off' | 'restored';

/** `undefined` for a first date, which corrects nothing. */
export function noticeOf({ when, before, wasOff, version }: Announced): Notice | undefined {
  if (version === 0 || !before) return undefined;
  if (!when) return wasOff ? undefined : 'off';
  return wasOff ? 'restored' : 'moved';
}
