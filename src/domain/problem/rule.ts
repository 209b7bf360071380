import { plainLine } from './suggestion.ts';

/** An error is wrong, a warning is probably wrong, a note is worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** Everything that can be wrong in our input. `check` prints the name beside each problem. */
export const rules = {
  unreadable: { severity: 'error', about: 'the file or folder cannot be read as a schedule' },
  yaml: { severity: 'error', about: 'the file is not plain YAML' },
  shape: { severity: 'error', about: 'a key or value does not belong there' },
  duplicate: { severity: 'error', about: 'the same id or release is in two places' },
  'unreadable-when': { severity: 'error', about: 'a date in no known form' },
  'impossible-date': { severity: 'error', about: 'a day or time that does not exist' },
  'weekday-mismatch': { severity: 'error', about: 'the weekday is not that of the date' },
  'zone-pair-mismatch': { severity: 'error', about: 'the two halves of a date name different instants' },
  'aoe-pair-mismatch': { severity: 'error', about: 'the AoE day and its UTC instant disagree' },
  'summary-table-mismatch': { severity: 'error', about: 'the summary and the table of a README disagree' },
  'year-typo': { severity: 'error', about: 'a year that the dates around it contradict' },
  'deadline-after-target': { severity: 'error', about: 'a cherry-pick deadline later than its patch' },
  'train-mismatch': { severity: 'error', about: "a branch's next patch and the upcoming ones disagree" },
  'stale-banner': { severity: 'error', about: 'a post whose Next Deadline was over when it came out' },
  'wrong-banner': { severity: 'error', about: 'a post that names another day than the schedule' },
  'release-date-mismatch': {
    severity: 'error',
    about: 'the patch schedule puts x.y.0 on another day than its release does',
  },
  held: { severity: 'error', about: 'a change that moves or cancels too much at once' },
  'zone-out-of-season': { severity: 'warning', about: 'a summer label in winter, or the reverse' },
  'ambiguous-zone': { severity: 'warning', about: 'a zone label that several zones use' },
  midnight: { severity: 'warning', about: '00:00, which may be either end of a day' },
  'noon-aoe': {
    severity: 'warning',
    about: 'noon anywhere on Earth, where the end of the day is nearly always meant',
  },
  'bad-ordinal': { severity: 'warning', about: 'an ordinal such as 23th' },
  'out-of-order': { severity: 'warning', about: 'a row dated before the row above it' },
  'week-mismatch': { severity: 'warning', about: 'the week is not that of the date' },
  'outside-cycle': { severity: 'warning', about: 'a milestone far from its cycle' },
  'weekend-deadline': { severity: 'warning', about: 'a deadline on a Saturday or Sunday' },
  renamed: { severity: 'warning', about: 'a renamed milestone has a new id' },
  'moved-silently': { severity: 'warning', about: 'a past date changed' },
  stale: { severity: 'warning', about: 'the calendar is out of date by its own `stale` rule' },
  'stale-schedule': { severity: 'warning', about: "a branch's next patch lies in the past" },
  'year-from-elsewhere': { severity: 'note', about: 'a year inferred from other text' },
  'no-release': { severity: 'note', about: 'rows mention a release, but none has that kind' },
  'no-freeze': { severity: 'note', about: 'rows mention a freeze, but none has that kind' },
  'conference-clash': { severity: 'note', about: 'a freeze or deadline during a conference' },
  'short-notice': { severity: 'note', about: 'a date changed with 14 days or fewer to go' },
  'freeze-without-end': { severity: 'note', about: 'a freeze without a known end' },
  overridden: { severity: 'note', about: 'overrides.yaml repeats what upstream says' },
  'not-read': { severity: 'note', about: 'a file that is left out, or not compared' },
} as const satisfies Record<string, { severity: Severity; about: string }>;

export type Rule = keyof typeof rules;

/** A problem whose place is not known yet: the reader of the file adds it. */
export interface Finding {
  readonly rule: Rule;
  /** What was expected and what was found, in one line. */
  readonly says: string;
}

/** 1-based line and column, counted in characters. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong in our input, and where. Collected, never thrown. */
export interface Problem extends Finding {
  readonly at: Place;
  readonly severity: Severity;
  /** Whether it keeps the calendar from being served: then the last good version stays. */
  readonly blocks: boolean;
}

export function problem(at: Place, finding: Finding, options: { readonly blocks: boolean }): Problem {
  const { rule, says } = finding;
  return { at, severity: rules[rule].severity, rule, says: brief(says), blocks: options.blocks };
}

/** What keeps the calendar from being served. */
export function blocker(at: Place, rule: Rule, says: string): Problem {
  return problem(at, { rule, says }, { blocks: true });
}

/** What is wrong, or seems so, and keeps nothing from being served. */
export function doubt(at: Place, rule: Rule, says: string): Problem {
  return problem(at, { rule, says }, { blocks: false });
}

/** What is found wrong in something that is read, in the order in which it is found. */
export class Report {
  readonly problems: Problem[] = [];

  stop(...facts: Parameters<typeof blocker>): void {
    this.problems.push(blocker(...facts));
  }

  tell(...facts: Parameters<typeof doubt>): void {
    this.problems.push(doubt(...facts));
  }

  add(problems: readonly Problem[]): void {
    // a hostile file has more than a call takes arguments
    for (const one of problems) this.problems.push(one);
  }

  get isBlocked(): boolean {
    return this.problems.some(({ blocks }) => blocks);
  }
}

/** The place of what is wrong with a file as a whole. */
export function topOf(file: string): Place {
  return { file, line: 1, column: 1 };
}

/** `1.38.yaml:3:5: what is wrong`. */
export function sayProblem({ at: { file, line, column }, says }: Problem): string {
  return `${file}:${line}:${column}: ${says}`;
}

/** Makes one line that fits a terminal and a log, whatever the file contained. */
function brief(says: string): string {
  const line = plainLine(says);
  return line.length > 300 ? `${line.slice(0, 297).toWellFormed()}...` : line;
}

/** Sorted by place; what is reported twice for one place is reported once. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const known = new Set<string>();
  const once = problems.filter(({ at, rule, says }) => {
    const key = [at.file, at.line, at.column, rule, says].join('\0');
    return !known.has(key) && known.add(key);
  });
  return once.toSorted(
    ({ at: a }, { at: b }) =>
      (a.file === b.file ? 0 : a.file < b.file ? -1 : 1) || a.line - b.line || a.column - b.column,
  );
}
