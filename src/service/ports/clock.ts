import type { Instant } from '../../domain/time/time.ts';

/** A port. Each verb reads it once and passes the instant on, so that one decision has one now. */
export type Clock = () => Instant;
