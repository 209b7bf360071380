import type { Cycle } from '../../domain/cycle/cycle.ts';
import { withoutYear } from '../words/briefwhen.ts';
import { monthName } from '../../domain/time/datewords.ts';

/** The picture in words, for screen readers. */
export function timelineText({ marks }: Cycle): string {
  const words = marks.map(({ milestone, first, last, vague, state }) => {
    const days = vague
      ? `${monthName(first)} ${first.slice(0, 4)}`
      : first === last
        ? withoutYear(first)
        : `${withoutYear(first)} to ${withoutYear(last)}`;
    const off = milestone.status === 'postponed' ? 'postponed' : 'cancelled';
    return `${milestone.name}: ${days}${state === 'off' ? ` (${off})` : ''}${state === 'next' ? ' (next)' : ''}`;
  });
  return `${words.join('; ')}.`;
}
