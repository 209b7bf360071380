import assert from 'node:assert/strict';
import type { Calendar, Milestone, PublishedState, Release } from '../../src/domain/calendar/calendar.ts';
import type { Instant, PlainDate, YearMonth, Zone } from '../../src/domain/time/time.ts';
import type { ReadWhen } from '../../src/domain/when/whenresult.ts';
import type { Sentence } from '../../src/domain/banner/sentence.ts';
import type { When } from '../../src/domain/when/when.ts';
import { section } from '../../src/domain/banner/section.ts';
import { announcedDay, isDated } from '../../src/domain/when/when.ts';
import { countsByKind } from '../../src/domain/calendar/vocabulary.ts';
import { field, meaning } from '../vocabulary.ts';
import { readWhen } from '../../src/domain/when/readwhen.ts';
import { instant, plainDate, utc, yearMonth, zone } from '../../src/domain/time/time.ts';

function must<T>(found: T | undefined, text: string): T {
  assert.ok(found !== undefined, `the test says "${text}", which is none`);
  return found;
}

export function day(text: string): PlainDate {
  return must(plainDate(text), text);
}

/** `2024-01-09T16:00Z`, or a day, which is its 00:00 UTC. */
export function at(text: string): Instant {
  return must(instant(text.includes('T') ? text : `${text}T00:00Z`), text);
}

export function where(text: string): Zone {
  return must(zone(text), text);
}

export function dayWhen(text: string, place: string = utc): When {
  return { kind: 'day', day: day(text), zone: where(place) };
}

export function aoeWhen(text: string): When {
  return { kind: 'aoe', day: day(text) };
}

/** `announced` only for what was written as 24:00. */
export function instantWhen(text: string, place: string = utc, announced?: string): When {
  const at24 = announced === undefined ? {} : { day: day(announced) };
  return { kind: 'instant', at: at(text), zone: where(place), ...at24 };
}

export function spanWhen(first: string, last: string, place: string = utc): When {
  return { kind: 'span', first: day(first), last: day(last), zone: where(place) };
}

export function month(text: string): YearMonth {
  return must(yearMonth(text), text);
}

export function monthWhen(text: string): When {
  return { kind: 'month', month: must(yearMonth(text), text) };
}

/** Reads a *when* of a file whose zone is UTC, with a day of its cycle and the text of its *what* cell. */
export function read(text: string, near?: string, what?: string): ReadWhen {
  return readWhen(text, { zone: utc, near: near === undefined ? undefined : day(near), what });
}

/** Any form of a *when* that has nothing wrong in it; a bare date is one of UTC. */
export function when(text: string): When {
  const { when, findings } = read(text);
  assert.deepEqual(findings, [], text);
  return when;
}

export type Told = readonly [written: string, since: string, more?: Partial<PublishedState>];

/** What was public since when, the oldest first. */
export function history(...all: readonly Told[]): readonly PublishedState[] {
  return all.map(([written, since, more]) => ({ when: when(written), since: at(since), ...more }));
}

const created = at('2020-01-01');

/** A milestone that means what its id means in the Kubernetes field. `release` gives it its release. */
export function milestone(id: string, written: string, more: Partial<Milestone> = {}): Milestone {
  const known = meaning(id);
  const kind = more.kind ?? known?.kind ?? 'task';
  const name = more.name ?? id;
  return {
    ...{ id, release: '', name, short: name, kind, when: when(written), role: [], aliases: [] },
    key: known?.key ?? false,
    banner: known ? known.counts === 'yes' : countsByKind(kind),
    ...{ status: 'planned', sequence: 0, created, changed: created },
    ...patchOf(id),
    ...(known && { term: known }),
    ...more,
  };
}

/** What the reader of a patch schedule would say of an id such as `patch-1-36-2` or `cherry-pick-2026-07`. */
function patchOf(id: string): { readonly patch?: string } {
  const key = /^(?:cherry-pick|patch)-(\d+-\d.*)$/.exec(id)?.[1];
  if (key === undefined) return {};
  return { patch: /^\d{4}-\d{2}$/.test(key) ? key : key.replaceAll('-', '.') };
}

/** The cherry-pick deadline and the day of one patch release, such as 1.36.2. */
export function patch(version: string, cherryPick: string, target: string): readonly Milestone[] {
  const key = version.replaceAll('.', '-');
  return [milestone(`cherry-pick-${key}`, cherryPick), milestone(`patch-${key}`, target)];
}

export function release(
  version: string,
  milestones: readonly Milestone[],
  more: Partial<Release> = {},
): Release {
  return {
    ...{ version, title: `Kubernetes v${version}`, zone: utc, status: 'planned' },
    milestones: milestones.map((one) => ({ ...one, release: version })),
    ...more,
  };
}

export function calendar(releases: readonly Release[], more: Partial<Calendar> = {}): Calendar {
  return {
    ...{ id: 'kubernetes', title: 'Kubernetes', description: 'All of it', domain: 'k8s.example', zone: utc },
    ...{
      revision: '0123456789ab',
      changed: created,
      vocabulary: field,
      styles: new Map(),
      placeholders: new Map(),
      publishes: 'P4DT22H',
      quiet: 'PT30M',
      namesRelease: false,
      releases,
    },
    ...more,
  };
}

/** The 1.30 cycle as it was published, from its start to its release. */
export function cycle130(): Release {
  return release('1.30', [
    milestone('cycle-start', '2024-01-08'),
    milestone('prr-freeze', '2024-02-01'),
    milestone('enhancements-freeze', '2024-02-09T02:00Z[America/Los_Angeles]'),
    milestone('docs-placeholder', '2024-02-22'),
    milestone('code-freeze', '2024-03-06T02:00Z[America/Los_Angeles]'),
    milestone('test-freeze', '2024-03-27T01:00Z[America/Los_Angeles]'),
    milestone('docs-freeze', '2024-03-26'),
    milestone('release', '2024-04-17'),
  ]);
}

/** A sentence with the announced day of what it speaks of. */
export interface Said extends Sentence {
  readonly day: PlainDate | undefined;
}

/** The sentences of a kind that a section says at a moment. */
export function sentences(
  releases: readonly Release[],
  moment: string,
  kind: Sentence['kind'],
): readonly Said[] {
  return section(calendar(releases), at(moment))
    .sentences.filter((sentence) => sentence.kind === kind)
    .map((sentence) => ({
      ...sentence,
      day: sentence.when && isDated(sentence.when) ? announcedDay(sentence.when) : undefined,
    }));
}
