import type { Finding } from '../problem/rule.ts';
import type { PlainDate, Zone } from '../time/time.ts';
import type { When } from './when.ts';
import { tbd } from './when.ts';

/** What surrounds a date and helps to read it. */
export interface Context {
  /** The zone of a bare date; a bare date without one is a problem. */
  readonly zone?: Zone | undefined;
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
