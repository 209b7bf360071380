import type { Instant } from '../domain/time.ts';
import type { Refusal } from '../service/refusal.ts';
import type { Response } from 'express';
import { createHash } from 'node:crypto';
import { millis } from '../domain/time.ts';

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
  /** The one address of several that answer the same bytes. */
  readonly canonical?: string;
}

/** A reply and the ETag of its bytes. */
export interface Tagged {
  readonly reply: Reply;
  readonly tag: string;
}

/** A strong ETag of the bytes (RFC 9110 8.8.3). */
export function etag(body: string | Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

const maxAge = 300;

/**
 * Express compares If-None-Match, answers 304 and leaves the body out for HEAD. There is no Last-Modified: as long
 * as no history says when something changed, a reader that asks by date would be told 304 for changed bytes.
 */
export function send(response: Response, { reply, tag }: Tagged, now: Instant): void {
  const { media, body, fileName, canonical } = reply;
  response.set({
    'Content-Type': media,
    ETag: tag,
    'Cache-Control': cacheControl(reply, now),
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Link',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ...(fileName !== undefined && { 'Content-Disposition': `inline; filename="${fileName}"` }),
    ...(canonical !== undefined && { Link: `<${canonical}>; rel="canonical"` }),
  });
  response.send(body);
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
  'unknown-feed': missing,
  'unknown-format': missing,
  'unknown-style': bad,
  'malformed-at': bad,
  'malformed-slug': bad,
  'malformed-query': bad,
  'unreadable-calendar': { status: 503, title: 'Service Unavailable' },
} satisfies Record<Refusal['kind'], Status>;

export function sendRefusal(response: Response, { kind, says }: Refusal): void {
  if (statuses[kind].status === 503) response.set('Retry-After', '60');
  sendProblem(response, statuses[kind], says);
}
