import type { Place, Problem } from '../../domain/problem/rule.ts';
import type { PlainDate, Zone } from '../../domain/time/time.ts';
import type { When } from '../../domain/when/when.ts';
import { aoe } from '../../domain/time/time.ts';
import { problem, rules } from '../../domain/problem/rule.ts';
import { readWhen } from '../../domain/when/readwhen.ts';

interface Cell {
  readonly at: Place;
  readonly zone: Zone | undefined;
  readonly near?: PlainDate | undefined;
  readonly what?: string | undefined;
  /** Whether an unreadable date blocks the calendar; not in the free text of a release cycle. */
  readonly blocks: boolean;
}

/** Parses a *when* and reports its problems at its place in the file. */
export function readWhenAt(text: string, cell: Cell, problems: Problem[]): When {
  const { when, findings } = readWhen(text, cell);
  for (const finding of findings) {
    const undated = when.kind === 'tbd' && rules[finding.rule].severity === 'error';
    problems.push(problem(cell.at, finding, { blocks: cell.blocks && undated }));
  }
  // in a file with zone AoE, a bare date means `2026-08-05 AoE`
  return when.kind === 'day' && when.zone === aoe ? { kind: 'aoe', day: when.day } : when;
}
