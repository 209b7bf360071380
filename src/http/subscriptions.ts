import type { Answer, Refusal } from '../service/refusal.ts';
import type { Fields } from './fields.ts';
import type { Mailing } from '../service/mailing.ts';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { PageName, Pages } from './page.ts';
import type { Service } from '../service/service.ts';
import type { Subscription } from '../service/mailstore.ts';
import express from 'express';
import { writeWish } from '../domain/wish.ts';
import { Failure } from '../service/failure.ts';
import { fieldsIn } from './fields.ts';
import { openPages } from './page.ts';
import { sendProblem, sendRefusal } from './reply.ts';

const bodyLimit = '16kb';

export interface Limits {
  readonly signUp: readonly RequestHandler[];
  readonly token: readonly RequestHandler[];
}

/**
 * Subscribing and leaving, as pages and as JSON. GET changes nothing, for mail scanners follow links: a page has one button
 * that POSTs. Nothing here is kept or cached, and no link is told to another site.
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
    express.urlencoded({ extended: false, limit: bodyLimit, parameterLimit: 100 }),
    express.json({ limit: bodyLimit, strict: true }),
    // one-click unsubscribing may come like this (RFC 8058 3.1); there is nothing in it that the link does not say
    express.text({ type: 'multipart/form-data', limit: bodyLimit }),
  );
  const steps = stepsOf(pages);
  const at = (path: string, step: Step, all: readonly RequestHandler[]): void => {
    const run = (verb: Verb): RequestHandler => running(service, pages, verb);
    router.get(path, ...all, run(step.show));
    router.post(path, ...all, run(step.act));
    router.all(path, (request, response) => notAllowed(request, response));
  };
  at('/subscriptions', steps.subscribe, limits.signUp);
  for (const name of ['confirm', 'preferences', 'unsubscribe', 'export', 'erase'] as const)
    at(`/subscriptions/${name}`, steps[name], limits.token);
  return router;
}

interface Asking {
  readonly mail: Mailing;
  readonly token: string;
  readonly fields: Fields;
  /** Whether a browser asks, which wants a page. */
  readonly page: boolean;
}

/** A page and its data, and the same for programs; or a file. */
interface Told {
  readonly status?: number;
  readonly page: PageName;
  readonly data?: object;
  readonly json: object;
  readonly file?: string;
}

type Verb = (asking: Asking) => Promise<Answer<Told> | { readonly again: Told }>;

interface Step {
  readonly show: Verb;
  readonly act: Verb;
}

type StepName = 'subscribe' | 'confirm' | 'preferences' | 'unsubscribe' | 'export' | 'erase';

