import type { Fields } from '../answers/formfields.ts';
import type { Form, Verb } from './subscriptionflow.ts';
import type { Pages } from '../pages/page.ts';
import type { Refusal } from '../../service/ports/refusal.ts';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Service } from '../../service/service.ts';
import express from 'express';
import { expected } from '../../domain/problem/expected.ts';
import { Failure } from '../../service/ports/failure.ts';
import { granted, RefusedAnswer } from '../answers/handler.ts';
import { anyForm, fieldsIn } from '../answers/formfields.ts';
import { notAllowed, sendProblem, sendRefusal, wantsPage } from '../answers/problem.ts';
import { linked } from './subscriptionflow.ts';
import { refuse } from '../../service/ports/refusal.ts';
import { statusOf } from '../answers/operation.ts';

const bodyLimit = '16kb';

export interface Limits {
  readonly signUp: readonly RequestHandler[];
  readonly token: readonly RequestHandler[];
}

interface Mail {
  readonly forms: readonly Form[];
  readonly pages: Pages;
}

/**
 * Subscription pages and JSON. GET changes nothing, because mail scanners follow links: pages have a button
 * that POSTs. Answers are never cached, and links are never disclosed to other sites.
 */
export function subscriptions(service: Service, { forms, pages }: Mail, limits: Limits): Router {
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
  for (const { path, show, act, operation } of forms) {
    const all = path === '/subscriptions' ? limits.signUp : limits.token;
    router.get(path, ...all, running(service, pages, show));
    router.post(path, ...all, running(service, pages, act, statusOf(operation)));
    router.all(path, notAllowed(['GET', 'HEAD', 'POST']));
  }
  return router;
}

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

/** The key in `response.locals` of whether a sign-up counts toward the rate limit. */
export const counting = 'counts';

interface Asker {
  readonly response: Response;
  /** For those who want a page, not JSON. */
  readonly pages: Pages | undefined;
}

function running(service: Service, pages: Pages, verb: Verb, status = 200): RequestHandler {
  return async (request, response, next) => {
    const asker = { response, pages: wantsPage(request) ? pages : undefined };
    try {
      const fields = fieldsOf(request);
      const mail = await service.mailing?.();
      if (!mail) return away(asker);
      const token = typeof request.query['token'] === 'string' ? request.query['token'] : '';
      const answer = await verb({ mail, token, fields });
      response.locals[counting] = 'counts' in answer && answer.counts;
      return respond(asker, answer, status);
    } catch (error) {
      if (error instanceof RefusedAnswer) return refused(asker, error.refusal);
      if (!(error instanceof Failure)) return next(error);
      service.log.error({ error: error.message }, 'subscriptions are unavailable');
      return away(asker);
    }
  };
}

/** Of a POST its body; of a GET its query, which may prefill the form. */
function fieldsOf(request: Request): Fields {
  const body = typeof request.body === 'string' ? {} : fieldsIn(request);
  const wanted = 'a form, or a JSON object of strings, numbers and lists of them';
  if (!body) return granted(refuse('malformed-field', `body: ${expected(wanted, 'something else')}`));
  if (request.method === 'POST') return body;
  const { token: _token, ...rest } = request.query;
  return Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function respond({ response, pages }: Asker, answer: Awaited<ReturnType<Verb>>, status: number): void {
  if ('wrong' in answer) {
    if (!pages) return sendProblem(response, 400, answer.wrong);
    return sendPage(response.status(400), pages.write(answer.page, answer.data));
  }
  const { page, data, json, file } = answer;
  response.status(status);
  if (pages && file === undefined) return sendPage(response, pages.write(page, data));
  if (file !== undefined) response.attachment(file);
  response.type('application/json').send(Buffer.from(`${JSON.stringify(json)}\n`));
}

function refused({ response, pages }: Asker, refusal: Refusal): void {
  if (!pages || refusal.kind !== 'bad-link') return sendRefusal(response, refusal);
  sendPage(response.status(404), pages.write('sorry'));
}

/** Answers 503 with Retry-After; the same request can simply be sent again. */
function away({ response }: Asker): void {
  response.set('Retry-After', '60');
  sendProblem(response, 503, 'subscriptions are unavailable for a moment; try again in a minute');
}

function sendPage(response: Response, page: Buffer): void {
  response.type('text/html').send(page);
}
