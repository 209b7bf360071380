import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Instant } from '../time/time.ts';
import type { When } from '../when/when.ts';
import { allMilestones } from '../calendar/calendar.ts';
import { closes, deadline } from '../calendar/deadline.ts';
import { isOff, offStatus } from '../calendar/off.ts';
import { utc } from '../time/time.ts';
import { isPatch, patchTrain } from '../calendar/patch.ts';
import { announcedDay, endOf, isDated, lastDay } from '../when/when.ts';
import { sameWords } from '../when/writewhen.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';

/** `restored` was canceled or postponed, and is on again. */
export const changeKinds = [
  'moved',
  'filled',
  'unset',
  'reworded',
  'appeared',
  'gone',
  'cancelled',
  'postponed',
  'restored',
  'renamed',
] as const;

/** A milestone that moved, appeared, was canceled or was renamed. */
export interface Change {
  readonly kind: (typeof changeKinds)[number];
  readonly release: string;
  readonly id: string;
  /** Its current name. */
  readonly name: string;
  /** `undefined` for what appeared. */
  readonly before: Milestone | undefined;
  /** `undefined` for what is gone. */
  readonly after: Milestone | undefined;
}

/** What changed in one calendar between two revisions. */
export interface Comparison {
  readonly calendar: string;
  readonly title: string;
  readonly changes: readonly Change[];
}

/** What changed from one version of a calendar to another, in the order of the later one. */
export function changes(
  before: Pick<Calendar, 'releases'>,
  after: Pick<Calendar, 'releases'>,
): readonly Change[] {
  const older = new Map(before.releases.map((release) => [release.version, inEffect(release)]));
  const found = after.releases.flatMap((release) =>
    releaseChanges(older.get(release.version) ?? [], inEffect(release)),
  );
  const versions = new Set(after.releases.map(({ version }) => version));
  const lost = before.releases.filter(({ version }) => !versions.has(version));
  const all = [...found, ...lost.flatMap(({ milestones }) => milestones.flatMap(gone))];
  return all.filter(({ kind, before: was }) => kind !== 'gone' || !was || !isNamed(was, after));
}

/** A month of the patch train is not gone when its branches are named. */
function isNamed(month: Milestone, { releases }: Pick<Calendar, 'releases'>): boolean {
  if (month.release !== patchTrain) return false;
  return releases.some(({ milestones }) =>
    milestones.some((one) => isPatch(one) && one.kind === month.kind && monthOf(one) === monthOf(month)),
  );
}

function monthOf({ when }: Milestone): string | undefined {
  return isDated(when) ? announcedDay(when).slice(0, 7) : when.kind === 'month' ? when.month : undefined;
}

/** A canceled release cancels all its milestones. */
function inEffect({ status, milestones }: Pick<Release, 'status' | 'milestones'>): readonly Milestone[] {
  return status === 'cancelled' ? milestones.map((one) => ({ ...one, status })) : milestones;
}

/** What changed in one release. A milestone is known by its id, or by an alias that names its former id. */
export function releaseChanges(
  before: Release['milestones'],
  after: Release['milestones'],
): readonly Change[] {
  const older = new Map(before.map((milestone) => [milestone.id, milestone]));
  const ids = new Set(after.map(({ id }) => id));
  const kept = new Set<string>();
  const found = after.flatMap((milestone) => {
    // a former id that another milestone has now no longer belongs to this one
    const known = [milestone.id, ...milestone.aliases.filter((alias) => !ids.has(alias))].find(
      (id) => older.has(id) && !kept.has(id),
    );
    const was = known === undefined ? undefined : older.get(known);
    if (was) kept.add(was.id);
    const kind = was ? kindOf(was, milestone) : 'appeared';
    return kind ? [change(kind, was, milestone)] : [];
  });
  const lost = before.filter(({ id }) => !kept.has(id));
  const fresh = found.flatMap(({ kind, after: one }) => (kind === 'appeared' && one ? [one] : []));
  const names = new Map(fresh.flatMap((one) => formerOf(one, lost, fresh)));
  const former = new Set(names.values());
  return [
    ...found.map((one) => {
      const was = one.after && names.get(one.after);
      return was && one.after ? change('renamed', was, one.after) : one;
    }),
    ...lost.filter((one) => !former.has(one)).flatMap(gone),
  ];
}

/** Something gone and something new are one renamed milestone if only those two share that day and kind. */
function formerOf(
  one: Milestone,
  lost: readonly Milestone[],
  fresh: readonly Milestone[],
): readonly (readonly [Milestone, Milestone])[] {
  const isAlike = (other: Milestone): boolean =>
    isDated(one.when) && other.kind === one.kind && !isOff(other) && sameWords(other.when, one.when);
  const [was, ...more] = lost.filter(isAlike);
  return was && more.length === 0 && !isOff(one) && fresh.filter(isAlike).length === 1 ? [[one, was]] : [];
}

function change(kind: Change['kind'], before: Milestone | undefined, after: Milestone): Change {
  return { kind, release: after.release, id: after.id, name: after.name, before, after };
}

/** What its history already records as gone is not gone again. */
function gone(milestone: Milestone): readonly Change[] {
  const { release, id, name, history } = milestone;
  if (history?.at(-1)?.status === 'gone') return [];
  return [{ kind: 'gone', release, id, name, before: milestone, after: undefined }];
}

function kindOf(before: Milestone, after: Milestone): Change['kind'] | undefined {
  const [was, is] = [offStatus(before), offStatus(after)];
  if (is && is !== was) return is;
  if (was && !is) return 'restored';
  const kind = whenChange(before.when, after.when);
  if (kind) return kind;
  return before.id !== after.id || before.name !== after.name ? 'renamed' : undefined;
}

/** How one *when* became another; `undefined` when it is the same in the same words. */
export function whenChange(before: When, after: When): 'moved' | 'filled' | 'unset' | 'reworded' | undefined {
  if (sameWords(before, after)) return undefined;
  const [was, is] = [precision(before), precision(after)];
  if (was !== is) return was < is ? 'filled' : 'unset';
  if (!isDated(before) || !isDated(after)) return 'moved';
  const same =
    announcedDay(before) === announcedDay(after) &&
    lastDay(before) === lastDay(after) &&
    endOf(before) === endOf(after);
  return same ? 'reworded' : 'moved';
}

/** A month is more exact than nothing, and less than a day. */
function precision(when: When): number {
  if (isDated(when)) return 2;
  return when.kind === 'month' ? 1 : 0;
}

/** What was over when it left its file is history: neither canceled nor gone. */
export function isHistory({ kind, before }: Change, now: Instant): boolean {
  return kind === 'gone' && before !== undefined && (closes(before, utc) ?? now) < now;
}

const graves = new Set<Change['kind']>(['moved', 'unset', 'gone', 'cancelled', 'postponed']);

/** More than three changes that affect over a third of what is still ahead are probably a mistake. */
export function isMassChange(
  found: readonly Change[],
  before: Pick<Calendar, 'releases'>,
  now: string,
): boolean {
  const ahead = allMilestones(before).filter(
    (milestone) => (deadline(milestone)?.cutoff ?? now) > now && !isOff(milestone),
  );
  const ids = new Set(ahead.map(milestoneKey));
  const grave = found.filter(
    ({ kind, before: was }) => was && ids.has(milestoneKey(was)) && graves.has(kind),
  );
  return grave.length > 3 && grave.length * 3 > ahead.length;
}
