import type { Instant, Zone } from '../../domain/time/time.ts';
import type { Draft } from '../../domain/calendar/draft.ts';
import type { Part, Placed } from '../shapes/part.ts';
import type { When } from '../../domain/when/when.ts';
import { closes } from '../../domain/calendar/deadline.ts';
import { patchTrain } from '../../domain/calendar/patch.ts';
import { aoe, monthOf, utc } from '../../domain/time/time.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';

interface Taking {
  /** When the fetched text appeared; what was over by then is kept as history. */
  readonly at: Instant;
  /** The zone of bare dates in files that do not name one. */
  readonly zone: Zone | undefined;
}

/**
 * Merges fetched parts into the calendar's own. Dates follow the source, and other fields stay as people
 * wrote them. Milestones the source has removed stay only if they are over.
 */
export function takeIn(own: readonly Part[], told: readonly Part[], taking: Taking): readonly Part[] {
  const cycles = told.filter(({ about }) => about === 'cycle');
  const schedules = told.filter(({ about }) => about === 'patches');
  const others = told.filter(({ about }) => about !== 'cycle' && about !== 'patches');
  const withCycles = cycles.reduce((parts, one) => withCycle(parts, one, taking), own);
  const withSchedules = schedules.length > 0 ? withSchedule(withCycles, schedules, taking) : withCycles;
  return others.reduce(withOther, withSchedules);
}

function withCycle(parts: readonly Part[], told: Part, taking: Taking): readonly Part[] {
  const index = parts.findIndex(({ about, version }) => about === 'cycle' && version === told.version);
  const own = parts[index];
  return own ? parts.with(index, renewed(own, told, taking)) : [...parts, told];
}

/** The release as people wrote it, with new dates and rows from its source. */
function renewed(own: Part, told: Part, taking: Taking): Part {
  const [from, to] = [told.zone ?? taking.zone ?? utc, own.zone ?? taking.zone ?? utc];
  const lines = told.drafts.map(({ draft }) => ({ ...draft, when: bareIn(draft.when, from, to) }));
  const pairs = paired(
    lines,
    own.drafts.map(({ draft }) => draft),
  );
  const byOwn = new Map(pairs.map((pair, place) => [pair.index, place]));
  const kept = own.drafts.flatMap((placed, index): readonly Placed[] => {
    const place = byOwn.get(index);
    const [line, at] = place === undefined ? [] : [lines[place], told.drafts[place]?.at];
    if (!line || !at) return staysBehind(placed, taking) ? [placed] : [];
    const week = line.week ?? placed.draft.week;
    const draft = own.isVerbatim === true ? line : { ...placed.draft, when: line.when };
    return [{ ...placed, draft: { ...draft, ...(week !== undefined && { week }) }, at }];
  });
  const fresh = pairs.flatMap(({ milestone, index }, place): readonly Placed[] => {
    const placed = told.drafts[place];
    return index < 0 && placed ? [{ ...placed, draft: milestone }] : [];
  });
  const { rows, summary } = told;
  return { ...own, drafts: [...kept, ...fresh], ...(rows && { rows }), ...(summary && { summary }) };
}

/** Whether a milestone missing at the source is kept: it is over, or people added it under their own id. */
function staysBehind({ draft }: Placed, { at, zone }: Taking): boolean {
  const ends = closes(draft, zone ?? utc);
  return (ends !== undefined && ends <= at) || draft.term === undefined;
}

/** Merges by branch; a month goes once a branch is named for it. */
function withSchedule(parts: readonly Part[], told: readonly Part[], { at, zone }: Taking): readonly Part[] {
  const own = parts.filter(({ about }) => about === 'patches');
  const months = new Set(
    [...own, ...told]
      .filter(({ version }) => version !== patchTrain)
      .flatMap(({ drafts }) => drafts.flatMap(({ draft }) => monthsOf(draft))),
  );
  const isOver = ({ draft }: Placed): boolean => (closes(draft, zone ?? utc) ?? at) < at;
  const versions = [...new Set([...told, ...own].map(({ version }) => version))];
  const merged = versions.flatMap((version): readonly Part[] => {
    const [was, is] = [own, told].map((some) => some.find((one) => one.version === version));
    const part = is ?? was;
    if (!part) return [];
    const ids = new Set(is?.drafts.map(({ draft }) => draft.id));
    const kept = (was?.drafts ?? []).filter((placed) => {
      const { id, kind } = placed.draft;
      if (ids.has(id)) return false;
      if (version === patchTrain && monthsOf(placed.draft).some((month) => months.has(month))) return false;
      // a removed branch has ended, so its planned end is kept
      return isOver(placed) || (!is && (kind === 'end-of-life' || kind === 'maintenance'));
    });
    const drafts = [...kept, ...(is?.drafts ?? [])];
    return drafts.length > 0 ? [{ ...part, drafts }] : [];
  });
  return [...parts.filter(({ about }) => about !== 'patches'), ...merged];
}

/** `patch 2026-06`. */
function monthsOf({ kind, when }: Placed['draft']): readonly string[] {
  if (kind !== 'patch' && kind !== 'cherry-pick') return [];
  if (when.kind === 'month') return [`${kind} ${when.month}`];
  return isDated(when) ? [`${kind} ${monthOf(announcedDay(when))}`] : [];
}

/** Keeps only the newest part of each release. */
function withOther(parts: readonly Part[], told: Part): readonly Part[] {
  const isOld = ({ shape, version, item }: Part): boolean =>
    shape === told.shape && version === told.version && item === told.item;
  return [...parts.filter((one) => !isOld(one)), told];
}

/** What identifies a milestone. */
type NamedDraft = Pick<Draft, 'id' | 'aliases' | 'name'>;

export interface Pair<T> {
  readonly milestone: T;
  /** The old one's index, or -1. */
  readonly index: number;
}

/** By id, former id, then name; each old milestone once. */
export function paired<T extends NamedDraft>(
  told: readonly T[],
  old: readonly NamedDraft[],
): readonly Pair<T>[] {
  const open = new Set(told);
  const free = new Map(old.entries());
  const found = new Map<T, number>();
  const names: readonly ((one: NamedDraft) => readonly string[])[] = [
    ({ id }) => [id],
    ({ id, aliases }) => [id, ...aliases],
    ({ name }) => [name],
  ];
  for (const namesOf of names) {
    const places = new Map<string, number>();
    for (const [index, one] of free)
      for (const name of namesOf(one)) if (!places.has(name)) places.set(name, index);
    for (const milestone of open) {
      const index = namesOf(milestone).flatMap((name) => places.get(name) ?? [])[0];
      if (index === undefined || !free.delete(index)) continue;
      found.set(milestone, index);
      open.delete(milestone);
    }
  }
  return told.map((milestone) => ({ milestone, index: found.get(milestone) ?? -1 }));
}

/** Moves a bare date from the zone of one file to that of another. */
export function bareIn(when: When, from: Zone, to: Zone = from): When {
  if ((when.kind !== 'day' && when.kind !== 'span') || when.zone !== from) return when;
  return when.kind === 'day' && to === aoe ? { kind: 'aoe', day: when.day } : { ...when, zone: to };
}
