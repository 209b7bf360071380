import type { Refusal } from '../service/refusal.ts';
import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { sayUnknown } from '../service/refusal.ts';

/** What a handler answers; `send` adds what all answers have. */
export interface Reply {
  readonly media: string;
  readonly body: string;
  /** How long a cache may keep it: five minutes, and while it is fetched anew, when left out. */
  readonly cache?: string;
  /** For the browser's "save as". */
  readonly fileName?: string;
  readonly lastModified?: string;
  /** The one address of several that answer the same bytes. */
  readonly canonical?: string;
}

/** A strong ETag of the bytes (RFC 9110 8.8.3). */
export function etag(body: string | Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** Calendar apps may go on with what they have when the service is away. */
const feedCache = 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800';

/** Express compares If-None-Match, answers 304 and leaves the body out for HEAD. */
export function send(response: Response, reply: Reply): void {
  const { media, body, cache = feedCache, fileName, lastModified, canonical } = reply;
  response.set({
    'Content-Type': media,
    'Cache-Control': cache,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ...(fileName !== undefined && { 'Content-Disposition': `inline; filename="${fileName}"` }),
    ...(lastModified !== undefined && { 'Last-Modified': new Date(lastModified).toUTCString() }),
    ...(canonical !== undefined && { Link: `<${canonical}>; rel="canonical"` }),
  });
  response.send(Buffer.from(body));
}

/** RFC 9457. `detail` names what was found, what was wanted and the nearest right value. */
export function sendProblem(response: Response, status: number, title: string, detail: string): void {
  response.status(status).set({
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
  });
  response.send(Buffer.from(`${JSON.stringify({ type: 'about:blank', title, status, detail })}\n`));
}

const statuses = {
  'unknown-calendar': 404,
  'unknown-release': 404,
  'unknown-feed': 404,
  'unknown-style': 400,
  'unreadable-calendar': 503,
  'malformed-at': 400,
  'malformed-slug': 400,
} satisfies Record<Refusal['kind'], number>;

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  503: 'Service Unavailable',
};

export function sendRefusal(response: Response, { kind, says }: Refusal): void {
  const status = statuses[kind];
  if (status === 503) response.set('Retry-After', '60');
  sendProblem(response, status, titles[status] ?? '', says);
}

/**
 * The query values that a route knows, each at most once. An unknown or repeated one is refused with what was
 * wanted: a mistyped filter that is quietly dropped gives somebody the wrong dates.
 */
export function query(
  request: Request,
  known: readonly string[],
): Readonly<Record<string, string>> | { readonly wrong: string } {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(request.query)) {
    if (!known.includes(key)) return { wrong: sayUnknown('query value', key, known) };
    if (typeof value !== 'string') return { wrong: `${key}: found it several times, wanted it once` };
    found[key] = value;
  }
  return found;
}
