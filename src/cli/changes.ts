import type { Change } from '../domain/change.ts';
import { writeWhen } from '../domain/writewhen.ts';

/** One line for each change, as a person at a terminal wants it. */
export function changeLines(changes: readonly Change[]): string {
  return changes.map((change) => `${change.release}/${change.id}  ${say(change)}\n`).join('');
}

function say({ kind, name, before, after }: Change): string {
  const [was, is] = [before && writeWhen(before.when), after && writeWhen(after.when)];
  switch (kind) {
    case 'moved':
    case 'unset':
      return `${name} moved from ${was ?? ''} to ${is ?? ''}`;
    case 'filled':
      return `${name} has a date now: ${is ?? ''}`;
    case 'reworded':
      return `${name} is written otherwise, for the same time: ${is ?? ''}`;
    case 'appeared':
      return `${name} is new: ${is ?? ''}`;
    case 'gone':
      return `${name} is gone from its source (was ${was ?? ''})`;
    case 'cancelled':
      return `${name} is cancelled (was ${was ?? ''})`;
    case 'renamed':
      return `${before?.name ?? ''} is called ${name} now`;
  }
}
