// npm test: the suite once in each zone, for a rule that holds in one zone only is no rule.
// --system runs test/system once instead, --faults test/faults with a hundred kills among ten thousand letters, --once the
// suite in one zone only. What takes long and knows no zone of the machine, *.once.test.ts, is in the first run only.
// Every other argument goes to mocha.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, counted } from './tally.ts';

const root = join(import.meta.dirname, '..');
process.chdir(root);

const given = process.argv.slice(2);
const args = given.filter((arg) => !['--system', '--faults', '--once'].includes(arg));
const system = given.includes('--system');
const faults = given.includes('--faults');
const once = system || faults || given.includes('--once');
const zones = once ? ['Asia/Tokyo'] : ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'];

const config = JSON.parse(readFileSync('.mocharc.json', 'utf8')) as Record<string, string | true>;
const { spec = '', ignore = '', ...rules } = config;

/** Mocha adds the files it is given to those of its configuration, so it gets the rules without the files. */
function flags(): string[] {
  const flag = ([name, value]: [string, string | true]) =>
    value === true ? `--${name}` : `--${name}=${value}`;
  return ['--no-config', ...Object.entries(rules).map(flag), '--reporter=test/reporter.ts'];
}

function files(isFirst: boolean): string[] {
  if (args.some((arg) => arg.endsWith('.ts') || existsSync(arg))) return [];
  if (system) return ['test/system/**/*.test.ts'];
  if (faults) return ['test/faults/**/*.test.ts'];
  const others = isFirst ? [] : ['--ignore=**/*.once.test.ts'];
  return [String(spec), `--ignore=${String(ignore)}`, ...others];
}

function runIn(zone: string, isFirst: boolean): ReturnType<typeof counted> {
  console.log(`\nTZ=${zone} on Node ${process.version}`);
  const mocha = ['node_modules/mocha/bin/mocha.js', ...flags(), ...args, ...files(isFirst)];
  const env = { TZ: zone, ...(faults && { KILLS: '100', LETTERS: '10000' }) };
  return counted(mocha, env, !isFirst);
}

// the first by itself, for faults want the machine; then the others beside each other
const [first = 'UTC', ...others] = zones;
const tally = await runIn(first, true);
conclude([tally, ...(await Promise.all(others.map((zone) => runIn(zone, false))))]);
