import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Service } from '../../service/service.ts';
import { expected } from '../../domain/problem/expected.ts';
import { sendProblem } from '../answers/problem.ts';

/** Whether the process is shutting down. */
export interface Stopping {
  readonly stopping: boolean;
}

/** Sees a request and what becomes of it. */
export type RequestWatch = (request: IncomingMessage, response: ServerResponse) => void;

/** No URL of ours is longer (RFC 9110 15.5.15). */
const maxUrl = 2_048;

/** Of two hosts, a proxy and we might pick different ones (RFC 9112 3.2). */
export const oneHost: RequestHandler = (request, response, next) => {
  const hosts = hostsOf(request);
  if (hosts === 1) return next();
  return sendProblem(response, 400, expected('one Host header', String(hosts)));
};

/** A loop, because every request goes through it. */
export function hostsOf({ rawHeaders }: IncomingMessage): number {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  return hosts;
}

export const shortUrl: RequestHandler = ({ url }, response, next) => {
  if (url.length <= maxUrl) return next();
  const says = expected(`an address of at most ${maxUrl} characters`, String(url.length));
  return sendProblem(response, 414, says);
};

/** While stopping, asks load balancers to open their next connection elsewhere. */
export function closing(state: Stopping): RequestHandler {
  return (_request, response, next) => {
    if (state.stopping) response.set('Connection', 'close');
    next();
  };
}

/** Warns once that behind an untrusted proxy all clients share one address and limit. */
export function unseenProxy({ log }: Service): RequestHandler {
  let said = false;
  return (request, _response, next) => {
    if (!said && request.get('X-Forwarded-For') !== undefined) {
      said = true;
      log.warn(
        {},
        'X-Forwarded-For is ignored: set TRUST_PROXY to the number of proxies in front of the service',
      );
    }
    next();
  };
}
