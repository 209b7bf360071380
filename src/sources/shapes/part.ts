import type { Draft } from '../../domain/calendar/draft.ts';
import type { Document, Path } from '../yaml/yaml.ts';
import type { Calendar, Milestone, ReleaseStatus } from '../../domain/calendar/calendar.ts';
import type { Kind } from '../../domain/calendar/kind.ts';
import type { FilePage } from '../yaml/filepage.ts';
import type { Place } from '../../domain/problem/rule.ts';
import type { Instant, PlainDate, Zone } from '../../domain/time/time.ts';
import type { Row } from '../../domain/lint/checkrows.ts';
import { slug } from '../../domain/calendar/calendar.ts';
import type { Vocabulary } from '../../domain/calendar/vocabulary.ts';
import { plainVocabulary, termOf, usual } from '../../domain/calendar/vocabulary.ts';

/** A draft and its place in the file. */
export interface Placed {
  readonly draft: Draft;
  readonly at: Place;
  /** Its path in a YAML file of our own format. */
  readonly path?: Path;
  /** The place of its `until`, if it has one. */
  readonly untilAt?: Place;
  /** Only an actual date: it is added to another file's plan, or becomes the plan if there is none. */
  readonly afterwards?: boolean;
  /** Comes from a tag: ignored unless another file knows the milestone, or the release of a patch. */
  readonly isTag?: boolean;
}

/**
 * What a part is about: a release's own cycle, the patches of its branch, only what happened afterwards (an
 * end, a tag), or corrections that people made by hand.
 */
type Subject = 'cycle' | 'patches' | 'afterwards' | 'corrections';

/** One file's data on one release. */
export interface Part {
  /** The shape's name for people; files are merged by `about`. */
  readonly shape: string;
  readonly about: Subject;
  /** Tells one part from others of the same shape and release, such as a tag. */
  readonly item?: string;
  /** Nothing in it is people's own wording on top of a source, so a newer text replaces its lines whole. */
  readonly isVerbatim?: boolean;
  readonly version: string;
  readonly title?: string | undefined;
  readonly homepage?: string | undefined;
  readonly zone?: Zone | undefined;
  readonly status?: ReleaseStatus | undefined;
  readonly drafts: readonly Placed[];
  readonly at: Place;
  /** Its rows as written, for the linter. */
  readonly rows?: readonly Row[];
  /** The rows of its summary, which must agree with the table. */
  readonly summary?: readonly Row[];
  /** Release days stated in this file, only used to compare, not to create a milestone. */
  readonly releaseDays?: readonly { readonly day: PlainDate; readonly at: Place }[];
}

/** The context of the calendar whose file is read. */
export interface CalendarContext {
  readonly zone: Zone | undefined;
  readonly vocabulary: Vocabulary;
  /** Zones by label in capitals, for labels that mean several. */
  readonly labels?: ReadonlyMap<string, Zone> | undefined;
  /** Ids and kinds that count for the banner, if they differ from the defaults. */
  readonly counts: ReadonlySet<string> | undefined;
  /** The release named by the user, for a file that does not name its own. */
  readonly release?: string | undefined;
  /** The year named by the user, for a file whose dates name none. */
  readonly year?: number | undefined;
  /** Only set by a check, which also reports stale data; a served calendar never depends on the time. */
  readonly now?: Instant | undefined;
}

/** How a file outside of any calendar's folder is read: as a part of a calendar, if one is known. */
export function contextOf(calendar: Calendar | undefined): CalendarContext {
  const { zone, vocabulary = plainVocabulary, labels } = calendar ?? {};
  return { zone, vocabulary, labels, counts: undefined };
}

/** A YAML format for schedules, recognized by its top-level keys. What is wrong it reports to the document. */
export interface Shape {
  readonly name: string;
  readonly keys: readonly string[];
  read(document: Document, around: CalendarContext): readonly Part[];
}

/** A text format for schedules, recognized by its file extension. What is wrong it reports to the page. */
export interface TextShape {
  readonly name: string;
  /** Including the dot. */
  readonly extension: string;
  /**
   * `others` are other releases of the calendar, used to date a cycle without years; `undefined` when the text
   * is no schedule at all.
   */
  read(page: FilePage, around: CalendarContext, others: readonly KnownRelease[]): readonly Part[] | undefined;
}

/** What is known about another release. */
export interface KnownRelease {
  readonly version: string;
  readonly milestones: readonly Pick<Milestone, 'kind' | 'when'>[];
}

export function known({ version, drafts }: Part): KnownRelease {
  return { version, milestones: drafts.map(({ draft }) => draft) };
}

/** Whether a milestone counts for the banner by default. */
export function counts(id: string, kind: Kind, { counts: rule, vocabulary }: CalendarContext): boolean {
  if (rule) return rule.has(id) || rule.has(kind);
  return usual(kind, termOf(vocabulary, id)).banner;
}

/** What a source knows of a milestone. */
export type Facts = Pick<Draft, 'id' | 'name' | 'kind' | 'when'> & {
  readonly [K in keyof Draft]?: Draft[K] | undefined;
};

/** A milestone from what a source knows of it; the rest is as usual for its id and kind. */
export function draftOf(facts: Facts, around: CalendarContext): Draft {
  const { id, name, kind, when, short = name, role = [], aliases = [], status = 'planned' } = facts;
  const term = termOf(around.vocabulary, id);
  const { key = usual(kind, term).key, banner = counts(id, kind, around) } = facts;
  const { until, week, patch, link, note, raw, actual } = facts;
  return {
    ...{ id, name, short, kind, when, role, key, banner, aliases, status },
    ...(term && { term }),
    ...(until && { until }),
    ...(week !== undefined && { week }),
    ...(patch !== undefined && { patch }),
    ...(link !== undefined && { link }),
    ...(note !== undefined && { note }),
    ...(raw !== undefined && { raw }),
    ...(actual && { actual }),
  };
}

/** A milestone of whose past nothing is known; `at` stands for it. */
export function milestoneOf(draft: Draft, release: string, at: Instant): Milestone {
  return { ...draft, release, sequence: 0, created: at, changed: at };
}

/** Leaves room for a numeric suffix within the 80 characters allowed for an id. */
const longest = 70;

/** Makes an id from a name; never empty. */
export function idOf(name: string): string {
  return slug(name).slice(0, longest).replace(/-+$/, '') || 'row';
}

/** Unique ids within a release: a repeated one gets the next free number. */
export class Ids {
  private readonly used = new Set<string>();
  private readonly numbers = new Map<string, number>();

  unused(id: string): string {
    let found = id;
    for (let number = (this.numbers.get(id) ?? 1) + 1; this.used.has(found); number++) {
      found = `${id}-${number}`;
      this.numbers.set(id, number);
    }
    this.used.add(found);
    return found;
  }
}

/** All formats. */
export interface Shapes {
  readonly shapes: readonly Shape[];
  readonly texts: readonly TextShape[];
}

/** What the names of schedule files end in, in small letters. */
export function endingsOf({ texts }: Shapes): readonly string[] {
  return ['.yaml', '.yml', ...texts.map(({ extension }) => extension)];
}

/** `a .yaml, .yml or .md file`. */
export function sayEndings(shapes: Shapes): string {
  const endings = endingsOf(shapes);
  return `a ${endings.slice(0, -1).join(', ')} or ${endings.at(-1) ?? ''} file`;
}
