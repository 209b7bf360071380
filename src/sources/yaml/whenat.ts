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
  /** Whether a date that cannot be read stops the calendar: not in the free text of a release cycle. */
  readonly blocks: boolean;
}

/** Reads a *when* and files what is wrong in it under the place of its cell. */
export function readWhenAt(text: string, cell: Cell, problems: Problem[]): When {
  const { when, findings } = readWhen(text, cell);
  for (const finding of findings) {
    const undated = when.kind === 'tbd' && rules[finding.rule].severity === 'error';
    problems.push(problem(cell.at, finding, { blocks: cell.blocks && undated }));
  }
  // a file whose zone is AoE means by a bare date what others write as `2026-08-05 AoE`
  return when.kind === 'day' && when.zone === aoe ? { kind: 'aoe', day: when.day } : when;
}
