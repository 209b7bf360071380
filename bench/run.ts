import type { Effort, Figure } from './measure.ts';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { coldFigures } from './cold.ts';
import { mailFigures } from './mail.ts';
import { httpFigures } from './http.ts';
import { readingFigures } from './reading.ts';
import { writingFigures } from './writing.ts';

/** The list of benches. */
const benches = [coldFigures, readingFigures, writingFigures, mailFigures, httpFigures];

/** `--smoke` shows in seconds that every bench works; `--write` keeps the table in RESULTS.md. */
async function main(args: readonly string[]): Promise<void> {
  const effort: Effort = args.includes('--smoke') ? { rounds: 1, seconds: 1 } : { rounds: 5, seconds: 4 };
  const figures: Figure[] = [];
  for (const bench of benches) {
    if (process.stderr.isTTY) process.stderr.write(`${bench.name} ...\n`);
    figures.push(...(await bench(effort)));
  }
  const text = table(figures);
  process.stdout.write(text);
  if (args.includes('--write')) writeFileSync('bench/RESULTS.md', `${heading()}\n${text}`);
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, yardstick, unit, ours, theirs, wanted }) => {
    const ratio = ours / theirs;
    const [want, met] =
      'atLeast' in wanted
        ? [`>= ${wanted.atLeast}`, ratio >= wanted.atLeast]
        : [`<= ${wanted.atMost}`, ratio <= wanted.atMost];
    return `| ${what} | ${short(ours)} ${unit} | ${yardstick} | ${short(theirs)} ${unit} | ${ratio.toFixed(2)} | ${want} | ${met ? 'yes' : 'no'} |`;
  });
  return [
    '| what | ours | yardstick | its figure | ratio | wanted | reached |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}

function heading(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown model'}, Node ${process.version}`;
  return `# Results of the last run\n\n${new Date(performance.timeOrigin).toISOString().slice(0, 10)}, ${machine}, commit ${commit}. Medians of runs in turn with the yardstick.\n`;
}

await main(process.argv.slice(2));
