import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What mocha's stats say; a pending test counts as failed. */
interface Tally {
  readonly passes: number;
  readonly failures: number;
  readonly pending?: number;
}

function sum(tallies: readonly Tally[]): Tally {
  const failed = ({ failures, pending = 0 }: Tally) => failures + pending;
  return {
    passes: tallies.reduce((total, one) => total + one.passes, 0),
    failures: tallies.reduce((total, one) => total + failed(one), 0),
  };
}

/** One tally a line. A file that was never written has none. */
function readTallies(file: string): readonly Tally[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Tally);
}

/**
 * Runs Node with TALLY set and counts what it wrote there. A run that ends badly has at least one failure. What several
 * print that run beside each other is kept until each has ended.
 */
export async function counted(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  beside = false,
): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'tally-'));
  const file = join(folder, 'tally');
  const child = spawn(process.execPath, args, {
    stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    // Mocha waits for ever on a handle that a test left open.
    timeout: 15 * 60_000,
    env: { ...process.env, ...env, TALLY: file },
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => printed.push(part));
  const [status, signal] = (await once(child, 'close')) as [number | null, string | null];
  process.stdout.write(Buffer.concat(printed));
  const { passes, failures } = sum(readTallies(file));
  rmSync(folder, { recursive: true });
  if (signal) console.error(`ended by ${signal}`);
  return { passes, failures: status === 0 ? failures : Math.max(failures, 1) };
}

/** Prints the last line, passes the counts on to a run around this one, and sets the exit code. */
export function conclude(tallies: readonly Tally[]): void {
  const total = sum(tallies);
  if (process.env.TALLY) appendFileSync(process.env.TALLY, `${JSON.stringify(total)}\n`);
  console.log(`${total.passes} passed, ${total.failures} failed`);
  process.exitCode = total.failures === 0 && total.passes > 0 ? 0 : 1;
}
