import { tmpdir } from 'node:os';
import { join } from 'node:path';

// what somebody fetched into ./data is no part of a test
process.env['DATA_DIR'] ??= join(tmpdir(), 'release-calendar-of-nobody');
// what a process that a test starts has compiled, so that each start after the first takes half the time
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'release-calendar-compiled');

// Mocha lets a rejected promise that nobody awaits pass. Thrown, it fails the test that is running.
process.on('unhandledRejection', (reason: unknown) => {
  throw reason instanceof Error ? reason : new Error(`a promise was rejected and lost: ${String(reason)}`);
});
