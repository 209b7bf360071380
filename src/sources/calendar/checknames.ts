import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Document } from '../yaml/yaml.ts';
import type { Part } from '../shapes/part.ts';
import type { Place, Problem, Report } from '../../domain/problem/rule.ts';
import type { Settings } from './settings.ts';
import { kinds } from '../../domain/calendar/kind.ts';
import { termOf } from '../../domain/calendar/vocabulary.ts';
import type { Vocabulary } from '../../domain/calendar/vocabulary.ts';
import { freezes, isEndless } from '../../domain/banner/freeze.ts';
import { expected } from '../../domain/problem/expected.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { doubt } from '../../domain/problem/rule.ts';
import { stateWish } from '../../domain/banner/state.ts';

/** A `calendar.yaml` and what it says. */
interface Own {
  readonly document: Document;
  readonly settings: Settings;
  readonly vocabulary: Vocabulary;
}

/** A misspelled kind or id would silently empty the banner or open a gate. Needs all files. */
export function checkNames(
  parts: readonly Part[],
  { document, settings, vocabulary }: Own,
  report: Report,
): void {
  const known = parts.flatMap(({ drafts }) => drafts.flatMap(({ draft }) => [draft.id, ...draft.aliases]));
  const check = (at: Place, where: string, name: string, also: readonly string[]): void => {
    if (also.includes(name) || termOf(vocabulary, name) !== undefined || known.includes(name)) return;
    const what = also.length === 0 ? 'not the id of a milestone' : 'neither a kind nor the id of a milestone';
    report.stop(at, 'shape', `${where}: ${quote(name)} is ${what}${hint(name, [...also, ...known])}`);
  };
  for (const [path, names] of [
    [['banner', 'counts'], settings.counts ?? []],
    [['gate'], settings.gate ?? []],
  ] as const)
    for (const [index, name] of [...names].entries())
      check(document.at([...path, index]), path.join('.'), name, kinds);
  for (const { draft, at, untilAt = at } of parts.flatMap(({ drafts }) => drafts))
    for (const name of draft.until ?? []) check(untilAt, 'until', name, []);
}

/** Reports freezes without a known end, which would close builds indefinitely. */
export function endlessFreezes(calendar: Calendar, places: ReadonlyMap<string, Place>): readonly Problem[] {
  return freezes(calendar, stateWish(calendar).listed)
    .filter((one) => isEndless(calendar, one))
    .flatMap(({ milestone }) => {
      const { release, name } = milestone;
      const at = places.get(milestoneKey(milestone));
      const wanted = `a release day of ${release}, or until: with the milestone that ends it`;
      return at ? [doubt(at, 'freeze-without-end', `${name}: ${expected(wanted, 'none')}`)] : [];
    });
}
