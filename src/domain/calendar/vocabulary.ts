import type { Kind } from './kind.ts';
import type { Wording } from './wording.ts';

/** What an id means in a calendar, unless an author says otherwise. */
export interface Term {
  readonly id: string;
  /** Its place in a banner among others of its day. */
  readonly rank: number;
  readonly kind: Kind;
  readonly key: boolean;
  /** Whether it counts for the banner: always, only when its row is bold, or never. */
  readonly counts: 'yes' | 'bold' | 'never';
  /** The name that banners use; `{release}` is the release's number. */
  readonly short?: string;
  /** What it asks of its readers, a sentence; `{release}` likewise. */
  readonly asks?: string;
  /** What ends a freeze: the first of these ids that its release has, else its release day. */
  readonly until?: readonly string[];
  /** The milestone whose link says how to be excepted from it. */
  readonly exceptions?: string;
  /** The id that a row may name together with it. */
  readonly pair?: string;
}

/** What the names of one project mean; of a project that has no such file, plain words decide. */
export interface Vocabulary {
  /** In the order in which a banner names milestones of one day. */
  readonly terms: ReadonlyMap<string, Term>;
  /** The kinds of ids that begin with a name: `retro`, `retro-2`. */
  readonly families: ReadonlyMap<string, Kind>;
  /** How tables call milestones; the first that fits counts. */
  readonly rows: readonly Wording[];
  /** What editors call them besides; the first that fits takes its words, and the others get the rest. */
  readonly says: readonly Wording[];
  /** What pages and letters call things of this project. */
  readonly words: { readonly cycle: string; readonly patch: string };
}

export const plainVocabulary: Vocabulary = {
  terms: new Map(),
  families: new Map(),
  rows: [],
  says: [],
  words: { cycle: 'schedule', patch: 'patch release' },
};

/** After all that have a place. */
const last = Number.MAX_SAFE_INTEGER;
const never = { key: false, counts: 'never', rank: last } as const;

/** What every project means by the ids that its files or we give. */
const everywhere: readonly (readonly [form: RegExp, kind: Kind])[] = [
  [/^(alpha|beta|rc)(-\d+)?$/, 'prerelease'],
  [/^patch-/, 'patch'],
  [/^cherry-pick-/, 'cherry-pick'],
  [/^maintenance$/, 'maintenance'],
  [/^end-of-life$/, 'end-of-life'],
];

/** `undefined` for an unknown id: then the kind decides (`countsByKind`). */
export function termOf({ terms, families }: Vocabulary, id: string): Term | undefined {
  const known = terms.get(id) ?? terms.get(first(id));
  if (known) return known;
  const kind = [...families].find(([name]) => id === name || id.startsWith(`${name}-`))?.[1];
  const own = kind ?? everywhere.find(([form]) => form.test(id))?.[1];
  return own && { id, kind: own, ...never };
}

/** `feature-freeze-2`, a second row of one id, means what the first does. */
function first(id: string): string {
  return id.replace(/-\d+$/, '');
}

/** Its place in a banner among others of its day; what has no meaning comes after all that has. */
export function rankOf({ term }: { readonly term?: Term }): number {
  return term?.rank ?? last;
}

/**
 * Whether a milestone counts for the banner and is a key date, where its author says neither. Its id decides,
 * unless the author gave it another kind.
 */
export function usual(
  kind: Kind,
  term: Term | undefined,
): { readonly banner: boolean; readonly key: boolean } {
  return term?.kind === kind
    ? { banner: term.counts === 'yes', key: term.key }
    : { banner: countsByKind(kind), key: false };
}

/** For unknown ids: start, freeze, deadline and release count for the banner. */
export function countsByKind(kind: Kind): boolean {
  return kind === 'start' || kind === 'freeze' || kind === 'deadline' || kind === 'release';
}
