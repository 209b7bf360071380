import type { Instant } from '../../domain/time/time.ts';

/** A port. A verb reads it once and passes the instant down: one decision, one now. */
export type Clock = () => Instant;
