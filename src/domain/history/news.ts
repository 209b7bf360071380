import type { Calendar, Milestone, Release, PublishedState } from '../calendar/calendar.ts';
import type { Instant } from '../time/time.ts';
import { allMilestones, compareVersions } from '../calendar/calendar.ts';
import { instantOf, utc } from '../time/time.ts';
import type { Change } from './change.ts';
import { changes, isHistory } from './change.ts';
import { sameWords } from '../when/writewhen.ts';
import { isPatch, patchTrain } from '../calendar/patch.ts';
import { announcedDay, isDated } from '../when/when.ts';
import { removedMilestones } from './removed.ts';
import { revisionFacts } from './revisionfacts.ts';
import { isRecorded, longAgo, statusOf } from './told.ts';
import { milestoneKey } from '../calendar/milestonekey.ts';

/** Published changes that the files' own history lacks, by `<release>/<milestone id>`, oldest first. */
export type News = ReadonlyMap<string, readonly PublishedState[]>;

/**
 * What the later of two versions changed and its own history does not record: what moved, was renamed, was
 * canceled, is gone or new, or reads differently, such as by another link.
 */
export function newsBetween(before: Calendar, after: Calendar, since: Instant): News {
  const found = changes(before, after);
  const known = new Set(found.map(milestoneKey));
  const told = historyOfChanges(
    found.filter((change) => !change.after || !isRecorded(change.after)),
    since,
  );
  const older = new Map<string, Milestone>(allMilestones(before).map((one) => [milestoneKey(one), one]));
  const fresh = found.flatMap(({ kind, after: one }) => (kind === 'appeared' && one ? [one] : []));
  const touched = allMilestones(after).filter((one) => {
    const was = older.get(milestoneKey(one));
    return was && !known.has(milestoneKey(one)) && reads(was) !== reads(one);
  });
  const rows = allMilestones(before).filter((one) => one.release === patchTrain);
  const all = new Map<string, readonly PublishedState[]>(told);
  for (const one of [...fresh, ...touched].filter((one) => !isSince(one, since))) {
    const was = older.get(milestoneKey(one));
    const now = { when: one.when, since, ...(one.actual && { actual: one.actual }) };
    const row = was ? undefined : rowOf(one, rows);
    const until = row ? (row.history ?? [stateBefore(row, since)]) : was ? [stateBefore(was, since)] : [];
    // a newly named patch was announced before as its month's row
    all.set(milestoneKey(one), [
      ...until.filter((told) => told.since < since),
      row ? { ...now, name: one.name } : now,
    ]);
  }
  // the state before is left out where a history records it already
  return new Map(
    [...all].map(([key, whens]) => [key, older.get(key)?.history?.length ? whens.slice(1) : whens]),
  );
}

/**
 * The history that changes give their milestones, by `<release>/<milestone id>`: the state before and the
 * current one. Mere rewording is left out.
 */
export function historyOfChanges(
  found: readonly Change[],
  since: Instant,
): ReadonlyMap<string, readonly PublishedState[]> {
  const news = found.flatMap((change) => {
    if (isHistory(change, since)) return [];
    const { before, after } = change;
    const now = before && nowOf(change, since);
    if (!now) return [];
    const { release, id } = after && !after.aliases.includes(before.id) ? after : before;
    return [[`${release}/${id}`, [...toldUntil(before, since, now.name !== undefined, id), now]] as const];
  });
  return new Map(news);
}

function nowOf({ kind, before, after }: Change, since: Instant): PublishedState | undefined {
  if (!before || kind === 'appeared' || kind === 'reworded') return undefined;
  if (!after) return { when: before.when, since, name: before.name, status: 'gone' };
  const name = before.name === after.name ? {} : { name: after.name };
  const status = statusOf(before) === statusOf(after) ? {} : { status: statusOf(after) };
  const same = sameWords(before.when, after.when) && Object.keys({ ...name, ...status }).length === 0;
  const actual = after.actual && { actual: after.actual };
  return same ? undefined : { when: after.when, since, ...name, ...status, ...actual };
}

