import type { Instant } from '../domain/time/time.ts';
import { instantOf } from '../domain/time/time.ts';

/** The only place that asks the machine for the time. */
export function systemClock(): Instant {
  return instantOf(Date.now());
}
