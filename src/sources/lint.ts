import type { Part } from './part.ts';
import type { Problem } from '../domain/rule.ts';
import { checkRows } from '../domain/checkrows.ts';
import { checkSummary } from '../domain/checksummary.ts';

/** What can be proven wrong in the lines of each file, besides what its reader has told. */
export function lint(parts: readonly Part[]): readonly Problem[] {
  return parts.flatMap(({ rows = [], summary = [] }) => [
    ...checkRows(rows, summary),
    ...checkSummary(summary, rows),
  ]);
}
