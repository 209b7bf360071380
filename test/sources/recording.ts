import { history } from '../domain/build.ts';
import { release } from './folder.ts';

/** A release whose one milestone has a history. */
export const freeze = release('{ name: Code Freeze, when: 2024-03-06 }');

/** The history of that milestone before it moved, and what the move adds. */
export const moved = '1.30/code-freeze:\n  - when: 2024-03-05\n    since: 2024-01-01T10:00Z\n';
export const again = '  - when: 2024-03-06\n    since: 2024-01-20T10:00Z\n';
export const move = history(['2024-03-05', '2024-01-01T10:00Z'], ['2024-03-06', '2024-01-20T10:00Z']);
