import type { Closing } from '../calendar/deadline.ts';
import type { Dated } from '../when/when.ts';
import type { Instant } from '../time/time.ts';
import type { Wish } from './wish.ts';
import { addDays, firstAt } from '../time/time.ts';
import { closingDay, cutoff } from '../calendar/deadline.ts';

/**
 * When a subscriber should hear of a deadline: `lead` days before the day on which it closes (as announced, the same
 * for everybody) at their hour in their zone; where that is not before the cutoff, one day earlier.
 */
export function dueAt(
  { kind, when }: Closing<Dated>,
  lead: number,
  { hour, zone }: Pick<Wish, 'hour' | 'zone'>,
): Instant {
  const end = cutoff({ kind, when });
  for (let day = addDays(closingDay({ kind, when }), -lead); ; day = addDays(day, -1)) {
    const due = firstAt(day, hour * 60, zone);
    if (due < end) return due;
  }
}
