import type { Instant } from '../../domain/time/time.ts';
import type { Refusal } from '../../service/ports/refusal.ts';
import type { Coding } from './encoding.ts';
import type { Request, Response } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { isFresh } from './conditional.ts';
import { codings, encode, isWorthCoding, tagFor } from './encoding.ts';
import { millis } from '../../domain/time/time.ts';

/** What a handler answers; `send` adds what all answers have. */
export interface Reply {
  readonly media: string;
  readonly body: Buffer;
  /** Until when these bytes are right, if the calendars stay; for ever when left out. */
  readonly until?: Instant | undefined;
  /** A feed may be served stale while it is fetched anew; a banner must never outlive its deadline. */
  readonly cache: 'feed' | 'banner';
  /** For the browser's "save as". */
  readonly fileName?: string;
  /** When these bytes were last others; never earlier than before (a reader may ask by date alone). */
  readonly modified?: Instant;
  /** The one address of several that answer the same bytes. */
  readonly canonical?: string;
}

/** A reply, and what each coding made of it when it was first asked for. */
export interface Tagged {
  readonly reply: Reply;
  /** Of the bytes without a coding. */
  readonly tag: string;
  /** Long enough, and of a kind that gets smaller. */
  readonly worthCoding: boolean;
  readonly forms: Map<Coding, Form>;
}

interface Form {
  readonly tag: string;
  readonly body: Buffer;
  /** Names and values in turn: of every answer, and those that only one with a body has. */
  readonly head: readonly string[];
  readonly bodyHead: readonly string[];
}

/** A reply that is to be kept. */
export function tagged(reply: Reply): Tagged {
  const worthCoding = isWorthCoding(reply.media, reply.body);
  return { reply, tag: etag(reply.body), worthCoding, forms: new Map() };
}

/** A strong ETag of the bytes (RFC 9110 8.8.3). */
export function etag(body: string | Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

const maxAge = 300;

interface Sending {
  readonly tagged: Tagged;
  readonly now: Instant;
  readonly likings: Map<string, Coding>;
}

/** Answers a request: 304 when its reader has the bytes, in the coding it likes best, for HEAD without the body. */
export function send(request: Request, response: Response, { tagged, now, likings }: Sending): void {
  write(request, response, { tagged, now, coding: liked(request, likings), headers: [] });
}

interface Writing {
  readonly tagged: Tagged;
  readonly now: Instant;
  /** What its reader likes best. */
  readonly coding: Coding;
  /** Of every answer, names and values in turn; none where the response has them already. */
  readonly headers: readonly string[];
}

/** As `send`, to a plain response of node. */
export function write(request: IncomingMessage, response: ServerResponse, writing: Writing): void {
  const { tagged, now, headers } = writing;
  const { reply } = tagged;
  const form = formIn(tagged, tagged.worthCoding ? writing.coding : 'identity');
  const modified = reply.modified === undefined ? undefined : millis(reply.modified);
  const all = [...headers, ...form.head, 'Cache-Control', cacheControl(reply, now)];
  if (isFresh(request.headers, { tag: form.tag, modified })) {
    response.writeHead(304, all);
    response.end();
    return;
  }
  response.writeHead(200, [...all, ...form.bodyHead]);
  response.end(request.method === 'HEAD' ? undefined : form.body);
}

/** Made once, when it is first asked for. */
function formIn({ reply, tag, forms }: Tagged, coding: Coding): Form {
  const known = forms.get(coding);
  if (known) return known;
  const body = encode(reply.body, coding);
  const own = tagFor(tag, coding);
  const length = ['Content-Type', reply.media, 'Content-Length', String(body.length)];
  const bodyHead = coding === 'identity' ? length : [...length, 'Content-Encoding', coding];
  const form = { tag: own, body, head: headersOf(reply, own), bodyHead };
  forms.set(coding, form);
  return form;
}

function headersOf({ fileName, canonical, modified }: Reply, tag: string): readonly string[] {
  return [
    'ETag',
    tag,
    'Vary',
    'Accept-Encoding',
    'Access-Control-Allow-Origin',
    '*',
    'Access-Control-Expose-Headers',
    'ETag, Last-Modified, Link',
    'Cross-Origin-Resource-Policy',
    'cross-origin',
    ...(modified === undefined ? [] : ['Last-Modified', new Date(modified).toUTCString()]),
    ...(fileName === undefined ? [] : ['Content-Disposition', `inline; filename="${fileName}"`]),
    ...(canonical === undefined ? [] : ['Link', `<${canonical}>; rel="canonical"`]),
  ];
}

/** Wishes are few; what somebody invents must not fill the memory. */
const maxLikings = 100;

function liked(request: Request, likings: Map<string, Coding>): Coding {
  const wish = request.get('Accept-Encoding') ?? '';
  const known = likings.get(wish);
  if (known) return known;
  const coding = codingFor(request, wish);
  if (likings.size < maxLikings) likings.set(wish, coding);
  return coding;
}

function codingFor(request: Request, wish: string): Coding {
  // whoever gives no weights likes all that it names alike (RFC 9110 12.5.3): then the smallest
  const weighed = /;\s*q\s*=/i.test(wish);
  if (!weighed && request.acceptsEncodings('br') === 'br') return 'br';
  const found = request.acceptsEncodings(...codings);
  return codings.find((coding) => coding === found) ?? 'identity';
}

function cacheControl({ cache, until }: Reply, now: Instant): string {
  if (cache === 'feed')
    return `public, max-age=${maxAge}, stale-while-revalidate=86400, stale-if-error=604800`;
  const left = until === undefined ? maxAge : Math.floor((millis(until) - millis(now)) / 1000);
  return `public, max-age=${Math.max(0, Math.min(maxAge, left))}, must-revalidate`;
}

interface Status {
  readonly status: number;
  readonly title: string;
}

/** RFC 9457. `detail` names what was found, what was wanted and the nearest right value. */
export function sendProblem(response: Response, { status, title }: Status, detail: string): void {
  response.status(status).set({
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
  });
  response.send(Buffer.from(`${JSON.stringify({ type: 'about:blank', title, status, detail })}\n`));
}

const bad = { status: 400, title: 'Bad Request' };
const missing = { status: 404, title: 'Not Found' };
const statuses = {
  'unknown-calendar': missing,
  'unknown-release': missing,
  'unknown-milestone': missing,
  'unknown-feed': missing,
  'unknown-format': missing,
  'unknown-style': bad,
  'malformed-at': bad,
  'malformed-slug': bad,
  'malformed-query': bad,
  'malformed-field': bad,
  'bad-link': missing,
  'unreadable-calendar': { status: 503, title: 'Service Unavailable' },
} satisfies Record<Refusal['kind'], Status>;

export function sendRefusal(response: Response, { kind, says }: Refusal): void {
  if (statuses[kind].status === 503) response.set('Retry-After', '60');
  sendProblem(response, statuses[kind], says);
}
