import type { Finding } from '../problem/rule.ts';
import type { LabelContext } from './label.ts';
import type { PlainDate } from '../time/time.ts';
import type { When } from './when.ts';
import { tbd } from './when.ts';

/** What surrounds a date and helps to read it. */
export interface Context extends LabelContext {
  /** A day of the cycle, for dates without a year. */
  readonly near?: PlainDate | undefined;
  /** The text of the *what* cell, which may carry the time: `Begin Code Freeze (18:00 PST)`. */
  readonly what?: string | undefined;
}

export interface ReadWhen {
  readonly when: When;
  readonly findings: readonly Finding[];
}

export function good(when: When): ReadWhen {
  return { when, findings: [] };
}

export function undated(rule: Finding['rule'], says: string): ReadWhen {
  return { when: tbd, findings: [{ rule, says }] };
}

/** `read` with more findings before its own. */
export function after(findings: readonly Finding[], read: ReadWhen): ReadWhen {
  return { when: read.when, findings: [...findings, ...read.findings] };
}
