import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';

const Base = process.env.CI ? Mocha.reporters.Dot : Mocha.reporters.Spec;

/** Mocha's own output, and one line of JSON with the counts in the file that TALLY names. */
// oxlint-disable-next-line import/no-default-export -- mocha loads a reporter by its default export
export default class Reporter extends Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env.TALLY;
    if (!file) return;
    const { stats } = this;
    runner.once('end', () => appendFileSync(file, `${JSON.stringify(stats)}\n`));
  }
}
