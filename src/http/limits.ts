import type { Limits } from './subscriptions.ts';
import type { RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { sendProblem } from './reply.ts';

export interface Rates {
  /** 0 for none. */
  readonly signUpsPerHour: number;
  readonly allSignUpsPerHour: number;
}

const hour = 3_600_000;

/** Links that are not good, from one network address in a quarter of an hour: a typing mistake or two, and no more. */
const wrongTokens = { windowMs: hour / 4, limit: 60 };

/** By the network address (an IPv6 one by its /56, which is what one household has), and in all. */
export function openLimits({ signUpsPerHour, allSignUpsPerHour }: Rates): Limits {
  const own = { validate: { xForwardedForHeader: false, trustProxy: false }, handler: tooMany };
  const byAddress = { ipv6Subnet: 56 };
  const heads = { standardHeaders: 'draft-8' as const, legacyHeaders: false };
  const signUp = (limit: number, all: boolean): readonly RequestHandler[] =>
    limit === 0
      ? []
      : [
          rateLimit({
            ...own,
            ...heads,
            windowMs: hour,
            limit,
            skip: isReading,
            ...(all ? { keyGenerator: () => 'all' } : byAddress),
          }),
        ];
  return {
    signUp: [...signUp(signUpsPerHour, false), ...signUp(allSignUpsPerHour, true)],
    token: [rateLimit({ ...own, ...heads, ...byAddress, ...wrongTokens, skipSuccessfulRequests: true })],
  };
}

function isReading({ method }: { readonly method: string }): boolean {
  return method !== 'POST';
}

function tooMany(_request: unknown, response: Response): void {
  sendProblem(
    response,
    { status: 429, title: 'Too Many Requests' },
    'this was asked for too often from here; wanted some patience (Retry-After tells how much)',
  );
}
