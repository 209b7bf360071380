import type { Kind } from './calendar.ts';

/** What an id means in Kubernetes schedules, unless an author says otherwise. */
export interface Canon {
  readonly id: string;
  readonly kind: Kind;
  readonly key: boolean;
  /** Whether it counts for the banner: always, only when its row is bold, or never. */
  readonly counts: 'yes' | 'bold' | 'never';
  /** The name that banners use; `{release}` is the release's number. */
  readonly short?: string;
  /** What ends a freeze: the first of these ids that its release has, else its release day. */
  readonly until?: readonly string[];
}

const yes = { key: false, counts: 'yes' } as const;
const key = { key: true, counts: 'yes' } as const;
const bold = { key: false, counts: 'bold' } as const;
const thaws = ['thaw', 'code-thaw', 'release'];
const never = { key: false, counts: 'never' } as const;

/** In the order in which a banner names milestones of one day. */
const canons: readonly Canon[] = [
  { id: 'cycle-start', kind: 'start', ...key, short: '{release} Cycle Begins' },
  { id: 'prr-freeze', kind: 'freeze', ...yes, short: 'Production Readiness' },
  { id: 'enhancements-freeze', kind: 'freeze', ...key },
  { id: 'docs-placeholder', kind: 'deadline', ...yes, short: 'Docs Placeholder PRs' },
  { id: 'code-freeze', kind: 'freeze', ...key, until: thaws },
  { id: 'test-freeze', kind: 'freeze', ...yes, until: thaws },
  { id: 'docs-review', kind: 'deadline', ...yes, short: 'Docs Review' },
  { id: 'docs-freeze', kind: 'freeze', ...key },
  { id: 'release', kind: 'release', ...key, short: 'Release Day' },
  { id: 'exceptions-due', kind: 'deadline', ...bold, short: 'Exceptions' },
  { id: 'feature-blog-freeze', kind: 'freeze', ...bold },
  { id: 'code-thaw', kind: 'task', ...bold },
  { id: 'cherry-pick', kind: 'cherry-pick', ...bold },
  ...tasks(),
  ...deadlines(),
  { id: 'thaw', kind: 'task', ...never },
  { id: 'exceptions-call-enhancements', kind: 'task', ...never },
];

function tasks(): readonly Canon[] {
  const ids = [
    'branch',
    'jobs-created',
    'jobs-removed',
    'schedule-finalized',
    'team-finalized',
    'team-leads-finalized',
    'enhancements-tracking',
    'burndown-start',
    'burndown-daily',
    'brace-yourself',
    'apac-meetings',
    'release-notes-draft',
    'release-notes-final-draft',
    'feature-blogs-outreach',
    'deprecations-blog',
    'release-blog-published',
    'feature-blogs-published',
  ];
  return ids.map((id) => ({ id, kind: 'task', ...never }));
}

function deadlines(): readonly Canon[] {
  const ids = [
    'highlights-due',
    'highlights-complete',
    'feature-blogs-ready',
    'release-blog-ready',
    'release-notes-complete',
  ];
  return ids.map((id) => ({ id, kind: 'deadline', ...never }));
}

const families: readonly (readonly [form: RegExp, kind: Kind])[] = [
  [/^(alpha|beta|rc)(-\d+)?$/, 'prerelease'],
  [/^(kubecon|retro|dst-change)(-|$)/, 'event'],
  [/^patch-/, 'patch'],
  [/^cherry-pick-/, 'cherry-pick'],
  [/^maintenance$/, 'maintenance'],
  [/^end-of-life$/, 'end-of-life'],
];

const byId: ReadonlyMap<string, Canon> = new Map(canons.map((canon) => [canon.id, canon]));

/** `undefined` for an unknown id: then the kind decides (`countsByKind`). */
export function canon(id: string): Canon | undefined {
  const kind = families.find(([form]) => form.test(id))?.[1];
  return byId.get(id) ?? byId.get(first(id)) ?? (kind && { id, kind, ...never });
}

/** `code-freeze-2`, a second row of one id, means what the first does. */
function first(id: string): string {
  return id.replace(/-\d+$/, '');
}

/** Its place in a banner among others of its day; unknown ids come after all canonical ones. */
export function rank(id: string): number {
  const index = canons.findIndex((known) => known.id === id || known.id === first(id));
  return index < 0 ? canons.length : index;
}

/**
 * Whether a milestone counts for the banner and is a key date, where its author says neither. Its id decides,
 * unless the author gave it another kind.
 */
export function usual(id: string, kind: Kind): { readonly banner: boolean; readonly key: boolean } {
  const known = canon(id);
  return known?.kind === kind
    ? { banner: known.counts === 'yes', key: known.key }
    : { banner: countsByKind(kind), key: false };
}

/** For unknown ids: start, freeze, deadline and release count for the banner. */
export function countsByKind(kind: Kind): boolean {
  return kind === 'start' || kind === 'freeze' || kind === 'deadline' || kind === 'release';
}
