import type { Clause } from './clause.ts';
import type { Context, ReadWhen } from './whenresult.ts';
import type { PlainDate } from '../time/time.ts';
import { readClause } from './clause.ts';
import { reconcile } from './reconcile.ts';

/** The halves of a text, which slashes separate. */
export function halvesOf(text: string, context: Context): readonly Clause[] {
  return text.split(/\s\/\s|\/(?=\s)|(?<=\s)\//).map((half) => readClause(half, context));
}

/** A time in a *what* cell, and the cell without it. */
interface WhatTime {
  readonly halves: readonly Clause[];
  readonly rest: string;
}

/** The day at the time in the *what* cell, if it has one; the last half is the one of that day. */
export function timedByWhat(day: PlainDate, context: Context): ReadWhen | undefined {
  const found = timeIn(context.what ?? '', context);
  if (!found) return undefined;
  const last = found.halves.length - 1;
  const halves = found.halves.map((half, index) =>
    index === last ? { ...half, first: day, last: day } : half,
  );
  return reconcile(halves, context);
}

/** Drops the time at the end of a *what* cell: `Code Freeze (18:00 PST)`, `Retrospective 10:00am PDT`. */
export function withoutTime(what: string): string {
  return (timeIn(what, {})?.rest ?? what).trim();
}

/** What is in brackets, else what ends the cell, else the one time within other words. */
function timeIn(what: string, context: Context): WhatTime | undefined {
  for (const { 0: whole, 1: inside = '', index } of what.matchAll(/\s*\(([^()]*)\)/g)) {
    const halves = timesOf(inside, context);
    if (halves) return { halves, rest: what.slice(0, index) + what.slice(index + whole.length) };
  }
  const words = what.split(/\s+/).slice(0, mostWords);
  const starts = words.flatMap((word, index) => (beginsTime.test(word) ? [index] : []));
  const times = starts.flatMap((start) => {
    const halves = within(words, start, context);
    return halves ? [{ start, halves }] : [];
  });
  const [first] = times;
  if (!first) return undefined;
  const tail = timesOf(words.slice(first.start).join(' '), context);
  const before = words.slice(0, first.start).join(' ');
  if (tail && first.start > 0)
    return { halves: tail, rest: before.replace(/(?:[\s,]+(?:at|by))?[\s,]*$/i, '') };
  return times.length === 1 ? { halves: first.halves, rest: what } : undefined;
}

/** Of more words no time is read. */
const mostWords = 60;
const beginsTime = /^[(]?(?:\d|noon\b|midday\b|midnight\b|eod\b|end\b|aoe\b|anywhere\b)/i;

/** The longest time that begins at a word, of at most five words. */
function within(words: readonly string[], start: number, context: Context): readonly Clause[] | undefined {
  for (let length = 5; length > 0; length--) {
    const text = words.slice(start, start + length).join(' ');
    const found = timesOf(text.replace(/[()]/g, ' '), context);
    if (found) return found;
  }
  return undefined;
}

/** Halves that are all times with a zone, or AoE alone, and name no day. */
function timesOf(text: string, context: Context): readonly Clause[] | undefined {
  const halves = halvesOf(text.replace(/\u2212/g, '-'), { ...context, near: undefined });
  const isTime = ({ minutes, label, aoe, first, unreadable }: Clause): boolean =>
    !unreadable &&
    first === undefined &&
    (minutes === undefined ? aoe && !label : aoe || label !== undefined);
  return halves.every(isTime) ? halves : undefined;
}
