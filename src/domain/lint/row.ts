import type { Kind } from '../calendar/calendar.ts';
import type { Place } from '../problem/rule.ts';
import type { When } from '../when/when.ts';

/** One line of a schedule as its keeper wrote it: the linter compares lines, not milestones. */
export interface Row {
  /** Canonical ids: none for an unknown line, two for `Code Freeze and Test Freeze`. */
  readonly ids: readonly string[];
  readonly name: string;
  readonly kind: Kind;
  readonly when: When;
  readonly week?: number;
  /** Where its date stands. */
  readonly at: Place;
}
