import type { Answer, Refusal } from '../../service/ports/refusal.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Clock } from '../../service/ports/clock.ts';
import type { Operation } from './operation.ts';
import type { ResponseCache } from './responsecache.ts';
import type { Reply, Tagged } from './reply.ts';
import type { Request, RequestHandler, Response } from 'express';
import type { Steps } from '../../service/steps.ts';
import type { Turns } from './turns.ts';
import { ipKeyGenerator } from 'express-rate-limit';
import { expected } from '../../domain/problem/expected.ts';
import { refuse, sayUnknown } from '../../service/ports/refusal.ts';
import { sendBusy, sendRefusal } from './problem.ts';
import { send } from './reply.ts';
import { finished } from '../../service/steps.ts';

/** An address whose answers are kept; where two paths match, the one with more literal text is asked first. */
export interface Route {
  /** Each `:name` in it matches a segment or part of one. */
  readonly path: string;
  readonly handler: Handler;
  /** What programs are told of it. */
  readonly operation?: Operation;
  /** Its files of the static site: one, or for each calendar what stands for the other names of the path. */
  readonly files?: 'one' | ((calendar: Calendar) => readonly Params[]);
}

type Params = Readonly<Record<string, string>>;

/** Path parameters and query, unparsed. */
export interface HandlerRequest {
  readonly params: Params;
  readonly query: Readonly<Record<string, unknown>>;
}

/**
 * Depends only on (calendars, URL, now), so answers can be cached. `undefined`: the URL is not its own. What it
 * refuses it throws, by `granted`.
 */
export type Handler = (asked: HandlerRequest) => Reply | undefined | Steps<Reply>;

/** What `granted` throws. */
export class RefusedAnswer extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.says);
    this.refusal = refusal;
  }
}

/** The value of an answer. A refusal is thrown, and becomes the handler's answer. */
export function granted<T>(answer: Answer<T>): T {
  if ('value' in answer) return answer.value;
  throw new RefusedAnswer(answer.refusal);
}

/** What a handler answers, all at once. */
export function replyTo(handler: Handler, asked: HandlerRequest): Reply | undefined {
  const found = handler(asked);
  return found && 'next' in found ? finished(found) : found;
}

interface Keeping {
  readonly kept: ResponseCache;
  readonly clock: Clock;
  readonly turns: Turns;
}

/** Caches the answers of handlers. One that is not kept is written when it is its turn. */
export function keeper({ kept, clock, turns }: Keeping): (handler: Handler) => RequestHandler {
  return (handler) => async (request, response, next) => {
    const likings = kept.preferredCodings;
    const before = kept.find(withoutTrackers(request.originalUrl), clock());
    if (before) return send(request, response, { tagged: before, now: clock(), likings });
    try {
      const written = turns.take(answered(request, response, handler, { kept, clock }), clientOf(request));
      if (!written) return sendBusy(response, { seconds: 10, says: 'too many requests at once' });
      const tagged = await written;
      if (response.destroyed) return;
      return tagged ? await send(request, response, { tagged, now: clock(), likings }) : next();
    } catch (error) {
      if (error instanceof RefusedAnswer) return sendRefusal(response, error.refusal);
      throw error;
    }
  };
}

/** By network address (IPv6: per /56), as the budgets have it. */
function clientOf({ ip }: Request): string {
  return ip === undefined ? '' : ipKeyGenerator(ip, 56);
}

/** `undefined` for what is not the handler's, or for a client that did not wait. */
function* answered(
  request: Request,
  response: Response,
  handler: Handler,
  { kept, clock }: Pick<Keeping, 'kept' | 'clock'>,
): Steps<Tagged | undefined> {
  if (response.destroyed) return undefined;
  const address = withoutTrackers(request.originalUrl);
  // somebody else's turn may have written it
  const before = kept.find(address, clock());
  if (before) return before;
  const generation = kept.generation();
  const found = handler({ params: textOf(request.params), query: ownOf(request.query) });
  const reply = found && 'next' in found ? yield* found : found;
  return reply && kept.keep(address, reply, generation);
}

function ownOf(query: HandlerRequest['query']): HandlerRequest['query'] {
  return Object.fromEntries(Object.entries(query).filter(([key]) => !isTracker(key)));
}

function textOf(params: Readonly<Record<string, string | string[]>>): Params {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
}

/**
 * The query values of a route, each at most once. Unknown or repeated ones are refused, because silently
 * ignoring a mistyped filter would give somebody the wrong dates.
 */
export function readQuery({ query }: HandlerRequest, known: readonly string[]): Answer<Params> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(query)) {
    if (!known.includes(key)) return refuse('malformed-query', sayUnknown('query parameter', key, known));
    if (typeof value !== 'string')
      return refuse('malformed-query', `${key}: ${expected('one value', 'several')}`);
    values[key] = value;
  }
  return { value: values };
}

export function queryOf(asked: HandlerRequest, known: readonly string[]): Params {
  return granted(readQuery(asked, known));
}

/** Always one text, whatever is asked: it takes no query. */
export function fixed(media: string, write: () => string): Handler {
  return () => ({ media, body: Buffer.from(write()), cache: 'feed' });
}

/** Query keys that mail programs and social sites add to links; no value of ours has such a name. */
const tracker =
  /^(utm_\w+|mc_\w+|(fb|g|gb|dc|ms|y|tw|li_fat_|tt|wbra|gbra)clid|li_fat_id|igshid|igsh|_ga|_gl|_hsenc|_hsmi|mkt_tok|oly_\w+_id|vero_id|ref|ref_src|si|s_cid|__s)$/i;

function isTracker(key: string): boolean {
  return tracker.test(key);
}

/** The same address without them, as the response cache knows it. */
export function withoutTrackers(address: string): string {
  const start = address.indexOf('?');
  if (start < 0) return address;
  const kept = address
    .slice(start + 1)
    .split('&')
    .filter((pair) => !isTracker(pair.split('=', 1)[0] ?? ''));
  return `${address.slice(0, start)}${kept.length === 0 ? '' : `?${kept.join('&')}`}`;
}
