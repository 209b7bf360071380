import type { Part } from '../shapes/part.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { checkRows } from '../../domain/lint/checkrows.ts';
import { checkSummary } from '../../domain/lint/checksummary.ts';

/** Problems in the rows of each file that its reader has not reported. */
export function lint(parts: readonly Part[]): readonly Problem[] {
  return parts.flatMap(({ rows = [], summary = [] }) => [
    ...checkRows(rows, summary),
    ...checkSummary(summary, rows),
  ]);
}
