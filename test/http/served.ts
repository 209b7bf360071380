import type { AddressInfo } from 'node:net';
import type { Files } from '../service/folder.ts';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, Server } from 'node:http';
import type { Service } from '../../src/service/service.ts';
import type TestAgent from 'supertest/lib/agent.js';
import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import supertest from 'supertest';
import { createApp } from '../../src/http/server/app.ts';
import { inFolder, write } from '../service/folder.ts';
import { wired } from '../service/wired.ts';

export interface Served {
  readonly http: TestAgent;
  readonly port: number;
}

/** Tells a story to the service on a loopback port of its own. */
export async function served<T>(
  service: Service,
  story: (served: Served) => Promise<T>,
  how: Parameters<typeof createApp>[1] = {},
): Promise<T> {
  const server = await listening(service, how);
  try {
    return await story(agentOf(server));
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** The shipped calendar at an instant, on one port for all who ask: nothing changes what it answers. */
export function shipped(now = '2026-11-25'): Promise<Served> {
  const found = kept.get(now) ?? keep(now);
  kept.set(now, found);
  return found;
}

const kept = new Map<string, Promise<Served>>();

async function keep(now: string): Promise<Served> {
  const server = await listening(await wired({ now }));
  // a run that is over does not wait for it
  server.unref().on('connection', (socket) => socket.unref());
  return agentOf(server);
}

interface Living extends Served {
  readonly service: Service;
  /** The folder of the calendars. */
  readonly calendars: string;
  /** Replaces files, and lets the service see it. */
  readonly edit: (files: Files) => Promise<void>;
}

/** Tells a story to a service of these files. */
export function servedIn<T>(
  files: Files,
  story: (living: Living) => Promise<T>,
  given: Parameters<typeof wired>[0] = {},
): Promise<T> {
  return inFolder(files, async (calendars) => {
    const service = await wired({ ...given, calendars });
    const edit = (more: Files): Promise<void> => {
      write(calendars, more);
      return service.catalog.load({ settled: false });
    };
    return served(service, (one) => story({ ...one, service, calendars, edit }));
  });
}

async function listening(service: Service, how: Parameters<typeof createApp>[1] = {}): Promise<Server> {
  const server = createServer(createApp(service, how)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function agentOf(server: Server): Served {
  const { port } = server.address() as AddressInfo;
  return { http: supertest(`http://127.0.0.1:${port}`), port };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body as it came: nothing decodes it. */
  readonly octets: Buffer;
}

/** A request that supertest cannot make: any method, just these headers, a target that is sent as it stands. */
export async function ask(
  port: number,
  method: string,
  path: string,
  {
    headers = {},
    body = '',
  }: { readonly headers?: OutgoingHttpHeaders; readonly body?: Buffer | string } = {},
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  asked.end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const octets = await buffer(answer);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: octets.toString('utf8'), octets };
}
