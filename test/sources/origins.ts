import type { AddressInfo } from 'node:net';
import type { IncomingHttpHeaders, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Readable, pipeline } from 'node:stream';
import { failure as saidBy } from './failure.ts';

/** What an origin does with a request. */
export type Answer = (reply: ServerResponse, headers: IncomingHttpHeaders) => void;

interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The origin is rid of the request. */
  readonly over: Promise<unknown>;
}

export interface Origin {
  /** The address of one of its paths. */
  readonly at: (path: string) => string;
  /** What it was asked so far. */
  readonly asked: readonly Asked[];
}

/** Tells a story to a server on a loopback port of its own, which has an answer for each path. */
export async function origin<T>(
  answers: Readonly<Record<string, Answer>>,
  story: (origin: Origin) => Promise<T>,
): Promise<T> {
  const asked: Asked[] = [];
  const server = createServer(({ url: path = '', headers }, reply) => {
    asked.push({ path, headers, over: once(reply, 'close') });
    (answers[path] ?? status(404))(reply, headers);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await story({ at: (path) => `http://127.0.0.1:${port}${path}`, asked });
  } finally {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
}

/** The one line that a failed fetch says after the address. */
export async function failure(url: string, fetching: Promise<unknown>): Promise<string> {
  const message = await saidBy(fetching);
  assert.ok(message.startsWith(`${url}: `), message);
  assert.doesNotMatch(message, /[\n\r]/);
  return message.slice(url.length + 2);
}

/** A whole text, with its length. */
export function text(body: string | Uint8Array, headers: OutgoingHttpHeaders = {}): Answer {
  return (reply) => {
    reply.writeHead(200, { 'content-length': Buffer.byteLength(body), ...headers }).end(body);
  };
}

export function status(code: number, headers: OutgoingHttpHeaders = {}): Answer {
  return (reply) => {
    reply.writeHead(code, headers).end();
  };
}

export function redirect(location: string, code = 302): Answer {
  return status(code, { location });
}

/** Whatever bytes, and then the end of the connection. */
export function raw(...lines: readonly string[]): Answer {
  return (reply) => {
    reply.socket?.end(lines.join('\r\n'), 'latin1');
  };
}

export const silence: Answer = () => undefined;

/** Tears the connection before a word. */
export const tear: Answer = (reply) => {
  reply.socket?.resetAndDestroy();
};

/** Tears it in the middle of the text. */
export const tearLate: Answer = (reply) => {
  reply.writeHead(200).write('release: "1.30"\n', () => reply.socket?.resetAndDestroy());
};

/** Another byte before each patience ends, and never the last. */
export const drip: Answer = (reply) => {
  reply.writeHead(200);
  const dripping = setInterval(() => reply.write('#'), 5);
  reply.on('close', () => clearInterval(dripping));
};

/** More and more as fast as it is taken. */
export const flood: Answer = (reply) => {
  pipeline(Readable.from(endless()), reply, () => undefined);
};

function* endless(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(65_536, '#');
}
