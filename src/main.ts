import { readConfig } from './runtime/config.ts';
import { run } from './cli/index.ts';
import { systemClock } from './runtime/systemclock.ts';
import { wire } from './wire.ts';

/** Exit codes: 0, 1 not found or bad data, 2 usage, 3 held, 70 internal bug. */
async function main(): Promise<number> {
  const read = readConfig(process.env);
  if ('problems' in read) {
    for (const problem of read.problems) process.stderr.write(`release-calendar: ${problem}\n`);
    return 2;
  }
  return run(process.argv.slice(2), { config: read.config, clock: systemClock, wire });
}

// a closed pipe (`| head`) is not an error: the reader has all it wanted
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(
    `release-calendar: standard output cannot be written (${error.code ?? error.message})\n`,
  );
  process.exit(1);
});

// database errors have deep stacks: ten frames would miss our own code
Error.stackTraceLimit = 50;

try {
  process.exitCode = await main();
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`release-calendar: internal error; please report this bug\n${text}\n`);
  process.exitCode = 70;
}
