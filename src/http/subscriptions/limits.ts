import type { Limits } from './subscriptionroutes.ts';
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { sendProblem } from '../answers/problem.ts';
import { counting } from './subscriptionroutes.ts';
import { fieldsIn } from '../answers/formfields.ts';
import { readAddress } from '../../service/mail/address.ts';

export interface Rates {
  /** 0 means no limit. */
  readonly signUpsPerHour: number;
  readonly allSignUpsPerHour: number;
}

const hour = 3_600_000;

/** Bad links per network address in a quarter of an hour. */
const wrongTokens = { windowMs: hour / 4, limit: 60 };

/**
 * Limits per network address (IPv6: per /56, typically one household) and overall. Counts only sign-ups that
 * send a letter and links we did not issue, so valid links are never limited.
 */
export function openLimits(
  { signUpsPerHour, allSignUpsPerHour }: Rates,
  isOurs: (request: Request) => Promise<boolean>,
): Limits {
  const own = {
    validate: { xForwardedForHeader: false, trustProxy: false },
    handler: tooMany,
    // the remaining count would reveal if a letter was sent, and so who subscribed
    standardHeaders: false,
    legacyHeaders: false,
  };
  const byAddress = { ipv6Subnet: 56 };
  const signUp = (limit: number, all: boolean): readonly RequestHandler[] =>
    limit === 0
      ? []
      : [
          rateLimit({
            ...own,
            windowMs: hour,
            limit,
            skip: sendsNothing,
            skipFailedRequests: true,
            requestWasSuccessful: (_request, response) => response.locals[counting] === true,
            ...(all ? { keyGenerator: () => 'all' } : byAddress),
          }),
        ];
  return {
    signUp: [...signUp(signUpsPerHour, false), ...signUp(allSignUpsPerHour, true)],
    token: [rateLimit({ ...own, ...byAddress, ...wrongTokens, skip: isOurs, skipSuccessfulRequests: true })],
  };
}

/** Never counts requests that cannot send a letter: showing the form, a filled honeypot, a bad address. */
function sendsNothing(request: Request): boolean {
  if (request.method !== 'POST') return true;
  const fields = fieldsIn(request);
  if (!fields || (fields['website'] ?? '') !== '') return true;
  return 'says' in readAddress(fields['address'] ?? '', (key) => key);
}

function tooMany(_request: unknown, response: Response): void {
  response.set('Retry-After', '900');
  sendProblem(response, 429, 'too many requests from here; try again in 15 minutes');
}
