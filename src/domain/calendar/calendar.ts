import type { Kind } from './kind.ts';
import type { Instant, PlainDate, YearMonth, Zone } from '../time/time.ts';
import type { TrainRule } from './trainrule.ts';
import type { Term, Vocabulary } from './vocabulary.ts';
import { kinds } from './kind.ts';
import type { When } from '../when/when.ts';
import { memoized } from '../memo/memoized.ts';
import { utc } from '../time/time.ts';

export const milestoneStatuses = ['planned', 'tentative', 'done', 'cancelled', 'postponed'] as const;
type MilestoneStatus = (typeof milestoneStatuses)[number];

export const releaseStatuses = ['planned', 'tentative', 'done', 'cancelled'] as const;
export type ReleaseStatus = (typeof releaseStatuses)[number];

/** A *when* that was public once. */
export interface PublishedState {
  readonly when: When;
  /** Since when it was public. */
  readonly since: Instant;
  /** Its name from then on, where that changed. */
  readonly name?: string;
  /** Its status from then on, where that changed; `gone` means removed from its file. */
  readonly status?: ToldStatus;
  /** What was known from then on to have really happened. */
  readonly actual?: When;
}

export const toldStatuses = ['planned', 'cancelled', 'postponed', 'gone'] as const;
type ToldStatus = (typeof toldStatuses)[number];

/** Something with a name and a *when* in a release. */
export interface Milestone<W extends When = When> {
  /** A slug made of names, never of dates; unique in its release. */
  readonly id: string;
  readonly release: string;
  readonly name: string;
  /** The name that banners use. */
  readonly short: string;
  readonly kind: Kind;
  readonly when: W;
  readonly role: readonly string[];
  /** Whether it stands in the key-dates list. */
  readonly key: boolean;
  /** Whether it counts for the banner. */
  readonly banner: boolean;
  /** What its id means in its calendar's vocabulary, if anything. */
  readonly term?: Term;
  /** Ids of what ends a freeze: the first of them that its release has. */
  readonly until?: readonly string[];
  readonly week?: number;
  /** In the patch schedule only: its patch, `1.36.2`, or its month while that is not named, `2026-07`. */
  readonly patch?: string;
  readonly link?: string;
  readonly note?: string;
  /** The text that an import found. */
  readonly raw?: string;
  readonly aliases: readonly string[];
  readonly status: MilestoneStatus;
  /** What really happened; the plan stays in `when`. */
  readonly actual?: When;
  /** Part of a train that a rule predicts and nobody has announced. */
  readonly expected?: true;
  /** Every *when* that was public, oldest first, including the current one; left out when not known. */
  readonly history?: readonly PublishedState[];
  /** How often a published fact of it changed (RFC 5545 3.8.7.4). */
  readonly sequence: number;
  /** When it first became public. */
  readonly created: Instant;
  /** When a published fact of it last changed. */
  readonly changed: Instant;
}

/** One version and its milestones, in the order of their files. */
export interface Release {
  readonly version: string;
  readonly title: string;
  readonly homepage?: string;
  /** The zone in which its months end. */
  readonly zone: Zone;
  readonly status: ReleaseStatus;
  readonly milestones: readonly Milestone[];
}

/** How a named style writes a banner. */
export interface Style {
  readonly months: 'short' | 'long';
  /** Where names link to when their milestone has no link of its own; without it names are plain text. */
  readonly names?: string;
  /** Where days link to; without it days are plain text. */
  readonly days?: string;
}

/** What makes a calendar stale; each an ISO 8601 duration, and no rule where left out. */
export interface StaleRule {
  /** How long a source may fail to answer well. */
  readonly sources?: string;
  /** How long after the newest announced patch of a supported branch. */
  readonly trains?: string;
  /** How long after the last release day without a known later cycle. */
  readonly cycles?: string;
}

/** Where a part of a calendar comes from. */
export interface Origin {
  /** The file that it feeds, such as `1.38.md`; contains `{release}` until one has come. */
  readonly file: string;
  readonly url: string;
  /** The release that it describes; `undefined` for a file of no release. */
  readonly release: string | undefined;
  /** The last UTC day on which it still had this text; `undefined` when nothing has come from it. */
  readonly answered: PlainDate | undefined;
}

