import type { Document } from '../yaml/yaml.ts';
import type { CalendarContext, Part, Placed } from '../shapes/part.ts';
import type { Place } from '../../domain/problem/rule.ts';
import type { When } from '../../domain/when/when.ts';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { termOf } from '../../domain/calendar/vocabulary.ts';
import { milestoneStatuses } from '../../domain/calendar/calendar.ts';
import { kinds } from '../../domain/calendar/kind.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { tbd } from '../../domain/when/when.ts';
import { expected } from '../../domain/problem/expected.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { counts, draftOf } from '../shapes/part.ts';
import { fit, stopSkipped } from '../yaml/shape.ts';
import { line, milestoneKeys, orNothing, prose } from '../yaml/yamlfields.ts';
import { milestone } from '../shapes/release.ts';

const { actual, short, kind, banner, key, until, role, note, link } = milestone.shape;
const fields = z.strictObject({
  ...{ actual, short, kind, banner, key, until, role, note, link },
  when: orNothing(z.string()),
  status: z.enum(milestoneStatuses).optional(),
  name: orNothing(line),
  because: orNothing(prose),
});

const overrides = z.record(milestoneKeys, fields);

type OverrideFields = z.output<typeof fields>;

/** How corrections are read. */
interface Around {
  readonly around: CalendarContext;
  /** False when a file could not be read; then missing milestones are not reported. */
  readonly complete: boolean;
}

/**
 * Corrections to files that others maintain, by milestone: known ones are changed, a new one needs a name, a
 * *when* and a known id or kind. The files stay unchanged.
 */
export function override(parts: readonly Part[], document: Document, how: Around): readonly Part[] {
  const found = fit(document, overrides);
  stopSkipped(document, found);
  return Object.entries(found ?? {}).reduce(
    (done, [key, wish]) => overridden(done, { ...how, document, key, wish, at: document.keyAt([key]) }),
    parts,
  );
}

interface Override extends Around {
  readonly document: Document;
  readonly key: string;
  readonly at: Place;
  readonly wish: OverrideFields;
}

function overridden(parts: readonly Part[], one: Override): readonly Part[] {
  const [version = '', id = ''] = one.key.split('/');
  const hit = (part: Part): boolean =>
    part.version === version && part.drafts.some(({ draft }) => draft.id === id);
  if (!parts.some(hit)) return [...parts, ...added(parts, one, { version, id })];
  return parts.map((part) => {
    if (!hit(part)) return part;
    const drafts = part.drafts.map((placed) => (placed.draft.id === id ? known(placed, part, one) : placed));
    return { ...part, drafts };
  });
}

function changed(placed: Placed, part: Part, one: Override): Placed {
  const { draft } = placed;
  const { wish, around } = one;
  const when = whenOf('when', part, one) ?? draft.when;
  const actual = whenOf('actual', part, one) ?? draft.actual;
  const { name = draft.name, kind = draft.kind, role = draft.role, status = draft.status } = wish;
  const { key = draft.key, note = draft.note, link = draft.link, until = draft.until } = wish;
  const short = wish.short ?? (wish.name === undefined ? draft.short : name);
  const banner = wish.banner ?? (kind === draft.kind ? draft.banner : counts(draft.id, kind, around));
  const said = { name, short, kind, role, status, key, banner, until, note, link, when, actual };
  return { ...placed, draft: draftOf({ ...draft, ...said }, around) };
}

/** Warns about an override that no longer changes anything. */
function known(placed: Placed, part: Part, one: Override): Placed {
  const now = changed(placed, part, one);
  const { because: _, ...says } = one.wish;
  if (Object.keys(says).length === 0 || !isDeepStrictEqual(now, placed)) return now;
  const { file, line: number } = placed.at;
  const told = `${one.key}: ${file}:${number} says the same; remove this entry`;
  one.document.tell(one.at, 'overridden', told);
  return now;
}

function added(
  parts: readonly Part[],
  one: Override,
  { version, id }: { readonly version: string; readonly id: string },
): readonly Part[] {
  const { wish, around, document, complete, key, at } = one;
  const { name, when, kind = termOf(around.vocabulary, id)?.kind } = wish;
  const own = parts.filter((part) => part.version === version);
  if (when === undefined || name === undefined) {
    // if a file could not be read, the release is probably in it
    if (complete || own.length > 0) document.stop(at, 'shape', sayNoSuch(key, parts));
    return [];
  }
  if (kind === undefined) {
    const says = expected(`one of ${kinds.join(', ')}`, `none for the new milestone ${quote(key)}`);
    document.stop(at, 'shape', `kind: ${says}`);
    return [];
  }
  const draft = draftOf({ id, name, kind, when: tbd }, around);
  const zone = own.find((part) => part.zone)?.zone;
  const part: Part = { shape: 'overrides', about: 'corrections', version, zone, drafts: [], at };
  return [{ ...part, drafts: [changed({ draft, at }, part, one)] }];
}

function whenOf(field: 'when' | 'actual', part: Part, one: Override): When | undefined {
  const { wish, document, around, key } = one;
  const text = wish[field];
  const cell = { at: document.at([key, field]), zone: part.zone ?? around.zone, blocks: true };
  return text === undefined ? undefined : document.when(text, cell);
}

function sayNoSuch(key: string, parts: readonly Part[]): string {
  const keys = parts.flatMap(({ version, drafts }) =>
    drafts.map(({ draft: { id } }) => milestoneKey({ release: version, id })),
  );
  return `no such milestone ${quote(key)}${hint(key, keys)} (a new one needs name and when, and a kind unless its id has one)`;
}
