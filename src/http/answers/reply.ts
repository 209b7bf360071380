import type { Instant } from '../../domain/time/time.ts';
import type { Coding, Codings } from './encoding.ts';
import type { KnownVersion } from './conditional.ts';
import type { Request, Response } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { codings, encode, isWorthCoding, tagFor } from './encoding.ts';
import { isFresh } from './conditional.ts';
import { millis } from '../../domain/time/time.ts';

/** What a handler answers; `send` adds the common headers. */
export interface Reply {
  readonly media: string;
  readonly body: Buffer;
  /** Until when the body is valid if the calendars do not change; forever when left out. */
  readonly until?: Instant | undefined;
  /** A stale feed may be served while revalidating; a banner must never outlive its deadline. */
  readonly cache: 'feed' | 'banner';
  /** The name for "save as". */
  readonly fileName?: string;
  /** When the body last changed; must never go back, because clients may revalidate by date alone. */
  readonly modified?: Instant;
  /** The canonical URL when several URLs serve the same bytes. */
  readonly canonical?: string;
}

/** A reply with its encoded forms, each made on first use. */
export interface Tagged {
  readonly reply: Reply;
  /** The ETag of the unencoded body. */
  readonly tag: string;
  /** Whether compressing the body is worthwhile. */
  readonly worthCoding: boolean;
  readonly forms: Map<Coding, Form>;
}

interface Form extends KnownVersion {
  /** Alternating header names and values of every answer. */
  readonly head: readonly string[];
  /** Encoded when first asked for: a 304 needs none. */
  encoding?: Promise<void>;
  body?: Body;
}

interface Body {
  readonly bytes: Buffer;
  readonly head: readonly string[];
}

/** Prepares a reply for the cache. */
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
  readonly likings: Codings;
}

/** Answers a request in the client's preferred coding; 304 if unchanged, no body for HEAD. */
export async function send(request: Request, response: Response, sending: Sending): Promise<void> {
  const { tagged, now, likings } = sending;
  const coding = liked(request, likings);
  const form = formIn(tagged, coding);
  if (!readyAnswer(request, tagged, coding))
    await (form.encoding ??= encodeInto(form, tagged.reply, codingOf(tagged, coding)));
  const answer = readyAnswer(request, tagged, coding);
  assert.ok(answer, 'nothing is encoded');
  write(response, answer, { now, headers: [] });
}

/** What a request is answered with: a 304 where `body` is left out. */
export interface ReadyAnswer {
  readonly reply: Reply;
  readonly form: Form;
  readonly body: Body | undefined;
  readonly isHead: boolean;
}

/** `undefined` where the body must be encoded first. */
export function readyAnswer(
  { headers, method }: IncomingMessage,
  tagged: Tagged,
  coding: Coding,
): ReadyAnswer | undefined {
  const { reply } = tagged;
  const form = formIn(tagged, coding);
  const isHead = method === 'HEAD';
  if (isFresh(headers, form)) return { reply, form, body: undefined, isHead };
  return form.body && { reply, form, body: form.body, isHead };
}

function codingOf({ worthCoding }: Tagged, liked: Coding): Coding {
  return worthCoding ? liked : 'identity';
}

interface Writing {
  readonly now: Instant;
  /** Common headers, alternating names and values; empty if the response already has them. */
  readonly headers: readonly string[];
}

/** As `send`, for a plain Node.js response. */
export function write(
  response: ServerResponse,
  { reply, form, body, isHead }: ReadyAnswer,
  { now, headers }: Writing,
): void {
  const all = [...headers, ...form.head, 'Cache-Control', cacheControl(reply, now)];
  if (body) all.push(...body.head);
  response.writeHead(body ? 200 : 304, all);
  response.end(isHead ? undefined : body?.bytes);
}

function formIn(tagged: Tagged, liked: Coding): Form {
  const coding = codingOf(tagged, liked);
  const { reply, tag, forms } = tagged;
  const known = forms.get(coding);
  if (known) return known;
  const own = tagFor(tag, coding);
  const modified = reply.modified === undefined ? undefined : millis(reply.modified);
  const form: Form = { tag: own, modified, head: headersOf(reply, own) };
  if (coding === 'identity') form.body = bodyOf(reply, reply.body, coding);
  forms.set(coding, form);
  return form;
}

async function encodeInto(form: Form, reply: Reply, coding: Coding): Promise<void> {
  try {
    form.body = bodyOf(reply, await encode(reply.body, coding), coding);
  } finally {
    // the next request tries again what failed
    delete form.encoding;
  }
}

function bodyOf({ media }: Reply, bytes: Buffer, coding: Coding): Body {
  const length = ['Content-Type', media, 'Content-Length', String(bytes.length)];
  return { bytes, head: coding === 'identity' ? length : [...length, 'Content-Encoding', coding] };
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

function liked(request: Request, likings: Codings): Coding {
  const wish = request.get('Accept-Encoding') ?? '';
  const known = likings.get(wish);
  if (known) return known;
  const coding = codingFor(request, wish);
  likings.set(wish, coding);
  return coding;
}

function codingFor(request: Request, wish: string): Coding {
  // without weights all named codings are equally good (RFC 9110 12.5.3): take the smallest
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
