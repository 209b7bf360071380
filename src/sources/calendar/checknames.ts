import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Document } from '../yaml/yaml.ts';
import type { Part } from '../shapes/part.ts';
import type { Place, Problem } from '../../domain/problem/rule.ts';
import { kinds } from '../../domain/calendar/calendar.ts';
import { canon } from '../../domain/calendar/canon.ts';
import { freezes, isEndless } from '../../domain/banner/freeze.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { problem } from '../../domain/problem/rule.ts';
import { stateWish } from '../../domain/banner/state.ts';

interface NamedIds {
  /** The `calendar.yaml` that names them. */
  readonly document: Document;
  readonly parts: readonly Part[];
  readonly problems: Problem[];
}

/** A misspelled kind or id would silently empty the banner or open a gate. Needs all files. */
export function checkNames(
  { document, parts, problems }: NamedIds,
  {
    counts,
    gate,
  }: { readonly counts: ReadonlySet<string> | undefined; readonly gate: readonly string[] | undefined },
): void {
  const known = parts.flatMap(({ drafts }) => drafts.flatMap(({ draft }) => [draft.id, ...draft.aliases]));
  const tell = (at: Place, where: string, name: string, also: readonly string[]): void => {
    const what = also.length === 0 ? "no milestone's id" : "no kind and no milestone's id";
    const says = `${where}: ${quote(name)} is ${what}${hint(name, [...also, ...known])}`;
    problems.push(problem(at, { rule: 'shape', says }, { blocks: true }));
  };
  const isKnown = (name: string): boolean => canon(name) !== undefined || known.includes(name);
  for (const [path, names] of [
    [['banner', 'counts'], [...(counts ?? [])]],
    [['gate'], gate ?? []],
  ] as const)
    for (const [index, name] of names.entries())
      if (!kinds.some((kind) => kind === name) && !isKnown(name))
        tell(document.at([...path, index]), path.join('.'), name, kinds);
  for (const { draft, at, untilAt = at } of parts.flatMap(({ drafts }) => drafts))
    for (const name of draft.until ?? []) if (!isKnown(name)) tell(untilAt, 'until', name, []);
}

/** Reports freezes without a known end, which would close builds indefinitely. */
export function endlessFreezes(calendar: Calendar, places: ReadonlyMap<string, Place>): readonly Problem[] {
  return freezes(calendar, stateWish(calendar).listed)
    .filter((one) => isEndless(calendar, one))
    .flatMap(({ milestone: { release, id, name } }) => {
      const at = places.get(`${release}/${id}`);
      const says = `${name}: nothing of ${release} ends it; wanted a release day, or until: with the milestone that does`;
      return at ? [problem(at, { rule: 'freeze-without-end', says }, { blocks: false })] : [];
    });
}
