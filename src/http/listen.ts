import type { Logger } from 'pino';
import type { Service } from '../service/service.ts';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createApp } from './app.ts';

/** A service that listens. */
export interface Listening {
  /** The port it got, also when it asked for any (0). */
  readonly port: number;
  /** Says 503 on readyz, accepts for `drainSeconds` more, finishes its requests, and ends. */
  stop(drainSeconds: number): Promise<void>;
}

/** Open requests get this long to end once nothing new is accepted. */
const finishMs = 10_000;

/** Throws the system's error when the port cannot be had. */
export async function listen(
  service: Service,
  where: { readonly port: number; readonly host: string | undefined; readonly logger?: Logger },
): Promise<Listening> {
  const state = { stopping: false };
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 20_000, maxHeaderSize: 16_384, keepAliveTimeout: 65_000 },
    createApp(service, { state, ...(where.logger && { logger: where.logger }) }),
  );
  // a reader that takes nothing for this long is cut off
  server.setTimeout(60_000);
  server.listen(where.port, where.host);
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : where.port,
    stop: async (drainSeconds) => {
      state.stopping = true;
      // balancers learn late that this one leaves
      await setTimeout(drainSeconds * 1000);
      await close(server);
    },
  };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const cut = globalThis.setTimeout(() => server.closeAllConnections(), finishMs);
  await closed;
  clearTimeout(cut);
}
