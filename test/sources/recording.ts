import type { PublishedState } from '../../src/domain/calendar/calendar.ts';
import { at, when } from '../domain/build.ts';
import { release } from './folder.ts';

/** A release whose one milestone has a history. */
export const freeze = release('{ name: Code Freeze, when: 2024-03-06 }');

/** What became public since which instant, by the plain forms of both. */
export function told(
  ...whens: readonly (readonly [written: string, since: string])[]
): readonly PublishedState[] {
  return whens.map(([written, since]) => ({ when: when(written), since: at(since) }));
}

/** The history of that milestone before it moved, and what the move adds. */
export const moved = '1.30/code-freeze:\n  - when: 2024-03-05\n    since: 2024-01-01T10:00Z\n';
export const again = '  - when: 2024-03-06\n    since: 2024-01-20T10:00Z\n';
export const move = told(['2024-03-05', '2024-01-01T10:00Z'], ['2024-03-06', '2024-01-20T10:00Z']);
