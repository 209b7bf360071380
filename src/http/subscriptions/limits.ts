import type { Limits } from './subscriptionroutes.ts';
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { sendProblem } from '../answers/reply.ts';
import { counting } from './respond.ts';
import { fieldsIn } from '../answers/formfields.ts';
import { readAddress } from '../../service/mail/address.ts';

export interface Rates {
  /** 0 for none. */
  readonly signUpsPerHour: number;
  readonly allSignUpsPerHour: number;
}

const hour = 3_600_000;

/** Links that are not good, from one network address in a quarter of an hour: a typing mistake or two, and no more. */
const wrongTokens = { windowMs: hour / 4, limit: 60 };

/**
 * By the network address (an IPv6 one by its /56, which is what one household has), and in all. Only sign-ups that send a
 * letter count, and only links that are none of ours: who has a good one is never kept waiting.
 */
export function openLimits(
  { signUpsPerHour, allSignUpsPerHour }: Rates,
  isOurs: (request: Request) => Promise<boolean>,
): Limits {
  const own = {
    validate: { xForwardedForHeader: false, trustProxy: false },
    handler: tooMany,
    // how much is left would tell whether a letter went out, and so who subscribed
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

/** Not even for a moment is counted what can send no letter: a look at the form, a filled trap, what is no address. */
function sendsNothing(request: Request): boolean {
  if (request.method !== 'POST') return true;
  const fields = fieldsIn(request);
  if (!fields || (fields['website'] ?? '') !== '') return true;
  return 'says' in readAddress(fields['address'] ?? '', (key) => key);
}

function tooMany(_request: unknown, response: Response): void {
  response.set('Retry-After', '900');
  sendProblem(
    response,
    { status: 429, title: 'Too Many Requests' },
    'this was asked for too often from here; wanted some patience (Retry-After tells how much)',
  );
}
