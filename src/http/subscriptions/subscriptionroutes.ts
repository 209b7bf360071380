import type { Fields } from '../answers/formfields.ts';
import type { Pages } from '../pages/page.ts';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Service } from '../../service/service.ts';
import type { Step, Verb } from './subscriptionflow.ts';
import express from 'express';
import { Failure } from '../../service/ports/failure.ts';
import { anyForm, fieldsIn } from '../answers/formfields.ts';
import { openPages } from '../pages/page.ts';
import { sendProblem } from '../answers/reply.ts';
import { subscriptionFlow } from './subscriptionflow.ts';
import { away, counting, refused, respond } from './respond.ts';

const bodyLimit = '16kb';

export interface Limits {
  readonly signUp: readonly RequestHandler[];
  readonly token: readonly RequestHandler[];
}

/**
 * Subscription pages and JSON. GET changes nothing, because mail scanners follow links: pages have a button
 * that POSTs. Answers are never cached, and links are never disclosed to other sites.
 */
export function subscriptions(service: Service, limits: Limits): Router {
  const pages = openPages(service);
  const router = express.Router({ caseSensitive: true, strict: true });
  router.use(
    '/subscriptions',
    (_request, response, next) => {
      response.set('Cache-Control', 'no-store');
      next();
    },
    // mail programs may send any form here (RFC 8058 3.2); a bad one must not prevent unsubscribing
    anyForm,
    express.urlencoded({ extended: false, limit: bodyLimit, parameterLimit: 100 }),
    express.json({ limit: bodyLimit, strict: true }),
    // one-click unsubscribing may use multipart (RFC 8058 3.1); its body adds nothing to the link
    express.text({ type: 'multipart/form-data', limit: bodyLimit }),
  );
  const steps = subscriptionFlow(pages);
  const at = (path: string, step: Step, all: readonly RequestHandler[]): void => {
    const run = (verb: Verb): RequestHandler => running(service, pages, verb);
    router.get(path, ...all, run(step.show));
    router.post(path, ...all, run(step.act));
    router.all(path, (request, response) => notAllowed(request, response));
  };
  at('/subscriptions', steps.subscribe, limits.signUp);
  for (const name of linked) at(`/subscriptions/${name}`, steps[name], limits.token);
  return router;
}

const linked = ['confirm', 'never', 'preferences', 'unsubscribe', 'export', 'erase'] as const;

/** Whether a request carries a token that we issued; costs one HMAC. */
export function hasOurLink(service: Service): (request: Request) => Promise<boolean> {
  return async ({ path, query }) => {
    const purpose = linked.find((name) => path === `/subscriptions/${name}`);
    const token = query['token'];
    if (purpose === undefined || typeof token !== 'string') return false;
    const mail = await service.mailing?.().catch(() => undefined);
    return mail?.subscribe.isOurs(purpose, token) === true;
  };
}

function running(service: Service, pages: Pages, verb: Verb): RequestHandler {
  return async (request, response, next) => {
    const page = wantsPage(request);
    const fields = typeof request.body === 'string' ? {} : fieldsIn(request);
    if (!fields) return refused({ page, pages, response }, { kind: 'malformed-field', says: wantedBody });
    const token = typeof request.query['token'] === 'string' ? request.query['token'] : '';
    try {
      const mail = await service.mailing?.();
      if (!mail) return away({ page, pages, response });
      // a GET query may prefill the form
      const given = request.method === 'POST' ? fields : queryFields(request);
      const answer = await verb({ mail, token, fields: given, page });
      if ('refusal' in answer) return refused({ page, pages, response }, answer.refusal);
      if ('value' in answer) response.locals[counting] = answer.value.counts === true;
      return respond({ page, pages, response }, 'again' in answer ? answer.again : answer.value);
    } catch (error) {
      if (!(error instanceof Failure)) return next(error);
      service.log.error({ error: error.message }, 'subscriptions away');
      return away({ page, pages, response });
    }
  };
}

const wantedBody = 'body: wanted a form, or a JSON object of texts, numbers and lists of them';

function queryFields({ query }: Request): Fields {
  const { token: _token, ...rest } = query;
  return Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function wantsPage(request: Request): boolean {
  return request.accepts('application/json', 'text/html') === 'text/html' && request.get('Accept') !== '*/*';
}

function notAllowed(request: Request, response: Response): void {
  response.set('Allow', 'GET, HEAD, POST');
  sendProblem(
    response,
    { status: 405, title: 'Method Not Allowed' },
    `found ${request.method}, wanted GET, HEAD or POST`,
  );
}
