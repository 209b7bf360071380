import type { AddressInfo, Server } from 'node:net';

/** The port that a server which listens has got. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
