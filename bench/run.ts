import type { Effort, Figure } from './measure.ts';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { coldFigures } from './cold.ts';
import { crowdFigures } from './crowd.ts';
import { quantile } from './measure.ts';
import { mailFigures } from './mail.ts';
import { httpFigures } from './http.ts';
import { readingFigures } from './reading.ts';
import { writingFigures } from './writing.ts';

/** The list of benches. */
const benches = [coldFigures, readingFigures, writingFigures, mailFigures, crowdFigures, httpFigures];

/**
 * `--smoke` shows in seconds that every bench works; `--json` prints figures to compare; `--write` keeps the table
 * in RESULTS.md. Only what does not run makes it fail, never a figure.
 */
async function main(args: readonly string[]): Promise<void> {
  const effort: Effort = args.includes('--smoke') ? { rounds: 1, seconds: 1 } : { rounds: 5, seconds: 4 };
  const figures: Figure[] = [];
  for (const bench of benches) {
    if (process.stderr.isTTY) process.stderr.write(`${bench.name} ...\n`);
    figures.push(...(await bench(effort)));
  }
  const results = figures.map(resultOf);
  const text = table(results);
  const around = { ...runOf(), results };
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(around, undefined, 2)}\n` : text);
  if (args.includes('--write')) writeFileSync('bench/RESULTS.md', `${heading()}\n${text}`);
}

type Result = ReturnType<typeof resultOf>;

/** Medians, and between which ratios the middle half of the pairs lies. */
function resultOf({ what, yardstick, unit, pairs, wanted }: Figure) {
  const ratios = pairs.map(({ ours, theirs }) => ours / theirs);
  const ratio = quantile(ratios, 0.5);
  return {
    ...{ what, yardstick, unit, wanted },
    ours: quantile(
      pairs.map(({ ours }) => ours),
      0.5,
    ),
    theirs: quantile(
      pairs.map(({ theirs }) => theirs),
      0.5,
    ),
    ratio,
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)] as const,
    reached: wanted && ('atLeast' in wanted ? ratio >= wanted.atLeast : ratio <= wanted.atMost),
  };
}

function table(results: readonly Result[]): string {
  const rows = results.map(({ what, ours, theirs, unit, yardstick, ratio, spread, wanted, reached }) => {
    const [low, high] = spread.map((one) => one.toFixed(2));
    const want = !wanted ? '' : 'atLeast' in wanted ? `>= ${wanted.atLeast}` : `<= ${wanted.atMost}`;
    const met = reached === undefined ? '' : reached ? 'yes' : 'no';
    return `| ${what} | ${short(ours)} ${unit} | ${yardstick} | ${short(theirs)} ${unit} | ${ratio.toFixed(2)} | ${low} to ${high} | ${want} | ${met} |`;
  });
  return [
    '| what | ours | yardstick | its figure | ratio | middle half | wanted | reached |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}

function runOf() {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown model'}`;
  return {
    day: new Date(performance.timeOrigin).toISOString().slice(0, 10),
    machine,
    node: process.version,
    commit,
  };
}

function heading(): string {
  const { day, machine, node, commit } = runOf();
  return `# Results of the last run\n\n${day}, ${machine}, Node ${node}, commit ${commit}. Medians of pairs, each measured in turn with its yardstick, by processor time where that can be told.\n`;
}

await main(process.argv.slice(2));
