import type { Release } from '../domain/calendar/calendar.ts';
import { expected } from '../domain/problem/expected.ts';
import { hint, quote } from '../domain/problem/suggestion.ts';
import { isOff } from '../domain/calendar/off.ts';
import { statusWord } from './words/statusword.ts';
import { isDated } from '../domain/when/when.ts';
import { longDayOf, longWhen } from './words/longwhen.ts';

/** A letter with its dates filled in, and a message for each placeholder left as it was. */
export interface FilledText {
  readonly text: string;
  readonly count: number;
  readonly left: readonly string[];
}

// does not match the shell's `${HOME}`
const form = /(?<!\$\{?)\{\{?\s*([A-Z][A-Z0-9_]*)\s*\}\}?|<<\s*([A-Z][A-Z0-9_]*)\s*>>/g;

/**
 * Replaces placeholders such as `{ CODE_FREEZE_DATETIME }` or `<<CODE_FREEZE>>` with dates, using the names
 * that `calendar.yaml` maps to milestones. Unknown or undated ones stay as they are.
 */
export function fillPlaceholders(
  text: string,
  placeholders: ReadonlyMap<string, string>,
  release: Release,
): FilledText {
  const left = new Map<string, string>();
  let count = 0;
  const filled = text.replace(form, (whole, braced: string | undefined, angled: string | undefined) => {
    const name = braced ?? angled ?? '';
    const found = dateFor(name, placeholders, release);
    if ('date' in found) count++;
    else left.set(name, `${name}: ${found.says}`);
    return 'date' in found ? found.date : whole;
  });
  return { text: filled, count, left: [...left.values()] };
}

function dateFor(
  name: string,
  placeholders: ReadonlyMap<string, string>,
  { version, milestones }: Release,
): { readonly date: string } | { readonly says: string } {
  const wish = placeholders.get(name);
  if (wish === undefined)
    return { says: `no placeholder of that name in calendar.yaml${hint(name, placeholders.keys())}` };
  const [id = '', part] = wish.split(' ');
  const milestone =
    milestones.find((one) => one.id === id) ?? milestones.find(({ aliases }) => aliases.includes(id));
  if (!milestone) {
    const ids = milestones.map((one) => one.id);
    return { says: expected(`a milestone of release ${version}`, `${quote(id)}${hint(id, ids)}`) };
  }
  const { name: called, status, when } = milestone;
  if (isOff({ status })) return { says: `${called} is ${statusWord(status)}` };
  if (!isDated(when)) return { says: `${called} has no date yet` };
  return { date: part === 'day' ? longDayOf(when) : longWhen(when) };
}
