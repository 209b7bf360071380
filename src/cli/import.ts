import type { CommandModule, CommonOptions } from './command.ts';
import type { Release } from '../domain/calendar.ts';
import type { Service } from '../service/service.ts';
import { dirname } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { yaml } from '../formats/yaml.ts';
import { problemText } from '../formats/problems.ts';
import { changeLines } from './changes.ts';
import { counted } from './count.ts';
import { exit, instantOption, NotFound, open, withCommon } from './command.ts';

interface ImportOptions extends CommonOptions {
  readonly release?: string;
  readonly calendar?: string;
  readonly out?: string;
  readonly accept?: boolean;
  readonly public?: string;
}

/** `import`: a schedule that somebody else keeps, in our own shape. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withCommon(command)
      .argument('<file>', 'a release README, or a YAML file of any known shape; - for standard input')
      .option('--release <version>', 'which release, when the file holds several or names none')
      .option('--calendar <id>', 'the calendar it belongs to (the one whose title the README names)')
      .option(
        '--out <file>',
        'write there, keeping what people wrote in a file that exists (standard output)',
      )
      .option('--accept', 'take a file with errors')
      .option('--public <instant>', 'since when its dates are public, for history.yaml (now)')
      .action(async (path: string, options: ImportOptions) => {
        const service = open(given, options);
        const at = instantOption('--public', options.public) ?? service.clock();
        const { release, calendar, out } = options;
        const text = path === '-' ? { text: await readAll(process.stdin) } : {};
        const found = await service.keeper.import({ path, ...text, release, calendar });
        process.stderr.write(problemText(found.problems));
        const errors = found.problems.filter(({ severity }) => severity === 'error').length;
        if (!found.release || (errors > 0 && !options.accept)) {
          if (found.release)
            process.stderr.write(
              `release-calendar: ${counted(errors, 'error')}; --accept takes it as it is\n`,
            );
          return done(exit.bad);
        }
        if (out === undefined) process.stdout.write(write(found.release));
        else await put(service, found.release, { path: out, at });
        return done(exit.good);
      });
  },
};

function write(release: Release): string {
  return yaml.release?.(release) ?? '';
}

interface Out {
  readonly path: string;
  readonly at: ReturnType<Service['clock']>;
}

async function put({ keeper }: Service, release: Release, { path, at }: Out): Promise<void> {
  if (!(await keeper.exists(path))) {
    await keeper.save(path, write(release));
    process.stderr.write(`${path}: written, ${counted(release.milestones.length, 'milestone')}\n`);
    return;
  }
  const renewed = await keeper.renew(path, release, (milestone) => yaml.milestone?.(milestone) ?? '');
  if ('problems' in renewed) {
    process.stderr.write(problemText(renewed.problems));
    throw new NotFound(`${path}: cannot be kept; wanted a release file without errors`);
  }
  const { text, changes } = renewed;
  // the history first: a crash between the two tells of a move twice, and the second time it is known
  const moves = changes.map((change) => ({ change, at }));
  const recorded = await keeper.record({ folder: dirname(path), moves });
  await keeper.save(path, text);
  const news = recorded === 0 ? '' : `; ${recorded} added to history.yaml`;
  process.stderr.write(`${changeLines(changes)}${path}: ${counted(changes.length, 'change')}${news}\n`);
}