function stepsOf(pages: Pages): Readonly<Record<StepName, Step>> {
  const look =
    (purpose: Exclude<StepName, 'subscribe'>): Verb =>
    async ({ mail, token }) =>
      mapped(await mail.subscribe.look(purpose, token), (of) => ({
        ...{ page: purpose, data: pages.about(of) },
        json: stateOf(of),
      }));
  const preferences = async (mail: Mailing, of: Subscription, more: object = {}): Promise<Told> => {
    const coming = await mail.subscribe.coming(of);
    const mails = pages.mails(coming, of.wish);
    const data = { form: pages.form(writeWish(of.wish)), mails, ...mail.subscribe.links(of), ...more };
    return { page: 'preferences', data, json: { ...stateOf(of), next: mails } };
  };
  return {
    subscribe: {
      show: ({ fields }) =>
        Promise.resolve({
          value: { page: 'subscribe' as const, data: { form: pages.form(fields) }, json: {} },
        }),
      act: async ({ mail, fields }) => {
        // a field that people do not see, and programs fill
        const isTrapped = (fields['website'] ?? '') !== '';
        const answer = isTrapped ? { value: {} } : await mail.subscribe.signUp(fields);
        const sent: Told = {
          status: 202,
          page: 'sent',
          json: { status: 'a letter that asks to confirm is on its way, if one may be sent' },
        };
        if (!('refusal' in answer)) return { value: sent };
        const { says } = answer.refusal;
        return {
          again: { status: 400, page: 'subscribe', data: { form: pages.form(fields), says }, json: { says } },
        };
      },
    },
    confirm: {
      show: look('confirm'),
      act: async ({ mail, token }) =>
        mapped(await mail.subscribe.confirm(token), (of) => ({
          ...{ page: 'confirmed', data: { ...pages.about(of), ...mail.subscribe.links(of) } },
          json: { ...stateOf(of), state: 'active' },
        })),
    },
    preferences: {
      show: async ({ mail, token }) => {
        const found = await mail.subscribe.look('preferences', token);
        return 'refusal' in found ? found : { value: await preferences(mail, found.value) };
      },
      act: async ({ mail, token, fields }) => {
        const { action, ...wish } = fields;
        if (action === 'export' || action === 'erase') {
          const found = await mail.subscribe.request(token, action);
          const saved = 'A mail with the link is on its way. It is good for 15 minutes.';
          return 'refusal' in found ? found : { value: await preferences(mail, found.value, { saved }) };
        }
        const found = await mail.subscribe.change(token, wish);
        if (!('refusal' in found))
          return { value: await preferences(mail, found.value, { saved: 'It is saved.' }) };
        const of = await mail.subscribe.look('preferences', token);
        if ('refusal' in of) return of;
        const { says } = found.refusal;
        const again = await preferences(mail, of.value, { says, form: pages.form(wish) });
        return { again: { ...again, status: 400, json: { says } } };
      },
    },
    unsubscribe: {
      show: look('unsubscribe'),
      act: async ({ mail, token, fields }) => {
        const how = fields['how'] === 'page' ? 'page' : 'click';
        return mapped(await mail.subscribe.unsubscribe(token, how), (of) => ({
          page: 'unsubscribed',
          json: stateOf(of),
        }));
      },
    },
    export: {
      show: look('export'),
      act: async ({ mail, token }) =>
        mapped(await mail.subscribe.export(token), (json) => ({
          page: 'export',
          json,
          file: 'release-calendar.json',
        })),
    },
    erase: {
      show: look('erase'),
      act: async ({ mail, token }) =>
        mapped(await mail.subscribe.erase(token), () => ({ page: 'erased', json: { state: 'erased' } })),
    },
  };
}

function mapped<T>(answer: Answer<T>, tell: (value: T) => Told): Answer<Told> {
  return 'refusal' in answer ? answer : { value: tell(answer.value) };
}

function stateOf({ state, wish }: Subscription): object {
  return { state, wish: writeWish(wish) };
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
      // a page may be asked for with what is to stand in it
      const given = request.method === 'POST' ? fields : queryFields(request);
      const answer = await verb({ mail, token, fields: given, page });
      if ('refusal' in answer) return refused({ page, pages, response }, answer.refusal);
      return tell({ page, pages, response }, 'again' in answer ? answer.again : answer.value);
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
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
}

function wantsPage(request: Request): boolean {
  return request.accepts('application/json', 'text/html') === 'text/html' && request.get('Accept') !== '*/*';
}

interface Telling {
  readonly page: boolean;
  readonly pages: Pages;
  readonly response: Response;
}

function tell({ page, pages, response }: Telling, told: Told): void {
  response.status(told.status ?? 200);
  if (told.file !== undefined) response.attachment(told.file);
  if (page && told.file === undefined) {
    response.type('text/html').send(pages.write(told.page, told.data));
    return;
  }
  const says = 'says' in told.json ? String(told.json.says) : undefined;
  if (told.status === 400 && says !== undefined)
    return sendProblem(response, { status: 400, title: 'Bad Request' }, says);
  response.type('application/json').send(Buffer.from(`${JSON.stringify(told.json)}\n`));
}

function refused({ page, pages, response }: Telling, refusal: Refusal): void {
  if (!page) return sendRefusal(response, refusal);
  const isLink = refusal.kind === 'bad-link';
  const says = isLink ? 'This link is not good any more. The newest mail has one that is.' : refusal.says;
  response
    .status(isLink ? 404 : 400)
    .type('text/html')
    .send(pages.write('sorry', { says }));
}

/** Nothing is lost by it: whoever sends the form again in a minute is heard. */
function away({ page, pages, response }: Telling): void {
  response.set('Retry-After', '60');
  const says = 'Subscriptions cannot be reached for a moment. Please send it again in a minute.';
  if (!page) return sendProblem(response, { status: 503, title: 'Service Unavailable' }, says);
  response.status(503).type('text/html').send(pages.write('sorry', { says }));
}

function notAllowed(request: Request, response: Response): void {
  response.set('Allow', 'GET, HEAD, POST');
  sendProblem(
    response,
    { status: 405, title: 'Method Not Allowed' },
    `found ${request.method}, wanted GET, HEAD or POST`,
  );
}
