import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** One line of the table: a figure of ours beside its yardstick, measured in turn in the same run. */
export interface Figure {
  readonly what: string;
  readonly yardstick: string;
  readonly unit: string;
  readonly ours: number;
  readonly theirs: number;
  /** What the ratio ours / theirs must be. */
  readonly wanted: { readonly atLeast: number } | { readonly atMost: number };
}

/** How long and how often: `smoke` only shows that the bench works. */
export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs two things in turn, A B A B, so that a machine that slows down slows both. */
export async function inTurn(
  rounds: number,
  a: () => Promise<number> | number,
  b: () => Promise<number> | number,
): Promise<{ readonly a: number; readonly b: number }> {
  const times: { readonly a: number[]; readonly b: number[] } = { a: [], b: [] };
  for (let round = 0; round < rounds; round++) {
    times.a.push(await a());
    times.b.push(await b());
  }
  return { a: median(times.a), b: median(times.b) };
}

/** Milliseconds that a call takes. */
export async function timeOf(call: () => unknown): Promise<number> {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

/** Starts a server of ours or a yardstick, and resolves with its address once it says `port=N`. */
export async function startServer(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function portOf(child: ChildProcess): Promise<number> {
  let printed = '';
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk);
    const found = /"?port"?[=:](\d+)/.exec(printed)?.[1];
    if (found !== undefined) {
      child.stdout?.on('data', () => undefined);
      return Number(found);
    }
  }
  throw new Error(`the server ended before it listened: ${printed}`);
}
