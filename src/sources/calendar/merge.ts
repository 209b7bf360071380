import type { Calendar, Milestone, Origin, Release, ReleaseStatus } from '../../domain/calendar/calendar.ts';
import type { Draft } from '../../domain/calendar/draft.ts';
import type { Part, Placed } from '../shapes/part.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { Report } from '../../domain/problem/rule.ts';
import type { History } from './historyfile.ts';
import type { Settings } from './settings.ts';
import type { Vocabulary } from '../../domain/calendar/vocabulary.ts';
import { patchTrain, trainTitle } from '../../domain/calendar/patch.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { compareVersions } from '../../domain/calendar/calendar.ts';
import { removedMilestones } from '../../domain/history/removed.ts';
import { revisionFacts } from '../../domain/history/revisionfacts.ts';
import { longAgo } from '../../domain/history/told.ts';
import { utc } from '../../domain/time/time.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';

/** What a calendar is built from besides its parts. */
interface Making {
  readonly settings: Settings;
  readonly revision: string;
  readonly history: History;
  readonly vocabulary: Vocabulary;
  readonly origins: readonly Origin[];
  /** Up to which day actual releases are known. */
  readonly knownOut: PlainDate | undefined;
  readonly report: Report;
}

/** Builds a calendar from the parts of its files. Files about one release merge if their shapes differ. */
export function merge(parts: readonly Part[], making: Making): Calendar {
  const { settings, revision, history, origins, knownOut, vocabulary } = making;
  const newest = [...history.values()]
    .flatMap((told) => told.at(-1)?.since ?? [])
    .toSorted()
    .at(-1);
  const otherwise = settings.revised ?? newest ?? longAgo;
  const changed = newest !== undefined && newest > otherwise ? newest : otherwise;
  // with a rule, trains are expected even if none has been announced
  const told = [...parts.map(({ version }) => version), ...(settings.trains ? [patchTrain] : [])];
  const versions = [...new Set(told)].toSorted(compareVersions);
  const { id, title, description, homepage, zone, domain, styles, publishes, placeholders, quiet } = settings;
  const { namesRelease, gate, trainsSince, trains, stale, revised } = settings;
  return {
    ...{ id, title, description, domain, revision, changed, styles, publishes, quiet, namesRelease },
    placeholders,
    vocabulary,
    ...(settings.labels.size > 0 && { labels: settings.labels }),
    releases: versions.map((version) => release(version, parts, { ...making, otherwise })),
    ...(homepage !== undefined && { homepage }),
    ...(zone !== undefined && { zone }),
    ...(gate && { gate }),
    ...(trainsSince !== undefined && { trainsSince }),
    ...(trains && { trains }),
    ...(stale && { stale }),
    ...(revised !== undefined && { revised }),
    ...(origins.length > 0 && { origins }),
    ...(knownOut !== undefined && { knownOut }),
  };
}

/** `otherwise` is when a milestone without a history became public. */
type Dated = Making & { readonly otherwise: Instant };

function release(version: string, all: readonly Part[], making: Dated): Release {
  const { settings, history, otherwise, report, vocabulary } = making;
  const parts = all.filter((part) => part.version === version);
  const [teller, ...seconds] = parts.filter(({ about }) => about === 'cycle');
  for (const second of seconds) {
    const says = expected(`release ${version} in one file`, `it in ${teller?.at.file ?? 'another'} too`);
    report.stop(second.at, 'duplicate', says);
  }
  // report a duplicated release once, not once per milestone
  const drafts = unite(
    parts.filter((part) => !seconds.includes(part)),
    report,
  );
  compareReleaseDays(parts, drafts, report);
  const first = <K extends 'title' | 'homepage' | 'zone' | 'status'>(key: K): Part[K] | undefined =>
    parts.find((part) => part[key] !== undefined)?.[key];
  const homepage = first('homepage');
  const status: ReleaseStatus = first('status') ?? 'planned';
  const milestones = drafts.map((draft): Milestone => {
    // history under a former id continues under the new one, unless another milestone now has that id
    const former = draft.aliases.filter((alias) => !drafts.some(({ id }) => id === alias));
    const told = [draft.id, ...former].flatMap(
      (id) => history.get(milestoneKey({ release: version, id })) ?? [],
    );
    const inOrder = told.toSorted((a, b) => (a.since < b.since ? -1 : 1));
    // cancelling a release cancels all its milestones that are not done
    const off = status === 'cancelled' && draft.status !== 'done' ? { status } : {};
    const own = { ...draft, ...off };
    return { ...own, release: version, ...revisionFacts(own, inOrder, otherwise) };
  });
  return {
    version,
    title: first('title') ?? (version === patchTrain ? trainTitle : `${settings.title} ${version}`),
    ...(homepage !== undefined && { homepage }),
    zone: first('zone') ?? settings.zone ?? utc,
    status,
    milestones: [
      ...milestones,
      ...removedMilestones(milestones, { version, history, unknown: otherwise, vocabulary }),
    ],
  };
}

function unite(parts: readonly Part[], report: Report): readonly Draft[] {
  const byId = new Map<string, Placed>();
  const placeds = parts.flatMap(({ drafts }) => drafts);
  const add = (placed: Placed): void => {
    const first = byId.get(placed.draft.id);
    if (!first) byId.set(placed.draft.id, placed);
    else {
      const says = expected(
        `the id ${quote(placed.draft.id)} once`,
        `it at ${first.at.file}:${first.at.line} too`,
      );
      report.stop(placed.at, 'duplicate', says);
    }
  };
  for (const placed of placeds) if (!placed.afterwards) add(placed);
  for (const placed of placeds) {
    if (!placed.afterwards) continue;
    const plan = byId.get(placed.draft.id);
    if (plan) byId.set(placed.draft.id, { ...plan, draft: withEnd(plan.draft, placed.draft) });
    else if (!placed.isTag || placed.draft.patch !== undefined) add(placed);
  }
  const drafts = [...byId.values()].map(({ draft }) => draft);
  return drafts.map((one) => closedEarly(one, drafts));
}

/** A cherry-pick ends with its patch. */
function closedEarly(pick: Draft, drafts: readonly Draft[]): Draft {
  if (pick.kind !== 'cherry-pick' || pick.patch === undefined || pick.actual) return pick;
  const out = drafts.find(({ kind, patch }) => kind === 'patch' && patch === pick.patch)?.actual;
  const isEarly = out && isDated(out) && isDated(pick.when) && announcedDay(out) < announcedDay(pick.when);
  return isEarly ? { ...pick, status: 'done', actual: out } : pick;
}

/** Keeps the plan and adds the actual date, status and note. */
function withEnd(plan: Draft, end: Draft): Draft {
  const notes = [...new Set([plan.note, end.note])].filter((note) => note !== undefined);
  return {
    ...plan,
    status: end.status,
    ...(end.actual && { actual: end.actual }),
    ...(notes.length > 0 && { note: notes.join('\n') }),
  };
}

function compareReleaseDays(parts: readonly Part[], drafts: readonly Draft[], report: Report): void {
  const own = drafts.find(({ id }) => id === 'release')?.when;
  if (!own || !isDated(own)) return;
  for (const { day, at } of parts.flatMap(({ releaseDays = [] }) => releaseDays)) {
    if (day === announcedDay(own)) continue;
    const says = expected(`the release on ${announcedDay(own)}, as its own file says`, day);
    report.tell(at, 'release-date-mismatch', says);
  }
}