/** One project's releases; one folder of `calendars/`. Valid by construction. */
export interface Calendar {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly homepage?: string;
  readonly zone?: Zone;
  /** The part after the @ of every UID; never the host that serves it. */
  readonly domain: string;
  /** First 12 hex of the SHA-256 over its files' names and bytes. */
  readonly revision: string;
  /** The newest instant at which a fact of it became public. */
  readonly changed: Instant;
  /** What its names mean. */
  readonly vocabulary: Vocabulary;
  /** Zones by label in capitals, for labels that mean several. */
  readonly labels?: ReadonlyMap<string, Zone>;
  readonly styles: ReadonlyMap<string, Style>;
  /** What fills the placeholders of letters, by their names: a milestone's id, or its id and `day`. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** Whether a banner always names the release of a deadline. */
  readonly namesRelease: boolean;
  /** The ids and kinds that close a build; every counted freeze does when left out. */
  readonly gate?: readonly string[];
  /** The first month whose patch trains have an identity of their own; all do when left out. */
  readonly trainsSince?: YearMonth;
  /** Predicts trains that are not announced; none are expected when left out. */
  readonly trains?: TrainRule;
  /** What makes it stale; nothing when left out. */
  readonly stale?: StaleRule;
  /** Where its parts come from, in the order of its settings. */
  readonly origins?: readonly Origin[];
  /** When its own files were last confirmed to be right, if anybody said so. */
  readonly revised?: Instant;
  /** The UTC day up to which it is known what came out; `undefined` where no source tells. */
  readonly knownOut?: PlainDate;
  /** The time from an issue's slug date to its publication, an ISO 8601 duration. */
  readonly publishes: string;
  /** How long a change must stand before anybody is told of it, an ISO 8601 duration. */
  readonly quiet: string;
  /** In the order of their versions, oldest first. */
  readonly releases: readonly Release[];
}

/** The style that every calendar has besides those it names. */
const plainStyle: Style = { months: 'short' };

/** `undefined` for a name that the calendar does not know. */
export function styleNamed(calendar: Calendar, name: string): Style | undefined {
  return name === 'plain' ? plainStyle : calendar.styles.get(name);
}

export function styleNames(calendar: Calendar): readonly string[] {
  return ['plain', ...calendar.styles.keys()];
}

/** The zone in which its days and hours are told. */
export function zoneOf({ zone = utc }: Pick<Calendar, 'zone'>): Zone {
  return zone;
}

export function allMilestones(calendar: Pick<Calendar, 'releases'>): readonly Milestone[] {
  return calendar.releases.flatMap((release) => release.milestones);
}

/** The roles that a calendar's milestones address, each once, by slug; without `ALL`. */
export const rolesOf = memoized(
  (calendar: Pick<Calendar, 'releases'>): readonly { readonly id: string; readonly name: string }[] => {
    const names = new Map(
      allMilestones(calendar)
        .flatMap(({ role }) => role)
        .map((name) => [slug(name), name]),
    );
    names.delete('all');
    // a name without a Latin letter has no id that an address could hold
    names.delete('');
    return [...names].map(([id, name]) => ({ id, name })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  },
);

/** The kinds that its milestones are of. */
export function kindsOf(calendar: Pick<Calendar, 'releases'>): readonly Kind[] {
  const has = new Set(allMilestones(calendar).map(({ kind }) => kind));
  return kinds.filter((kind) => has.has(kind));
}

export function releaseOf(calendar: Calendar, version: string): Release | undefined {
  return calendar.releases.find((release) => release.version === version);
}

/** 1.9 stands before 1.10, and a name such as `patches` after all numbers. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split(/[.-]/), b.split(/[.-]/)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [x = '', y = ''] = [left[index], right[index]];
    const [m, n] = [/^\d+$/.test(x) ? Number(x) : Infinity, /^\d+$/.test(y) ? Number(y) : Infinity];
    if (m !== n && !(x === '' || y === '')) return m < n ? -1 : 1;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** `Enhancements Lead` is `enhancements-lead`; also for ids. Empty when nothing is left. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
