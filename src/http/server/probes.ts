import type { Express, RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';
import type { RequestListener } from 'node:http';
import type { Service } from '../../service/service.ts';
import type { Stopping } from './checks.ts';
import express from 'express';
import { secure } from './secure.ts';
import { sendProblem } from '../answers/problem.ts';
import { wholeHealth } from '../../service/health.ts';

/** Shows that the event loop runs. */
const livez: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').type('text/plain').send('ok\n');
};

/** 200 once a calendar is loaded, even if its files turn bad later; 503 before that and while stopping. */
function readyz(service: Service, state: Stopping): RequestHandler {
  return (_request, response) => {
    const ready = service.catalog.ready() && !state.stopping;
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .type('text/plain');
    response.send(ready ? 'ok\n' : state.stopping ? 'stopping\n' : 'starting\n');
  };
}

/** The full state for operators; 503 if something is wrong. Not a probe. */
function healthz(service: Service, state: Stopping): RequestHandler {
  return async (_request, response) => {
    const now = { ...(await wholeHealth(service)), ready: service.catalog.ready(), stopping: state.stopping };
    response
      .status(now.status === 'ok' ? 200 : 503)
      .set({ 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' });
    response.send(Buffer.from(`${JSON.stringify(now)}\n`));
  };
}

interface Admin {
  readonly service: Service;
  readonly state: Stopping;
  readonly metrics: Metrics;
}

/** The endpoints that load balancers ask. */
export function probeRoutes(app: Express, { service, state }: Omit<Admin, 'metrics'>): void {
  app.get('/livez', livez);
  app.get('/readyz', readyz(service, state));
}

/** The endpoints for operators, on the public or the admin port. */
export function adminRoutes(app: Express, { service, state, metrics }: Admin): void {
  app.get('/healthz', healthz(service, state));
  app.get('/metrics', metrics.handler);
}

/** A separate port for operators that the public cannot reach (`ADMIN_PORT`). */
export function createAdmin(admin: Admin): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.use(secure);
  probeRoutes(app, admin);
  adminRoutes(app, admin);
  app.use((request, response) => {
    const says = `no page ${request.path}; there are /healthz, /livez, /metrics and /readyz`;
    sendProblem(response, 404, says);
  });
  return app;
}
