import type { Around } from './part.ts';
import type { Change } from '../domain/change.ts';
import type { Edit } from './edit.ts';
import type { Milestone, Release } from '../domain/calendar.ts';
import type { Problem } from '../domain/rule.ts';
import type { TextFile } from './files.ts';
import { releaseChanges } from '../domain/change.ts';
import { instantOf } from '../domain/time.ts';
import { sameWords, writeWhen } from '../domain/writewhen.ts';
import { afterEntry, edited, replaceValue } from './edit.ts';
import { releaseShape } from './release.ts';
import { readYaml } from './yaml.ts';

/** A release file with what its source tells now, or why that cannot be. */
export type Renewed =
  { readonly text: string; readonly changes: readonly Change[] } | { readonly problems: readonly Problem[] };

/** How a new milestone is written into the file. */
type Write = (milestone: Milestone) => string;

/**
 * Puts what a source tells now into a release file that is there: dates follow the source, new milestones are added,
 * and everything else stays as people left it: ids, names, notes, comments, and milestones that the source no longer has.
 */
export function renew(file: TextFile, told: Release, around: Around, write: Write): Renewed {
  const document = readYaml(file.text, file.path);
  const { parts, problems } = releaseShape.read(document, around);
  const [part] = parts;
  const blocking = [...document.problems, ...problems].filter(({ blocks }) => blocks);
  if (!part || blocking.length > 0) return { problems: blocking };
  const old = part.drafts.map(({ draft }): Milestone => ({ ...draft, release: part.version, ...unknown }));
  const pairs = told.milestones.map((milestone) => ({ milestone, index: indexOf(milestone, old) }));
  const edits: Edit[] = [];
  for (const { milestone, index } of pairs) {
    const was = old[index];
    if (!was) continue;
    const path = part.drafts[index]?.path ?? [];
    if (!sameWords(was.when, milestone.when)) {
      edits.push(...replaceValue(document, [...path, 'when'], writeWhen(milestone.when)));
      if (milestone.week !== undefined && milestone.week !== was.week)
        edits.push(...replaceValue(document, [...path, 'week'], String(milestone.week)));
    }
  }
  for (const [place, { milestone, index }] of pairs.entries()) {
    if (index >= 0) continue;
    const above = pairs.slice(0, place).findLast((pair) => pair.index >= 0)?.index ?? old.length - 1;
    const at = afterEntry(file.text, document, ['milestones'], above);
    const open = at > 0 && !/[\r\n]$/.test(file.text.slice(0, at)) ? '\n' : '';
    edits.push({ start: at, end: at, text: open + write(milestone) });
  }
  const now = pairs.map(({ milestone, index }) => {
    const was = old[index];
    return was ? { ...was, when: milestone.when } : milestone;
  });
  return { text: edited(file.text, inTurn(edits)), changes: releaseChanges(old, now) };
}

const unknown = { sequence: 0, created: instantOf(0), changed: instantOf(0) };

/** By its id, a former id, or its name. */
function indexOf({ id, aliases, name }: Milestone, old: readonly Milestone[]): number {
  const known = [id, ...aliases];
  const byId = old.findIndex(
    (one) => known.includes(one.id) || one.aliases.some((alias) => known.includes(alias)),
  );
  return byId >= 0 ? byId : old.findIndex((one) => one.name === name);
}

/** New entries of one place stay in their order. */
function inTurn(edits: readonly Edit[]): readonly Edit[] {
  const byPlace = new Map<string, Edit>();
  for (const edit of edits) {
    const key = `${edit.start} ${edit.end}`;
    const first = byPlace.get(key);
    byPlace.set(key, first ? { ...first, text: first.text + edit.text } : edit);
  }
  return [...byPlace.values()];
}
