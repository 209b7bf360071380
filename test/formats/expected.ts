import assert from 'node:assert/strict';

/** An entry of a calendar app. */
export interface Entry {
  readonly uid: string;
  readonly summary: string;
  /** The first day and the day after the last, `2026-11-18`. */
  readonly start: string;
  readonly end: string;
}

/** What a feed's JSON says of a milestone, as far as its entry depends on it. */
interface Told {
  readonly id: string;
  readonly release: string;
  readonly name: string;
  readonly kind: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly expected: boolean;
}

/** The releases of the shipped calendar. */
export const releases: readonly string[] = [
  ...Array.from({ length: 25 }, (_, index) => `1.${14 + index}`),
  'patches',
];

/** The feeds of the shipped calendar, by the last segment of their addresses. */
export const feedNames: readonly string[] = ['kubernetes', 'kubernetes-deadlines'].concat(
  releases.map((version) => `kubernetes-${version}`),
);

const domain = 'kubernetes.release-calendar.invalid';
const dayMs = 86_400_000;

/**
 * The entries that a feed of the shipped calendar must have, from its JSON: one a dated milestone, and one a
 * day for all patches of one kind. A calendar's feed begins two years before `today`.
 */
export function expectedEntries(json: string, today: string): readonly Entry[] {
  const document = JSON.parse(json) as { release: string | null; milestones: Told[] };
  const since = document.release === null ? plusDays(today, -731) : '0000';
  const dated = document.milestones.filter(({ end }) => end !== null && end >= since);
  const groups = Map.groupBy(dated, (told) =>
    isPatch(told) ? `${told.kind} ${told.start ?? ''}` : `${told.release} ${told.id}`,
  );
  return [...groups.values()].map(entry).toSorted(byUid);
}

export function byUid(a: Entry, b: Entry): number {
  return a.uid < b.uid ? -1 : 1;
}

function isPatch({ id }: Told): boolean {
  return /^(cherry-pick|patch)-\d/.test(id);
}

function entry(told: readonly Told[]): Entry {
  const [first] = told.toSorted((a, b) => branch(b) - branch(a));
  assert.ok(first?.start && first.end);
  const title = isPatch(first) ? patchTitle(told) : `${first.name} (Kubernetes ${first.release})`;
  return {
    uid: `kubernetes.${first.release}.${first.id}@${domain}`,
    summary: title,
    start: first.start,
    end: plusDays(first.end, 1),
  };
}

/** A month whose branches are not named yet comes after all branches. */
function branch({ release }: Told): number {
  return Number(/^1\.(\d+)$/.exec(release)?.[1] ?? -1);
}

function patchTitle(told: readonly Told[]): string {
  const named = told.filter((one) => branch(one) >= 0).toSorted((a, b) => branch(b) - branch(a));
  if (named.length === 0)
    return `${told[0]?.expected ? 'Expected: ' : ''}${told[0]?.name ?? ''} (Kubernetes)`;
  const versions = named
    .map(({ id }) => id.replace(/^(cherry-pick|patch)-/, '').replaceAll('-', '.'))
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const what = told[0]?.kind === 'patch' ? 'Patch release' : 'Cherry-pick deadline';
  const plural = told[0]?.kind === 'patch' && versions.length > 1 ? 's' : '';
  return `${what}${plural}: ${versions.join(', ')} (Kubernetes)`;
}

function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
