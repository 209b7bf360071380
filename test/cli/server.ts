import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import type { Environment } from '../../src/runtime/config.ts';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { start } from './program.ts';

/** One line of its log. */
interface Line {
  readonly event: string;
  readonly level: string;
  readonly port?: number;
  readonly adminPort?: number;
  readonly urls?: readonly string[];
}

export interface Server {
  readonly child: ChildProcess;
  readonly url: string;
  /** All that it has logged so far. */
  readonly log: readonly Line[];
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

interface How {
  readonly env?: Environment;
  readonly args?: readonly string[];
  readonly fileKiB?: number;
}

/** Starts `serve` on a loopback port of its own, tells a story to it, and ends it. */
export async function serving<T>(
  { env, args = [], fileKiB }: How,
  story: (server: Server) => Promise<T>,
): Promise<T> {
  const child = start(['serve', ...args], {
    env: { HOST: '127.0.0.1', PORT: '0', DRAIN_SECONDS: '0', ...env },
    ...(fileKiB !== undefined && { fileKiB }),
  });
  const ended = once(child, 'exit').then(() => child.exitCode);
  try {
    const log: Line[] = [];
    assert.ok(child.stdout);
    createInterface(child.stdout).on('line', (line) => log.push(JSON.parse(line) as Line));
    const port = await until('it listens', () => log.find(({ event }) => event === 'listening')?.port);
    return await story({ child, url: `http://127.0.0.1:${port}`, log, ended });
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}

/** Looks again and again until there is an answer, for a minute at most, which only a process that hangs needs. */
export async function until<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  withinMs = 60_000,
): Promise<T> {
  const late = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert.ok(Date.now() < late, `waited in vain until ${what}`);
    await setTimeout(10);
  }
}

/** The status of an address; `undefined` when nobody listens. */
export async function statusAt(url: string): Promise<number | undefined> {
  const answer = await fetch(url, { headers: { Connection: 'close' } }).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.status;
}
