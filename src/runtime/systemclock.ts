import type { Instant } from '../domain/time/time.ts';
import { instantOf } from '../domain/time/time.ts';

/** The only place that reads the system clock. */
export function systemClock(): Instant {
  return instantOf(Date.now());
}