/** The states of a milestone until now, also under a former id, with its name where that changes. */
function toldUntil(
  before: Milestone,
  since: Instant,
  isRenamed: boolean,
  id: string,
): readonly PublishedState[] {
  const until = { ...stateBefore(before, since), ...(isRenamed && { name: before.name }) };
  const { history = [] } = before;
  if (id === before.id || history.length === 0) return [until];
  return history.map((told, index) => (index === history.length - 1 ? { ...told, name: before.name } : told));
}

/** The state of a milestone that has no history yet. */
function stateBefore(before: Milestone, since: Instant): PublishedState {
  return {
    when: before.when,
    since: earlier(before, since),
    ...(before.actual && { actual: before.actual }),
  };
}

/** The state before was published at an unknown time, but before `since`. */
function earlier({ changed }: Milestone, since: Instant): Instant {
  return [changed, longAgo].find((one) => one < since) ?? instantOf(0);
}

/** The row of the month that a patch belonged to until its branch was named. */
function rowOf(one: Milestone, rows: readonly Milestone[]): Milestone | undefined {
  const month = monthOfPatch(one);
  return isPatch(one) && one.release !== patchTrain
    ? rows.find((row) => row.kind === one.kind && monthOfPatch(row) === month)
    : undefined;
}

function monthOfPatch({ when }: Milestone): string | undefined {
  return isDated(when) ? announcedDay(when).slice(0, 7) : undefined;
}

/** Whether its own history records this change or a later one. */
function isSince({ history }: Milestone, since: Instant): boolean {
  return (history?.at(-1)?.since ?? '') >= since;
}

/** What a feed says of a milestone besides its name, date and status. */
function reads({ kind, role, link, note, actual }: Milestone): string {
  return JSON.stringify([kind, role, link, note, actual]);
}

/** Adds news to a calendar's own history; they count like changes that its files record. */
export function withNews(calendar: Calendar, news: News): Calendar {
  if (news.size === 0) return calendar;
  const releases = [...calendar.releases, ...lostReleases(calendar, news)].map((release) => {
    const milestones = release.milestones.map((one) => withTold(one, news));
    const history = ownNews(news, release.version);
    const gone = removedMilestones(milestones, {
      version: release.version,
      history,
      unknown: calendar.changed,
      vocabulary: calendar.vocabulary,
    });
    return { ...release, milestones: [...milestones, ...gone] };
  });
  const changed = releases
    .flatMap(({ milestones }) => milestones.map((one) => one.changed))
    .reduce((latest, one) => (one > latest ? one : latest), calendar.changed);
  const sorted = releases.toSorted((a, b) => compareVersions(a.version, b.version));
  return { ...calendar, releases: sorted, changed };
}

/** Subscribers of a release that is gone as a whole must hear that all of it is. */
function lostReleases({ title, zone = utc, releases }: Calendar, news: News): readonly Release[] {
  const known = new Set(releases.map(({ version }) => version));
  const gone = [...news].filter(([, told]) => told.at(-1)?.status === 'gone');
  const versions = new Set(gone.map(([key]) => key.slice(0, key.lastIndexOf('/'))));
  return [...versions]
    .filter((version) => !known.has(version))
    .map((version) => ({ version, title: `${title} ${version}`, zone, status: 'cancelled', milestones: [] }));
}

function withTold(milestone: Milestone, news: News): Milestone {
  const { release, id, aliases, history = [] } = milestone;
  const told = [id, ...aliases].flatMap((one) => news.get(`${release}/${one}`) ?? []);
  const last = history.at(-1)?.since;
  const more = told.filter(({ since }) => last === undefined || since > last);
  if (more.length === 0) return milestone;
  return { ...milestone, ...revisionFacts(milestone, [...history, ...more], milestone.changed) };
}

function ownNews(news: News, version: string): News {
  return new Map([...news].filter(([key]) => key.slice(0, key.lastIndexOf('/')) === version));
}
