import type { Express, RequestHandler } from 'express';
import type { RequestListener } from 'node:http';
import type { Metrics } from './metrics.ts';
import type { Service } from '../../service/service.ts';
import type { Stopping } from './probes.ts';
import express from 'express';
import { healthz, livez, readyz } from './probes.ts';
import { sendProblem } from '../answers/reply.ts';
import { secure } from './secure.ts';

interface Admin {
  readonly service: Service;
  readonly state: Stopping;
  readonly metrics: Metrics;
}

/** The endpoints for operators, on the public or the admin port. */
export function adminRoutes(app: Express, { service, state, metrics }: Admin): void {
  app.get('/healthz', healthz(service, state));
  app.get('/metrics', metrics.handler);
}

const nothing: RequestHandler = (request, response) =>
  sendProblem(
    response,
    { status: 404, title: 'Not Found' },
    `no page ${request.path}; there are /healthz, /livez, /metrics and /readyz`,
  );

/** A separate port for operators that the public cannot reach (`ADMIN_PORT`). */
export function createAdmin(admin: Admin): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.use(secure);
  app.get('/livez', livez);
  app.get('/readyz', readyz(admin.service, admin.state));
  adminRoutes(app, admin);
  app.use(nothing);
  return app;
}
