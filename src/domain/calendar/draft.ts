import type { Milestone } from './calendar.ts';
import type { When } from '../when/when.ts';

/** A milestone without its release and history. */
export type Draft<W extends When = When> = Omit<Milestone<W>, 'release' | 'sequence' | 'created' | 'changed'>;

/** Planned, for nobody in particular, under one name, and neither a key date nor in a banner, where nothing else is given. */
export function draftOf<W extends When>(
  facts: Pick<Draft<W>, 'id' | 'name' | 'kind' | 'when'> & Partial<Draft<W>>,
): Draft<W> {
  const plain = { role: [], key: false, banner: false, aliases: [], status: 'planned' as const };
  return { short: facts.name, ...plain, ...facts };
}
