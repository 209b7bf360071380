import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';
import type { Rates } from '../subscriptions/limits.ts';
import type { RequestListener } from 'node:http';
import type { Logger } from 'pino';
import type { Service } from '../../service/service.ts';
import type { Stopping } from './probes.ts';
import express from 'express';
import { pinoHttp } from 'pino-http';
import { openFormats } from '../../formats/index.ts';
import { adminRoutes } from './admin.ts';
import { livez, readyz } from './probes.ts';
import { front } from './fastfeeds.ts';
import { openMetrics } from './metrics.ts';
import { keeper } from '../answers/handler.ts';
import { openResponseCache } from '../answers/responsecache.ts';
import { etag, sendProblem } from '../answers/reply.ts';
import { bounces } from '../subscriptions/bounces.ts';
import { openLimits } from '../subscriptions/limits.ts';
import { slashed } from './trailingslash.ts';
import { untold } from './logsafe.ts';
import { routes } from '../api/routes.ts';
import { hasOurLink, subscriptions } from '../subscriptions/subscriptionroutes.ts';
import { secure, secureHeaders } from './secure.ts';

/** What the server process provides; tests can leave it out. */
interface Lent {
  readonly state?: Stopping;
  /** Logs every request except those of the probes. */
  readonly logger?: Logger;
  /** Express's "trust proxy": number of proxies, or addresses. */
  readonly trustProxy?: readonly string[] | number | false;
  readonly rates?: Rates;
  readonly metrics?: Metrics;
  /** Operators use a separate port. */
  readonly isAdminElsewhere?: boolean;
}

const noRates = { signUpsPerHour: 0, allSignUpsPerHour: 0 };

const running: Stopping = { stopping: false };
/** No URL of ours is longer (RFC 9110 15.5.15). */
const maxUrl = 2_048;

/** The routes of a service, behind the response cache. Does not listen. Throws when a template is missing. */
export function createApp(
  service: Service,
  {
    state = running,
    logger,
    trustProxy = false,
    rates = noRates,
    metrics = openMetrics(service),
    isAdminElsewhere = false,
  }: Lent = {},
): RequestListener {
  const formats = openFormats(service.templates);
  const kept = openResponseCache(service.catalog);
  const keeping = keeper(kept, service.clock);
  let requests = 0;
  const number = (): number => ++requests;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', etag);
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.set('trust proxy', typeof trustProxy === 'object' ? [...trustProxy] : trustProxy);
  app.use(secure);
  app.use((_request, response, next) => {
    response.on('finish', () => metrics.count(response.statusCode));
    next();
  });
  app.get('/livez', livez);
  app.get('/readyz', readyz(service, state));
  if (logger) app.use(logRequests(logger, number));
  app.use(oneHost, shortUrl, closing(state), unseenProxy(service, trustProxy));
  app.use(subscriptions(service, openLimits(rates, hasOurLink(service))), bounces(service));
  app.use(readOnly);
  if (!isAdminElsewhere) adminRoutes(app, { service, state, metrics });
  app.get(['/:calendar', '/:calendar/:release'], slashed(service));
  for (const { path, handler } of routes(service, formats)) app.get(path, keeping(handler));
  app.use((request, response) => {
    sendProblem(
      response,
      { status: 404, title: 'Not Found' },
      `no page ${request.path}; the calendars are listed at ${service.publicUrl}/`,
    );
  });
  app.use(failure(service));
  return front(app, {
    kept,
    clock: service.clock,
    state,
    logger,
    headers: secureHeaders(),
    number,
    count: metrics.count,
  });
}

function logRequests(logger: Logger, number: () => number): RequestHandler {
  const said = { customSuccessMessage: () => 'request', customErrorMessage: () => 'request' };
  return pinoHttp({ logger, serializers, genReqId: number, quietReqLogger: true, ...said });
}

/** Warns once that behind an untrusted proxy all clients share one address and limit. */
function unseenProxy({ log }: Service, trustProxy: Lent['trustProxy']): RequestHandler {
  let said = trustProxy !== false;
  return (request, _response, next) => {
    if (!said && request.get('X-Forwarded-For') !== undefined) {
      said = true;
      log.warn(
        {},
        'X-Forwarded-For is not read: set TRUST_PROXY to how many proxies stand before the service',
      );
    }
    next();
  };
}

const serializers = {
  req: ({ id, method, url }: { id: unknown; method: string; url: string }): object => ({
    id,
    method,
    url: untold(url),
  }),
  // errors are logged where they are caught; a 503 is not an error of ours
  err: (): undefined => undefined,
  res: ({ statusCode }: { statusCode: number }): object => ({ status: statusCode }),
};

const readOnly: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  response.set('Allow', 'GET, HEAD');
  return sendProblem(
    response,
    { status: 405, title: 'Method Not Allowed' },
    `found ${request.method}, wanted GET or HEAD`,
  );
};

/** Of two hosts, a proxy and we might pick different ones (RFC 9112 3.2). */
const oneHost: RequestHandler = (request, response, next) => {
  const hosts = request.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
  ).length;
  if (hosts === 1) return next();
  return sendProblem(
    response,
    { status: 400, title: 'Bad Request' },
    `found ${hosts} Host headers, wanted one`,
  );
};

const shortUrl: RequestHandler = (request, response, next) => {
  if (request.url.length <= maxUrl) return next();
  return sendProblem(
    response,
    { status: 414, title: 'URI Too Long' },
    `found an address of ${request.url.length} characters, wanted at most ${maxUrl}`,
  );
};

/** While stopping, asks load balancers to open their next connection elsewhere. */
function closing(state: Stopping): RequestHandler {
  return (_request, response, next) => {
    if (state.stopping) response.set('Connection', 'close');
    next();
  };
}

/** Body parser errors by status. */
const bodies = new Map([
  [
    400,
    { status: 400, title: 'Bad Request', says: 'body: found one that cannot be read; wanted a form or JSON' },
  ],
  [413, { status: 413, title: 'Content Too Large', says: 'body: found more than 16 KiB; wanted less' }],
  [
    415,
    {
      status: 415,
      title: 'Unsupported Media Type',
      says: 'body: found a coding or charset that is not read; wanted UTF-8',
    },
  ],
]);

function isOfBody(error: unknown): boolean {
  return error instanceof Error && 'type' in error && typeof error.type === 'string';
}

/** Logs unexpected errors; their details are never sent to clients. */
function failure(service: Service): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error instanceof Error && 'status' in error ? error.status : undefined;
    const refusal = bodies.get(typeof status === 'number' && isOfBody(error) ? status : 0);
    if (refusal) return sendProblem(response, refusal, refusal.says);
    // Express answers 400 to a URL that does not decode
    if (status === 400)
      return sendProblem(
        response,
        { status: 400, title: 'Bad Request' },
        'found an address that does not decode; wanted UTF-8 after each %',
      );
    service.log.error({ error: error instanceof Error ? error.stack : String(error) }, 'request failed');
    return sendProblem(
      response,
      { status: 500, title: 'Internal Server Error' },
      'something went wrong here; it has been logged',
    );
  };
}
