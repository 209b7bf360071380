import type { AddressInfo } from 'node:net';
import type { Service } from '../../src/service/service.ts';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createApp } from '../../src/http/server/app.ts';

/** Serves a service that knows where it is served: its pages load what they look like from there. */
export async function atOwnAddress<T>(service: Service, story: (url: string) => Promise<T>): Promise<T> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', createApp({ ...service, publicUrl }));
  try {
    return await story(publicUrl);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
