import type { Logger } from 'pino';
import type { Rates } from '../subscriptions/limits.ts';
import type { Service } from '../../service/service.ts';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createServer } from 'node:http';
import { Server as NetServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createAdmin } from './probes.ts';
import { createApp } from './app.ts';
import { openMetrics } from './metrics.ts';

/** A running server. */
export interface Listening {
  /** The actual port, also when port 0 was configured. */
  readonly port: number;
  /** The configured public URL, else one with the actual port. */
  readonly publicUrl: string;
  /** The separate port for operators, if there is one. */
  readonly adminPort: number | undefined;
  /** Fails readyz, accepts requests for `drainSeconds` more, finishes open ones, then resolves. */
  stop(drainSeconds: number): Promise<void>;
}

export interface Where {
  readonly port: number;
  readonly host: string | undefined;
  readonly publicUrl: string | undefined;
  readonly logger?: Logger;
  readonly trustProxy?: readonly string[] | number | false;
  readonly rates?: Rates;
  /** The port for operators; `undefined` for the main port. */
  readonly adminPort?: number | undefined;
}

/**
 * While closing: how long open connections may send another request, how long a client may read nothing of an
 * answer, and the limit for everything.
 */
const closing = { askMs: 500, stalledMs: 5_000, finishMs: 20_000 };

/** Throws the system's error when the port is not available. */
export async function listen(service: Service, where: Where): Promise<Listening> {
  const state = { stopping: false };
  const server = createServer({
    headersTimeout: 10_000,
    requestTimeout: 20_000,
    maxHeaderSize: 16_384,
    keepAliveTimeout: 65_000,
  });
  const sockets = trackBusy(server);
  // a client that reads nothing for this long is disconnected
  server.setTimeout(60_000);
  server.listen(where.port, where.host);
  await once(server, 'listening');
  const port = portOf(server);
  const publicUrl = where.publicUrl ?? `http://localhost:${port}`;
  let admin: Server | undefined;
  try {
    const { logger, trustProxy, rates } = where;
    const metrics = openMetrics(service);
    const isAdminElsewhere = where.adminPort !== undefined;
    const lent = { state, logger, trustProxy, rates, metrics, isAdminElsewhere };
    server.on('request', createApp({ ...service, publicUrl }, lent));
    admin = await listenAdmin(createAdmin({ service, state, metrics }), where);
  } catch (error) {
    server.close();
    throw error;
  }
  return {
    port,
    publicUrl,
    adminPort: admin && portOf(admin),
    stop: async (drainSeconds) => {
      state.stopping = true;
      // load balancers notice this with a delay
      await setTimeout(drainSeconds * 1000);
      await close(server, sockets);
      // reachable until the end
      admin?.close();
      admin?.closeAllConnections();
    },
  };
}

async function listenAdmin(app: RequestListener, { adminPort, host }: Where): Promise<Server | undefined> {
  if (adminPort === undefined) return undefined;
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 20_000 }, app);
  server.listen(adminPort, host);
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Open sockets, each with its number of unfinished requests. */
function trackBusy(server: Server): ReadonlyMap<Socket, number> {
  const sockets = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    sockets.set(socket, 0);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    sockets.set(socket, (sockets.get(socket) ?? 0) + 1);
    response.on('close', () => {
      const count = sockets.get(socket);
      if (count !== undefined) sockets.set(socket, count - 1);
    });
  });
  return sockets;
}

/**
 * Stops accepting and ends each connection once its answer has been read. Node's `server.close` would destroy
 * a connection whose answer a slow client has not read yet.
 */
async function close(server: Server, sockets: ReadonlyMap<Socket, number>): Promise<void> {
  const closed = once(server, 'close');
  NetServer.prototype.close.call(server);
  const taken = new Map<Socket, { readonly left: number; readonly since: number }>();
  const isStalled = (socket: Socket, now: number): boolean => {
    const left = socket.writableLength;
    const seen = taken.get(socket);
    if (seen?.left === left) return left > 0 && now - seen.since > closing.stalledMs;
    taken.set(socket, { left, since: now });
    return false;
  };
  const began = performance.now();
  const end = (): void => {
    const now = performance.now();
    for (const [socket, waiting] of sockets) {
      const isIdle = waiting <= 0 && socket.writableLength === 0 && now - began > closing.askMs;
      if (isIdle || isStalled(socket, now)) socket.destroy();
    }
  };
  const look = setInterval(end, 50);
  const cut = globalThis.setTimeout(() => server.closeAllConnections(), closing.finishMs);
  await closed;
  clearInterval(look);
  clearTimeout(cut);
}
