import type { Calendar, Milestone, Release, ReleaseStatus } from '../domain/calendar.ts';
import type { Draft, Entry, Part } from './part.ts';
import type { Instant } from '../domain/time.ts';
import type { Problem } from '../domain/rule.ts';
import type { Settings } from './settings.ts';
import { compareVersions } from '../domain/calendar.ts';
import { problem } from '../domain/rule.ts';
import { instantOf, utc } from '../domain/time.ts';
import { announcedDay, isDated } from '../domain/when.ts';

/** What is public since nobody knows when. */
const longAgo = instantOf(Date.UTC(2020, 0, 1));

const releaseShapes = new Set(['release', 'release cycle', 'readme']);

/** Makes one calendar of what its files tell. Files of one release merge when they are of different shapes. */
export function merge(
  parts: readonly Part[],
  settings: Settings,
  revision: string,
  problems: Problem[],
): Calendar {
  const changed = settings.revised ?? longAgo;
  const versions = [...new Set(parts.map(({ version }) => version))].toSorted(compareVersions);
  const { id, title, description, homepage, zone, domain, styles, publishes } = settings;
  const releases = versions.map((version) =>
    release(
      { version, parts: parts.filter((part) => part.version === version), settings, changed },
      problems,
    ),
  );
  const optional = { ...(homepage !== undefined && { homepage }), ...(zone !== undefined && { zone }) };
  return { id, title, description, domain, revision, changed, styles, publishes, releases, ...optional };
}

interface Version {
  readonly version: string;
  readonly parts: readonly Part[];
  readonly settings: Settings;
  readonly changed: Instant;
}

function release({ version, parts, settings, changed }: Version, problems: Problem[]): Release {
  const tellers = parts.filter(({ shape }) => releaseShapes.has(shape));
  for (const second of tellers.slice(1)) {
    const first = tellers[0]?.at;
    const says = `release ${version} stands in ${first?.file ?? 'another file'} too; wanted one release file`;
    problems.push(problem(second.at, { rule: 'duplicate', says }, { blocks: true }));
  }
  const drafts = unite(parts, problems);
  compareReleaseDays(parts, drafts, problems);
  const told = <K extends 'title' | 'homepage' | 'zone' | 'status'>(key: K): Part[K] | undefined =>
    parts.find((part) => part[key] !== undefined)?.[key];
  const homepage = told('homepage');
  const status: ReleaseStatus = told('status') ?? 'planned';
  return {
    version,
    title: told('title') ?? `${settings.title} ${version}`,
    ...(homepage !== undefined && { homepage }),
    zone: told('zone') ?? settings.zone ?? utc,
    status,
    milestones: drafts.map((draft): Milestone => ({
      ...draft,
      release: version,
      sequence: 0,
      created: changed,
      changed,
    })),
  };
}

function unite(parts: readonly Part[], problems: Problem[]): readonly Draft[] {
  const byId = new Map<string, Entry>();
  const later: Entry[] = [];
  for (const entry of parts.flatMap(({ entries }) => entries)) {
    if (entry.afterwards) later.push(entry);
    else add(byId, entry, problems);
  }
  for (const entry of later) {
    const plan = byId.get(entry.draft.id);
    if (!plan) add(byId, entry, problems);
    else byId.set(entry.draft.id, { ...plan, draft: withEnd(plan.draft, entry.draft) });
  }
  return [...byId.values()].map(({ draft }) => draft);
}

/** The plan stays; what really happened, and what is said of it, is added. */
function withEnd(plan: Draft, end: Draft): Draft {
  const notes = [plan.note, end.note].filter((note) => note !== undefined);
  return {
    ...plan,
    status: end.status,
    ...(end.actual && { actual: end.actual }),
    ...(notes.length > 0 && { note: notes.join('\n') }),
  };
}

function add(byId: Map<string, Entry>, entry: Entry, problems: Problem[]): void {
  const first = byId.get(entry.draft.id);
  if (first) {
    const says = `the id "${entry.draft.id}" stands at ${first.at.file}:${first.at.line} too; wanted one place`;
    problems.push(problem(entry.at, { rule: 'duplicate', says }, { blocks: true }));
  } else byId.set(entry.draft.id, entry);
}

function compareReleaseDays(parts: readonly Part[], drafts: readonly Draft[], problems: Problem[]): void {
  const own = drafts.find(({ id }) => id === 'release')?.when;
  if (!own || !isDated(own)) return;
  for (const { day, at } of parts.flatMap(({ releaseDays = [] }) => releaseDays)) {
    if (day === announcedDay(own)) continue;
    const says = `found ${day} for the release, but its own file says ${announcedDay(own)}`;
    problems.push(problem(at, { rule: 'release-date-mismatch', says }, { blocks: false }));
  }
}
