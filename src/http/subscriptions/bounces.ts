import type { Request, RequestHandler, Response, Router } from 'express';
import type { Service } from '../../service/service.ts';
import { timingSafeEqual, createHash } from 'node:crypto';
import express from 'express';
import { expected } from '../../domain/problem/expected.ts';
import { Failure } from '../../service/ports/failure.ts';
import { sendProblem } from '../answers/problem.ts';
import type { Fault } from '../../domain/reminders/fault.ts';
import { simpleParser } from 'mailparser';
import { quote } from '../../domain/problem/suggestion.ts';
import { faultOf } from '../../domain/reminders/fault.ts';

/** A bounce may include the whole original letter. */
const limit = '1mb';

/**
 * `POST /bounces`: a bounce as it arrived at the sender's address (RFC 3464), or as JSON. Callers must know
 * `BOUNCE_SECRET`; without one the route does not exist.
 */
export function bounces(service: Service): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  router.post(
    '/bounces',
    known(service),
    express.json({ limit: '16kb' }),
    express.raw({ type: () => true, limit }),
    (request, response, next) => {
      take(service, request, response).catch((error: unknown) => {
        if (!(error instanceof Failure)) return next(error);
        response.set('Retry-After', '60');
        return sendProblem(response, 503, 'the database is unavailable');
      });
    },
  );
  return router;
}

function known(service: Service): RequestHandler {
  return async (request, response, next) => {
    const mail = await service.mailing?.().catch(() => undefined);
    if (mail?.bounceSecret === undefined) return next('router');
    const given = /^Bearer (.+)$/.exec(request.get('Authorization') ?? '')?.[1] ?? '';
    const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
    if (timingSafeEqual(digest(given), digest(mail.bounceSecret))) return next();
    response.set('WWW-Authenticate', 'Bearer');
    const says = expected('the bearer token of BOUNCE_SECRET', given === '' ? 'none' : 'a different one');
    return sendProblem(response, 401, `Authorization: ${says}`);
  };
}

async function take(service: Service, request: Request, response: Response): Promise<void> {
  const mail = await service.mailing?.();
  const returned = Buffer.isBuffer(request.body)
    ? await readReturned(request.body)
    : readJson(request.body as unknown);
  if (!mail || 'says' in returned) {
    const says = 'says' in returned ? returned.says : 'email is not configured';
    return sendProblem(response, 400, says);
  }
  for (const bounce of returned.bounces) await mail.subscribe.bounce(bounce);
  const left =
    returned.unsubscribe === undefined
      ? undefined
      : await mail.subscribe.unsubscribe(returned.unsubscribe, 'mail');
  const hard = returned.bounces.filter(({ fault }) => fault === 'gone').length;
  const told = {
    bounces: returned.bounces.length,
    suppressed: hard,
    unsubscribed: left !== undefined && 'value' in left,
  };
  response.json(told);
}

function readJson(body: unknown): Awaited<ReturnType<typeof readReturned>> {
  if (typeof body !== 'object' || body === null || !('address' in body) || typeof body.address !== 'string') {
    const wanted = 'a returned email, or {"address": "jo@example.org", "hard": true, "says": "..."}';
    return { says: `body: ${expected(wanted, 'something else')}` };
  }
  const hard = 'hard' in body ? body.hard : undefined;
  if (typeof hard !== 'boolean') {
    const found = hard === undefined ? 'nothing' : 'something else';
    return { says: `hard: ${expected('true (nothing may be sent there again) or false', found)}` };
  }
  const why =
    'says' in body && typeof body.says === 'string' ? body.says.slice(0, 500) : 'reported by the bounce hook';
  // callers may not have classified the server's answer
  const isAnswer = /^\s*(smtp;)?\s*5\d\d\b|\b5\.\d{1,3}\.\d/.test(why);
  const fault = hard ? (isAnswer ? faultIn(why) : 'gone') : undefined;
  return { bounces: [{ address: body.address, fault, says: why }], unsubscribe: undefined };
}

interface Bounce {
  readonly address: string;
  /** What caused the bounce; `undefined` if the letter may still arrive. */
  readonly fault: Fault | undefined;
  readonly says: string;
}

/** A parsed mail to our sender address. */
interface Returned {
  readonly bounces: readonly Bounce[];
  /** The token of an unsubscribe mail (the `mailto` of List-Unsubscribe, RFC 2369). */
  readonly unsubscribe: string | undefined;
}

/** Reads a delivery status notification (RFC 3464) or an unsubscribe mail. */
export async function readReturned(raw: Buffer): Promise<Returned | { readonly says: string }> {
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipImageLinks: true,
  });
  const token = /^\s*unsubscribe(?:\s|%20)+([\w-]{40,})\s*$/i.exec(mail.subject ?? '')?.[1];
  if (token !== undefined) return { bounces: [], unsubscribe: token };
  const status = mail.attachments.find(({ contentType }) => contentType === 'message/delivery-status');
  if (!status) {
    const found = `an email with the subject ${quote(mail.subject ?? '')}`;
    const wanted = 'message/delivery-status (RFC 3464), or the subject "unsubscribe TOKEN"';
    return { says: `body: ${expected(wanted, found)}` };
  }
  const bounces = recipients(status.content.toString('utf8')).filter((one) => one !== undefined);
  return bounces.length === 0
    ? { says: `message/delivery-status: ${expected('a Final-Recipient (RFC 3464 2.3.2)', 'none')}` }
    : { bounces, unsubscribe: undefined };
}

/** One block of fields for the message, then one per recipient (RFC 3464 2.1). */
function recipients(text: string): readonly (Bounce | undefined)[] {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(/\n[ \t]+/g, ' ')
    .split(/\n\s*\n/)
    .map((block) => {
      const field = (name: string): string | undefined =>
        new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(block)?.[1]?.trim();
      const address = (field('Final-Recipient') ?? field('Original-Recipient'))?.replace(
        /^[\w-]+\s*;\s*/,
        '',
      );
      const [action, code] = [field('Action')?.toLowerCase(), field('Status') ?? ''];
      if (address === undefined || action === undefined) return undefined;
      const says = field('Diagnostic-Code')?.slice(0, 500) ?? `${action} ${code}`;
      const fault = action === 'failed' && code.startsWith('5.') ? faultIn(`${code} ${says}`) : undefined;
      return { address: address.replace(/^<|>$/g, ''), fault, says };
    });
}

/** Classified like an SMTP answer; a report without an SMTP code counts as 550. */
function faultIn(says: string): Fault {
  const code = Number(/(?<![\d.])5\d\d(?![\d.])/.exec(says)?.[0] ?? 550);
  return faultOf({ code, says, of: 'recipient' });
}
