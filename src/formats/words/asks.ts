import type { Milestone } from '../../domain/calendar/calendar.ts';

/** What a milestone asks by its project's vocabulary, unless its author gave it another kind than that. */
export function asksOf({ term, kind, release }: Milestone): string | undefined {
  return term?.kind === kind ? term.asks?.replaceAll('{release}', release) : undefined;
}
