import type { Context, ReadWhen } from './whenresult.ts';
import type { Clause } from './clause.ts';
import type { PlainDate } from '../time/time.ts';
import { reconcile } from './reconcile.ts';
import { readClause } from './clause.ts';
import { quote } from '../problem/suggestion.ts';
import { tbd } from './when.ts';
import { after } from './whenresult.ts';

/** The forms found in published schedules: one to three halves, separated by slashes. */
export function readProse(text: string, context: Context): ReadWhen {
  const halves = text.split(/\s\/\s|\/(?=\s)|(?<=\s)\//).map((half) => readClause(half, context));
  const unreadable = halves.find((half) => half.unreadable)?.unreadable;
  if (unreadable)
    return { when: tbd, findings: [{ ...unreadable, says: `${unreadable.says}; in ${quote(text)}` }] };
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

/** The day at the time in the *what* cell, if it has one. */
export function timedByWhat(day: PlainDate, context: Context): ReadWhen | undefined {
  const [, time, zone = ''] = timeAndZone.exec(context.what ?? '') ?? [];
  if (time === undefined) return undefined;
  const half = readClause(`${time} ${zone}`, { ...context, near: undefined });
  // `Meeting (18:00)` names no zone, so its day is all that is known
  const zoned = !half.unreadable && (half.label ?? half.aoe);
  return zoned ? reconcile([{ ...half, first: day, last: day }], context) : undefined;
}

const said = String.raw`(\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?|[ap]m(?=[A-Z]))?|\d{1,2}\s?[ap]m(?![a-z])|\bEOD\b|\bend of day\b)`;
const zoned = String.raw`(anywhere on earth|[a-z]+ time\b|[a-z]+/[a-z_/]+|[a-z]{1,5}\b(?:[+-]\d{1,2})?)`;
const timeAndZone = new RegExp(String.raw`${said}\s*\(?${zoned}`, 'i');
const last = [
  String.raw`\s*\(([^()]*${said}[^()]*)\)\s*$`,
  String.raw`,?\s+(?:at |by )?(${said}\s*\(?${zoned}\)?)$`,
];

/** Drops the time at the end of a *what* cell: `Code Freeze (18:00 PST)`, `Retrospective 10:00am PDT`. */
export function withoutTime(what: string): string {
  return last.reduce(
    (text, form) =>
      text.replace(new RegExp(form, 'i'), (whole, time: string) =>
        readClause(time.replace(/[()]/g, ' '), {}).unreadable ? whole : '',
      ),
    what,
  );
}
