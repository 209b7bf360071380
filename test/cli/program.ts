import type { ChildProcess } from 'node:child_process';
import type { Environment } from '../../src/runtime/config.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { at, configOf } from '../service/wired.ts';
import { run } from '../../src/cli/index.ts';
import { wire } from '../../src/wire.ts';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface How {
  readonly env?: Environment;
  readonly cwd?: string;
  /** No file may grow beyond so many KiB: a disk that is full. */
  readonly fileKiB?: number;
}

const program = resolve('bin/release-calendar');

/** What the processes of this run remember; gone with it. */
const remembered = join(tmpdir(), `remembered-${process.pid}`);
let processes = 0;
process.on('exit', () => rmSync(remembered, { recursive: true, force: true }));

/** Starts the program as a user does, without the settings that this process was given. */
export function start(args: readonly string[], { env = {}, cwd = '.', fileKiB }: How = {}): ChildProcess {
  const { PATH, TZ, NODE_COMPILE_CACHE } = process.env;
  // each process remembers for itself
  const DATA_DIR = join(remembered, String(++processes));
  const own = {
    PATH,
    DATA_DIR,
    ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }),
    SYNC_EVERY: 'off',
    ...(TZ !== undefined && { TZ }),
    ...env,
  };
  const all = [process.execPath, program, ...args];
  const limit = fileKiB === undefined ? [] : ['sh', '-c', `ulimit -f ${fileKiB * 2}; exec "$@"`, 'sh'];
  const [first = '', ...rest] = [...limit, ...all];
  return spawn(first, rest, { cwd, env: own, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Runs the program to its end. One that does not end by itself is ended and has no exit code. */
export async function spawned(args: readonly string[], how?: How): Promise<Outcome> {
  const child = start(args, how);
  const late = setTimeout(() => child.kill('SIGKILL'), 120_000);
  const [stdout, stderr] = await Promise.all([read(child.stdout), read(child.stderr), once(child, 'exit')]);
  clearTimeout(late);
  return { code: child.exitCode, stdout, stderr };
}

function read(stream: ChildProcess['stdout']): Promise<string> {
  return stream ? text(stream) : Promise.resolve('');
}

/** Runs a command, by its words or as it is typed, in this process at a fixed instant, and takes what it prints. */
export async function runHere(
  call: string | readonly string[],
  { env = {}, now = '2026-11-25' }: { readonly env?: Environment; readonly now?: string } = {},
): Promise<Outcome> {
  const printed = { stdout: '', stderr: '' };
  const restore = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array) => {
      printed[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  try {
    const argv = typeof call === 'string' ? call.split(' ') : call;
    const code = await run(argv, { config: configOf(env), clock: () => at(now), wire });
    return { code, ...printed };
  } finally {
    for (const give of restore) give();
  }
}
