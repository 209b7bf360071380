import type { Context, ReadWhen } from './whenresult.ts';
import type { Clause } from './clause.ts';
import { reconcile } from './reconcile.ts';
import { quote } from '../problem/suggestion.ts';
import { tbd } from './when.ts';
import { after } from './whenresult.ts';
import { halvesOf, timedByWhat } from './whattime.ts';

/** The forms found in published schedules: one to three halves, separated by slashes. */
export function readProse(text: string, context: Context): ReadWhen {
  const halves = halvesOf(text, context);
  const unreadable = halves.find((half) => half.unreadable)?.unreadable;
  if (unreadable) {
    const where = unreadable.says.includes(quote(text)) ? '' : `${quote(text)}: `;
    return { when: tbd, findings: [{ ...unreadable, says: `${where}${unreadable.says}` }] };
  }
  const [only] = halves;
  if (halves.length === 1 && only && isBareDay(only)) {
    const found = only.first && timedByWhat(only.first, context);
    if (found) return after(only.findings, found);
  }
  return reconcile(halves, context);
}

function isBareDay(half: Clause): boolean {
  return half.minutes === undefined && !half.aoe && half.first === half.last;
}
