// npm test: the whole suite, in one of three zones that a seed chooses; SEED=... runs the same again.
//   --zones   what knows a zone, in all three
//   --system  the heavy stories, and what needs packages of Debian (test/system, test/faults)
//   --faults  test/faults with a hundred kills among ten thousand letters
// Every other argument, such as a file, goes to mocha.
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './store/postgres.ts';
import { conclude, counted } from './tally.ts';

const root = join(import.meta.dirname, '..');
process.chdir(root);

const zones = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'] as const;

/** What says a day, an hour or a zone; the rest is the same in every zone of a machine. */
const knowZones = ['test/domain/**/*.test.ts', 'test/formats/**/*.test.ts', 'test/mail/story.test.ts'];

interface Suite {
  readonly files: readonly string[];
  readonly ignore?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Files at once; a story that kills processes wants the machine for itself. */
  readonly jobs: number;
  readonly minutes: number;
}

/** One more than there are cores: some tests wait for a disk or a clock. */
const jobs = availableParallelism() + 1;

const suites: Readonly<Record<'all' | '--zones' | '--system' | '--faults', Suite>> = {
  all: {
    ...{ files: ['test/**/*.test.ts'], ignore: ['test/system/**', 'test/faults/**'] },
    ...{ jobs, minutes: 30 },
  },
  '--zones': { files: knowZones, jobs, minutes: 15 },
  '--system': {
    ...{ files: ['test/system/**/*.test.ts', 'test/faults/**/*.test.ts'], ignore: ['**/*.long.test.ts'] },
    ...{ jobs, minutes: 30 },
  },
  '--faults': {
    ...{ files: ['test/faults/**/*.test.ts'], env: { KILLS: '100', LETTERS: '10000' } },
    ...{ jobs: 1, minutes: 60 },
  },
};

const given = process.argv.slice(2);
const chosen = (['--zones', '--system', '--faults'] as const).find((name) => given.includes(name)) ?? 'all';
const suite = suites[chosen];
const args = given.filter((arg) => arg !== chosen);
const isPart = args.some((arg) => arg.endsWith('.ts') || existsSync(arg));

const seed = Number(process.env.SEED ?? randomInt(2 ** 31));
const zone = zones[seed % zones.length] ?? zones[0];

/** Mocha adds the files it is given to those of its configuration, so it gets the rules without the files. */
function flags(): readonly string[] {
  const config = JSON.parse(readFileSync('.mocharc.json', 'utf8')) as Record<string, string | number | true>;
  const { spec: _spec, ignore: _ignore, ...rules } = config;
  const rule = ([name, value]: [string, string | number | true]): string =>
    value === true ? `--${name}` : `--${name}=${value}`;
  return ['--no-config', ...Object.entries(rules).map(rule), '--reporter=test/reporter.ts'];
}

async function run(TZ: string, env: NodeJS.ProcessEnv): ReturnType<typeof counted> {
  console.log(`TZ=${TZ} on Node ${process.version}; SEED=${seed} runs it again`);
  const parts = isPart ? [] : [...suite.files, ...(suite.ignore ?? []).map((one) => `--ignore=${one}`)];
  const jobs = suite.jobs > 1 && !isPart ? ['--parallel', `--jobs=${suite.jobs}`] : [];
  const mocha = ['node_modules/mocha/bin/mocha.js', ...flags(), ...jobs, ...args, ...parts];
  return counted(mocha, { ...suite.env, ...env, TZ, SEED: String(seed) }, { minutes: suite.minutes });
}

// one for all files; what is run alone starts its own where it wants one
const postgres = isPart ? undefined : await startPostgres();
const tallies: Awaited<ReturnType<typeof counted>>[] = [];
try {
  const env = postgres ? { TEST_POSTGRES: postgres.url('DATABASE') } : {};
  for (const TZ of chosen === '--zones' ? zones : [zone]) tallies.push(await run(TZ, env));
} finally {
  await postgres?.remove();
}
conclude(tallies);
