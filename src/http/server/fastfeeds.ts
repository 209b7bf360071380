import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Clock } from '../../service/ports/clock.ts';
import type { Coding } from '../answers/encoding.ts';
import type { ResponseCache } from '../answers/responsecache.ts';
import type { Logger } from 'pino';
import type { Stopping } from './probes.ts';
import { untold } from './logsafe.ts';
import { write } from '../answers/reply.ts';

interface Front {
  readonly kept: ResponseCache;
  readonly clock: Clock;
  readonly state: Stopping;
  readonly logger?: Logger | undefined;
  /** Common headers: names, values in turn. */
  readonly headers: readonly string[];
  /** Returns the next request number. */
  readonly number: () => number;
  /** Counts an answer by its status code. */
  readonly count: (status: number) => void;
}

/**
 * Serves cached replies before Express sees the request, with the same headers and log line at a quarter of
 * the cost. Everything else, including unusual requests, goes to `app`.
 */
export function front(
  app: RequestListener,
  { kept, clock, state, logger, headers, number, count }: Front,
): RequestListener {
  return (request, response) => {
    const now = clock();
    const coding = state.stopping ? undefined : plainWish(request, kept.preferredCodings);
    const { method = '', url = '' } = request;
    const tagged = coding && kept.find(url, now);
    if (!tagged) return app(request, response);
    write(request, response, { tagged, now, coding, headers });
    count(response.statusCode);
    if (logger) log(logger, { id: number(), method, url: untold(url) }, response);
    return undefined;
  };
}

/** The preferred coding of a plain request; `undefined` if a proxy might interpret it differently. */
function plainWish(request: IncomingMessage, likings: ResponseCache['preferredCodings']): Coding | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  let hosts = 0;
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  return hosts === 1 ? likings.get(wishOf(request)) : undefined;
}

function wishOf({ headers }: IncomingMessage): string {
  const wish = headers['accept-encoding'];
  return typeof wish === 'string' ? wish : '';
}

interface RawRequest {
  readonly id: number;
  readonly method: string;
  readonly url: string;
}

function log(logger: Logger, req: RawRequest, { statusCode }: ServerResponse): void {
  logger.info({ reqId: req.id, req, res: { status: statusCode }, responseTime: 0 }, 'request');
}
