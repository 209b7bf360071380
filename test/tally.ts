import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How many tests held, and how many did not. */
interface Tally {
  readonly passes: number;
  readonly failures: number;
}

function sum(tallies: readonly Tally[]): Tally {
  return {
    passes: tallies.reduce((total, { passes }) => total + passes, 0),
    failures: tallies.reduce((total, { failures }) => total + failures, 0),
  };
}

/** One tally a line. A file that was never written has none. */
function readTallies(file: string): readonly Tally[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Tally);
}

interface How {
  /** A run that takes longer hangs: mocha waits for ever on a handle that a test left open. */
  readonly minutes: number;
  /** Keeps what is printed until the run has ended, where several run beside each other. */
  readonly apart?: boolean;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs Node with TALLY set and counts what it wrote there, also of a run that was cut; one that ends badly has at least one
 * failure.
 */
export async function counted(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { minutes, apart = false }: How,
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'tally-'));
  const file = join(folder, 'tally');
  const child = spawn(process.execPath, args, {
    stdio: apart ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...env, TALLY: file },
    // a group of its own: what it started ends with it
    detached: true,
  });
  let cut = '';
  const end = (why: string): void => {
    cut = why;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  const limit = setTimeout(() => end(`after ${minutes} minutes`), minutes * 60_000);
  const told = signals.map((signal) => [signal, () => end(`by ${signal}`)] as const);
  for (const [signal, act] of told) process.on(signal, act);
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => printed.push(part));
  const [status, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(limit);
  for (const [name, act] of told) process.off(name, act);
  process.stdout.write(Buffer.concat(printed));
  const { passes, failures } = sum(readTallies(file));
  rmSync(folder, { recursive: true });
  if (cut) console.log(`cut ${cut}: ${passes + failures} tests had ended`);
  else if (signal) console.log(`ended by ${signal}`);
  return { passes, failures: status === 0 ? failures : Math.max(failures, 1) };
}

/** Prints the last line, passes the counts on to a run around this one, and sets the exit code. */
export function conclude(tallies: readonly Tally[]): void {
  const total = sum(tallies);
  if (process.env.TALLY) appendFileSync(process.env.TALLY, `${JSON.stringify(total)}\n`);
  console.log(`${total.passes} passed, ${total.failures} failed`);
  process.exitCode = total.failures === 0 && total.passes > 0 ? 0 : 1;
}
