import type { Limits } from './subscriptionroutes.ts';
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { sendBusy } from '../answers/problem.ts';
import { counting } from './subscriptionroutes.ts';
import { fieldsIn } from '../answers/formfields.ts';
import { readAddress } from '../../service/mail/address.ts';

export interface Rates {
  /** 0 means no limit. */
  readonly signUpsPerHour: number;
  readonly allSignUpsPerHour: number;
}

const hour = 3_600_000;

const tooOften = (seconds: number) => (_request: Request, response: Response) =>
  sendBusy(response, { seconds, says: 'too many requests' });

const own = {
  validate: { xForwardedForHeader: false, trustProxy: false },
  handler: tooOften(900),
  // the remaining count would reveal if a letter was sent, and so who subscribed
  standardHeaders: false,
  legacyHeaders: false,
} as const;
const byAddress = { ipv6Subnet: 56 };

/** Answers that must be written, per network address. */
const newAnswers = { windowMs: 10_000, limit: 400 };

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

/** Limits what must be written for a network address; what is kept never counts, nor what is refused. */
export function limitNew(isKept: (request: Request) => boolean): RequestHandler {
  return rateLimit({
    ...own,
    ...byAddress,
    ...newAnswers,
    handler: tooOften(10),
    skip: isKept,
    // `skipFailedRequests` would also forgive whoever asks and does not wait for the answer
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, { statusCode }) => statusCode >= 400,
  });
}
