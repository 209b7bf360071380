import type { Environment } from '../../src/runtime/config.ts';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

/** What a mail server does instead of what it should, once; then it behaves. `undefined` behaves at once. */
export interface Script {
  /** Waits so long before the answer to a letter, in milliseconds; for ever where it is Infinity. */
  readonly slowDotMs?: number;
  /** Sent instead of the greeting; an empty text says nothing at all. */
  readonly greeting?: string;
  /** Waits so long before the greeting, in milliseconds. */
  readonly slowMs?: number;
  /** The answer to a command, by its first word; to the letter, by `dot`. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The answer to RCPT, by the line; the usual one where it gives none. */
  readonly rcpt?: (line: string) => string | undefined;
  /** Closes the connection: before the answer to DATA, in the body, or after its last byte, with or without the letter. */
  readonly drop?: 'auth' | 'data' | 'body' | 'dot-kept' | 'dot-lost';
  /** STARTTLS is offered, and fails. */
  readonly badTls?: boolean;
}

/** A mail server that misbehaves by script: one script a connection, the good behaviour when there are no more. */
export interface BadServer {
  readonly url: string;
  readonly port: number;
  /** The settings of a service that sends by it. */
  readonly env: Environment;
  /** Letters that it has taken for good. */
  readonly kept: readonly string[];
  readonly connections: number;
  /** The most that were open at once. */
  readonly most: number;
  play(...scripts: readonly Script[]): void;
  /** Forgets the scripts that are left. */
  stop(): void;
  /** What it does when there are no more scripts. */
  always(script: Script): void;
}

/** The settings of a service that sends by a mail server of this machine; nobody listens at the usual one. */
export function smtp(url = 'smtp://127.0.0.1:1'): Environment {
  return { SMTP_URL: url, SMTP_TLS: 'off', MAIL_FROM: 'calendar@example.org' };
}

export async function withBadServer<T>(story: (server: BadServer) => Promise<T>): Promise<T> {
  const scripts: Script[] = [];
  let usual: Script = {};
  const kept: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let most = 0;
  const server: Server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    void talk(socket, scripts.shift() ?? usual, kept);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `smtp://127.0.0.1:${port}`;
  try {
    return await story({
      ...{ url, port, kept, env: smtp(url) },
      get connections() {
        return connections;
      },
      get most() {
        return most;
      },
      play: (...more) => void scripts.push(...more),
      stop: () => void scripts.splice(0),
      always: (script) => {
        usual = script;
      },
    });
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

async function talk(socket: Socket, script: Script, kept: string[]): Promise<void> {
  const { greeting = '220 bad.example ESMTP', slowMs = 0, slowDotMs = 0 } = script;
  const { answers = {}, rcpt, drop, badTls = false } = script;
  await setTimeout(slowMs);
  if (greeting !== '') socket.write(`${greeting}\r\n`);
  let text = '';
  let inLetter = false;
  socket.on('data', (part: Buffer) => {
    text += part.toString('latin1');
    for (;;) {
      if (inLetter) {
        if (drop === 'body' && text.length > 200) return void socket.destroy();
        const end = text.indexOf('\r\n.\r\n');
        if (end < 0) return;
        const letter = text.slice(0, end + 2);
        text = text.slice(end + 5);
        inLetter = false;
        if (drop !== 'dot-lost' && !/^[45]/.test(answers['dot'] ?? '')) kept.push(letter);
        if (drop === 'dot-kept' || drop === 'dot-lost') return void socket.destroy();
        const answer = (): unknown =>
          socket.write(`${answers['dot'] ?? '250 2.0.0 Ok: queued as ABC123'}\r\n`);
        if (slowDotMs === 0) answer();
        else if (slowDotMs < Infinity) globalThis.setTimeout(answer, slowDotMs);
        continue;
      }
      const line = text.indexOf('\r\n');
      if (line < 0) return;
      const asked = text.slice(0, line);
      const word = asked.split(/[ :]/)[0]?.toUpperCase() ?? '';
      text = text.slice(line + 2);
      if (word === 'DATA' && drop === 'data') return void socket.destroy();
      if (word === 'AUTH' && drop === 'auth') return void socket.destroy();
      const usual: Record<string, string> = {
        EHLO: badTls ? '250-bad.example\r\n250 STARTTLS' : '250 bad.example',
        STARTTLS: '454 4.7.0 TLS not available',
        DATA: '354 go on',
        QUIT: '221 bye',
      };
      const told = word === 'RCPT' ? rcpt?.(asked) : undefined;
      const answer = told ?? answers[word] ?? usual[word] ?? '250 2.1.0 Ok';
      socket.write(`${answer}\r\n`);
      inLetter = word === 'DATA' && answer.startsWith('354');
      if (/^(221|421)/.test(answer)) socket.end();
    }
  });
}
