import type { Milestone } from '../../domain/calendar/calendar.ts';
import type { Problem } from '../../domain/problem/rule.ts';

/** What a check has read, and all that is wrong there. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly files: number;
  readonly releases: number;
  readonly milestones: readonly Milestone[];
}
