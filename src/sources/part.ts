import type { Document } from './yaml.ts';
import type { Kind, Milestone, ReleaseStatus } from '../domain/calendar.ts';
import type { Place, Problem } from '../domain/rule.ts';
import type { PlainDate, Zone } from '../domain/time.ts';
import { countsByKind, canon } from '../domain/canon.ts';

/** A milestone as one file tells it; its release and its history are added when files are merged. */
export type Draft = Omit<Milestone, 'release' | 'sequence' | 'created' | 'changed'>;

/** A draft and where it stands. */
export interface Placed {
  readonly draft: Draft;
  readonly at: Place;
  /** It tells only what really happened: it adds to the plan of another file and becomes the plan where there is none. */
  readonly afterwards?: boolean;
}

/** What one file tells of one release. */
export interface Part {
  readonly shape: string;
  readonly version: string;
  readonly title?: string | undefined;
  readonly homepage?: string | undefined;
  readonly zone?: Zone | undefined;
  readonly status?: ReleaseStatus | undefined;
  readonly drafts: readonly Placed[];
  readonly at: Place;
  /** The days that this file gives for the release itself, to be compared and never a second event. */
  readonly releaseDays?: readonly { readonly day: PlainDate; readonly at: Place }[];
}

interface Parts {
  readonly parts: readonly Part[];
  readonly problems: readonly Problem[];
}

/** What a shape is told of the calendar whose file it reads. */
export interface Around {
  readonly zone: Zone | undefined;
  /** Another project's rule for what counts for the banner: kinds and ids. */
  readonly counts: ReadonlySet<string> | undefined;
}

/** A way in which a YAML file can tell a schedule, told by its top-level keys. */
export interface Shape {
  readonly name: string;
  readonly keys: readonly string[];
  read(document: Document, around: Around): Parts;
}

/** Counts for the banner, unless the milestone itself says so. */
export function counts(id: string, kind: Kind, { counts: rule }: Around): boolean {
  if (rule) return rule.has(id) || rule.has(kind);
  const known = canon(id);
  return known ? known.counts === 'yes' : countsByKind(kind);
}
