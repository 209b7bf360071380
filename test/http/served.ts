import type { AddressInfo } from 'node:net';
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Service } from '../../src/service/service.ts';
import type TestAgent from 'supertest/lib/agent.js';
import { createServer, request } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import supertest from 'supertest';
import { createApp } from '../../src/http/server/app.ts';

export interface Served {
  readonly http: TestAgent;
  readonly port: number;
}

/** Tells a story to the service on a loopback port of its own. */
export async function served<T>(
  service: Service,
  story: (served: Served) => Promise<T>,
  state?: { readonly stopping: boolean },
): Promise<T> {
  const server = createServer(createApp(service, { ...(state && { state }) }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    return await story({ http: supertest(`http://127.0.0.1:${port}`), port });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request that supertest cannot make: any method, a target that is sent as it stands. */
export async function ask(
  port: number,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) };
}
