import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';
import type { Rates } from '../subscriptions/limits.ts';
import type { RequestListener } from 'node:http';
import type { RequestWatch, Stopping } from './checks.ts';
import type { Logger } from 'pino';
import type { Service } from '../../service/service.ts';
import express from 'express';
import { expected } from '../../domain/problem/expected.ts';
import { openFormats } from '../../formats/index.ts';
import { checkTemplates } from '../../formats/words/words.ts';
import { adminRoutes, probeRoutes } from './probes.ts';
import { closing, oneHost, shortUrl, unseenProxy } from './checks.ts';
import { front } from './fastfeeds.ts';
import { openMetrics } from './metrics.ts';
import { keeper, withoutTrackers } from '../answers/handler.ts';
import { openRequestLog } from './requestlog.ts';
import { openResponseCache } from '../answers/responsecache.ts';
import { feedsAhead } from '../api/feedreply.ts';
import { asRouted, openAddresses } from '../api/routes.ts';
import { etag } from '../answers/reply.ts';
import { notAllowed, preflight, ProblemPages, sendProblem } from '../answers/problem.ts';
import { bounces } from '../subscriptions/bounces.ts';
import { limitNew, openLimits } from '../subscriptions/limits.ts';
import { hasOurLink, subscriptions } from '../subscriptions/subscriptionroutes.ts';
import { dayIn, utc } from '../../domain/time/time.ts';
import { openTurns } from '../answers/turns.ts';
import { inSlices } from '../../service/steps.ts';
import { secure, secureHeaders } from './secure.ts';

/** What the server process provides; tests can leave it out. */
interface Lent {
  readonly state?: Stopping;
  /** Logs every request except those of the probes. */
  readonly logger?: Logger | undefined;
  /** Express's "trust proxy": number of proxies, or addresses. */
  readonly trustProxy?: readonly string[] | number | false | undefined;
  readonly rates?: Rates | undefined;
  readonly metrics?: Metrics;
  /** Operators use a separate port. */
  readonly isAdminElsewhere?: boolean;
}

const noRates = { signUpsPerHour: 0, allSignUpsPerHour: 0 };
const running: Stopping = { stopping: false };

/** The routes of a service, behind the response cache. Does not listen. Throws when a template is missing or does not parse. */
export function createApp(
  service: Service,
  {
    state = running,
    logger,
    trustProxy = false,
    rates,
    metrics = openMetrics(service),
    isAdminElsewhere = false,
  }: Lent = {},
): RequestListener {
  checkTemplates(service.templates);
  const formats = openFormats(service.templates);
  const { routes, mail, problems } = openAddresses(service, formats);
  const kept = openResponseCache(service.catalog);
  const { clock, catalog } = service;
  const turns = openTurns();
  const keeping = keeper({ kept, clock, turns });
  const limits = rates
    ? [limitNew(({ originalUrl }) => !!kept.find(withoutTrackers(originalUrl), clock()))]
    : [];
  // beside the answers that are written in turns: they do not wait for it
  catalog.ahead((calendar) => inSlices(feedsAhead(calendar, formats, dayIn(clock(), utc))));
  const logs = logger ? [openRequestLog(logger)] : [];
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', etag);
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.locals[ProblemPages.key] = problems;
  app.set('trust proxy', typeof trustProxy === 'object' ? [...trustProxy] : trustProxy);
  app.use(secure, watching(metrics.watch));
  probeRoutes(app, { service, state });
  app.use(...logs.map(watching), oneHost, shortUrl, closing(state));
  if (trustProxy === false) app.use(unseenProxy(service));
  app.use(subscriptions(service, mail, openLimits(rates ?? noRates, hasOurLink(service))), bounces(service));
  app.use(preflight, notAllowed(['GET', 'HEAD', 'OPTIONS']));
  if (!isAdminElsewhere) adminRoutes(app, { service, state, metrics });
  app.get(['/:calendar', '/:calendar/:release'], slashed(service));
  for (const { path, handler } of asRouted(routes)) app.get(path, ...limits, keeping(handler));
  app.use((request, response) => {
    const says = `no page ${request.path}; the calendars are listed at ${service.publicUrl}/`;
    sendProblem(response, 404, says);
  });
  app.use(failure(service));
  const watches = [metrics.watch, ...logs];
  return front(app, { kept, clock: service.clock, state, headers: secureHeaders(), watches });
}

function watching(watch: RequestWatch): RequestHandler {
  return (request, response, next) => {
    watch(request, response);
    next();
  };
}

/** Redirects `/example` and `/example/1.30` to the page with a trailing slash. */
function slashed({ publish, publicUrl }: Service): RequestHandler {
  return (request, response, next) => {
    const [, id = '', version, ...more] = request.path.split('/');
    if (id === '' || version === '' || more.length > 0) return next();
    const found =
      version === undefined ? publish.calendar(id) : publish.release({ calendar: id, release: version });
    if ('refusal' in found) return next();
    const query = request.originalUrl.slice(request.path.length);
    response.set('Access-Control-Allow-Origin', '*');
    return response.redirect(308, `${publicUrl}${request.path}/${query}`);
  };
}

/** Body parser errors by status. */
const bodies = new Map<unknown, string>([
  [400, `body: ${expected('a form or JSON', 'something else')}`],
  [413, `body: ${expected('at most 16 KiB', 'more')}`],
  [415, `body: ${expected('UTF-8', 'another encoding')}`],
]);

/** Logs unexpected errors; their details are never sent to clients. */
function failure({ log }: Service): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = error instanceof Error && 'status' in error ? error.status : undefined;
    const isOfBody = error instanceof Error && 'type' in error && typeof error.type === 'string';
    const says = isOfBody ? bodies.get(status) : undefined;
    if (says !== undefined) return sendProblem(response, Number(status), says);
    // Express answers 400 to a URL that does not decode
    if (status === 400)
      return sendProblem(response, 400, expected('percent-encoded UTF-8 in the address', 'something else'));
    log.error({ error: error instanceof Error ? error.stack : String(error) }, 'request failed');
    return sendProblem(response, 500, 'internal error; it has been logged');
  };
}
