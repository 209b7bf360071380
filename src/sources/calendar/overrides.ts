import type { Document } from '../yaml/yaml.ts';
import type { Draft } from '../../domain/calendar/draft.ts';
import type { CalendarContext, Part, Placed } from '../shapes/part.ts';
import type { Place, Problem } from '../../domain/problem/rule.ts';
import type { When } from '../../domain/when/when.ts';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { canon, usual } from '../../domain/calendar/canon.ts';
import { kinds, milestoneStatuses } from '../../domain/calendar/calendar.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { problem } from '../../domain/problem/rule.ts';
import { counts } from '../shapes/part.ts';
import { fit } from '../yaml/shape.ts';
import { ids, line, lines, link, orNothing, prose, yesNo } from '../yaml/yamlfields.ts';
import { readWhenAt } from '../yaml/whenat.ts';

const fields = z.strictObject({
  when: orNothing(z.string()),
  actual: orNothing(z.string()),
  status: z.enum(milestoneStatuses).optional(),
  name: orNothing(line),
  short: orNothing(line),
  kind: z.enum(kinds).optional(),
  banner: yesNo.optional(),
  key: yesNo.optional(),
  until: orNothing(ids),
  role: orNothing(lines),
  note: orNothing(prose),
  link: orNothing(link),
  because: orNothing(prose),
});

const wantedKey = 'wanted <release>/<milestone id>, such as 1.38/code-freeze';

const overrides = z.record(z.string().regex(/^[A-Za-z0-9._-]+\/[a-z0-9]+(-[a-z0-9]+)*$/, wantedKey), fields);

type OverrideFields = z.output<typeof fields>;

/** The overrides file with its calendar's context. */
export interface Overrides {
  readonly document: Document;
  readonly around: CalendarContext;
  /** False when a file could not be read; then missing milestones are not reported. */
  readonly complete: boolean;
  readonly problems: Problem[];
}

/**
 * Corrections to files that others maintain, by milestone: known ones are changed, a new one needs a name, a
 * *when* and a known id or kind. The files stay unchanged.
 */
export function override(parts: readonly Part[], file: Overrides): readonly Part[] {
  const found = fit({ document: file.document, schema: overrides, problems: file.problems });
  const { document, problems } = file;
  for (const key of found ? Object.keys(Object(document.value)) : []) {
    if (found && Object.hasOwn(found, key)) continue;
    problems.push(
      problem(
        document.keyAt([key]),
        { rule: 'shape', says: `found the key ${quote(key)}, ${wantedKey}` },
        { blocks: true },
      ),
    );
  }
  return Object.entries(found ?? {}).reduce(
    (done, [key, wish]) => new Override({ ...file, key, wish }).applyTo(done),
    parts,
  );
}

interface OverrideWish extends Overrides {
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
    return parts.map((part) =>
      hit(part)
        ? {
            ...part,
            drafts: part.drafts.map((placed) => (placed.draft.id === id ? this.known(placed, part) : placed)),
          }
        : part,
    );
  }

  private changed(placed: Placed, part: Part): Placed {
    const { draft } = placed;
    const { wish } = this.wish;
    const when = this.when('when', part) ?? draft.when;
    const actual = this.when('actual', part) ?? draft.actual;
    const { name = draft.name, kind = draft.kind, role = draft.role, status = draft.status } = wish;
    const short = wish.short ?? (wish.name === undefined ? draft.short : name);
    const isOther = kind !== draft.kind;
    const { key = draft.key, note = draft.note, link: address = draft.link } = wish;
    const banner = wish.banner ?? (isOther ? counts(draft.id, kind, this.wish.around) : draft.banner);
    const until = wish.until ?? draft.until;
    const optional = {
      ...(until && { until }),
      ...(note !== undefined && { note }),
      ...(address !== undefined && { link: address }),
      ...(actual !== undefined && { actual }),
    };
    return {
      ...placed,
      draft: { ...draft, name, short, kind, role, status, key, banner, when, ...optional },
    };
  }

  /** Warns about an override that no longer changes anything. */
  private known(placed: Placed, part: Part): Placed {
    const changed = this.changed(placed, part);
    const { because: _, ...says } = this.wish.wish;
    if (Object.keys(says).length === 0 || !isDeepStrictEqual(changed, placed)) return changed;
    const { file, line: number } = placed.at;
    const told = `${this.wish.key}: ${file}:${number} says the same itself; wanted this entry taken out`;
    this.wish.problems.push(problem(this.at(), { rule: 'overridden', says: told }, { blocks: false }));
    return changed;
  }

  private added(version: string, id: string, parts: readonly Part[]): readonly Part[] {
    const { wish, around } = this.wish;
    const known = canon(id);
    const kind = wish.kind ?? known?.kind;
    if (wish.when !== undefined && wish.name !== undefined && kind === undefined) {
      const says = `kind: missing for the new milestone ${quote(this.wish.key)}; wanted one of ${kinds.join(', ')}`;
      this.wish.problems.push(problem(this.at(), { rule: 'shape', says }, { blocks: true }));
      return [];
    }
    if (wish.when === undefined || wish.name === undefined || kind === undefined) {
      // if a file could not be read, the release is probably in it
      if (!this.wish.complete && !parts.some((part) => part.version === version)) return [];
      const ids = parts.flatMap((part) => part.drafts.map(({ draft }) => `${part.version}/${draft.id}`));
      const says = `no such milestone ${quote(this.wish.key)}${hint(this.wish.key, ids)} (a new one needs name, kind and when)`;
      this.wish.problems.push(problem(this.at(), { rule: 'shape', says }, { blocks: true }));
      return [];
    }
    const plain = {
      id,
      name: wish.name,
      short: wish.name,
      kind,
      role: [],
      aliases: [],
      status: 'planned',
    } as const;
    const rules = { key: usual(id, kind).key, banner: counts(id, kind, around) };
    const draft: Draft = { ...plain, ...rules, when: { kind: 'tbd' } };
    const zone = parts.find((one) => one.version === version && one.zone)?.zone;
    const part: Part = { shape: 'overrides', about: 'corrections', version, zone, drafts: [], at: this.at() };
    return [{ ...part, drafts: [this.changed({ draft, at: this.at() }, part)] }];
  }

  private when(key: 'when' | 'actual', part: Part): When | undefined {
    const text = this.wish.wish[key];
    if (text === undefined) return undefined;
    const at = this.wish.document.at([this.wish.key, key]);
    return readWhenAt(
      text,
      { at, zone: part.zone ?? this.wish.around.zone, blocks: true },
      this.wish.problems,
    );
  }

  private at(): Place {
    return this.wish.document.keyAt([this.wish.key]);
  }
}
