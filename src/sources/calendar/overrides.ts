import type { Document } from '../yaml/yaml.ts';
import type { CalendarContext, Part, Placed } from '../shapes/part.ts';
import type { Place } from '../../domain/problem/rule.ts';
import type { When } from '../../domain/when/when.ts';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { canon } from '../../domain/calendar/canon.ts';
import { kinds, milestoneStatuses } from '../../domain/calendar/calendar.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { tbd } from '../../domain/when/when.ts';
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
    (done, [key, wish]) => new Override({ ...how, document, key, wish }).applyTo(done),
    parts,
  );
}

interface OverrideWish extends Around {
  readonly document: Document;
  readonly key: string;
  readonly wish: OverrideFields;
}

class Override {
  private readonly wish: OverrideWish;

  constructor(wish: OverrideWish) {
    this.wish = wish;
  }

  applyTo(parts: readonly Part[]): readonly Part[] {
    const [version = '', id = ''] = this.wish.key.split('/');
    const hit = (part: Part): boolean =>
      part.version === version && part.drafts.some(({ draft }) => draft.id === id);
    if (!parts.some(hit)) return [...parts, ...this.added(version, id, parts)];
    return parts.map((part) => {
      if (!hit(part)) return part;
      const drafts = part.drafts.map((one) => (one.draft.id === id ? this.known(one, part) : one));
      return { ...part, drafts };
    });
  }

  private changed(placed: Placed, part: Part): Placed {
    const { draft } = placed;
    const { wish, around } = this.wish;
    const when = this.when('when', part) ?? draft.when;
    const actual = this.when('actual', part) ?? draft.actual;
    const { name = draft.name, kind = draft.kind, role = draft.role, status = draft.status } = wish;
    const { key = draft.key, note = draft.note, link = draft.link, until = draft.until } = wish;
    const short = wish.short ?? (wish.name === undefined ? draft.short : name);
    const banner = wish.banner ?? (kind === draft.kind ? draft.banner : counts(draft.id, kind, around));
    const said = { name, short, kind, role, status, key, banner, until, note, link, when, actual };
    return { ...placed, draft: draftOf({ ...draft, ...said }, around) };
  }

  /** Warns about an override that no longer changes anything. */
  private known(placed: Placed, part: Part): Placed {
    const changed = this.changed(placed, part);
    const { because: _, ...says } = this.wish.wish;
    if (Object.keys(says).length === 0 || !isDeepStrictEqual(changed, placed)) return changed;
    const { file, line: number } = placed.at;
    const told = `${this.wish.key}: ${file}:${number} says the same itself; wanted this entry taken out`;
    this.wish.document.tell(this.at(), 'overridden', told);
    return changed;
  }

  private added(version: string, id: string, parts: readonly Part[]): readonly Part[] {
    const { wish, around, document, complete, key } = this.wish;
    const { name, when } = wish;
    const kind = wish.kind ?? canon(id)?.kind;
    if (when === undefined || name === undefined) {
      // if a file could not be read, the release is probably in it
      if (!complete && !parts.some((part) => part.version === version)) return [];
      document.stop(this.at(), 'shape', sayNoSuch(key, parts));
      return [];
    }
    if (kind === undefined) {
      const says = `kind: missing for the new milestone ${quote(key)}; wanted one of ${kinds.join(', ')}`;
      document.stop(this.at(), 'shape', says);
      return [];
    }
    const draft = draftOf({ id, name, kind, when: tbd }, around);
    const zone = parts.find((one) => one.version === version && one.zone)?.zone;
    const part: Part = { shape: 'overrides', about: 'corrections', version, zone, drafts: [], at: this.at() };
    return [{ ...part, drafts: [this.changed({ draft, at: this.at() }, part)] }];
  }

  private when(key: 'when' | 'actual', part: Part): When | undefined {
    const { wish, document, around } = this.wish;
    const text = wish[key];
    const at = document.at([this.wish.key, key]);
    return text === undefined
      ? undefined
      : document.when(text, { at, zone: part.zone ?? around.zone, blocks: true });
  }

  private at(): Place {
    return this.wish.document.keyAt([this.wish.key]);
  }
}

function sayNoSuch(key: string, parts: readonly Part[]): string {
  const keys = parts.flatMap(({ version, drafts }) =>
    drafts.map(({ draft: { id } }) => milestoneKey({ release: version, id })),
  );
  return `no such milestone ${quote(key)}${hint(key, keys)} (a new one needs name, kind and when)`;
}
