import type { Instant, PlainDate, YearMonth, Zone } from '../time/time.ts';
import type { TrainRule } from './trainrule.ts';
import type { When } from '../when/when.ts';
import { utc } from '../time/time.ts';

/** What a milestone is. A closed list: feeds, filters and colours go by it. */
export const kinds = [
  'start',
  'freeze',
  'deadline',
  'release',
  'prerelease',
  'cherry-pick',
  'patch',
  'maintenance',
  'end-of-life',
  'event',
  'task',
] as const;
export type Kind = (typeof kinds)[number];

export const milestoneStatuses = ['planned', 'tentative', 'done', 'cancelled', 'postponed'] as const;
type MilestoneStatus = (typeof milestoneStatuses)[number];

export const releaseStatuses = ['planned', 'tentative', 'done', 'cancelled'] as const;
export type ReleaseStatus = (typeof releaseStatuses)[number];

/** A *when* that was public once. */
export interface PublishedState {
  readonly when: When;
  /** Since when it was public. */
  readonly since: Instant;
  /** What it was called from then on, where that changed. */
  readonly name?: string;
  /** Whether it was on from then on, where that changed; `gone` is what was taken out of its file. */
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
  /** For the banner. */
  readonly short: string;
  readonly kind: Kind;
  readonly when: W;
  readonly role: readonly string[];
  /** Stands in the key-dates list. */
  readonly key: boolean;
  /** Counts for the banner. */
  readonly banner: boolean;
  /** What ends a freeze: the first of these milestones of its release that exists. */
  readonly until?: readonly string[];
  readonly week?: number;
  /** Of the patch schedule only: the patch it belongs to, `1.36.2`, or the month of one not named yet, `2026-07`. */
  readonly patch?: string;
  readonly link?: string;
  readonly note?: string;
  /** The text that an import found. */
  readonly raw?: string;
  readonly aliases: readonly string[];
  readonly status: MilestoneStatus;
  /** What really happened; the plan stays in `when`. */
  readonly actual?: When;
  /** Of a train that nobody has announced: a rule gives it. */
  readonly expected?: true;
  /** Every *when* that was public, oldest first, the one of now included; left out when it is not known. */
  readonly history?: readonly PublishedState[];
  /** How often a published fact of it changed (RFC 5545 3.8.7.4). */
  readonly sequence: number;
  /** When it became public first. */
  readonly created: Instant;
  /** When a published fact of it changed last. */
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

/** What makes a calendar old; each an ISO 8601 duration, and left out where it does not. */
export interface StaleRule {
  /** For so long a source of it has not answered well. */
  readonly sources?: string;
  /** So long after the newest announced patch of a branch that still gets some. */
  readonly trains?: string;
  /** So long after the last release day no later cycle is known. */
  readonly cycles?: string;
}

/** Where a part of a calendar is from. */
export interface Origin {
  /** The file that it feeds, such as `1.38.md`; with `{release}` in it while none came. */
  readonly file: string;
  readonly url: string;
  /** Whose release it tells of; `undefined` of a file that is not of one. */
  readonly release: string | undefined;
  /** The UTC day on which it last had the text that is here; `undefined` when nothing has come from it. */
  readonly answered: PlainDate | undefined;
}

/** One project's releases; one folder of `calendars/`. Valid by construction. */
export interface Calendar {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly homepage?: string;
  readonly zone?: Zone;
  /** Ends every UID; never the host that serves it. */
  readonly domain: string;
  /** First 12 hex of the SHA-256 over its files' names and bytes. */
  readonly revision: string;
  /** The newest instant at which a fact of it became public. */
  readonly changed: Instant;
  readonly styles: ReadonlyMap<string, Style>;
  /** What letters are filled with, by the names of their placeholders: a milestone's id, or its id and `day`. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** A banner always says of what release a deadline is. */
  readonly namesRelease: boolean;
  /** The ids and kinds that close a build; every freeze that counts when left out. */
  readonly gate?: readonly string[];
  /** The first month whose patch trains have an identity of their own; all of them when left out. */
  readonly trainsSince?: YearMonth;
  /** By what the trains that are not announced are expected; none when left out. */
  readonly trains?: TrainRule;
  /** What makes it old; nothing when left out. */
  readonly stale?: StaleRule;
  /** Where its parts are from, in the order of its settings. */
  readonly origins?: readonly Origin[];
  /** When its own files were last known to be right, as far as somebody said so. */
  readonly revised?: Instant;
  /** The UTC day up to which it is known what came out; `undefined` where nobody tells that. */
  readonly knownOut?: PlainDate;
  /** From an issue's slug date to its publication, an ISO 8601 duration. */
  readonly publishes: string;
  /** How long a change must stand before anybody is told of it, an ISO 8601 duration. */
  readonly quiet: string;
  /** In the order of their versions, oldest first. */
  readonly releases: readonly Release[];
}

/** Every calendar's own, beside those it names. */
const plainStyle: Style = { months: 'short' };

/** `undefined` for a name that the calendar does not know. */
export function styleNamed(calendar: Calendar, name: string): Style | undefined {
  return name === 'plain' ? plainStyle : calendar.styles.get(name);
}

export function styleNames(calendar: Calendar): readonly string[] {
  return ['plain', ...calendar.styles.keys()];
}

/** Where its days and hours are told. */
export function zoneOf({ zone = utc }: Pick<Calendar, 'zone'>): Zone {
  return zone;
}

export function allMilestones(calendar: Pick<Calendar, 'releases'>): readonly Milestone[] {
  return calendar.releases.flatMap((release) => release.milestones);
}

/** Whom a calendar asks, each once, by slug; `ALL` is not one of them. */
export function rolesOf(
  calendar: Pick<Calendar, 'releases'>,
): readonly { readonly id: string; readonly name: string }[] {
  const names = new Map(
    allMilestones(calendar)
      .flatMap(({ role }) => role)
      .map((name) => [slug(name), name]),
  );
  names.delete('all');
  return [...names].map(([id, name]) => ({ id, name })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
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
