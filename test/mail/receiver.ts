import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type { SMTPServerSession } from 'smtp-server';
import { SMTPServer } from 'smtp-server';

/** A connection's own name for it. */
const socket = '_socket';

/** A letter as a mail server took it. */
export interface Received {
  readonly to: string;
  readonly from: string;
  readonly messageId: string;
  readonly raw: string;
}

/** A mail server on loopback that takes everything. */
export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** Told of each letter once it is taken. */
  onReceived: ((count: number) => void) | undefined;
}

/** `drops` is how many of a hundred commands to it end in a connection that is closed instead. */
export async function withReceiver<T>(
  story: (receiver: Receiver) => Promise<T>,
  { drops = 0 } = {},
): Promise<T> {
  const received: Received[] = [];
  const isDropped = ({ id }: SMTPServerSession): boolean => {
    if (Math.random() * 100 >= drops) return false;
    for (const connection of server.connections) if (connection.id === id) connection[socket].destroy();
    return true;
  };
  const server = new SMTPServer({
    ...{ disabledCommands: ['AUTH', 'STARTTLS'], logger: false, disableReverseLookup: true },
    onRcptTo: (_address, session, done) => (isDropped(session) ? undefined : done()),
    onData: (stream, session, done) => {
      // before it has read anything: it has not got the letter
      if (isDropped(session)) return;
      const { envelope } = session;
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString('latin1');
        const [to] = envelope.rcptTo;
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        received.push({
          to: to?.address ?? '',
          from,
          raw,
          messageId: /^Message-ID: (\S+)/im.exec(raw)?.[1] ?? '',
        });
        done();
        receiver.onReceived?.(received.length);
      });
    },
  });
  // a sender that is killed is no error of ours
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const receiver: Receiver = { url: `smtp://127.0.0.1:${port}`, port, received, onReceived: undefined };
  try {
    return await story(receiver);
  } finally {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  }
}
