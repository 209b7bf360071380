import type { Kind } from '../../src/domain/calendar/kind.ts';
import type { Problem } from '../../src/domain/problem/rule.ts';
import type { Row } from '../../src/domain/lint/checkrows.ts';
import { meaning } from '../vocabulary.ts';
import { when } from './build.ts';

/** A line of a schedule, by the id it names; its line number tells it apart. */
export function rowOf(line: number, id: string, written: string, more: Partial<Row> = {}): Row {
  const kind: Kind = meaning(id)?.kind ?? 'task';
  const at = { file: '1.38.md', line, column: 1 };
  return { ids: [id], name: id, kind, when: when(written), at, ...more };
}

/** `12 week-mismatch`, each once told. */
export function brief(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ at, rule }) => `${at.line} ${rule}`);
}
