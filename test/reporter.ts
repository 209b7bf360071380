import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import Mocha from 'mocha';

const slowest = 10;

/**
 * Tells each failure when it happens, on a terminal how far the run has come, and last what was slowest. Writes a line of
 * JSON for each test that ended into the file that TALLY names, so that a run that is cut has counted what it did.
 */
// oxlint-disable-next-line import/no-default-export -- mocha loads a reporter by its default export
export default class Reporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const times: { readonly ms: number; readonly what: string }[] = [];
    let [passes, failures] = [0, 0];
    const tally = (counts: { readonly passes: number; readonly failures: number }): void => {
      passes += counts.passes;
      failures += counts.failures;
      if (process.env.TALLY) appendFileSync(process.env.TALLY, `${JSON.stringify(counts)}\n`);
      if (process.stdout.isTTY) process.stdout.write(`\r${passes} passed, ${failures} failed `);
    };
    runner.on('pass', (test) => {
      tally({ passes: 1, failures: 0 });
      times.push({ ms: test.duration ?? 0, what: nameOf(test) });
    });
    runner.on('fail', (test) => {
      // counted before it is seen: who sees it may cut the run
      tally({ passes: 0, failures: 1 });
      Mocha.reporters.Base.list([test]);
    });
    runner.once('end', () => {
      process.stdout.write(`\n${passes} passing, ${failures} failing\n`);
      if (times.length < 10 * slowest) return;
      const all = times.toSorted((a, b) => b.ms - a.ms).slice(0, slowest);
      for (const { ms, what } of all) process.stdout.write(`${String(ms).padStart(7)} ms  ${what}\n`);
    });
  }
}

function nameOf(test: Mocha.Test): string {
  const file = test.file === undefined ? '' : `${relative('.', test.file)}: `;
  return `${file}${test.fullTitle()}`;
}
