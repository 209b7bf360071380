import type { Answer, Refusal } from '../../service/ports/refusal.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Clock } from '../../service/ports/clock.ts';
import type { Operation } from './operation.ts';
import type { ResponseCache } from './responsecache.ts';
import type { Reply } from './reply.ts';
import type { RequestHandler } from 'express';
import { refuse, sayUnknown } from '../../service/ports/refusal.ts';
import { sendRefusal } from './problem.ts';
import { send } from './reply.ts';
import { isTracker, withoutTrackers } from './tracker.ts';

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
export type Handler = (asked: HandlerRequest) => Reply | undefined;

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

/** Caches the answers of handlers. */
export function keeper(kept: ResponseCache, clock: Clock): (handler: Handler) => RequestHandler {
  return (handler) => (request, response, next) => {
    const [now, address] = [clock(), withoutTrackers(request.originalUrl)];
    const likings = kept.preferredCodings;
    const before = kept.find(address, now);
    if (before) return send(request, response, { tagged: before, now, likings });
    try {
      const reply = handler({ params: textOf(request.params), query: ownOf(request.query) });
      if (!reply) return next();
      return send(request, response, { tagged: kept.keep(address, reply), now, likings });
    } catch (error) {
      if (error instanceof RefusedAnswer) return sendRefusal(response, error.refusal);
      throw error;
    }
  };
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
    if (!known.includes(key)) return refuse('malformed-query', sayUnknown('query value', key, known));
    if (typeof value !== 'string')
      return refuse('malformed-query', `${key}: found it several times, wanted it once`);
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
