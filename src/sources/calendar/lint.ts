import type { Part } from '../shapes/part.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { checkRows } from '../../domain/lint/checkrows.ts';
import { checkSummary } from '../../domain/lint/checksummary.ts';

/** What can be proven wrong in the lines of each file, besides what its reader has told. */
export function lint(parts: readonly Part[]): readonly Problem[] {
  return parts.flatMap(({ rows = [], summary = [] }) => [
    ...checkRows(rows, summary),
    ...checkSummary(summary, rows),
  ]);
}
