import type { Refusal } from '../../service/ports/refusal.ts';
import type { Request, RequestHandler, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import { expected } from '../../domain/problem/expected.ts';
import { anyOf } from '../../domain/problem/anyof.ts';

/** As RFC 9110 15 has them; Node.js has an older name of one. */
const titles: Readonly<Record<number, string | undefined>> = { ...STATUS_CODES, 413: 'Content Too Large' };

/** What a problem is to a person. */
export interface ProblemText {
  readonly status: number;
  readonly detail: string;
  /** The address that was meant, as far as it can be guessed; relative to the public one. */
  readonly instead: string | undefined;
}

/** Writes problems as pages for browsers; the app keeps it among its locals. */
export class ProblemPages {
  static readonly key = 'problems';
  readonly write: (problem: ProblemText) => Buffer;
  constructor(write: (problem: ProblemText) => Buffer) {
    this.write = write;
  }
}

/** Whether a browser asks; whoever takes anything, as `curl` does, is a program. */
export function wantsPage(request: Request): boolean {
  return request.accepts('application/problem+json', 'application/json', 'text/html') === 'text/html';
}

/**
 * A page where a browser asks, else RFC 9457. `detail` says what was expected, what was found and the nearest
 * valid value.
 */
export function sendProblem(response: Response, status: number, detail: string): void {
  const { req: request, app } = response;
  response
    .status(status)
    .vary('Accept')
    .set({ 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*' });
  const pages: unknown = app.locals[ProblemPages.key];
  if (pages instanceof ProblemPages && wantsPage(request)) {
    const instead = request.method === 'GET' ? suggestedAddress(request.originalUrl, detail) : undefined;
    response.type('text/html').send(pages.write({ status, detail, instead }));
    return;
  }
  response.set('Content-Type', 'application/problem+json; charset=utf-8');
  const problem = { type: 'about:blank', title: titles[status], status, detail };
  response.send(
    Buffer.from(`${JSON.stringify(problem)}
`),
  );
}

/** 429; `says` is why. */
export function sendBusy(
  response: Response,
  { seconds, says }: { readonly seconds: number; readonly says: string },
): void {
  response.set('Retry-After', String(seconds));
  const wait = seconds < 60 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  sendProblem(response, 429, `${says}; try again in ${wait}`);
}

const statuses = {
  'unknown-calendar': 404,
  'unknown-release': 404,
  'unknown-milestone': 404,
  'unknown-feed': 404,
  'unknown-format': 404,
  'unknown-style': 400,
  'malformed-at': 400,
  'malformed-slug': 400,
  'malformed-query': 400,
  'malformed-field': 400,
  'bad-link': 404,
  'unreadable-calendar': 503,
} satisfies Record<Refusal['kind'], number>;

export function sendRefusal(response: Response, { kind, says }: Refusal): void {
  if (statuses[kind] === 503) response.set('Retry-After', '60');
  sendProblem(response, statuses[kind], says);
}

/** Answers a browser's question whether a script of another site may read an address; all may. */
export const preflight: RequestHandler = (request, response, next) => {
  if (request.method !== 'OPTIONS') return next();
  response.status(204).set({
    Allow: 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Headers': 'If-None-Match, Content-Type',
    'Access-Control-Max-Age': '86400',
  });
  response.end();
};

/** 405, for every method but those. */
export function notAllowed(allowed: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (allowed.includes(request.method)) return next();
    response.set('Allow', allowed.join(', '));
    return sendProblem(response, 405, expected(anyOf(allowed), request.method));
  };
}

/**
 * The address with the suggestion of a message in place of what was found: of `/exampel/` and `no calendar
 * "exampel"; did you mean "example"?` it is `/example/`. `undefined` where there is none.
 */
function suggestedAddress(address: string, says: string): string | undefined {
  const [hint = '', near = ''] = /did you mean "([^"]+)"\?/.exec(says) ?? [];
  if (near === '' || !address.startsWith('/') || address.startsWith('//')) return undefined;
  const quoted = [...says.replace(hint, '').matchAll(/"([^"]+)"/g)].map(([, text = '']) => text);
  for (const found of quoted) {
    const place = placeOf(found, address);
    if (place !== undefined)
      return `${address.slice(0, place)}${encodeURIComponent(near).replaceAll('%2F', '/')}${address.slice(place + found.length)}`;
  }
  return undefined;
}

/** Where it stands as a whole part of a path or query. */
function placeOf(found: string, address: string): number | undefined {
  const edge = /^$|[/?&=,.]/;
  for (let place = address.indexOf(found); place >= 0; place = address.indexOf(found, place + 1)) {
    const before = address.charAt(place - 1);
    const after = address.charAt(place + found.length);
    if (edge.test(before) && edge.test(after)) return place;
  }
  return undefined;
}
