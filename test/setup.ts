// Mocha lets a rejected promise that nobody awaits pass. Thrown, it fails the test that is running.
process.on('unhandledRejection', (reason: unknown) => {
  throw reason instanceof Error ? reason : new Error(`a promise was rejected and lost: ${String(reason)}`);
});
