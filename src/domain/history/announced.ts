import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Dated } from '../when/when.ts';
import type { Instant } from '../time/time.ts';
import { isOn } from '../calendar/deadline.ts';
import { instantOf, plus } from '../time/time.ts';
import { isDated } from '../when/when.ts';
import { isSameDate, publicSince } from './move.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';

/** What subscribers were told about a milestone, and since when; a change waits for the quiet time. */
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
 * once; later changes wait for the quiet time by the instants that `changes` goes by, and one that is reverted
 * before is never announced.
 */
export function newAnnouncements(
  calendar: Calendar,
  known: ReadonlyMap<string, Announced>,
  now: Instant,
): readonly Announced[] {
  return calendar.releases.flatMap((release) =>
    release.milestones.flatMap((milestone) => {
      const plan = planOf(milestone, release);
      const row = rowOf(milestone, known);
      if (!row && known.size === 0) return [{ ...fresh(calendar.id, milestone, instantOf(0)), when: plan }];
      const told = publicSince(milestone, plan, calendar.quiet);
      const next = settled(row ?? fresh(calendar.id, milestone, now), plan, {
        now,
        quiet: calendar.quiet,
        // a clock ahead of time keeps nothing from anybody
        told: told !== undefined && told <= now ? told : undefined,
      });
      return next === known.get(next.key) ? [] : [next];
    }),
  );
}

/** A renamed milestone is found by its former id. */
function rowOf(
  { release, id, aliases }: Milestone,
  known: ReadonlyMap<string, Announced>,
): Announced | undefined {
  const key = milestoneKey({ release, id });
  const found = known.get(key);
  if (found) return found;
  const former = aliases.map((alias) => known.get(`${release}/${alias}`)).find((one) => one);
  return former && { ...former, key };
}

function fresh(calendar: string, milestone: Milestone, since: Instant): Announced {
  const never = { when: undefined, before: undefined, wasOff: true, pending: undefined };
  return { calendar, key: milestoneKey(milestone), version: 0, edition: 0, since, ...never };
}

interface Settling {
  readonly now: Instant;
  readonly quiet: string;
  /** Since when it is public by its history; by what was seen where that does not say. */
  readonly told: Instant | undefined;
}

function settled(row: Announced, plan: Dated | undefined, { now, quiet, told }: Settling): Announced {
  const { pending } = row;
  if (isSameDate(row.when, plan)) return pending ? { ...row, pending: undefined } : row;
  // a wait that a clock ahead of time began starts anew, or it would last until the clock is there again
  const isKnown = pending && isSameDate(pending.when, plan) && pending.since <= now;
  const since = told ?? (isKnown ? pending.since : now);
  if (plus(since, quiet) > now)
    return isKnown && since === pending.since ? row : { ...row, pending: { when: plan, since } };
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

/** When the next pending change will have stood for the quiet time; `undefined` when none is pending. */
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
