import type { Document } from '../yaml/yaml.ts';
import type { Kind, Milestone, ReleaseStatus } from '../../domain/calendar/calendar.ts';
import type { Path } from '../yaml/path.ts';
import type { Place, Problem } from '../../domain/problem/rule.ts';
import type { Instant, PlainDate, Zone } from '../../domain/time/time.ts';
import type { Row } from '../../domain/lint/row.ts';
import type { TextFile } from '../files/files.ts';
import { usual } from '../../domain/calendar/canon.ts';

/** A milestone as one file tells it; its release and its history are added when files are merged. */
export type Draft = Omit<Milestone, 'release' | 'sequence' | 'created' | 'changed'>;

/** A draft and where it stands. */
export interface Placed {
  readonly draft: Draft;
  readonly at: Place;
  /** Where it stands in a YAML file of our own shape. */
  readonly path?: Path;
  /** Where its `until` stands, if it has one. */
  readonly untilAt?: Place;
  /** It tells only what really happened: it adds to the plan of another file and becomes the plan where there is none. */
  readonly afterwards?: boolean;
  /** It tells what came out: of no use where no other file knows the milestone, or the release of a patch. */
  readonly isTag?: boolean;
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
  /** Its lines as they stand, for the linter. */
  readonly rows?: readonly Row[];
  /** The lines of its summary, which must say what the table says. */
  readonly summary?: readonly Row[];
  /** The days that this file gives for the release itself, to be compared and never a second event. */
  readonly releaseDays?: readonly { readonly day: PlainDate; readonly at: Place }[];
}

export interface Parts {
  readonly parts: readonly Part[];
  readonly problems: readonly Problem[];
}

/** What a shape is told of the calendar whose file it reads. */
export interface CalendarContext {
  readonly zone: Zone | undefined;
  /** Another project's rule for what counts for the banner: kinds and ids. */
  readonly counts: ReadonlySet<string> | undefined;
  /** The release that somebody named, for a file that does not name its own. */
  readonly release?: string | undefined;
  /** Of a check only: then what is stale is told too. A calendar that is served never asks the time. */
  readonly now?: Instant | undefined;
}

/** A way in which a YAML file can tell a schedule, told by its top-level keys. */
export interface Shape {
  readonly name: string;
  readonly keys: readonly string[];
  read(document: Document, around: CalendarContext): Parts;
}

/** A way in which a text can tell a schedule, told by the extension of its file. */
export interface TextShape {
  readonly name: string;
  /** With its dot. */
  readonly extension: string;
  /** `others` are the releases that the calendar tells elsewhere: they date a cycle that names no year. */
  read(file: TextFile, around: CalendarContext, others: readonly KnownRelease[]): Parts;
}

/** What is known of another release. */
export interface KnownRelease {
  readonly version: string;
  readonly milestones: readonly Pick<Milestone, 'kind' | 'when'>[];
}

export function known({ version, drafts }: Part): KnownRelease {
  return { version, milestones: drafts.map(({ draft }) => draft) };
}

/** Counts for the banner, unless the milestone itself says so. */
export function counts(id: string, kind: Kind, { counts: rule }: CalendarContext): boolean {
  if (rule) return rule.has(id) || rule.has(kind);
  return usual(id, kind).banner;
}

/** All of them. */
export interface Shapes {
  readonly shapes: readonly Shape[];
  readonly texts: readonly TextShape[];
}
