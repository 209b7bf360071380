// npm test: the suite once in each zone, for a rule that holds in one zone only is no rule.
// --system runs test/system once instead, --faults test/faults with a hundred kills among ten thousand letters, --once the
// suite in one zone only. What knows no zone of the machine and takes long, *.once.test.ts, is run once; what takes very
// long, *.long.test.ts, with the faults alone. Every other argument goes to mocha.
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
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

/** One run of mocha. */
interface Job {
  readonly zone: string;
  readonly files: readonly string[];
  readonly name: string;
}

function jobs(): readonly Job[] {
  const inZones = (files: readonly string[], name: string): readonly Job[] =>
    zones.map((zone) => ({ zone, files, name }));
  if (args.some((arg) => arg.endsWith('.ts') || existsSync(arg))) return inZones([], '');
  if (system) {
    // the pages take as long as all the rest, and share nothing with it
    const pages = 'test/system/page.test.ts';
    return [
      ...inZones(['test/system/**/*.test.ts', `--ignore=${pages}`], ''),
      ...inZones([pages], ', the pages'),
    ];
  }
  if (faults) return inZones(['test/faults/**/*.test.ts'], '');
  const ignored = [String(ignore), '**/*.once.test.ts', '**/*.long.test.ts'].map((one) => `--ignore=${one}`);
  const [first, ...others] = inZones([String(spec), ...ignored], '');
  const apart = { zone: 'UTC', files: ['test/**/*.once.test.ts'], name: ', what is tested once' };
  return [...(first ? [first] : []), apart, ...others];
}

async function run({ zone, files, name }: Job, beside: boolean): ReturnType<typeof counted> {
  console.log(`\nTZ=${zone} on Node ${process.version}${name}`);
  const mocha = ['node_modules/mocha/bin/mocha.js', ...flags(), ...args, ...files];
  return counted(mocha, { TZ: zone, ...(faults && { KILLS: '100', LETTERS: '10000' }) }, beside);
}

// two at a time, where there are two cores: the first prints as it goes, the others when they have ended
const waiting = [...jobs()];
const tallies: Awaited<ReturnType<typeof counted>>[] = [];
async function work(beside: boolean): Promise<void> {
  for (let job = waiting.shift(); job; job = waiting.shift()) tallies.push(await run(job, beside));
}
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, (_, index) => work(index > 0)));
conclude(tallies);
