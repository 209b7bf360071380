import type { RequestHandler } from 'express';
import type { Service } from '../../service/service.ts';
import { wholeHealth } from '../../service/health.ts';

/** Whether the process is shutting down. */
export interface Stopping {
  readonly stopping: boolean;
}

/** Shows that the event loop runs. */
export const livez: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').type('text/plain').send('ok\n');
};

/** 200 once a calendar is loaded, even if its files turn bad later; 503 before that and while stopping. */
export function readyz(service: Service, state: Stopping): RequestHandler {
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
export function healthz(service: Service, state: Stopping): RequestHandler {
  return async (_request, response) => {
    const now = { ...(await wholeHealth(service)), ready: service.catalog.ready(), stopping: state.stopping };
    response
      .status(now.status === 'ok' ? 200 : 503)
      .set({ 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' });
    response.send(Buffer.from(`${JSON.stringify(now)}\n`));
  };
}
