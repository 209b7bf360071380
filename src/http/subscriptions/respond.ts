import type { PageName, Pages } from '../pages/page.ts';
import type { Refusal } from '../../service/ports/refusal.ts';
import type { Response } from 'express';
import { sendProblem, sendRefusal } from '../answers/reply.ts';

/** A page and its data, as JSON too; or a download. */
export interface PageAnswer {
  readonly status?: number;
  readonly page: PageName;
  readonly data?: object;
  readonly json: object;
  readonly file?: string;
  /** A sign-up that sends a letter, and so counts toward the rate limit. */
  readonly counts?: boolean;
}

/** The key in `response.locals` for `counts`. */
export const counting = 'counts';

interface ResponseContext {
  readonly page: boolean;
  readonly pages: Pages;
  readonly response: Response;
}

export function respond({ page, pages, response }: ResponseContext, told: PageAnswer): void {
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

export function refused({ page, pages, response }: ResponseContext, refusal: Refusal): void {
  if (!page) return sendRefusal(response, refusal);
  const isLink = refusal.kind === 'bad-link';
  const says = isLink ? 'This link is not good any more. The newest mail has one that is.' : refusal.says;
  response
    .status(isLink ? 404 : 400)
    .type('text/html')
    .send(pages.write('sorry', { says }));
}

/** Answers 503 with Retry-After; the same request can simply be sent again. */
export function away({ page, pages, response }: ResponseContext): void {
  response.set('Retry-After', '60');
  const says = 'Subscriptions cannot be reached for a moment. Please send it again in a minute.';
  if (!page) return sendProblem(response, { status: 503, title: 'Service Unavailable' }, says);
  response.status(503).type('text/html').send(pages.write('sorry', { says }));
}
