// npm test: the suite once in each zone, for a rule that holds in one zone only is no rule.
// --system runs test/system once instead, --once the suite in one zone only. Every other argument goes to mocha.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude, counted } from './tally.ts';

const root = join(import.meta.dirname, '..');
process.chdir(root);

const given = process.argv.slice(2);
const args = given.filter((arg) => arg !== '--system' && arg !== '--once');
const system = given.includes('--system');
const once = system || given.includes('--once');
const zones = once ? ['Asia/Tokyo'] : ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'];

const config = JSON.parse(readFileSync('.mocharc.json', 'utf8')) as Record<string, string | true>;
const { spec = '', ignore = '', ...rules } = config;

/** Mocha adds the files it is given to those of its configuration, so it gets the rules without the files. */
function flags(): string[] {
  const flag = ([name, value]: [string, string | true]) =>
    value === true ? `--${name}` : `--${name}=${value}`;
  return ['--no-config', ...Object.entries(rules).map(flag), '--reporter=test/reporter.ts'];
}

function files(): string[] {
  if (args.some((arg) => arg.endsWith('.ts') || existsSync(arg))) return [];
  return system ? ['test/system/**/*.test.ts'] : [String(spec), `--ignore=${String(ignore)}`];
}

conclude(
  zones.map((zone) => {
    console.log(`\nTZ=${zone} on Node ${process.version}`);
    return counted(['node_modules/mocha/bin/mocha.js', ...flags(), ...args, ...files()], { TZ: zone });
  }),
);
