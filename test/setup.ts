import { tmpdir } from 'node:os';
import { join } from 'node:path';

// what somebody fetched into ./data is no part of a test
process.env['DATA_DIR'] ??= join(tmpdir(), 'release-calendar-of-nobody');

// Mocha lets a rejected promise that nobody awaits pass. Thrown, it fails the test that is running.
process.on('unhandledRejection', (reason: unknown) => {
  throw reason instanceof Error ? reason : new Error(`a promise was rejected and lost: ${String(reason)}`);
});
