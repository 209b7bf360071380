import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Release } from '../../domain/calendar/calendar.ts';
import type { Service } from '../../service/service.ts';
import { basename, dirname, join } from 'node:path';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { buffer as readAll } from 'node:stream/consumers';
import { yaml } from '../../formats/yamlfile.ts';
import { problemText } from '../../formats/problems.ts';
import { changeLines } from '../../formats/words/changelines.ts';
import {
  counted,
  exit,
  instantOption,
  NotFound,
  openService,
  UsageError,
  sumUp,
  withCommon,
  withExamples,
  yearOption,
} from '../base/command.ts';

interface ImportOptions extends CommonOptions {
  readonly release?: string;
  readonly year?: number;
  readonly calendar?: string;
  readonly out?: string;
  readonly accept?: boolean;
  readonly public?: string;
}

/** `import`: converts another project's schedule into our format. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withExamples(withCommon(command), 'import README.md', 'import README.md --out my-calendars/one/1.39.yaml')
      .argument('<file>', 'a release README or a YAML schedule; - for standard input')
      .option('--release <version>', 'the release, when the file has several or names none')
      .option('--year <year>', 'the year of dates without one', yearOption)
      .option('--calendar <id>', 'the calendar it belongs to (default: the one whose title the README names)')
      .option(
        '--out <file>',
        'the file to write or update; what people wrote in it is kept (default: standard output)',
      )
      .option('--accept', 'import a file despite its errors')
      .option('--public <instant>', 'when its dates became public, for history.yaml (default: now)')
      .action(async (path: string, options: ImportOptions) => {
        const service = openService(given, options);
        const at = instantOption('--public', options.public) ?? service.clock();
        const { release, year, calendar, out } = options;
        const into = out === undefined ? undefined : folderFor(out);
        const text = path === '-' ? { text: decode(await readAll(process.stdin)) } : {};
        const found = await service.keeper.import({ path, ...text, release, year, calendar, into });
        process.stderr.write(problemText(found.problems));
        const errors = found.problems.filter(({ severity }) => severity === 'error').length;
        if (!found.release || (errors > 0 && !options.accept)) {
          if (found.release)
            process.stderr.write(
              `release-calendar: ${counted(errors, 'error')}; --accept imports it anyway\n`,
            );
          done(exit.bad);
        } else if (out === undefined || into === undefined) process.stdout.write(write(found.release));
        else await put(service, found.release, { path: out, at, options });
      });
  },
};

/** The folder of the release file to write; `undefined` for standard output. */
function folderFor(out: string): string | undefined {
  if (out === '-') return undefined;
  const name = basename(out);
  const ours = /^(calendar|vocabulary|overrides|history)\.ya?ml$/i.test(name);
  if (!/^[^.].*\.ya?ml$/i.test(name) || ours)
    throw new UsageError(
      `--out: ${expected('the name of a release file, such as 1.38.yaml, or -', quote(out))}`,
    );
  return dirname(out);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NotFound(`standard input: ${expected('text in UTF-8', 'other bytes')}`);
  }
}

function write(release: Release): string {
  return yaml.release?.(release) ?? '';
}

interface Out {
  readonly path: string;
  readonly at: ReturnType<Service['clock']>;
  readonly options: ImportOptions;
}

async function put({ keeper }: Service, release: Release, { path, at, options }: Out): Promise<void> {
  if (!(await keeper.exists(path))) {
    const text = write(release);
    const broken = await keeper.breaks(path, text);
    if (broken.length > 0) {
      process.stderr.write(problemText(broken));
      throw new NotFound(
        `${path}: not written, because the calendar in ${dirname(path)} could not be read with it`,
      );
    }
    await keeper.save(path, text);
    sumUp(options, `${path}: written, ${counted(release.milestones.length, 'milestone')}`);
    return;
  }
  const renewed = await keeper.renew(path, release, (milestone) => yaml.milestone?.(milestone) ?? '');
  if ('problems' in renewed) {
    process.stderr.write(problemText(renewed.problems));
    throw new NotFound(
      `${path}: not written: ${expected('a release file without errors', 'the errors above')}`,
    );
  }
  const { text, changes } = renewed;
  // history first: after a crash in between, the next run reports the move again but records it once
  const moves = changes.map((change) => ({ change, at }));
  const recorded = await keeper.record({ folder: dirname(path), moves });
  await keeper.save(path, text);
  const told = moves.filter(
    ({ change: { kind } }) => kind === 'moved' || kind === 'filled' || kind === 'unset',
  );
  const late = (await keeper.exists(join(dirname(path), 'history.yaml'))) ? told.length - recorded : 0;
  const left =
    late > 0 ? `; ${counted(late, 'move')} left out, because history.yaml has the same or a later entry` : '';
  const news = `${recorded === 0 ? '' : `; ${recorded} added to history.yaml`}${left}`;
  sumUp(options, `${changeLines(changes)}${path}: ${counted(changes.length, 'change')}${news}`);
}
