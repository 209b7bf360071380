import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/** One line of the table: a figure of ours beside its yardstick, measured in pairs in the same run. */
export interface Figure {
  readonly what: string;
  readonly yardstick: string;
  readonly unit: string;
  readonly pairs: readonly Pair[];
  /** What the ratio ours / theirs must be; nothing where the figure is only told. */
  readonly wanted?: { readonly atLeast: number } | { readonly atMost: number };
}

export interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/** How long and how often: `smoke` only shows that the bench works. */
export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
}

/** The value below which such a part of them lies: 0.5 for the median. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/**
 * Runs two things in pairs, A B, B A, so that a machine that slows down slows both; the first pair only warms up
 * what is measured.
 */
export async function inPairs(
  rounds: number,
  ours: () => Promise<number> | number,
  theirs: () => Promise<number> | number,
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (let round = rounds === 1 ? 1 : 0; round <= rounds; round++) {
    const first = round % 2 === 0 ? await ours() : undefined;
    const yardstick = await theirs();
    const pair = { ours: first ?? (await ours()), theirs: yardstick };
    if (round > 0) pairs.push(pair);
  }
  return pairs;
}

/** Milliseconds of processor time that a call takes: a machine that is shared makes no difference to them. */
export async function cpuOf(call: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Seconds of processor time that another process took so far, on Linux; else those that passed. */
export function secondsOf(pid: number): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return performance.now() / 1000;
  const fields = readFileSync(path, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Starts a server of ours or a yardstick, and resolves with its address once it says `port=N`. */
export async function startServer(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly url: string; readonly pid: number; readonly stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
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
